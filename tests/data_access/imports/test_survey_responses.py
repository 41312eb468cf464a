"""Files of survey responses: loaded, loaded again, taken out, changed, contradicting, refused, undone."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select

from data_access import exports, import_runs, imports, store, surveys
from data_access.errors import NotAllowed
from data_access.imports import Correction, ImportReport
from data_access.models import AuditEntry, SurveyAnswer, SurveyResponse
from data_access.permissions import ACTIONS, Action
from data_access.vocabulary import Audience, Item
from tests import factories
from tests import surveys as designed_surveys
from tests.data_access.imports import files

KIND = "survey_responses"
DAY = date(2025, 11, 18)
PARENT: dict[str, object] = {
    "reference": "parents-001",
    "audience": "parent_carer",
    "answered_on": "18/11/2025",
    "urn": "100001",
    "confidence_in_mainstream": "4",
    "feeling_listened_to": "Much better",
    "comment": "Somebody listens to us now.",
}
SENCO: dict[str, object] = {
    "reference": "sencos-001",
    "audience": "SENCOs",
    "answered_on": "2025-11-18",
    "event_ref": "E1",
    "session_useful": "5",
    "time_for_role": "2",
}


@pytest.fixture
def seeded(database: str) -> str:
    factories.add_programme()
    for name in ("Central", "North"):
        factories.add_cluster(name)
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_event("E1", date(2025, 11, 11), cluster="North")
    return database


def content(*rows: dict[str, object]) -> bytes:
    header = list(imports.KINDS[KIND].example)
    return files.csv_bytes([header, *([row.get(name, "") for name in header] for row in rows)])


def load(*rows: dict[str, object], **options: bool) -> ImportReport:
    return files.load(KIND, content(*rows), **options)


def taken_out() -> list[dict[str, str]]:
    text = exports.export(factories.staff(), KIND).decode("utf-8-sig")
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text))]


def load_again() -> ImportReport:
    return files.load(KIND, exports.export(factories.staff(), KIND))


def said(report: ImportReport) -> dict[str, str]:
    return {refusal.column: refusal.sentence for refusal in report.refused}


@pytest.mark.usefixtures("seeded")
def test_rows_become_the_responses_that_the_form_would_make() -> None:
    assert files.counts(load(PARENT, SENCO)) == (2, 0, 0, 0)
    found = surveys.responses(factories.staff()).sort_values("id").to_dict("records")
    assert [(one["audience"], one["cluster"], one["answered_count"]) for one in found] == [
        ("parent_carer", "Central", 2),
        ("senco", "North", 2),
    ]
    number = int(found[0]["id"])
    answers = surveys.response_for_editing(factories.staff(), number)
    assert (answers["answered_on"], answers["feeling_listened_to"], answers["comment"]) == (DAY, 5, PARENT["comment"])


@pytest.mark.usefixtures("seeded")
def test_the_same_file_twice_changes_nothing() -> None:
    load(PARENT, SENCO)
    traces = files.traces()
    assert files.counts(load(PARENT, SENCO)) == (0, 0, 2, 0)
    assert files.traces() == traces


@pytest.mark.usefixtures("seeded")
def test_what_is_taken_out_is_known_when_it_is_loaded_again() -> None:
    """Of a file, of the form with several lines in its comment, and of neither."""
    load(PARENT, SENCO)
    answers = {"audience": "pupil", "answered_on": DAY, "urn": "100001", "comment": "-1 to 5\nRing 01782 234567\n"}
    surveys.record_response(factories.staff(), answers, "key")
    number = factories.add_response(Audience.PUPIL, DAY, {Item.GETTING_HELP: 3}, cluster="North")
    assert taken_out()[0] == PARENT | {"answered_on": "2025-11-18", "feeling_listened_to": "5"}
    assert [row["reference"] for row in taken_out()] == ["parents-001", "sencos-001", "key", f"#{number}"]
    traces = files.traces()
    report = load_again()
    assert (files.counts(report), report.refused) == ((0, 0, 4, 0), ())
    assert files.traces() == traces


@pytest.mark.usefixtures("seeded")
def test_a_changed_row_changes_its_response_and_an_empty_cell_erases_nothing() -> None:
    load(PARENT, SENCO)
    changed = {"reference": "parents-001", "audience": "parent_carer", "answered_on": "2025-11-19"}
    changed |= {"feeling_listened_to": "1", "knowing_where_to_go": "3"}
    assert files.counts(load(changed, dry_run=True)) == (0, 1, 0, 0)
    report = load(changed)
    assert [(one.column, one.before, one.after) for one in report.changes] == [
        ("answered_on", "2025-11-18", "2025-11-19"),
        ("feeling_listened_to", "5", "1"),
        ("knowing_where_to_go", "", "3"),
    ]
    kept = {"urn": "100001", "confidence_in_mainstream": "4", "comment": PARENT["comment"]}
    assert taken_out()[0] == changed | kept
    with store.reading() as session:
        assert session.scalars(select(SurveyResponse.version).order_by(SurveyResponse.id)).all() == [2, 1]


@pytest.mark.usefixtures("seeded")
def test_a_response_of_nobodys_key_is_changed_by_its_number() -> None:
    number = factories.add_response(Audience.PUPIL, DAY, {Item.GETTING_HELP: 3}, cluster="North")
    row = {"reference": f"#{number}", "audience": "pupil", "answered_on": "2025-11-18", "getting_help": "4"}
    assert files.counts(load(row)) == (0, 1, 0, 0)
    assert said(load(row | {"reference": f"#{number + 1}"})).keys() == {"reference", "urn"}


@pytest.mark.usefixtures("seeded")
def test_rows_that_contradict_each_other_are_refused_and_repeated_ones_count_once() -> None:
    report = load(PARENT, PARENT | {"feeling_listened_to": "1"})
    assert files.refusals(report) == [(2, "feeling_listened_to"), (3, "feeling_listened_to")]
    assert "Keep one of rows 2 and 3" in report.refused[0].sentence
    report = load(PARENT, PARENT)
    assert (report.created, report.repeated) == (1, 1)
    assert files.adds_up(report)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("row", "changes", "columns", "words"),
    [
        (PARENT, {"time_for_role": "3"}, {"time_for_role"}, "Parents and carers are not asked this"),
        (PARENT, {"session_useful": "3"}, {"session_useful"}, "Parents and carers are not asked this"),
        (SENCO, {"event_ref": "", "urn": "100001"}, {"session_useful"}, "Write under event_ref which session"),
        (SENCO, {"event_ref": "E2"}, {"event_ref"}, "Load its register first"),
        (PARENT, {"time_for_role": "3", "urn": ""}, {"time_for_role", "urn"}, "Parents and carers are not asked this"),
        (PARENT, {"urn": ""}, {"urn"}, "or else the name of the cluster"),
        (PARENT, {"urn": "999999"}, {"urn"}, "No setting has the URN 999999"),
        (PARENT, {"urn": "", "cluster": "South"}, {"cluster"}, "Write one of: Central, North"),
        (PARENT, {"audience": "teachers"}, {"audience"}, "Write one of: Parents and carers; SENCOs"),
        (PARENT, {"audience": ""}, {"audience"}, "Write one of: Parents and carers; SENCOs"),
        (PARENT, {"answered_on": "soon"}, {"answered_on"}, "Give the date they answered"),
        (PARENT, {"answered_on": "2025-08-31"}, {"answered_on"}, "when the programme started"),
        (PARENT, {"feeling_listened_to": "6"}, {"feeling_listened_to"}, "Write a number from 1 to 5"),
        (PARENT, {"comment": "Ring 01782 234567."}, {"comment"}, "a phone number"),
        (PARENT, {"comment": "x" * 2001}, {"comment"}, "Shorten this"),
        (PARENT, {"reference": ""}, {"reference"}, "Write a reference of your own"),
        (PARENT, {"reference": "Jo Bloggs"}, {"reference"}, "nobody's name"),
        (PARENT, {"reference": "Jo-Bloggs"}, {"reference"}, "nobody's name"),
        (PARENT, {"reference": "jo.bloggs1@example.org"}, {"reference"}, "nobody's name"),
        (PARENT, {"reference": "01782234567"}, {"reference"}, "a phone number"),
        (PARENT, {"reference": "p1" * 41}, {"reference"}, "80 characters or fewer"),
        (PARENT, {"reference": "#7"}, {"reference"}, "No response has this number"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write_and_nothing_is_saved(
    row: dict[str, object], changes: dict[str, object], columns: set[str], words: str
) -> None:
    traces = files.traces()
    report = load(row | changes)
    assert said(report).keys() == columns
    assert words in " ".join(said(report).values())
    assert not [sentence for sentence in said(report).values() if "Choose" in sentence or "Bloggs" in sentence]
    assert files.traces() == traces
    assert files.adds_up(report)


@pytest.mark.usefixtures("seeded")
def test_a_row_that_says_nothing_is_refused() -> None:
    nothing = {name: PARENT[name] for name in ("reference", "audience", "answered_on", "urn")}
    assert "Answer at least one question, or write a comment." in said(load(nothing)).values()


@pytest.mark.usefixtures("seeded")
def test_who_answered_is_not_changed_by_a_file() -> None:
    load(PARENT)
    row = {name: PARENT[name] for name in ("reference", "answered_on")} | {"audience": "pupil", "getting_help": "3"}
    assert said(load(row)) == {
        "audience": "This is stored as parent_carer. Who answered is put right on the response's page."
    }


@pytest.mark.usefixtures("seeded")
def test_a_comment_that_somebody_has_checked_is_taken_and_not_asked_about_again() -> None:
    row = PARENT | {"comment": "The office is on 01782 234567."}
    report = load(row)
    assert report.in_question == {2}
    checked = {2: Correction(is_checked=True)}
    assert imports.run(factories.staff(), KIND, "f.csv", content(row), corrections=checked).created == 1
    assert files.counts(load_again()) == (0, 0, 1, 0)


@pytest.mark.usefixtures("seeded")
def test_what_came_through_a_survey_with_links_is_neither_taken_out_nor_changed() -> None:
    load(PARENT)
    survey = designed_surveys.survey()
    with store.writing(factories.staff()) as session:
        response = session.scalars(select(SurveyResponse)).one()
        response.survey_id = survey
    assert taken_out() == []
    assert said(load(PARENT)) == {"reference": "This was answered through a survey with links: correct it on its page."}


@pytest.mark.usefixtures("seeded")
def test_a_changed_file_is_undone_whole() -> None:
    load(PARENT)
    before = files.everything()
    load(PARENT | {"feeling_listened_to": "1", "knowing_where_to_go": "3", "comment": "Otherwise."}, SENCO)
    assert files.everything() != before
    import_runs.undo(factories.staff(), int(import_runs.loaded(factories.staff())["id"].iloc[0]))
    assert files.everything() == before
    with store.reading() as session:
        assert "listens" not in str([entry.changes for entry in session.scalars(select(AuditEntry))])


@pytest.mark.usefixtures("seeded")
def test_a_workbook_and_no_more_than_the_needed_columns_are_read() -> None:
    header: Sequence[object] = ("Reference", "Audience", "Answered on", "Cluster", "Getting help")
    sheet = files.xlsx_bytes({"Rows": [header, ["p-1", "Pupils", DAY, "North", 3], [2, "Pupils", DAY, "North", 4]]})
    assert files.load(KIND, sheet).created == 2
    with store.reading() as session:
        assert session.scalars(select(SurveyAnswer.value).order_by(SurveyAnswer.id)).all() == [3, 4]


@pytest.mark.usefixtures("seeded")
def test_only_those_who_enter_responses_and_see_them_exactly_load_them_and_take_them_out() -> None:
    for who in (factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        with pytest.raises(NotAllowed):
            imports.run(who, KIND, "file.csv", content(PARENT))
        with pytest.raises(NotAllowed):
            exports.export(who, KIND)
    needs, seen = imports.KINDS[KIND].needs, (Action.SEE_EXACT_COUNTS, Action.READ_COMMENTS)
    assert all(ACTIONS[needs] <= ACTIONS[action] for action in seen)
