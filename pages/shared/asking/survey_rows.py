"""Surveys in words: where each stands, and how many have answered."""

from datetime import date

import pandas as pd

from data_access.vocabulary import Audience, label
from pages.shared import words

EVERYWHERE = "The whole programme"


def state(survey: pd.Series, today: date) -> str:
    """Where a survey stands: open until 12 December 2026; closed on, opens on."""
    if survey["is_closed"]:
        return f"closed by hand, {words.day(survey['closes_on'])}"
    if today > survey["closes_on"]:
        return f"closed on {words.day(survey['closes_on'])}"
    if today < survey["opens_on"]:
        return f"opens on {words.day(survey['opens_on'])}"
    return f"open until {words.day(survey['closes_on'])}"


def is_open(survey: pd.Series, today: date) -> bool:
    return not survey["is_closed"] and today <= survey["closes_on"]


def name(survey: pd.Series, today: date) -> str:
    """What tells a survey apart from others of its title: where, and until when."""
    where = EVERYWHERE if words.is_missing(survey["place"]) else survey["place"]
    return f"{survey['title']} {where}, {state(survey, today)}"


def listing(surveys: pd.DataFrame, today: date) -> pd.DataFrame:
    """The surveys as people read them, the last to close first."""
    return pd.DataFrame(
        {
            "Survey": surveys["title"],
            "Who is asked": [label(Audience(one)) for one in surveys["audience"]],
            "Where": surveys["place"].fillna(EVERYWHERE),
            "State": [state(survey, today) for _, survey in surveys.iterrows()],
            "Answered": [words.count(one) for one in surveys["answer_count"]],
            "Invited": ["" if words.is_missing(one) else words.count(one) for one in surveys["invited_count"]],
        }
    )


def how_many(survey: pd.Series) -> str:
    """12 people have answered, the last on 3 May 2026; 240 were invited. Until when the answers are kept."""
    if not survey["answer_count"]:
        said = "Nobody has answered yet"
    else:
        many = words.plural(int(survey["answer_count"]), "person has answered", "people have answered")
        said = f"{many}, the last on {words.day(survey['last_answered_on'])}"
    if not words.is_missing(survey["invited_count"]):
        said += f"; {words.count(survey['invited_count'])} were invited"
    if survey["answer_count"]:
        said += f". The answers are kept until {words.day(survey['keep_until'])}, and then delete themselves"
    return f"{said}."
