"""A question of a form: what it is called, what it takes, and how what was typed becomes an answer."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data_access.forms.commas import without_commas
from data_access.forms.days import a_day
from data_access.vocabulary import CHANGE_SCALE, label

LONGEST_LINE = 120
LONGEST_TEXT = 4000
LONGEST_REFERENCE = 80
# The years that a day may be of which may lie before the programme or ahead.
FIRST_YEAR, LAST_YEAR = 2000, 2099
YES = frozenset({"yes", "y", "true", "1", "1.0"})
NO = frozenset({"no", "n", "false", "0", "0.0"})
# No control characters: PostgreSQL refuses some, and no reader wants any.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]")


class Kind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    YES_NO = "yes_no"
    WHOLE_NUMBER = "whole_number"
    SCALE = "scale"
    SETTING = "setting"  # its URN or local reference
    CLUSTER = "cluster"  # its name
    EVENT = "event"  # its reference
    CYCLE = "cycle"  # its name
    NUMBER = "number"  # with or without a fraction


class Refused(ValueError):
    """What was typed is not an answer. The message is the sentence that belongs beside the field."""


@dataclass(frozen=True)
class Field:
    """One question. `ask` is the sentence that says what to type; it is shown when the answer is missing or wrong.

    `example` stands in grey under the label. `options` are the words of a choice. `longest` is in characters.
    """

    name: str
    label: str
    kind: Kind
    ask: str
    example: str = ""
    is_required: bool = True
    options: tuple[StrEnum, ...] = ()
    longest: int = 0
    least: int = 0
    most: int = 0
    # The five answers of a scale, from 1 to 5.
    scale: tuple[str, ...] = CHANGE_SCALE
    # A date that may lie ahead, or before the programme: when something is due, or since when.
    any_day: bool = False
    # Asks who somebody is, and for no name.
    is_role: bool = False
    # Not required of every record, and yet no option: the form is not complete without it.
    may_wait: bool = False

    @property
    def limit(self) -> int:
        """The most characters that the answer may have; 0 where that is not limited."""
        usual = {Kind.TEXT: LONGEST_LINE, Kind.LONG_TEXT: LONGEST_TEXT}
        return self.longest or usual.get(self.kind, 0)

    def too_long(self, answer: object) -> str:
        """What to do about a text that is longer than what is kept of it; empty for any other answer."""
        if not self.is_free_text or len(text := str(answer or "")) <= self.limit:
            return ""
        return f"Shorten this to {self.limit:,} characters: it has {len(text):,}."

    @property
    def is_free_text(self) -> bool:
        return self.kind in {Kind.TEXT, Kind.LONG_TEXT}

    def answer(self, raw: object, since: date | None, until: date) -> object:
        """What was typed, as it is stored. Dates outside `since` to `until` are refused.

        Missing: None; an empty list where several may be chosen; False for a tick that need not be set.
        Raises: Refused.
        """
        if is_empty(raw):
            if self.is_required:
                raise Refused(self.ask)
            return {Kind.SEVERAL: [], Kind.YES_NO: False}.get(self.kind)
        if self.kind == Kind.DATE:
            day = _date(self, raw)
            return _of_our_time(day) if self.any_day else _within(day, since, until)
        return READERS[self.kind](self, raw)


def is_empty(raw: object) -> bool:
    """True for nothing, for blanks, for an empty list, and for a spreadsheet's empty cell."""
    if raw is None or raw != raw:  # only "not a number" differs from itself
        return True
    if isinstance(raw, str):
        return not CONTROL.sub("", raw).strip()
    return isinstance(raw, list | tuple | set | frozenset) and not raw


def _line(field: Field, raw: object) -> str:
    return _not_too_long(field, " ".join(CONTROL.sub(" ", str(raw)).split()))


def _text(field: Field, raw: object) -> str:
    return _not_too_long(field, CONTROL.sub("", str(raw).replace("\r\n", "\n").replace("\r", "\n")).strip())


def _not_too_long(field: Field, text: str) -> str:
    if said := field.too_long(text):
        raise Refused(said)
    return text


def _choice(field: Field, raw: object) -> str:
    typed = str(raw).strip().casefold()
    for word in field.options:
        if typed in {word.value.casefold(), label(word).casefold()}:
            return word.value
    raise Refused(field.ask)


def _several(field: Field, raw: object) -> list[str]:
    """In the order of the options, however they were chosen; in a spreadsheet they are parted by semicolons."""
    if isinstance(raw, str):
        parts: Iterable[object] = raw.split(";")
    elif isinstance(raw, list | tuple | set | frozenset):
        parts = raw
    else:
        raise Refused(field.ask)
    chosen = {_choice(field, part) for part in parts if not is_empty(part)}
    return [word.value for word in field.options if word.value in chosen]


def _date(field: Field, raw: object) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        found = a_day(str(raw))
    except ValueError:
        found = None
    if found is None:
        raise Refused(field.ask)
    return found


def _within(day: date, since: date | None, until: date) -> date:
    if day > until:
        raise Refused(f"Give a date that is not in the future: today is {in_words(until)}.")
    if since is not None and day < since:
        raise Refused(f"Give a date on or after {in_words(since)}, when the programme started.")
    return day


def _of_our_time(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"Give a day of a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def in_words(day: date) -> str:
    """ "18 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def _yes_no(field: Field, raw: object) -> bool:
    typed = str(raw).strip().casefold()
    if typed in YES or typed in NO:
        return typed in YES
    raise Refused(field.ask)


def _whole_number(field: Field, raw: object) -> int:
    typed = without_commas(str(raw).strip()).removesuffix(".0")
    if re.fullmatch(r"-?[0-9]{1,9}", typed) and field.least <= int(typed) <= field.most:
        return int(typed)
    raise Refused(field.ask)


def _number(field: Field, raw: object) -> float:
    typed = without_commas(str(raw).strip().replace("£", "").removesuffix("%").strip())
    if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", typed) and field.least <= float(typed) <= field.most:
        return float(typed)
    raise Refused(field.ask)


def _scale(field: Field, raw: object) -> int:
    typed = str(raw).strip().removesuffix(".0").casefold()
    for value, words in enumerate(field.scale, start=1):
        if typed in {str(value), words.casefold()}:
            return value
    raise Refused(field.ask)


def _reference(field: Field, raw: object) -> str:
    typed = " ".join(CONTROL.sub(" ", str(raw)).split())
    if len(typed) > LONGEST_REFERENCE:
        raise Refused(field.ask)
    return typed


def _urn(field: Field, raw: object) -> str:
    typed = str(raw).strip().removesuffix(".0").upper()
    if re.fullmatch(r"[0-9A-Z-]{1,20}", typed):
        return typed
    raise Refused(field.ask)


READERS: dict[Kind, Callable[[Field, object], object]] = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.NUMBER: _number,
    Kind.SCALE: _scale,
    Kind.SETTING: _urn,
    Kind.CLUSTER: _reference,
    Kind.EVENT: _reference,
    Kind.CYCLE: _reference,
    Kind.DATE: _date,
}
