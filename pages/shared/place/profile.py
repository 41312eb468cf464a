"""What is known of one place, said for people: its facts, its half terms, its registers, what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import EventType, Mode, PeriodKind, label
from kpis import history
from kpis.history import Came
from pages.shared import words
from pages.shared.facts import View
from pages.shared.place import profile_coaching, profile_diary, profile_plan
from pages.shared.place.profile_coaching import Coaching
from pages.shared.place.profile_diary import Diary, Told, day_of
from pages.shared.place.profile_plan import Plan

Row = Mapping[Any, Any]
Steps = list[tuple[str, str, str, str]]

# mark, words, look: mark and look only repeat the words.
CAME: dict[Came, tuple[str, str, str]] = {
    Came.CAME: ("●", "came", "solid"),
    Came.DID_NOT_COME: ("○", "did not come", "outlined"),
    Came.NOT_YET: ("…", "not yet, half term still runs", "faint"),
    Came.AHEAD: ("", "still ahead", "faint"),
    Came.NOT_IN_PROGRAMME: ("–", "not in the programme", "faint"),
}
OUTSIDE = "Not in a cluster today"


@dataclass(frozen=True)
class Portrait:
    """All that the page of one setting shows. `half_terms`: academic year → its steps."""

    facts: dict[str, str]
    plan: Plan
    evidence: Told
    coaching: Coaching
    turnout: tuple[int, int]
    registers: pd.DataFrame
    registers_in_words: pd.DataFrame
    half_terms: list[tuple[str, Steps]]
    said: pd.DataFrame
    stories: Told
    pieces: Told
    newest: Diary
    earlier: Diary


def portrait(
    view: View,
    setting: Row,
    *,
    known: pd.DataFrame,
    stays: pd.DataFrame,
    attendance: pd.DataFrame,
    stories: pd.DataFrame,
    pieces: pd.DataFrame,
    answered: pd.DataFrame | None,
    evidence: pd.DataFrame | None,
    voices: Mapping[str, pd.DataFrame],
) -> Portrait:
    """Everything read about a setting, in words.

    None for those who may not see them: `answered`, the days of surveys; `evidence`, what its levels rest on.
    """
    urn = setting["urn"]
    plan, coaching = profile_plan.plan(view, urn), profile_coaching.coaching(view, urn)
    dated = profile_diary.entries(setting, stays, attendance, answered, stories, pieces)
    newest, earlier = profile_diary.diary(history.timeline([*dated, *plan.entries, *coaching.entries]))
    lines = registers(attendance)
    taken_part = view.table("participation_rate", by="setting", kind=PeriodKind.HALF_TERM)
    return Portrait(
        facts=facts(setting, stays, known),
        plan=plan,
        evidence=profile_plan.evidence(evidence),
        coaching=coaching,
        turnout=history.tally(attendance),
        registers=lines,
        registers_in_words=in_words(lines),
        half_terms=steps(taken_part, urn, _years(view), view.as_at),
        said=said(voices, urn),
        stories=profile_diary.stories(stories),
        pieces=profile_diary.pieces(pieces),
        newest=newest,
        earlier=earlier,
    )


def _years(view: View) -> dict[str, list[Period]]:
    """Academic year → its half terms, the latest year first."""
    years = reversed(view.periods(PeriodKind.ACADEMIC_YEAR))
    calendar = view.outline.calendar
    return {year.label: calendar.periods(PeriodKind.HALF_TERM, year.start, year.end) for year in years}


def names(known: pd.DataFrame) -> dict[str, str]:
    """URN → the name as it stands in a list, told apart from others of the same name."""
    return {
        row["urn"]: f"{row['name']} ({row['urn']}{', closed' if row['status'] == 'closed' else ''})"
        for row in known.to_dict("records")
    }


def directory(known: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Cluster → name and address of the page of each of its settings; those outside any come last."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in known.sort_values(["cluster", "name", "urn"], na_position="last").to_dict("records"):
        heading = OUTSIDE if words.is_missing(row["cluster"]) else f"{row['cluster']} cluster"
        name = f"{row['name']} (closed)" if row["status"] == "closed" else row["name"]
        groups.setdefault(heading, []).append((name, f"/setting?urn={row['urn']}"))
    return groups


def facts(setting: Row, stays: pd.DataFrame, known: pd.DataFrame) -> dict[str, str]:
    """Name of a fact → the fact. Empty where the register says nothing."""
    before = known.loc[known["successor_urn"] == setting["urn"], "name"]
    after = known.loc[known["urn"] == setting["successor_urn"], "name"]
    return {
        "Phase": words.phase(setting["phase"]),
        "Type": words.setting_type(setting["setting_type"]),
        "Cluster": "; ".join(_stay(row) for row in reversed(stays.to_dict("records"))) or "none yet",
        "Pupils": "" if words.is_missing(setting["pupil_count"]) else words.count(setting["pupil_count"]),
        "Ages": _ages(setting),
        "Now": _standing(setting),
        "Trust": _known(setting["trust_name"]),
        "Took over from": words.listed(list(before)),
        "Followed by": words.listed(list(after)),
        "Reference (URN)": setting["urn"],
    }


def turnout(name: str, came_and_listed: tuple[int, int]) -> str:
    """One sentence on how often it came."""
    came, listed = came_and_listed
    if not listed:
        return f"No register names {name} yet."
    return f"{name} came to {came} of the {words.plural(listed, 'event')} whose register names it."


def steps(
    measured: pd.DataFrame, urn: str, years: Mapping[str, Sequence[Period]], as_at: date
) -> list[tuple[str, Steps]]:
    """Academic year → when, mark, words and look of each of its half terms; years before the programme are left out."""
    found = ((year, history.half_terms(measured, urn, halves, as_at)) for year, halves in years.items())
    return [
        (year, [(words.sentence_case(row["period"]), *CAME[row["came"]]) for row in came.to_dict("records")])
        for year, came in found
        if history.was_there(came)
    ]


def registers(rows: pd.DataFrame) -> pd.DataFrame:
    """The registers as a table, dates and numbers as they are, for a file."""
    return pd.DataFrame(
        {
            "Date": rows["held_on"],
            "Event": rows["title"],
            "Came": rows["is_attended"].map({True: "yes", False: "no"}),
            "Kind": rows["event_type"].map(lambda word: label(EventType(word))),
            "How": rows["mode"].map(lambda word: label(Mode(word))),
            "People": rows["people_count"],
        }
    )


def in_words(lines: pd.DataFrame) -> pd.DataFrame:
    """The same for people. Missing: nobody counted, or nobody came: empty."""
    people = ["" if words.is_missing(number) else words.count(number) for number in lines["People"]]
    return lines.assign(Date=lines["Date"].map(words.day), People=people)


def said(voices: Mapping[str, pd.DataFrame], urn: str) -> pd.DataFrame:
    """What people said of the place, hidden where few did. Rows: one per measure and year with answers."""
    rows = [
        {
            "Measure": title,
            "Academic year": row["period"],
            "Better or much better": words.shown(row["value"], "share", row["suppressed"]),
            "People who answered": words.shown(row["denominator"], "count", row["suppressed"]),
        }
        for title, table in voices.items()
        for row in table[table["urn"] == urn].to_dict("records")
        if row["suppressed"] or row["denominator"] > 0
    ]
    return pd.DataFrame(rows)


def _stay(row: Row) -> str:
    until = "" if words.is_missing(row["left_on"]) else f" until {words.day(row['left_on'])}"
    return f"{row['cluster']}, since {words.day(row['joined_on'])}" if not until else f"{row['cluster']}{until}"


def _ages(setting: Row) -> str:
    if words.is_missing(setting["lowest_age"]) or words.is_missing(setting["highest_age"]):
        return ""
    return f"{words.count(setting['lowest_age'])} to {words.count(setting['highest_age'])}"


def _standing(setting: Row) -> str:
    word = str(setting["status"]).capitalize()
    day = day_of(setting["closed_on"] if setting["status"] == "closed" else setting["opened_on"])
    return f"{word} since {words.day(day)}" if day else word


def _known(value: object) -> str:
    return "" if words.is_missing(value) else str(value)
