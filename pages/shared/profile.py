"""What is known of one place, said for people: its facts, its half terms, its registers, its diary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import Audience, CaseStudyStatus, EventType, Mode, Theme, label
from kpis import history
from kpis.history import Came
from pages.shared import words

Row = Mapping[Any, Any]
Entry = tuple[date | None, str, str]
Steps = list[tuple[str, str, str, str]]
Diary = list[tuple[str, str]]

# mark, words, look: mark and look only repeat the words.
CAME: dict[Came, tuple[str, str, str]] = {
    Came.CAME: ("●", "came", "solid"),
    Came.DID_NOT_COME: ("○", "did not come", "outlined"),
    Came.NOT_YET: ("…", "not yet, half term still runs", "faint"),
    Came.AHEAD: ("", "still ahead", "faint"),
    Came.NOT_IN_PROGRAMME: ("–", "not in the programme", "faint"),
}
OUTSIDE = "Not in a cluster today"
# How many entries of the diary are open to view.
NEWEST = 12
ASKED = {
    Audience.PARENT_CARER: "parents and carers",
    Audience.SENCO: "SENCOs",
    Audience.SCHOOL_STAFF: "school staff",
    Audience.SCHOOL_LEADER: "school leaders",
    Audience.PUPIL: "pupils",
}


@dataclass(frozen=True)
class Portrait:
    """All that the page of one setting shows. `half_terms`: academic year → its steps. `stories`: title → its texts."""

    stays: pd.DataFrame
    turnout: tuple[int, int]
    registers: pd.DataFrame
    registers_in_words: pd.DataFrame
    half_terms: list[tuple[str, Steps]]
    said: pd.DataFrame
    stories: list[tuple[str, dict[str, str]]]
    newest: Diary
    earlier: Diary


def portrait(
    setting: Row,
    *,
    stays: pd.DataFrame,
    attendance: pd.DataFrame,
    stories: pd.DataFrame,
    answered: pd.DataFrame | None,
    taken_part: pd.DataFrame,
    voices: Mapping[str, pd.DataFrame],
    years: Mapping[str, Sequence[Period]],
    as_at: date,
) -> Portrait:
    """Everything read about a setting, in words. `answered` is None for those who may not see the days of surveys."""
    newest, earlier = diary(history.timeline(entries(setting, stays, attendance, answered, stories)))
    lines = registers(attendance)
    return Portrait(
        stays=stays,
        turnout=history.tally(attendance),
        registers=lines,
        registers_in_words=in_words(lines),
        half_terms=steps(taken_part, setting["urn"], years, as_at),
        said=said(voices, setting["urn"]),
        stories=[(story_title(told), story(told)) for told in stories.to_dict("records")],
        newest=newest,
        earlier=earlier,
    )


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


def story_title(story: Row) -> str:
    """Title, date, and its state unless it is approved."""
    state = "" if story["status"] == CaseStudyStatus.APPROVED else f" ({story['status']})"
    return f"{story['title']}, {words.day(story['happened_on'])}{state}"


def story(told: Row) -> dict[str, str]:
    """Heading → text of a case study."""
    quotation = "" if words.is_missing(told["quotation"]) else f"“{told['quotation']}”"
    themes = words.listed([label(Theme(theme)).lower() for theme in told["themes"]])
    return {
        "Themes": words.sentence_case(themes),
        "Context": told["context"],
        "What was done": told["what_was_done"],
        "What came of it": told["impact"],
        "In their words": quotation,
    }


def entries(
    setting: Row, stays: pd.DataFrame, came: pd.DataFrame, answered: pd.DataFrame | None, told: pd.DataFrame
) -> list[Entry]:
    """Everything that has a day: (day, kind, words)."""
    found: list[Entry] = [
        (_day(setting["opened_on"]), "setting", "Opened"),
        (_day(setting["closed_on"]), "setting", "Closed"),
    ]
    for row in stays.to_dict("records"):
        found.append((_day(row["joined_on"]), "cluster", f"Joined the {row['cluster']} cluster"))
        found.append((_day(row["left_on"]), "cluster", f"Last day in the {row['cluster']} cluster"))
    found += [(_day(row["held_on"]), "event", _event(row)) for row in came.to_dict("records")]
    surveys = [] if answered is None else answered.to_dict("records")
    found += [(_day(row["answered_on"]), "survey", _survey(row)) for row in surveys]
    found += [(_day(row["happened_on"]), "story", f"Case study: “{row['title']}”") for row in told.to_dict("records")]
    return found


def _event(row: Row) -> str:
    verb = "Came to" if row["is_attended"] else "Was not at"
    return f"{verb} “{row['title']}” · {label(EventType(row['event_type']))}"


def _survey(row: Row) -> str:
    event = "" if words.is_missing(row["event"]) else f" at “{row['event']}”"
    number = words.plural(row["response_count"], "answer")
    return f"Survey of {ASKED[Audience(row['audience'])]}{event}: {number}"


def diary(timeline: pd.DataFrame) -> tuple[Diary, Diary]:
    """Day and words of each entry: the newest, and the earlier ones."""
    said = [(words.day(row["on"]), row["what"]) for row in timeline.to_dict("records")]
    return said[:NEWEST], said[NEWEST:]


def _stay(row: Row) -> str:
    until = "" if words.is_missing(row["left_on"]) else f" until {words.day(row['left_on'])}"
    return f"{row['cluster']}, since {words.day(row['joined_on'])}" if not until else f"{row['cluster']}{until}"


def _ages(setting: Row) -> str:
    if words.is_missing(setting["lowest_age"]) or words.is_missing(setting["highest_age"]):
        return ""
    return f"{words.count(setting['lowest_age'])} to {words.count(setting['highest_age'])}"


def _standing(setting: Row) -> str:
    word = str(setting["status"]).capitalize()
    day = _day(setting["closed_on"] if setting["status"] == "closed" else setting["opened_on"])
    return f"{word} since {words.day(day)}" if day else word


def _known(value: object) -> str:
    return "" if words.is_missing(value) else str(value)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not words.is_missing(value) else None
