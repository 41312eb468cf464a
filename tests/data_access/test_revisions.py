"""Whether anything moved."""

from datetime import date

from data_access.revisions import revisions, written_at
from data_access.vocabulary import Subject
from tests.factories import add_cluster, add_event, add_programme, add_setting


def test_write_raises_the_revision_of_its_subject_and_no_other(database: str) -> None:
    add_programme()
    add_cluster("Central")
    add_setting("1", cluster="Central")
    before, moment = revisions(), written_at()
    add_event("A", date(2025, 11, 1), attended=["1"])
    after = revisions()
    assert {subject for subject in Subject if after[subject] != before[subject]} == {Subject.EVENTS}
    assert after[Subject.EVENTS] == before[Subject.EVENTS] + 1
    assert written_at() > moment


def test_every_subject_has_a_revision_from_the_start(database: str) -> None:
    assert revisions() == dict.fromkeys(Subject, 0)
