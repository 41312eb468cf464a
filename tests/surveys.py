"""A survey that people can answer, for the tests of every layer."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from data_access import clock, public_surveys, records, survey_links, survey_words
from data_access.forms import Answers
from tests import factories

SETTINGS = (("100001", "Abbey", "Central"), ("100002", "Bridge", "Central"), ("100003", "C", "North"))


def designed(**changes: object) -> Answers:
    """A survey of parents in Central, open today."""
    today = clock.today()
    return {
        "title": "How is support for your child?",
        "audience": "parent_carer",
        "urn": None,
        "cluster": "Central",
        "event_ref": None,
        "opens_on": today - timedelta(days=7),
        "closes_on": today + timedelta(days=7),
        "items": ["confidence_in_mainstream", "feeling_listened_to"],
        "statements": "Meetings are at a good time.",
        "open_questions": "What would help most?",
        "purpose": None,
        "contact": None,
        "keep_until": today + timedelta(days=700),
        "invited_count": None,
        **changes,
    }


def seed(started_on: date = factories.START) -> None:
    """Central with two settings, North with one."""
    factories.add_programme(starts_on=started_on)
    for cluster in ("Central", "North"):
        factories.add_cluster(cluster)
    for urn, name, cluster in (
        ("100001", "Abbey", "Central"),
        ("100002", "Bridge", "Central"),
        ("100003", "C", "North"),
    ):
        factories.add_setting(urn, f"{name} Primary", cluster=cluster, joined_on=started_on)


def survey(key: str = "survey", **changes: object) -> int:
    """Value: its id."""
    return records.record(factories.staff(), "survey", designed(**changes), key)


def link(survey_id: int, urn: str | None = None, most_answers: int | None = None) -> str:
    """Value: its code."""
    return survey_links.make_link(factories.staff(), survey_id, urn, most_answers)


def own_field(code: str, kind: str) -> str:
    """The name of the first field of the survey's own questions of that kind."""
    return next(one.field.name for one in public_surveys.asked(code, "").own if one.kind == kind)


def add_right_to_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> survey_words.Language:
    """A language file as an authority would add it, of a language that is read from right to left."""
    for path in survey_words.FOLDER.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    words = (folder / "en.toml").read_text(encoding="utf-8")
    said = {
        'name = "English"': 'name = "اردو"',
        'tag = "en-GB"': 'tag = "ur"',
        'direction = "ltr"': 'direction = "rtl"',
    }
    said |= {
        'send = "Send my answers"': 'send = "میرے جوابات بھیجیں"',
        'problem = "There is a problem"': 'problem = "ایک مسئلہ ہے"',
    }
    for english, urdu in said.items():
        assert english in words
        words = words.replace(english, urdu)
    (folder / "ur.toml").write_text(words, encoding="utf-8")
    monkeypatch.setattr(survey_words, "FOLDER", folder)
    survey_words.languages.cache_clear()
    return survey_words.language("ur")
