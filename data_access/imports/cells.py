"""What a cell says: dates, numbers, yes or no. A cell that cannot be understood is never repeated in the answer."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from data_access.forms.commas import without_commas
from data_access.forms.days import a_day
from data_access.forms.personal_data import objection
from data_access.vocabulary import label

Word = TypeVar("Word", bound=StrEnum)

REFERENCE = re.compile(r"\d{5,7}|L\d{4,6}")
YES = frozenset({"yes", "y", "true", "1", "present"})
NO = frozenset({"no", "n", "false", "0", "absent"})
DATE_SENTENCE = "Write a date as yyyy-mm-dd or dd/mm/yyyy, such as 2025-10-16 or 16/10/2025."


class Refused(Exception):
    """What to write into the cell instead."""


def a_date(text: str) -> date:
    """Day before month, always: a date that only makes sense the American way is refused, not guessed."""
    try:
        found = a_day(text)
    except ValueError:
        raise Refused(f"There is no such day, with the day before the month. {DATE_SENTENCE}") from None
    if found is None or not 1800 <= found.year <= 2200:
        raise Refused(DATE_SENTENCE)
    return found


def a_date_or_none(text: str) -> date | None:
    return a_date(text) if text else None


def yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Refused("Write yes or no.")


def a_count(text: str, most: int = 99_999) -> int:
    """A whole number of 0 or more; 12.0 is what some programs make of 12."""
    plain = without_commas(text).removesuffix(".0")
    if not plain.isascii() or not plain.isdigit() or int(plain) > most:
        raise Refused(f"Write a whole number from 0 to {most:,}, or leave it empty.")
    return int(plain)


def a_count_or_none(text: str, most: int = 99_999) -> int | None:
    return a_count(text, most) if text else None


def a_reference(text: str) -> str:
    """A URN, or the local reference of a setting that has none."""
    if not is_reference(text):
        raise Refused("Write the setting's URN, such as 123456, or its local reference, such as L0001.")
    return text.removesuffix(".0").upper()


def is_reference(text: str) -> bool:
    """True for what looks like a URN or a local reference, whether or not there is such a setting."""
    return REFERENCE.fullmatch(text.removesuffix(".0").upper()) is not None


def a_word(text: str, words: Iterable[Word]) -> Word:
    """One of a closed list, by its code or by the label that screens show."""
    allowed = list(words)
    wanted = _compared(text)
    for word in allowed:
        if wanted in {_compared(word.value), _compared(label(word))}:
            return word
    raise Refused(f"Write one of: {in_words(allowed)}.")


def in_words(words: Iterable[StrEnum]) -> str:
    """What may be written, as screens and the lists of a template show it. Some of it has commas in it."""
    return "; ".join(label(word) for word in words)


def a_name(text: str, longest: int = 200) -> str:
    """Some text that something is called by. It names no person: a file cannot be asked about it."""
    if said := objection(text):
        raise Refused(said)
    return some_text(text, longest)


def some_text(text: str, longest: int = 200) -> str:
    if not text:
        raise Refused("Write something here: this cell may not be empty.")
    if len(text) > longest:
        raise Refused(f"Write this in {longest} characters or fewer.")
    return text


def _compared(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
