"""Coaching and peer review: whom it reaches, whether they come, and who can coach others."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import ABOUT_THE_SESSION, COACHING_FAMILY, Audience, SupporterKind, label
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.participation import settings_of_the_programme
from kpis.population import bounds, population, sums
from kpis.rows import counted_rows, of_members, rows_in


def settings_reached(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting of the programme that came to at least one session."""
    return _reached(facts, periods, facts.sessions)


def settings_reached_by_kind(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above, one for each kind of session that the setting came to."""
    kinds = facts.sessions["event_type"]
    return pd.concat([_reached(facts, periods, facts.sessions[kinds == kind], kind) for kind in COACHING_FAMILY])


def settings_for_every_kind(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: each setting of the programme, once for each kind of session."""
    rows = settings_of_the_programme(facts, periods)
    return pd.concat([rows.assign(part=kind.value) for kind in COACHING_FAMILY])


def _reached(facts: Facts, periods: Sequence[Period], sessions: pd.DataFrame, part: str = "") -> pd.DataFrame:
    members = population(facts, periods)
    attended = members.gathered(sums(facts, periods, sessions, "attended_count"))
    came = attended[members.rows["period"], members.rows["setting"]] > 0
    return of_members(members.rows[came], part)


def session_places(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period, setting and kind of session. `count`: "booked_count" or "attended_count"."""
    return counted_rows(facts, periods, facts.sessions.assign(part=facts.sessions["event_type"]), count)


def peer_reviews(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period and setting reviewed. `count`: "planned_count" or "completed_count"."""
    return counted_rows(facts, periods, facts.peer_reviews, count)


def trained_coaches(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting with local coaches whose training was completed by its end, and who coach on."""
    people = facts.supporters[facts.supporters["kind"] == SupporterKind.LOCAL_COACH]
    found = [people.iloc[:0].assign(at=0)]
    for at, until in enumerate(bounds(facts, periods).until):
        day = pd.Timestamp(until)
        goes_on = people["ended_on"].isna() | (people["ended_on"] >= day)
        found.append(people[(people["trained_on"] <= day) & goes_on].assign(at=at))
    rows = pd.concat(found).assign(one=1.0)
    return rows_in(facts, periods, rows, rows["at"].to_numpy(int), "one")


def stages(facts: Facts) -> pd.DataFrame:
    """The people who support other settings, as they stand on the last day known about.

    Rows: one per person still in the role. Columns: urn, kind, stage ("identified", "in training", "trained").
    """
    day = pd.Timestamp(facts.as_at)
    people = facts.supporters
    people = people[people["ended_on"].isna() | (people["ended_on"] >= day)]
    is_trained, began = people["trained_on"] <= day, people["training_started_on"] <= day
    stage = np.select([is_trained, began], ["trained", "in training"], "identified")
    return people[["urn", "kind"]].assign(stage=stage).reset_index(drop=True)


def session_scores(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period and place, answers to the questions about a session, split by who answered and which.

    `count`: "score_sum" (the answers, 1 to 5, added up) or "answered_count".
    """
    said = facts.answers[facts.answers["item"].isin(list(ABOUT_THE_SESSION))]
    return counted_rows(facts, periods, said.assign(part=said["audience"] + " " + said["item"]), count)


_KINDS = {kind.value: label(kind) for kind in COACHING_FAMILY}
_SESSION = (
    "Sessions are those of the coaching family: coaching, SENCO supervision, executive coaching, peer mentoring, "
)
_SESSION += "peer review, network meetings, national webinars and training. Events and cluster meetings stand apart."

COACHING_ENGAGEMENT = Kpi(
    key="coaching_engagement",
    title="Settings reached by coaching",
    question="How many settings does coaching reach?",
    unit="share",
    better="higher",
    numerator=settings_reached,
    denominator=settings_of_the_programme,
    numerator_label="settings that came to at least one session",
    denominator_label="settings in the programme",
    sentence="{numerator} of {denominator} settings came to at least one session",
    definition="Settings that came to at least one session held in the period, out of the settings that belonged to "
    "the "
    f"programme on any day of it and were open. {_SESSION}",
    why="Practice changes where somebody works with a setting, not where somebody talked to it.",
    source="Registers of sessions",
    owner="Programme team",
    frequency="After every session",
    page="coaching",
    evidence="sessions",
    balancing=("session_attendance",),
    parts=_KINDS,
    split=settings_reached_by_kind,
    split_whole=settings_for_every_kind,
)

SESSION_ATTENDANCE = Kpi(
    key="session_attendance",
    title="Sessions attended",
    question="Do settings come to the sessions they are booked on?",
    unit="share",
    better="higher",
    numerator=partial(session_places, count="attended_count"),
    denominator=partial(session_places, count="booked_count"),
    numerator_label="places attended",
    denominator_label="places booked",
    sentence="{numerator} of {denominator} booked places were taken up",
    definition="Lines of session registers marked as attended, out of all lines: each is a setting booked on a "
    "session. "
    f"Sessions cancelled by the provider are left out. {_SESSION}",
    why="A booked place that stays empty is support that somebody else could have had.",
    source="Registers of sessions",
    owner="Programme team",
    frequency="After every session",
    page="coaching",
    evidence="sessions",
    parts=_KINDS,
)

PEER_REVIEW_RATE = Kpi(
    key="peer_review_rate",
    title="Peer reviews completed",
    question="Do settings review one another as planned?",
    unit="share",
    better="higher",
    numerator=partial(peer_reviews, count="completed_count"),
    denominator=partial(peer_reviews, count="planned_count"),
    numerator_label="peer reviews held",
    denominator_label="peer reviews planned",
    sentence="{numerator} of {denominator} planned peer reviews were held",
    definition="Peer reviews held, out of those planned for a day in the period that has come. One held later than "
    "planned counts in the period it was planned for.",
    why="Settings learn most from seeing one another.",
    source="Peer reviews",
    owner="Programme team",
    frequency="Every half term",
    page="coaching",
    evidence="peer_reviews",
)

COACHES_TRAINED = Kpi(
    key="coaches_trained",
    title="Local coaches trained",
    question="How many people here can coach others?",
    unit="count",
    better="higher",
    numerator=trained_coaches,
    denominator=None,
    numerator_label="local coaches with training completed",
    denominator_label="",
    sentence="{numerator} local coaches have completed their training",
    definition="Local coaches whose training was completed by the end of the period and who are still in the role "
    "then. "
    "Improvement Champions and Inclusion Leaders of Education are counted beside them, not with them.",
    why="What is to last must be in local hands when the provider leaves.",
    source="List of local coaches, champions and ILEs",
    owner="Programme team",
    frequency="Every half term",
    page="coaching",
    evidence="supporters",
    is_stock=True,
)

EVENT_FEEDBACK = Kpi(
    key="event_feedback",
    title="Feedback on sessions",
    question="What do those who came think of the sessions?",
    unit="score",
    better="higher",
    numerator=partial(session_scores, count="score_sum"),
    denominator=partial(session_scores, count="answered_count"),
    numerator_label="points given, 1 to 5 for each answer",
    denominator_label="answers about sessions",
    sentence="{denominator} answers about sessions add up to {numerator} points",
    definition="The mean of the answers, from 1 (very poor) to 5 (very good), to the questions how useful a session "
    "was "
    "and how well it can be put to use, by everybody who answered them in the period.",
    why="People come again to what helped them.",
    source="Surveys of SENCOs, school staff and school leaders",
    owner="Programme team",
    frequency="After every survey",
    page="coaching",
    evidence="responses",
    counts_people=True,
    parts={
        f"{audience.value} {item.value}": f"{label(audience)}: {words[0].lower()}{words[1:]}"
        for audience in (Audience.SENCO, Audience.SCHOOL_STAFF, Audience.SCHOOL_LEADER)
        for item, words in ABOUT_THE_SESSION.items()
    },
)
