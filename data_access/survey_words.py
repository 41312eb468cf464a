"""The words of the page on which people answer a survey, in each language that there is a file for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data_access.forms.field import Field, Kind
from data_access.forms.personal_data import Found
from data_access.vocabulary import SCALES, NotOpenBecause

FOLDER = Path(__file__).parent / "vocabulary" / "survey_languages"
ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """One language. `page`: the words of the page by what they are for; `questions` by the item of the bank.

    A question that has no translation stands in English, and says so to screen readers.
    """

    code: str
    name: str
    tag: str
    direction: str
    months: tuple[str, ...]
    written: str
    page: Mapping[str, str]
    found: Mapping[str, str]
    not_open: Mapping[str, Mapping[str, str]]
    scales: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, str]

    def day(self, day: date) -> str:
        """31 August 2028."""
        return self.written.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def question(self, field: Field) -> tuple[str, str]:
        """The words of a question of the bank or of the survey's own, and the tag of the language they are in."""
        if field.name in self.questions:
            return self.questions[field.name], self.tag
        return field.label, languages()[ENGLISH].tag

    def answers(self, field: Field) -> tuple[str, ...]:
        """The five answers of a question, from 1 to 5."""
        name = next((name for name, scale in SCALES.items() if scale == field.scale), "")
        return self.scales.get(name, field.scale)

    def looks_like(self, found: Found) -> str:
        return self.page["looks_personal"].format(found=self.found[found.name])

    def closed(self, why: NotOpenBecause, since: date | None) -> tuple[str, str]:
        """Title and text of the page that says why nobody can answer."""
        said = self.not_open[why]
        return said["title"], said["text"].format(day="" if since is None else self.day(since))

    def problem(self, field: Field, is_empty: bool) -> str:
        """What is wrong with an answer, in the words of the page."""
        if field.kind == Kind.SETTING:
            return self.page["missing_setting"]
        if is_empty:
            return self.page["missing_answer"]
        return self.page["wrong_answer" if field.kind == Kind.SCALE else "too_long"].format(limit=field.limit)


@cache
def languages() -> dict[str, Language]:
    """Every language there is a file for, English first."""
    paths = sorted(FOLDER.glob("*.toml"), key=lambda path: (path.stem != ENGLISH, path.stem))
    return {path.stem: _read(path) for path in paths}


def language(code: str) -> Language:
    """The language of that code, or else English."""
    return languages().get(code, languages()[ENGLISH])


def _read(path: Path) -> Language:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Language(
        code=path.stem,
        name=found["name"],
        tag=found["tag"],
        direction=found["direction"],
        months=tuple(found["months"]),
        written=found["written"],
        page=found["page"],
        found=found["found"],
        not_open=found["not_open"],
        scales={name: tuple(words) for name, words in found.get("scales", {}).items()},
        questions=found.get("questions", {}),
    )
