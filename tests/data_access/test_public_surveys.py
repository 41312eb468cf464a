"""Answering without an account: once each, within days and limits, and counted like every other response."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import func, select, update

from data_access import (
    approvals,
    clock,
    public_surveys,
    records,
    revisions,
    store,
    survey_addresses,
    survey_links,
    survey_results,
    survey_rounds,
    surveys,
    term_dates,
)
from data_access.errors import InvalidInput, NotAllowed, NotFound, NotOpen
from data_access.models import (
    AuditEntry,
    DeletedRecord,
    SurveyAddress,
    SurveyAnswer,
    SurveyLink,
    SurveyOwnAnswer,
    SurveyResponse,
    SurveyRound,
    now,
)
from data_access.vocabulary import NotOpenBecause, PeriodKind, Role, Subject
from tests import factories
from tests.surveys import designed, link, own_field, seed, survey

SAID = {"urn": "100001", "confidence_in_mainstream": "4", "feeling_listened_to": "2", "comment": "Thank you."}
HALL = "192.0.2.1"
staff = factories.staff


def answer(code: str, entry: str = "one", address: str = HALL, **changes: object) -> None:
    public_surveys.answer(code, entry, {**SAID, **changes}, address)


def why(code: str, address: str = HALL) -> NotOpenBecause:
    with pytest.raises(NotOpen) as closed:
        public_surveys.asked(code, address)
    return closed.value.why


def count(model: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def used(code: str) -> int:
    with store.reading() as session:
        return session.scalar(select(SurveyLink.answer_count).where(SurveyLink.code == code)) or 0


def test_answer_is_a_response_like_those_that_staff_enter(database: str) -> None:
    seed()
    code = link(survey())
    before = revisions.revisions()[Subject.SURVEYS]
    own, words = own_field(code, "statement"), own_field(code, "own_words")
    answer(code, **{own: "5", words: "Shorter letters."})
    found = surveys.responses(staff()).to_dict("records")
    assert [(one["setting"], one["audience"], one["answered_on"], one["positive_count"]) for one in found] == [
        ("Abbey Primary", "parent_carer", clock.today(), 1)
    ]
    assert surveys.comments(staff())["comment"].tolist() == ["Thank you."]
    assert revisions.revisions()[Subject.SURVEYS] > before
    assert (count(SurveyAnswer), count(SurveyOwnAnswer), used(code)) == (2, 2, 1)


def test_answers_of_the_surveys_own_are_shown_with_it_and_feed_no_measure(database: str) -> None:
    seed()
    number = survey()
    code = link(number)
    own, words = own_field(code, "statement"), own_field(code, "own_words")
    answer(code, **{own: "5", words: "Shorter letters."})
    answer(code, "two", confidence_in_mainstream="", **{own: "1"})
    counts = survey_results.counts(staff(), number)
    assert counts[["item", "words"]].fillna("").to_numpy().tolist() == [
        ["confidence_in_mainstream", ""],
        ["feeling_listened_to", ""],
        ["", "Meetings are at a good time."],
    ]
    assert counts[[f"count_{point}" for point in range(1, 6)]].astype(int).to_numpy().tolist() == [
        [0, 0, 0, 1, 0],
        [0, 2, 0, 0, 0],
        [1, 0, 0, 0, 1],
    ]
    said = survey_results.own_words(staff(), number)
    assert said["words"].tolist() == ["Shorter letters.", "Thank you.", "Thank you."]
    assert [None if pd.isna(one) else one for one in said["question"]] == ["What would help most?", None, None]
    with store.reading() as session:
        items = set(session.scalars(select(SurveyAnswer.item)))
    assert items == {"confidence_in_mainstream", "feeling_listened_to"}


def test_sent_twice_and_at_the_same_moment_is_one_response(database: str) -> None:
    seed()
    code = link(survey(), most_answers=1)
    starting_line = threading.Barrier(4)

    def send(_number: int) -> None:
        starting_line.wait(timeout=20)
        answer(code)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert (count(SurveyResponse), used(code)) == (1, 1)
    assert public_surveys.has_answered(code, "one")
    assert not public_surveys.has_answered(code, "two")
    with pytest.raises(InvalidInput) as refusal:
        answer(code, comment="Something else.")
    assert list(refusal.value.answers) == [""]


def test_code_for_one_use_keeps_one_of_many_who_use_it_at_the_same_moment(database: str) -> None:
    seed()
    code = survey_links.make_codes(staff(), survey(), 3)[0]
    starting_line = threading.Barrier(6)

    def send(number: int) -> str:
        starting_line.wait(timeout=20)
        try:
            answer(code, f"person {number}")
        except NotOpen as closed:
            return closed.why.value
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == ["kept"] + ["used_up"] * 5
    assert count(SurveyResponse) == 1
    assert why(code) == NotOpenBecause.USED_UP


def test_nothing_says_which_code_brought_which_answers(database: str) -> None:
    seed()
    code = survey_links.make_codes(staff(), survey(), 1)[0]
    with store.reading() as session:
        before = session.scalar(select(func.max(AuditEntry.id)))
    answer(code)
    with store.reading() as session:
        entries = session.execute(
            select(AuditEntry.table_name, AuditEntry.actor, AuditEntry.changes).where(AuditEntry.id > before)
        ).all()
        columns = {column.name for column in SurveyResponse.__table__.columns}
        codes = str(session.scalars(select(AuditEntry.changes)).all())
    assert {entry.table_name for entry in entries} == {"survey_response", "survey_answer"}
    assert {entry.actor for entry in entries} == {"public survey"}
    assert not [name for name in columns if "link" in name or "code" in name]
    assert code not in codes
    assert HALL not in str(entries)


@pytest.mark.parametrize(
    ("days", "said"),
    [((-20, -1), NotOpenBecause.CLOSED), ((1, 9), NotOpenBecause.NOT_YET), ((-9, 0), None), ((0, 9), None)],
)
def test_survey_is_open_from_its_first_day_to_its_last(
    database: str, days: tuple[int, int], said: NotOpenBecause | None
) -> None:
    seed()
    opens_on, closes_on = (clock.today() + timedelta(days=off) for off in days)
    code = link(survey(opens_on=opens_on, closes_on=closes_on))
    if said is None:
        answer(code)
        assert count(SurveyResponse) == 1
        return
    assert why(code) == said
    with pytest.raises(NotOpen):
        answer(code)
    assert count(SurveyResponse) == 0


def test_survey_that_is_closed_by_hand_takes_nothing_until_it_is_opened_again(database: str) -> None:
    seed()
    number = survey(invited_count=40)
    code = link(number)
    survey_links.close(staff(), number, 1)
    assert why(code) == NotOpenBecause.CLOSED
    assert survey_rounds.rounds(factories.la_lead(), clock.today(), clock.today())["invited_count"].tolist() == [40]
    survey_links.reopen(staff(), number, 2)
    answer(code)
    row = survey_links.surveys(staff()).to_dict("records")[0]
    assert (row["is_closed"], row["answer_count"], row["closes_on"]) == (False, 1, clock.today())


def test_invited_count_is_the_round_that_response_rates_are_counted_from(database: str) -> None:
    seed()
    number = survey(invited_count=40)
    closes_on = designed()["closes_on"]
    found = survey_rounds.rounds(factories.la_lead(), clock.today(), closes_on)  # type: ignore[arg-type]
    assert found[["place", "invited_count"]].to_numpy().tolist() == [["Central", 40]]
    of_round = int(records.entered_lately(staff(), "survey_round", 1)["id"].iloc[0])
    said = records.stored(staff(), "survey_round", of_round)
    with pytest.raises(InvalidInput, match="belongs to the survey"):
        records.correct(staff(), "survey_round", of_round, 1, {**said, "invited_count": 41})
    records.correct(staff(), "survey", number, 1, designed())
    assert survey_rounds.rounds(factories.la_lead(), clock.today(), closes_on).empty  # type: ignore[arg-type]


def test_place_is_that_of_the_link_or_of_the_survey_or_one_that_the_person_chooses(database: str) -> None:
    seed()
    central, whole = survey(), survey("whole", title="Everybody", cluster=None)
    of_one = survey("one", title="One", urn="100002", cluster=None)
    assert public_surveys.asked(link(central), "").places == {"100001": "Abbey Primary", "100002": "Bridge Primary"}
    assert set(public_surveys.asked(link(whole), "").places) == {"100001", "100002", "100003"}
    assert public_surveys.asked(link(of_one), "").place == "Bridge Primary"
    assert public_surveys.asked(link(central, "100002"), "").places == {}
    answer(link(central, "100002"), "1", urn="100001")
    answer(link(central), "2", urn="")
    answer(link(of_one), "3")
    answer(link(whole), "4", urn="100003")
    with pytest.raises(InvalidInput) as refusal:
        answer(link(whole), "5", urn="")
    assert list(refusal.value.answers) == ["urn"]
    with pytest.raises(InvalidInput):
        answer(link(central), "6", urn="100003")
    found = surveys.responses(staff()).sort_values("id")
    assert found[["setting", "cluster"]].fillna("").to_numpy().tolist() == [
        ["Bridge Primary", "Central"],
        ["", "Central"],
        ["Bridge Primary", "Central"],
        ["C Primary", "North"],
    ]


def test_survey_about_an_event_asks_about_the_session_and_keeps_the_event(database: str) -> None:
    seed()
    factories.add_event("E1", clock.today(), cluster="Central")
    asked = {"audience": "senco", "items": ["session_useful"], "statements": None, "open_questions": None}
    with pytest.raises(InvalidInput, match="Those about a session need its event"):
        survey(**asked)
    code = link(survey(**asked, event_ref="E1"))
    public_surveys.answer(code, "one", {"session_useful": "5"}, HALL)
    assert surveys.responses(staff())["event_ref"].tolist() == ["E1"]


def test_hall_behind_one_address_is_let_in_and_a_flood_is_not(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert survey_addresses.MOST_ANSWERS >= 2_000
    monkeypatch.setattr(survey_addresses, "MOST_ANSWERS", 3)
    seed()
    code = link(survey())
    for number in range(3):
        answer(code, f"person {number}")
    with pytest.raises(NotOpen) as closed:
        answer(code, "person 4")
    assert closed.value.why == NotOpenBecause.TOO_MANY_ANSWERS
    answer(code, "elsewhere", address="192.0.2.2")
    assert (count(SurveyResponse), used(code)) == (4, 4)


def test_guessing_is_stopped_and_the_poster_in_the_same_hall_goes_on_working(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_addresses, "MOST_WRONG_CODES", 3)
    seed()
    number = survey()
    poster, single = link(number), survey_links.make_codes(staff(), number, 1)[0]
    assert public_surveys.asked(single, HALL).title
    for wrong in ("", "CDFGHJKM", "' OR 1=1 --"):
        assert why(wrong) == NotOpenBecause.WRONG_CODE
    assert why("CDFGHJKM") == NotOpenBecause.TOO_MANY_CODES
    assert why(single) == NotOpenBecause.TOO_MANY_CODES
    answer(poster)
    assert public_surveys.asked(single, "192.0.2.2").title
    with store.writing(staff()) as session:
        session.execute(update(SurveyAddress).values(ends_at=now() - timedelta(seconds=1)))
    answer(poster, "two", address="192.0.2.3")
    with store.reading() as session:
        kept = session.execute(select(SurveyAddress.address_hash, SurveyAddress.answer_count)).all()
    assert [one.answer_count for one in kept] == [1]
    assert "192.0.2" not in str(kept)


@pytest.mark.parametrize("typed", ["{}", " {} ", "https://x.example/s/{}", "https://x.example/s/{}?lang=pl"])
def test_code_is_found_however_it_is_typed(database: str, typed: str) -> None:
    seed()
    code = link(survey())
    for written in (code, code.lower(), f"{code[:4]}-{code[4:]}", f"{code[:4]} {code[4:]}"):
        assert public_surveys.asked(typed.format(written), HALL).code == code


def test_questions_that_are_answered_and_who_is_asked_do_not_change_any_more(database: str) -> None:
    seed()
    number = survey()
    code = link(number)
    answer(code, **{own_field(code, "statement"): "5"})
    with pytest.raises(InvalidInput, match="have answered already"):
        records.correct(staff(), "survey", number, 1, designed(audience="pupil", items=["getting_help"]))
    with pytest.raises(InvalidInput, match="Put it back as it was"):
        records.correct(staff(), "survey", number, 1, designed(statements="Meetings are late."))
    with pytest.raises(InvalidInput, match="Other records rest on this: survey response"):
        records.remove(staff(), "survey", number, 1)
    more = "I can park.\nMeetings are at a good time."
    records.correct(staff(), "survey", number, 1, designed(statements=more, open_questions=None))
    assert records.stored(staff(), "survey", number)["statements"] == more


def test_answers_are_deleted_once_the_day_is_over_that_people_were_told(database: str) -> None:
    seed()
    number = survey()
    answer(link(number))
    with pytest.raises(InvalidInput, match="kept for longer"):
        survey_links.delete_answers(staff(), number)
    days = {"opens_on": clock.today() - timedelta(days=9), "closes_on": clock.today() - timedelta(days=2)}
    records.correct(staff(), "survey", number, 1, designed(**days, keep_until=clock.today()))
    assert survey_links.delete_answers(staff(), number) == 1
    assert (count(SurveyResponse), count(SurveyAnswer)) == (0, 0)


def test_answers_delete_themselves_once_that_day_is_over_also_those_taken_away_and_of_approved_figures(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed()
    today = clock.today()
    code = link(survey(invited_count=40, keep_until=today + timedelta(days=399)))
    answer(code)
    answer(code, "two")
    surveys.remove_response(staff(), int(surveys.responses(staff())["id"].iloc[0]), 1)
    months = term_dates.calendar()
    for days, left in ((399, 1), (400, 0)):
        day = today + timedelta(days=days)
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        approvals.approve(factories.la_lead(), PeriodKind.MONTH, months.period_of(PeriodKind.MONTH, today).key)
        survey_links.delete_answers_that_are_over()
        assert [count(SurveyResponse), count(DeletedRecord), count(SurveyRound)] == [left] * 3


def test_batch_is_numbered_and_every_code_in_it_is_another(database: str) -> None:
    seed()
    number = survey()
    codes = survey_links.make_codes(staff(), number, 500) + survey_links.make_codes(staff(), number, 2, "100001")
    assert len(set(codes)) == 502
    found = survey_links.links(staff(), number)
    assert found.groupby("batch").size().to_dict() == {1: 500, 2: 2}
    printed = survey_links.printed(staff(), "", number, 2)
    assert (printed.codes, printed.place) == (tuple(codes[500:]), "Abbey Primary")
    for wrong in (0, 501):
        with pytest.raises(InvalidInput):
            survey_links.make_codes(staff(), number, wrong)
    with pytest.raises(InvalidInput):
        survey_links.make_link(staff(), number, most_answers=0)
    with pytest.raises(NotFound):
        survey_links.make_link(staff(), 999)


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_roles_that_only_read_do_nothing_with_surveys(sqlite_database: str, role: Role) -> None:
    seed()
    number, somebody = survey(), factories.identity(role)
    code = link(number)
    for attempt in (
        lambda: survey_links.surveys(somebody),
        lambda: survey_links.links(somebody, number),
        lambda: survey_links.make_link(somebody, number),
        lambda: survey_links.make_codes(somebody, number, 3),
        lambda: survey_links.printed(somebody, code),
        lambda: survey_links.close(somebody, number, 1),
        lambda: survey_links.reopen(somebody, number, 1),
        lambda: survey_links.delete_answers(somebody, number),
        lambda: survey_results.counts(somebody, number),
        lambda: survey_results.own_words(somebody, number),
    ):
        with pytest.raises(NotAllowed):
            attempt()
