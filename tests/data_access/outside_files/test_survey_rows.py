"""Answers of a form: read without who gave them, in our words, and saved once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from data_access import store, survey_batches, surveys
from data_access.errors import InvalidInput, NotAllowed, WrongFile
from data_access.models import SurveyAnswer, SurveyResponse
from data_access.outside_files import mappings, outside_names, scale_words, survey_file, survey_rows
from data_access.outside_files.mappings import IGNORED, Reading
from data_access.outside_files.outside_names import Settled
from data_access.outside_files.setting_names import unknown_names
from data_access.outside_files.survey_rows import Around, Prepared
from data_access.vocabulary import Item, MappedFile, Meaning, OutsideKind
from tests import factories
from tests.data_access.imports.files import csv_bytes, traces
from tests.data_access.outside_files import forms
from tests.data_access.outside_files.forms import MORE, SCHOOL, USEFUL, workbook

DAY = date(2025, 11, 18)
WORDS = {Item.SESSION_USEFUL: {"very good": "5", "poor": "2", "no idea": scale_words.NO_ANSWER}}
COLUMNS = {USEFUL: Item.SESSION_USEFUL.value, SCHOOL: "setting", MORE: "comment"}
READING = Reading(COLUMNS, WORDS, {"audience": "school_staff"})
STAFF = factories.staff()
ANYWHERE = Around(event_ref="E1")


@pytest.fixture
def seeded(database: str) -> str:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "Abbey Hulton Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="Central")
    factories.add_event("E1", DAY)
    return database


def prepared(content: bytes, around: Around = ANYWHERE, cleared: tuple[int, ...] = ()) -> Prepared:
    return survey_rows.prepare(STAFF, survey_file.read(content), READING, around, cleared)


def save(content: bytes) -> int:
    return survey_rows.save(STAFF, survey_file.read(content), prepared(content))


def stored() -> list[tuple[object, ...]]:
    query = (
        select(SurveyResponse.answered_on, SurveyResponse.setting_id, SurveyResponse.comment, SurveyAnswer.value)
        .outerjoin(SurveyAnswer, SurveyAnswer.response_id == SurveyResponse.id)
        .order_by(SurveyResponse.id)
    )
    with store.reading() as session:
        return [tuple(row) for row in session.execute(query)]


def test_who_answered_is_not_read() -> None:
    file = survey_file.read(
        workbook(DAY, ("Good", "Abbey", ""), questions=(USEFUL, "Your name", "What is your email?"))
    )
    assert file.questions == (USEFUL,)
    assert [one.answers for one in file.responses] == [("Good",)]
    assert "nne" not in repr(file)


def test_what_a_quiz_adds_is_no_question() -> None:
    file = survey_file.read(workbook(DAY, ("Good", 1, "x"), questions=(USEFUL, f"Points - {USEFUL}", "Total points")))
    assert file.questions == (USEFUL,)


def test_answers_become_responses_of_their_settings(seeded: str) -> None:
    content = workbook(
        DAY,
        ("Very good", "Abbey Hulton Primary", "Clear."),
        ("poor", "100002", ""),
        ("No idea", "Bridge primary", "Late."),
    )
    ready = prepared(content)
    assert (len(ready.entries), ready.refused, ready.asked) == (3, [], {})
    assert survey_rows.save(STAFF, survey_file.read(content), ready) == 3
    one, two = factories.setting_id_of("100001"), factories.setting_id_of("100002")
    assert stored() == [(DAY, one, "Clear.", 5), (DAY, two, None, 2), (DAY, two, "Late.", None)]


def test_whoever_waits_is_told_how_far_it_has_come(seeded: str) -> None:
    file = survey_file.read(workbook(DAY, *(("Poor", "Bridge Primary", f"No {turn}.") for turn in range(4))))
    shares: list[float] = []
    ready = survey_rows.prepare(STAFF, file, READING, ANYWHERE, progress=lambda share, _words: shares.append(share))
    assert shares == [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]
    shares.clear()
    survey_rows.save(STAFF, file, ready, lambda share, _words: shares.append(share))
    assert shares == [0, 0.125, 0.25, 0.375]


def test_the_same_answers_again_change_nothing_and_a_longer_file_adds_the_new_ones(seeded: str) -> None:
    first, second = ("Poor", "Bridge Primary", ""), ("Very good", "Bridge Primary", "")
    save(workbook(DAY, first))
    before = traces()
    again = prepared(workbook(DAY, first))
    assert (again.entries, again.known_count) == ({}, 1)
    assert save(workbook(DAY, first)) == 0
    assert traces() == before
    longer = prepared(workbook(DAY, first, second))
    assert (len(longer.entries), longer.known_count) == (1, 1)


def test_a_copy_of_the_form_for_another_day_is_not_taken_for_the_same_answers(seeded: str) -> None:
    given = ("Poor", "Bridge Primary", "")
    save(workbook(DAY, given))
    assert prepared(workbook(date(2025, 11, 19), given)).known_count == 0


def test_a_question_that_joins_the_form_later_doubles_no_answer(seeded: str) -> None:
    save(workbook(DAY, ("Poor", "Bridge Primary", "")))
    content = workbook(DAY, ("Poor", "Bridge Primary", "", "New"), questions=(*forms.QUESTIONS, "New question"))
    assert prepared(content).known_count == 1


def test_a_comment_that_could_name_somebody_is_left_out_until_it_is_cleared(seeded: str) -> None:
    content = workbook(DAY, ("Poor", "Bridge Primary", "Ring me on 07700 900123"))
    ready = prepared(content)
    assert list(ready.asked) == [2]
    assert "a phone number" in ready.asked[2][0]
    assert [answers["comment"] for answers in ready.entries.values()] == [None]
    cleared = prepared(content, cleared=(2,))
    assert [answers["comment"] for answers in cleared.entries.values()] == ["Ring me on 07700 900123"]


def test_rows_that_cannot_be_taken_are_refused_with_a_sentence(seeded: str) -> None:
    content = workbook(DAY, ("Poor", "Nowhere", ""), ("", "Bridge Primary", ""))
    assert [(one.row, one.column) for one in prepared(content).refused] == [(2, "urn"), (3, Item.MEETING_NEED_IN_CLASS)]
    early = workbook(date(2024, 1, 1), ("Poor", "Bridge Primary", ""))
    assert [one.column for one in prepared(early).refused] == ["answered_on"]


def test_answers_about_a_session_are_refused_until_the_event_is_chosen(seeded: str) -> None:
    ready = prepared(workbook(DAY, ("Poor", "Bridge Primary", "")), Around())
    assert (ready.entries, [one.column for one in ready.refused]) == ({}, ["event_ref"])
    of_no_session = Reading({SCHOOL: "setting", USEFUL: Item.MEETING_NEED_IN_CLASS}, {}, READING.fixed)
    assert not survey_rows.is_about_a_session(of_no_session)


def test_one_place_can_be_chosen_for_those_who_name_none(seeded: str) -> None:
    content = workbook(DAY, ("Poor", "", ""), ("Poor", "Abbey Hulton Primary", ""))
    ready = prepared(content, Around(cluster="Central", event_ref="E1"))
    assert [(one["urn"], one["cluster"]) for one in ready.entries.values()] == [(None, "Central"), ("100001", None)]


def test_a_name_in_other_words_is_asked_about_once(seeded: str) -> None:
    assert unknown_names(STAFF, ["Abbey Hulton Primary", "Abbey Hulton", "", "100001"]) == {"Abbey Hulton": ["100001"]}
    meant = {"Abbey Hulton": Settled(Meaning.SETTING, "100001"), "Council": Settled(Meaning.NO_SETTING)}
    outside_names.settle(STAFF, OutsideKind.SETTING_NAME, meant)
    assert unknown_names(STAFF, ["abbey  HULTON", "council"]) == {}
    ready = prepared(workbook(DAY, ("Poor", "Abbey hulton", "")))
    assert [one["urn"] for one in ready.entries.values()] == ["100001"]


def test_nothing_is_saved_where_one_entry_is_wrong(seeded: str) -> None:
    content = workbook(DAY, ("Poor", "Bridge Primary", ""))
    ready = prepared(content)
    wrong = replace(ready, entries={**ready.entries, "other": {"audience": "school_staff"}})
    with pytest.raises(InvalidInput):
        survey_rows.save(STAFF, survey_file.read(content), wrong)
    assert stored() == []


def test_others_save_nothing(seeded: str) -> None:
    content = workbook(DAY, ("Poor", "Bridge Primary", ""))
    with pytest.raises(NotAllowed):
        survey_rows.save(factories.la_lead(), survey_file.read(content), prepared(content))
    with pytest.raises(NotAllowed):
        survey_batches.recorded_already(factories.la_lead(), [])
    with pytest.raises(NotAllowed):
        survey_batches.refusals(factories.la_lead(), [])
    assert surveys.responses(factories.la_lead()).empty


@pytest.mark.parametrize(
    ("item", "said", "proposed"),
    [
        (Item.SESSION_USEFUL, ["Very good", "fair"], ["5", "3"]),
        (Item.GETTING_HELP, ["Strongly Disagree", "Neither agree nor disagree"], ["1", "3"]),
        (Item.SESSION_USEFUL, ["1", "5"], ["1", "5"]),
        (Item.SESSION_USEFUL, ["4", "9"], [None, None]),
        (Item.SESSION_USEFUL, ["4", "0"], [None, None]),
        (Item.SESSION_USEFUL, ["Splendid"], [None]),
        (Item.SESSION_USEFUL, ["N/A"], ["0"]),
    ],
)
def test_what_a_word_means_is_proposed(item: Item, said: list[str], proposed: list[str | None]) -> None:
    assert list(scale_words.proposals(item, said).values()) == proposed


def test_only_words_that_nobody_settled_are_asked_about() -> None:
    file = survey_file.read(workbook(DAY, ("Very good", "", ""), ("Splendid", "", "")))
    assert survey_rows.unsettled_words(file, READING) == {Item.SESSION_USEFUL: ["splendid"]}
    more = READING.with_words({Item.SESSION_USEFUL: {"splendid": "5"}})
    assert survey_rows.unsettled_words(file, more) == {}
    assert more.words[Item.SESSION_USEFUL]["poor"] == "2"


def test_a_reading_is_found_by_the_questions_of_the_form(database: str) -> None:
    number = mappings.keep(STAFF, MappedFile.SURVEY, "Feedback", READING)
    found = mappings.kept(STAFF, MappedFile.SURVEY)
    assert [(one.id, one.name, one.reading) for one in found] == [(number, "Feedback", READING)]
    assert mappings.of_form(found, [MORE, SCHOOL, USEFUL]) == found[0]
    assert mappings.of_form(found, [MORE, SCHOOL]) is None
    assert mappings.fitting(found, [MORE, SCHOOL, USEFUL, "Other"]) == found


def test_a_reading_can_be_changed_renamed_and_removed(database: str) -> None:
    number = mappings.keep(STAFF, MappedFile.SURVEY, "Feedback", READING)
    mappings.keep(STAFF, MappedFile.SURVEY, "Other", Reading({"Q": IGNORED}))
    mappings.change(STAFF, number, 1, Reading({"Q": "comment"}))
    mappings.rename(STAFF, number, "  Feedback   on training ")
    one = next(one for one in mappings.kept(STAFF, MappedFile.SURVEY) if one.id == number)
    assert (one.name, one.version, one.reading.columns) == ("Feedback on training", 2, {"Q": "comment"})
    for wrong in ("", "other", "x" * 81, "a@b.uk"):
        with pytest.raises(InvalidInput):
            mappings.rename(STAFF, number, wrong)
    mappings.remove(STAFF, number)
    assert [one.name for one in mappings.kept(STAFF, MappedFile.SURVEY)] == ["Other"]


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"", "The file is empty."),
        (b"one\ntwo\n", "There is no table in this file"),
        (b"ID,Question\n1,yes\n", "This is not the workbook that Microsoft Forms gives"),
        (csv_bytes([forms.BEFORE, [1, "2025-11-18", "2025-11-18", "a", "b"]]), "This form has no question"),
        (
            csv_bytes([[*forms.BEFORE, "Q"], [1, "09:00", "", "", "", "x"], [1, "09:00", "", "", "", "y"]]),
            "Two rows of this file have one ID",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a workbook of the old .xls kind"),
    ],
)
def test_a_wrong_file_is_answered_in_a_sentence(content: bytes, beginning: str) -> None:
    with pytest.raises(WrongFile) as refusal:
        survey_file.read(content)
    assert str(refusal.value).startswith(beginning)
