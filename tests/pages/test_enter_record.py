"""Every kind of record on its page: drawn, saved, carried on, corrected, in conflict, taken away."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access import drafts, records
from data_access.forms import Answers
from data_access.permissions import Identity
from data_access.programme import programme as find_programme
from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.data_access.records.filled_in import CYCLE, KIND_NAMES, RIGHT
from tests.pages.conftest import run, said
from tests.pages.filling_in import errors, field, fill, labels, press

Open = Callable[..., AppTest]
admin = factories.administrator
LEVELS = [name for name in RIGHT["self_evaluation"] if name.startswith("level_")]


@pytest.fixture
def day(programme: str) -> date:
    """The first day of the programme, in a programme that has a cycle."""
    records.record(admin(), "evaluation_cycle", CYCLE, "cycle")
    return find_programme().starts_on


def right(kind: str, day: date) -> Answers:
    """A right filling-in, whose days lie within the programme of these tests."""
    answers = {name: day if isinstance(answer, date) else answer for name, answer in RIGHT[kind].items()}
    return answers | ({"period_start": date(2025, 11, 1)} if kind == "figure" else {})


def type_in(at: AppTest, kind: str, answers: Answers) -> AppTest:
    """Types every answer into its field, in the order of the form."""
    for one in records.KINDS[kind].spec.fields:
        if answers.get(one.name) is not None:
            widget(at, kind, one.name).set_value(answers[one.name]).run()
    return at


def widget(at: AppTest, kind: str, name: str) -> Any:
    every = (*at.text_input, *at.text_area, *at.selectbox, *at.multiselect, *at.date_input, *at.radio, *at.number_input)
    return next(one for one in (*every, *at.get("button_group")) if str(one.key or "").endswith(f" {name}"))


def stored(kind: str) -> list[Answers]:
    found = records.entered_lately(admin(), kind, 9)
    return [dict(answers) for answers in found["answers"] if answers.get("name") != CYCLE["name"]]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_each_kind_is_typed_in_and_saved_as_it_was_typed(day: date, opened: Open, kind: str) -> None:
    at = opened("enter_record", Role.ADMINISTRATOR, kind=kind)
    answers = right(kind, day)
    type_in(at, kind, answers)
    press(at, "Save")
    assert not at.exception
    assert errors(at) == ""
    assert at.success[0].value.startswith("**Saved: ")
    assert stored(kind) == [answers]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_each_kind_says_what_to_type_when_nothing_is_typed(day: date, opened: Open, kind: str) -> None:
    at = opened("enter_record", Role.ADMINISTRATOR, kind=kind)
    if kind == "figure":
        fill(at, Measure="refusal_rate")
    press(at, "Save")
    assert not at.exception
    assert "What you typed is kept" in errors(at)
    assert stored(kind) == []


@pytest.mark.parametrize(
    ("role", "kind", "sentence"),
    [
        (Role.PROGRAMME_STAFF, "nonsense", "There is no form of this name"),
        (Role.PROGRAMME_STAFF, "", "There is no form of this name"),
        (Role.PROGRAMME_STAFF, "evaluation_cycle", "Your role does not allow this"),
    ],
)
def test_unknown_and_forbidden_kinds_are_a_sentence_with_a_way_back(
    programme: str, opened: Open, role: Role, kind: str, sentence: str
) -> None:
    at = opened("enter_record", role, kind=kind)
    assert not at.exception
    assert sentence in errors(at)
    assert "Back to Add evidence" in said(at)
    assert "Save" not in "".join(labels(at))


@pytest.mark.parametrize("number", ["99", "abc", "-1", "9" * 30])
def test_record_that_is_not_there_is_a_sentence(programme: str, opened: Open, number: str) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="peer_review", id=number)
    assert not at.exception
    assert "There is no such peer review" in errors(at)


def test_another_like_it_begins_with_the_same_setting_and_cycle(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority")
    type_in(at, "priority", right("priority", day))
    press(at, "Save")
    press(at, "Add another like this")
    assert (field(at, "Setting").value, field(at, "Cycle").value) == ("100001", "2025/26")
    assert field(at, "Priority").value == ""
    fill(at, Area="resources", Priority="Share the specialist teacher")
    press(at, "Save")
    assert len(stored("priority")) == 2


def test_self_evaluation_is_saved_unfinished_found_again_and_submitted(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="self_evaluation")
    type_in(at, "self_evaluation", right("self_evaluation", day))
    press(at, "Save")
    assert "It is not submitted yet" in at.success[0].value
    again = opened("enter_record", Role.PROGRAMME_STAFF, kind="self_evaluation")
    fill(again, Setting="100001", Cycle="2025/26")
    link = next(one.proto for one in again.get("page_link") if one.proto.label == "Carry on with that one")
    number = link.query_string.rpartition("=")[2]
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="self_evaluation", id=number)
    assert widget(at, "self_evaluation", "level_outcomes").value == "developing"
    fill(at, Submitted_on=day)
    press(at, "Save")
    assert "all eight are needed" in errors(at)
    for name in LEVELS:
        widget(at, "self_evaluation", name).set_value("established").run()
    press(at, "Save")
    assert "It is not submitted yet" not in at.success[0].value
    assert (stored("self_evaluation")[0]["submitted_on"], len(stored("self_evaluation"))) == (day, 1)


def test_level_can_be_taken_back(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="self_evaluation")
    type_in(at, "self_evaluation", right("self_evaluation", day))
    widget(at, "self_evaluation", "level_outcomes").set_value(None).run()
    press(at, "Save")
    assert stored("self_evaluation")[0]["level_outcomes"] is None


def test_figure_asks_for_what_its_measure_needs(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="figure")
    assert len(at.number_input) == 0
    fill(at, Measure="ehc_plans")
    assert [one.label for one in at.number_input] == ["Number"]
    assert "Resourced provision or SEN unit" in field(at, "Of which only").options
    fill(at, Of_which="unit")
    fill(at, Measure="ehcna_requests")
    assert widget(at, "figure", "part").value is None
    fill(at, Measure="refusal_rate")
    assert [one.label for one in at.number_input] == ["Requests refused", "Out of: requests decided"]
    assert "Of which only" not in [one.label[:13] for one in at.selectbox]


def test_figure_whose_days_are_counted_already_is_refused_beside_the_stretch_of_time(day: date, opened: Open) -> None:
    records.record(admin(), "figure", right("figure", day), "key")
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="figure")
    type_in(at, "figure", right("figure", day) | {"period_kind": "term"})
    press(at, "Save")
    assert "Of which stretch of time: Some of these days are counted already" in errors(at)


def test_free_text_that_looks_personal_is_asked_about_before_it_is_saved(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority")
    type_in(at, "priority", right("priority", day) | {"title": "Ring 01782 234567"})
    press(at, "Save")
    assert "Look at the question below the answer" in errors(at)
    assert stored("priority") == []
    fill(at, I_have_checked=True)
    press(at, "Save")
    assert len(stored("priority")) == 1


def test_a_text_that_is_too_long_is_kept_as_it_is_and_says_so_at_once(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority")
    type_in(at, "priority", right("priority", day) | {"title": "x" * 121})
    assert ":red[:material/error: **Shorten this to 120 characters: it has 121.**]" in said(at)
    press(at, "Save")
    assert stored("priority") == []
    assert field(at, "Priority").value == "x" * 121
    fill(at, Priority="x" * 120)
    press(at, "Save")
    assert len(stored("priority")) == 1


def test_a_name_is_asked_about_where_a_role_is_asked_for(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="action")
    type_in(at, "action", right("action", day) | {"owner_role": "Mrs Jane Smith"})
    assert "This looks like a person's name (word 1). Give a role, such as SENCO" in at.warning[0].value
    press(at, "Save")
    assert "Who sees to it: Look at the question below the answer" in errors(at)
    fill(at, Who_sees_to_it="SENCO")
    press(at, "Save")
    assert [answers["owner_role"] for answers in stored("action")] == ["SENCO"]


def test_a_day_before_the_programme_is_named_while_a_question_about_a_text_is_open(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="evidence_piece")
    answers = right("evidence_piece", day) | {"title": "Ring 01782 234567", "happened_on": day - timedelta(days=1)}
    type_in(at, "evidence_piece", answers)
    press(at, "Save")
    assert "Title: Look at the question below the answer" in errors(at)
    assert "Date: Give a date on or after" in errors(at)


def test_draft_comes_back_on_another_machine_and_is_offered_to_whoever_begins_anew(day: date) -> None:
    user_id = factories.add_user("ann@example.org", Role.PROGRAMME_STAFF)
    session = factories.signed_in(user_id)
    at = run("enter_record", session, kind="priority")
    fill(at, Setting="100001", Priority="Half a sent")
    again = run("enter_record", session, kind="priority")
    assert "Half a sent, Central primary, 100001" in said(again)
    press(again, "Carry on with it")
    assert field(again, "Priority").value == "Half a sent"
    assert "Half a sent, Central primary, 100001 (SEND priority)" in said(run("enter_evidence", session))


def test_both_versions_are_shown_where_somebody_else_was_first(day: date, opened: Open) -> None:
    answers = right("priority", day)
    number = records.record(admin(), "priority", answers, "key")
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority", id=str(number))
    fill(at, Priority="Mine")
    records.correct(admin(), "priority", number, 1, answers | {"title": "Theirs"})
    press(at, "Save")
    assert "You typed: Mine" in said(at)
    assert "Stored now: Theirs" in said(at)
    press(at, "Save")
    assert [one["title"] for one in stored("priority")] == ["Mine"]


def test_record_is_taken_away_by_a_second_click_and_said_so(day: date, opened: Open) -> None:
    number = records.record(admin(), "priority", right("priority", day), "key")
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority", id=str(number))
    fill(at, Priority="Half a sent")
    press(at, "Yes, take it away")
    assert not at.exception
    assert "Taken away: Plan for working memory, Central primary, 100001, 2025/26" in at.success[0].value
    assert stored("priority") == []
    press(at, "Add another")
    assert field(at, "Priority").value == ""
    assert not at.success


def test_record_that_somebody_changed_meanwhile_stays(day: date, opened: Open) -> None:
    answers = right("priority", day)
    number = records.record(admin(), "priority", answers, "key")
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="priority", id=str(number))
    at.run()
    records.correct(admin(), "priority", number, 1, answers | {"title": "Theirs"})
    press(at, "Yes, take it away")
    assert "It is still there" in errors(at)
    assert [one["title"] for one in stored("priority")] == ["Theirs"]


def test_cycle_that_others_rest_on_stays(day: date, opened: Open) -> None:
    records.record(admin(), "priority", right("priority", day), "key")
    number = int(records.listed(admin(), "evaluation_cycle")["id"][0])
    at = opened("enter_record", Role.ADMINISTRATOR, kind="evaluation_cycle", id=str(number))
    press(at, "Yes, take it away")
    assert "Other records rest on this: priority. Take those away first." in errors(at)


def test_what_is_behind_approved_figures_is_taken_away_with_a_reason(day: date, opened: Open) -> None:
    number = records.record(admin(), "action_plan", right("action_plan", day), "key")
    factories.add_approval(PeriodKind.MONTH, f"{day:%Y-%m}", day.replace(day=1), day)
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="action_plan", id=str(number))
    press(at, "Yes, take it away")
    assert "Say why this is corrected" in "".join(warning.value for warning in at.warning)
    at.text_input[0].set_value("It was entered for the wrong setting.").run()
    press(at, "Yes, take it away")
    assert "Taken away" in at.success[0].value
    assert stored("action_plan") == []


def test_without_a_cycle_the_page_says_who_adds_one(programme: str, opened: Open) -> None:
    assert "An administrator adds the first one" in said(opened("enter_record", Role.PROGRAMME_STAFF, kind="priority"))
    assert "Add the first cycle" in said(opened("enter_record", Role.ADMINISTRATOR, kind="priority"))


def test_saved_record_leaves_no_draft(day: date) -> None:
    user_id = factories.add_user("ann@example.org", Role.PROGRAMME_STAFF)
    at = run("enter_record", factories.signed_in(user_id), kind="action")
    type_in(at, "action", right("action", day))
    press(at, "Save")
    assert drafts.drafts(Identity(user_id, "ann", "Ann", Role.PROGRAMME_STAFF)) == []


def test_what_is_not_asked_yet_is_not_missed(programme: str, opened: Open) -> None:
    at = press(opened("enter_record", Role.PROGRAMME_STAFF, kind="figure"), "Save")
    assert errors(at).splitlines()[2:] == ["- Measure: Choose the measure."]


def test_what_is_wrong_is_summed_up_in_the_order_of_the_form(day: date, opened: Open) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="evidence_piece")
    fill(at, Title="Tom Smith, born 03/04/2016")
    press(at, "Save")
    named = [line.split(":")[0] for line in errors(at).splitlines()[2:]]
    assert named == ["- What it is", "- Setting", "- Date", "- Title", "- What it says"]


@pytest.mark.parametrize(
    ("wrong", "sentence"), [(date(1925, 1, 1), "when the programme started"), (date(2098, 1, 1), "not in the future")]
)
def test_day_that_cannot_be_is_told_what_is_wrong_with_it(day: date, opened: Open, wrong: date, sentence: str) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="evidence_piece")
    type_in(at, "evidence_piece", right("evidence_piece", day) | {"happened_on": wrong})
    assert widget(at, "evidence_piece", "happened_on").min <= wrong <= widget(at, "evidence_piece", "happened_on").max
    press(at, "Save")
    assert sentence in errors(at)
    assert stored("evidence_piece") == []
