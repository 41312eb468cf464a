"""One setting's coaching: sessions booked and come to, its people who support others, and peer reviews."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.permissions import Action
from data_access.vocabulary import COACHING_FAMILY, SupporterKind, label
from kpis import support
from kpis.support import Review
from pages.shared import downloads, tables, words
from pages.shared.coaching.coaching_lists import STANDING
from pages.shared.facts import View
from pages.shared.place.profile_diary import Entry, day_of
from pages.shared.plans import plan_rows, plan_words

FORMS = {"peer_review": "Add a peer review", "supporter": "Add a local coach, champion or ILE"}
DAYS = {
    "identified_on": "was named",
    "training_started_on": "began training",
    "trained_on": "completed training",
    "ended_on": "had the last day in the role",
}


@dataclass(frozen=True)
class Coaching:
    """What is recorded of it: tables in words, and entries of the diary."""

    places: tuple[int, int]
    sessions: pd.DataFrame
    people: pd.DataFrame
    reviews: pd.DataFrame
    entries: list[Entry]


def coaching(view: View, urn: str) -> Coaching:
    """Everything that is recorded of coaching for the setting and by its people."""
    people = view.built(plan_rows.listed, "supporter")
    people = people[people["urn"] == urn]
    reviews = support.with_standing(view.built(plan_rows.listed, "peer_review"), view.as_at)
    reviews = reviews[(reviews["urn"] == urn) | (reviews["reviewer_urn"] == urn)]
    sessions = _sessions(view, urn)
    return Coaching(
        places=(int(sessions["attended_count"].sum()), int(sessions["booked_count"].sum())),
        sessions=_by_kind(sessions),
        people=_people(people),
        reviews=_reviews(reviews, urn),
        entries=[*_of_people(people), *_of_reviews(reviews, urn)],
    )


def show(view: View, told: Coaching, setting: str, notes: list[str]) -> None:
    """Sessions, people and peer reviews; for what is missing, who adds it."""
    st.header("Which coaching did it have?")
    came, booked = told.places
    if booked:
        st.write(f"It came to {words.count(came)} of {words.plural(booked, 'session')} booked for it.")
        tables.show(told.sessions, "", downloads.file_name("sessions", setting), notes, alt="Sessions by kind")
    else:
        st.write("No session has been booked for it yet. Programme staff add its register after each one.")
    st.subheader("People of this setting who support others")
    empty = "Nobody has been named yet. Programme staff add local coaches, champions and ILEs, without their names."
    tables.show(told.people, "", downloads.file_name("supporters", setting), notes, alt="People", empty=empty)
    st.subheader("Peer reviews, hosted and given")
    empty = "No peer review is planned yet. Programme staff add them, with who reviews whom."
    tables.show(told.reviews, "", downloads.file_name("peer reviews", setting), notes, alt="Peer reviews", empty=empty)
    plan_words.link_to_add(view, Action.RECORD_COACHING, **FORMS)


def _sessions(view: View, urn: str) -> pd.DataFrame:
    """Rows: one per kind of session that was booked. Columns: booked_count, attended_count."""
    rows = view.facts.sessions[view.facts.sessions["urn"] == urn]
    sums = rows.groupby("event_type")[["booked_count", "attended_count"]].sum()
    return sums.reindex([kind.value for kind in COACHING_FAMILY]).dropna().astype(int)


def _by_kind(sessions: pd.DataFrame) -> pd.DataFrame:
    names = {kind.value: label(kind) for kind in COACHING_FAMILY}
    return pd.DataFrame(
        {
            "Kind of session": [names[str(kind)] for kind in sessions.index],
            "Booked": list(sessions["booked_count"]),
            "Attended": list(sessions["attended_count"]),
        }
    )


def _people(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Role": [label(SupporterKind(kind)) for kind in rows["kind"]],
            "Named on": [words.day(day) for day in rows["identified_on"]],
            "Training began": [plan_words.day_or(day, "Not yet") for day in rows["training_started_on"]],
            "Trained on": [plan_words.day_or(day, "Not yet") for day in rows["trained_on"]],
            "Last day in the role": [plan_words.day_or(day) for day in rows["ended_on"]],
        }
    )


def _reviews(rows: pd.DataFrame, urn: str) -> pd.DataFrame:
    hosts = rows["urn"] == urn
    other = rows["reviewer"].where(hosts, rows["setting"])
    return pd.DataFrame(
        {
            "Part": ["Hosted" if host else "Given" for host in hosts],
            "With": ["Not settled yet" if words.is_missing(name) else name for name in other],
            "What it looks at": list(rows["focus"]),
            "Standing": [" ".join(STANDING[Review(value)]) for value in rows["standing"]],
            "Planned for": [words.day(day) for day in rows["planned_for"]],
            "Held on": [plan_words.day_or(day) for day in rows["held_on"]],
            "Reported on": [plan_words.day_or(day) for day in rows["reported_on"]],
        }
    )


def _of_people(rows: pd.DataFrame) -> list[Entry]:
    return [
        (day_of(row[day]), "coaching", f"{label(SupporterKind(row['kind']))} {said}")
        for row in rows.to_dict("records")
        for day, said in DAYS.items()
    ]


def _of_reviews(rows: pd.DataFrame, urn: str) -> list[Entry]:
    found: list[Entry] = []
    for row in rows.to_dict("records"):
        part = "Hosted a peer review" if row["urn"] == urn else f"Reviewed {row['setting']}"
        found.append((day_of(row["held_on"]), "coaching", f"{part}: {row['focus']}"))
        reported = "Peer review here" if row["urn"] == urn else f"Peer review of {row['setting']}"
        found.append((day_of(row["reported_on"]), "coaching", f"{reported} reported: {row['focus']}"))
    return found
