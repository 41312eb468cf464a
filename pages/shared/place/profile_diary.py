"""What a setting shared and everything that was recorded about it, said for people, newest first."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from data_access.vocabulary import Audience, CaseStudyStatus, EventType, EvidenceKind, Theme, label
from pages.shared import words

Row = Mapping[Any, Any]
Entry = tuple[date | None, str, str]
Diary = list[tuple[str, str]]
# Title and, by heading, its texts.
Told = list[tuple[str, dict[str, str]]]

# How many entries of the diary are open to view.
NEWEST = 12
ASKED = {
    Audience.PARENT_CARER: "parents and carers",
    Audience.SENCO: "SENCOs",
    Audience.SCHOOL_STAFF: "school staff",
    Audience.SCHOOL_LEADER: "school leaders",
    Audience.PUPIL: "pupils",
}


def stories(told: pd.DataFrame) -> Told:
    """The case studies."""
    return [(_story_title(row), _story(row)) for row in told.to_dict("records")]


def pieces(found: pd.DataFrame) -> Told:
    """The audits, reflections and comments by Ofsted that were approved."""
    return [
        (f"{_kind(row)}: {row['title']}, {words.day(row['happened_on'])}", {"What it says": row["text"]})
        for row in _of(found)
    ]


def _of(pieces: pd.DataFrame) -> Sequence[Row]:
    return pieces[pieces["status"] == CaseStudyStatus.APPROVED].to_dict("records")


def _kind(row: Row) -> str:
    return label(EvidenceKind(row["kind"]))


def _story_title(story: Row) -> str:
    """Title, date, and its state unless it is approved."""
    state = "" if story["status"] == CaseStudyStatus.APPROVED else f" ({story['status']})"
    return f"{story['title']}, {words.day(story['happened_on'])}{state}"


def _story(told: Row) -> dict[str, str]:
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
    setting: Row,
    stays: pd.DataFrame,
    came: pd.DataFrame,
    answered: pd.DataFrame | None,
    told: pd.DataFrame,
    found: pd.DataFrame,
) -> list[Entry]:
    """Everything of these that has a day: (day, kind, words)."""
    listed: list[Entry] = [
        (day_of(setting["opened_on"]), "setting", "Opened"),
        (day_of(setting["closed_on"]), "setting", "Closed"),
    ]
    for row in stays.to_dict("records"):
        listed.append((day_of(row["joined_on"]), "cluster", f"Joined the {row['cluster']} cluster"))
        listed.append((day_of(row["left_on"]), "cluster", f"Last day in the {row['cluster']} cluster"))
    listed += [(day_of(row["held_on"]), "event", _event(row)) for row in came.to_dict("records")]
    surveys = [] if answered is None else answered.to_dict("records")
    listed += [(day_of(row["answered_on"]), "survey", _survey(row)) for row in surveys]
    listed += [
        (day_of(row["happened_on"]), "story", f"Case study: “{row['title']}”") for row in told.to_dict("records")
    ]
    return listed + [(day_of(row["happened_on"]), "story", f"{_kind(row)}: “{row['title']}”") for row in _of(found)]


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


def day_of(value: object) -> date | None:
    """The value where it is a day."""
    return value if isinstance(value, date) and not words.is_missing(value) else None
