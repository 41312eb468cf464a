"""Every record has its history: who changed what and when, in the form's own answers, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from data_access import case_studies, events, history, imports, records, store, surveys, taken_away
from data_access.errors import Conflict, Locked, NotAllowed, NotFound
from data_access.events import RegisterRow
from data_access.models import EarlierText, now
from data_access.permissions import COMMAND_LINE
from data_access.putting_back import put_back
from data_access.vocabulary import Audience, CaseStudyStatus, Item, PeriodKind, Role
from tests import factories
from tests.data_access.imports.files import line, register
from tests.data_access.records.filled_in import KIND_NAMES, RIGHT, otherwise, seed

DAY = date(2025, 11, 18)
who = factories.administrator
REGISTER = {"title": "First name", "event_type": "cpd", "held_on": DAY, "mode": "virtual", "cluster": None}
STUDY = {
    "urn": "100001", "title": "A calmer start", "happened_on": DAY, "themes": ["wellbeing"], "context": "Before.",
    "what_was_done": "A quiet room.", "impact": "Calmer.", "quotation": "It helps us all.", "has_consent": True,
    "quotation_from": "one_pupil", "quotation_agreed_on": DAY, "quotation_for": "partners",
    "consent_from": "headteacher", "consented_on": DAY, "consent_for": "public",
}  # fmt: skip


def answers(form: str, key: str) -> list[dict[str, Any]]:
    return [version.answers for version in history.versions(who(), form, key)]


def kept_texts() -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(EarlierText)) or 0


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_of_record_has_its_versions_and_goes_back_to_the_first(database: str, kind: str) -> None:
    seed()
    number = records.record(who(), kind, RIGHT[kind], "key-1")
    records.correct(factories.administrator(), kind, number, 1, otherwise(kind))
    found = history.versions(who(), kind, str(number))
    assert [version.answers for version in found] == [otherwise(kind), RIGHT[kind]]
    assert [version.change.action for version in found] == ["updated", "created"]
    assert {version.change.actor for version in found} == {who().name_in_log}
    history.put_version_back(who(), kind, str(number), 2, found[-1].change.moment)
    assert records.stored(who(), kind, number) == {**RIGHT[kind], "id": number, "version": 3}
    assert answers(kind, str(number)) == [RIGHT[kind], otherwise(kind), RIGHT[kind]]


def test_register_goes_back_with_its_lines(database: str) -> None:
    seed()
    first = [RegisterRow("100001", True, 3), RegisterRow("100002", False)]
    second = [RegisterRow("100002", True, 5)]
    ref = events.record_register(who(), REGISTER, first, "key-1")
    events.correct_register(who(), ref, 1, {**REGISTER, "title": "Second name"}, second)
    events.correct_register(who(), ref, 2, {**REGISTER, "title": "Second name"}, [RegisterRow("100002", True, 6)])
    found = history.versions(who(), "register", ref)
    assert [version.answers["rows"] for version in found] == [[RegisterRow("100002", True, 6)], second, first]
    assert [version.answers["title"] for version in found] == ["Second name", "Second name", "First name"]
    history.put_version_back(who(), "register", ref, 3, found[-1].change.moment)
    assert events.register_for_editing(who(), ref).answers["title"] == "First name"
    assert answers("register", ref)[0]["rows"] == first
    assert events.register_for_editing(who(), ref).version == 4


def test_import_is_a_version_like_any_other(database: str) -> None:
    seed()
    imports.run(who(), "registers", "file.csv", register(line("100001"), line("100002")))
    imports.run(who(), "registers", "file.csv", register(line("100001", people_count=7)))
    found = history.versions(who(), "register", "E1")
    assert [[row.people_count for row in version.answers["rows"]] for version in found] == [[7, 2], [2, 2]]


def test_survey_response_goes_back_with_its_answers_and_its_comment(database: str) -> None:
    seed()
    said: dict[str, object] = {
        "audience": Audience.PARENT_CARER.value, "answered_on": DAY, "urn": "100001", "comment": "It was calm.",
        Item.FEELING_LISTENED_TO.value: 4, Item.CONFIDENCE_IN_MAINSTREAM.value: 2,
    }  # fmt: skip
    number = surveys.record_response(who(), said, "key-1")
    changed = {**said, "comment": "It was loud.", Item.FEELING_LISTENED_TO.value: None}
    surveys.correct_response(who(), number, 1, changed)
    before = answers("survey_response", str(number))[1]
    assert (before["comment"], before[Item.FEELING_LISTENED_TO.value]) == ("It was calm.", 4)
    moment = history.versions(who(), "survey_response", str(number))[1].change.moment
    history.put_version_back(who(), "survey_response", str(number), 2, moment)
    assert surveys.response_for_editing(who(), number)["comment"] == "It was calm."


def corrected_study() -> tuple[int, Any]:
    """A case study that was written and then written over. Value: its id, and the moment of the first version."""
    number = case_studies.write_case_study(who(), STUDY, "key-1")
    case_studies.correct_case_study(who(), number, 1, {**STUDY, "impact": "Louder.", "quotation": "It does not help."})
    return number, history.versions(who(), "case_study", str(number))[-1].change.moment


def test_what_was_written_over_is_kept_apart_from_the_log_and_comes_back(database: str) -> None:
    seed()
    number, moment = corrected_study()
    assert answers("case_study", str(number))[1] == STUDY
    case_studies.submit_case_study(who(), number, 2)
    assert [version.status for version in history.versions(who(), "case_study", str(number))] == [
        CaseStudyStatus.SUBMITTED,
        CaseStudyStatus.DRAFT,
        CaseStudyStatus.DRAFT,
    ]
    history.put_version_back(who(), "case_study", str(number), 3, moment)
    assert answers("case_study", str(number))[0] == STUDY


def test_words_whose_consent_is_gone_do_not_come_back(database: str) -> None:
    seed()
    number, moment = corrected_study()
    case_studies.correct_case_study(who(), number, 2, {**STUDY, "quotation": None, "has_consent": False})
    first = history.versions(who(), "case_study", str(number))[-1]
    assert first.forgotten == {"quotation"}
    assert "helps us all" not in str(history.versions(who(), "case_study", str(number)))
    assert first.answers["impact"] == "Calmer."
    history.put_version_back(who(), "case_study", str(number), 3, moment)
    now_stored = case_studies.case_study(who(), number)
    assert (now_stored["quotation"], now_stored["impact"]) == (None, "Calmer.")


def test_forgotten_record_keeps_no_earlier_word(database: str) -> None:
    seed()
    number, moment = corrected_study()
    with store.writing(who()) as session:
        taken_away.forget(session, "case_study", "case_study", number)
    version = history.versions(who(), "case_study", str(number))[-1]
    assert version.forgotten == {"impact", "quotation"}
    history.put_version_back(who(), "case_study", str(number), 2, moment)
    assert case_studies.case_study(who(), number)["impact"] == "Louder."


def test_earlier_words_that_looked_personal_are_not_kept(database: str) -> None:
    seed()
    number = case_studies.write_case_study(who(), {**STUDY, "context": "Write to ann.lee@example.org."}, "key-1")
    case_studies.correct_case_study(who(), number, 1, STUDY)
    assert kept_texts() == 0
    assert history.versions(who(), "case_study", str(number))[-1].forgotten == {"context"}


def test_earlier_words_are_kept_for_thirty_days(database: str) -> None:
    seed()
    corrected_study()
    assert kept_texts() == 2
    with store.writing(COMMAND_LINE) as session:
        session.execute(update(EarlierText).values(recorded_at=now() - timedelta(days=31)))
    taken_away.purge_by_itself()
    assert kept_texts() == 0


def test_record_that_was_put_back_has_its_whole_history(database: str) -> None:
    seed()
    number = records.record(who(), "priority", RIGHT["priority"], "key-1")
    records.correct(who(), "priority", number, 1, otherwise("priority"))
    kept = records.remove(who(), "priority", number, 2)
    # SQLite gives the same id to the next one.
    other = records.record(who(), "priority", RIGHT["priority"] | {"title": "Another one"}, "key-2")
    assert [version.answers["title"] for version in history.versions(who(), "priority", str(other))] == ["Another one"]
    kept_other = records.remove(who(), "priority", other, 1)
    assert kept is not None
    assert kept_other is not None
    put_back(who(), kept)
    found = history.versions(who(), "priority", str(number))
    assert [version.change.action for version in found] == ["put back", "updated", "created"]
    assert [version.answers for version in found] == [
        otherwise("priority"),
        otherwise("priority"),
        RIGHT["priority"],
    ]


def test_going_back_is_refused_like_any_other_correction(database: str) -> None:
    seed()
    number = records.record(who(), "action_plan", RIGHT["action_plan"], "key-1")
    records.correct(who(), "action_plan", number, 1, otherwise("action_plan"))
    moment = history.versions(who(), "action_plan", str(number))[-1].change.moment
    with pytest.raises(Conflict):
        history.put_version_back(who(), "action_plan", str(number), 1, moment)
    with pytest.raises(NotFound, match="no such version"):
        history.put_version_back(who(), "action_plan", str(number), 2, moment - timedelta(seconds=1))
    factories.add_approval(PeriodKind.TERM, "2025/26-autumn", date(2025, 9, 1), date(2026, 1, 4))
    with pytest.raises(Locked):
        history.put_version_back(who(), "action_plan", str(number), 2, moment)
    assert records.stored(who(), "action_plan", number)["version"] == 2


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_who_does_not_correct_a_record_does_not_read_its_history(sqlite_database: str, role: Role) -> None:
    seed()
    number = records.record(who(), "priority", RIGHT["priority"], "key-1")
    with pytest.raises(NotAllowed):
        history.versions(factories.identity(role), "priority", str(number))


def test_there_is_no_history_of_what_is_not_there(database: str) -> None:
    seed()
    for form, key in (("priority", "99"), ("register", "none"), ("case_study", "x"), ("survey_response", "99")):
        with pytest.raises(NotFound):
            history.versions(who(), form, key)
    with pytest.raises(NotFound):
        history.versions(who(), "nonsense", "1")
