"""Files of case studies: loaded as drafts, loaded again, taken out, changed, refused, undone, and withdrawn."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import select

from data_access import case_studies, drafts, exports, import_runs, imports, review, store, withdrawal
from data_access.errors import InvalidInput, NotAllowed
from data_access.imports import Correction, ImportReport
from data_access.models import CaseStudy, FormDraft
from data_access.vocabulary import CaseStudyStatus, ConsentGiver, ReviewDecision, Role, TextSource
from tests import factories
from tests.data_access.imports import files
from tests.data_access.test_case_studies import STORY, seed
from tests.data_access.test_withdrawal import MARKED, PLANTED, SAID, found, person

KIND = "case_studies"
ROW: dict[str, object] = STORY | {"themes": "wellbeing; Leadership", "has_consent": "yes", "happened_on": "01/05/2026"}


def content(*rows: dict[str, object]) -> bytes:
    header = list(imports.KINDS[KIND].example)
    return files.csv_bytes([header, *([row.get(name, "") for name in header] for row in rows)])


def load(*rows: dict[str, object], **options: bool) -> ImportReport:
    return files.load(KIND, content(*rows), **options)


def load_again() -> ImportReport:
    return files.load(KIND, exports.export(factories.staff(), KIND))


def only() -> dict[str, object]:
    with store.reading() as session:
        number = session.scalars(select(CaseStudy.id)).one()
    return case_studies.case_study(factories.staff(), number)


def test_a_row_becomes_the_draft_that_the_form_would_make(database: str) -> None:
    seed()
    assert files.counts(load(ROW)) == (1, 0, 0, 0)
    answers = only()
    assert answers == STORY | {
        "themes": ["leadership", "wellbeing"],
        "id": answers["id"],
        "status": "draft",
        "version": 1,
    }
    traces = files.traces()
    assert files.counts(load(ROW)) == (0, 0, 1, 0)
    assert files.traces() == traces
    case_studies.submit_case_study(factories.staff(), int(str(answers["id"])), 1)
    assert only()["status"] == CaseStudyStatus.SUBMITTED


def test_what_is_taken_out_is_known_when_it_is_loaded_again_and_nobody_is_asked_twice(database: str) -> None:
    seed()
    text = "-First the hall.\nThen, with the office (01782 234567), every room.\n"
    case_studies.write_case_study(factories.staff(), STORY | {"what_was_done": text}, "key-1")
    row = next(csv.DictReader(io.StringIO(exports.export(factories.staff(), KIND).decode("utf-8-sig"))))
    assert (row["themes"], row["has_consent"]) == ("leadership; wellbeing", "yes")
    traces = files.traces()
    assert files.counts(load_again()) == (0, 0, 1, 0)
    assert files.traces() == traces
    changed = dict(row) | {"impact": "Otherwise."}
    assert files.counts(load(changed)) == (0, 1, 0, 0)
    assert (only()["what_was_done"], only()["impact"]) == (text.strip(), "Otherwise.")


def test_an_empty_cell_and_a_missing_column_erase_nothing(database: str) -> None:
    seed()
    load(ROW)
    before = only()
    assert files.counts(load({name: ROW[name] for name in ("urn", "title", "happened_on")})) == (0, 0, 1, 0)
    report = load({name: ROW[name] for name in ("urn", "title", "happened_on")} | {"themes": "pupil_voice"})
    assert [(one.column, one.before, one.after) for one in report.changes] == [
        ("themes", "leadership; wellbeing", "pupil_voice")
    ]
    assert only() == before | {"themes": ["pupil_voice"], "version": 2}


def test_a_changed_one_that_was_approved_waits_again_and_a_known_one_stays_approved(database: str) -> None:
    seed()
    load(ROW)
    number = int(str(only()["id"]))
    case_studies.submit_case_study(factories.staff(), number, 1)
    review.decide(factories.la_lead(), TextSource.CASE_STUDY, number, 2, ReviewDecision.APPROVED)
    load(ROW)
    assert only()["status"] == CaseStudyStatus.APPROVED
    load(ROW | {"impact": "Otherwise."})
    assert only()["status"] == CaseStudyStatus.SUBMITTED


@pytest.mark.parametrize(
    ("changes", "columns", "words"),
    [
        ({"urn": "999999"}, {"urn"}, "No setting has the URN 999999"),
        ({"themes": "joy"}, {"themes"}, "Write one or more of: "),
        ({"themes": ""}, {"themes"}, "Write one or more of: "),
        ({"title": ""}, {"title"}, "Give the case study a title"),
        ({"context": ""}, {"context"}, "how things were before"),
        ({"has_consent": "no"}, {"has_consent"}, "agreed to be quoted"),
        ({"consented_on": ""}, {"consented_on"}, "Give the day on which they agreed"),
        ({"consent_from": "Jo Bloggs"}, {"consent_from"}, "Write one of: "),
        ({"quotation": "Ring 01782 234567."}, {"quotation"}, "a phone number"),
        ({"title": "Plan for Jo Bloggs, 12/03/2015"}, {"title"}, "a name with a date of birth"),
        ({"happened_on": "2025-08-31"}, {"happened_on"}, "when the programme started"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write_and_nothing_is_saved(
    database: str, changes: dict[str, object], columns: set[str], words: str
) -> None:
    seed()
    traces = files.traces()
    report = load(ROW | changes)
    sentences = {refusal.column: refusal.sentence for refusal in report.refused}
    assert sentences.keys() == columns
    assert words in str(sentences)
    assert "Bloggs" not in str(sentences)
    assert files.traces() == traces


def test_rows_that_contradict_each_other_are_refused_and_repeated_ones_count_once(database: str) -> None:
    seed()
    report = load(ROW, ROW | {"impact": "Otherwise."})
    assert files.refusals(report) == [(2, "impact"), (3, "impact")]
    report = load(ROW, ROW)
    assert (report.created, report.repeated) == (1, 1)


def test_a_text_that_somebody_has_checked_is_taken(database: str) -> None:
    seed()
    row = ROW | {"context": "The office is on 01782 234567."}
    assert load(row).in_question == {2}
    checked = {2: Correction(is_checked=True)}
    assert imports.run(factories.staff(), KIND, "f.csv", content(row), corrections=checked).created == 1


def test_a_changed_file_is_undone_whole(database: str) -> None:
    seed()
    load(ROW)
    before = files.everything()
    load(ROW | {"impact": "Otherwise.", "themes": "pupil_voice"}, ROW | {"title": "Another"})
    import_runs.undo(factories.staff(), last_run())
    assert files.everything() == before


def last_run() -> int:
    return int(import_runs.loaded(factories.staff())["id"].iloc[0])


def test_withdrawn_consent_leaves_nothing_of_a_file_and_the_file_cannot_bring_it_back_by_undoing(database: str) -> None:
    seed()
    staff = person(Role.PROGRAMME_STAFF)
    load(MARKED | {"themes": "wellbeing", "has_consent": "yes"})
    load(
        MARKED | {"themes": "wellbeing", "has_consent": "yes", "impact": f"More {PLANTED}.", "quotation": f"I {SAID}."}
    )
    for kind in (KIND, "registers"):
        drafts.keep_draft(staff, "import", f"{kind} 12ab", {"2": [{"quotation": f"I like {SAID}."}, False]})
    number = int(str(only()["id"]))
    withdrawal.withdraw_quotation(staff, number, ConsentGiver.HEADTEACHER, date(2026, 5, 5))
    assert found(SAID) == ["form_draft.answers"]
    withdrawal.withdraw_case_study(staff, number, ConsentGiver.HEADTEACHER, date(2026, 5, 5))
    assert found(PLANTED) == []
    with store.reading() as session:
        assert session.scalars(select(FormDraft.draft_key)).all() == ["registers 12ab"]
    with pytest.raises(InvalidInput, match="changed or taken away since"):
        import_runs.undo(factories.staff(), last_run())
    assert found(PLANTED) == []


def test_only_those_who_write_case_studies_load_them_and_take_them_out(database: str) -> None:
    seed()
    for who in (factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        with pytest.raises(NotAllowed):
            imports.run(who, KIND, "file.csv", content(ROW))
        with pytest.raises(NotAllowed):
            exports.export(who, KIND)
