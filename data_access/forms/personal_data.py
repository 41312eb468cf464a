"""Finds what could name a child or a family in free text, so that a person is asked before it is saved.

Only kinds and positions leave this module: never the text itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data_access import clock


class Found(StrEnum):
    """What a stretch of text looks like."""

    DATE_OF_BIRTH = "a name with a date of birth"
    UPN = "a unique pupil number"
    NHS_NUMBER = "an NHS number"
    PHONE_NUMBER = "a phone number"
    EMAIL = "an email address"
    POSTCODE = "a postcode"
    TITLE_AND_NAME = "a person's name"


INSTEAD = {Found.TITLE_AND_NAME: "Give a role, such as SENCO, or confirm that it is nobody's name."}


@dataclass(frozen=True, order=True)
class Finding:
    """A stretch of text, in characters from its beginning, and what it looks like."""

    start: int
    end: int
    kind: Found


def questions(text: str, *, is_role: bool = False) -> list[str]:
    """What to ask before the text is saved: one sentence for each thing found, in the order of the text."""
    return [
        f"This looks like {finding.kind} (word {_word_at(text, finding.start)}). "
        + INSTEAD.get(finding.kind, "Remove it, or confirm that it is not about a child or family.")
        for finding in findings(text, is_role=is_role)
    ]


def objection(text: str) -> str:
    """Why a name or a reference is not taken, where nobody can be asked about it. Empty where nothing is found."""
    return next((f"This looks like {finding.kind}. Take it out: this names nobody." for finding in findings(text)), "")


def findings(text: str, today: date | None = None, *, is_role: bool = False) -> list[Finding]:
    """Everything found, in the order of the text. Of two things found in one place, the longer counts.

    `is_role`: where a role is asked for, a title with a name is found as well. In other texts those of staff belong.
    """
    looks = (*LOOKS, _titles_and_names) if is_role else LOOKS
    found = {finding for look in looks for finding in look(text, today or clock.today())}
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda one: (one.start - one.end, one)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept)


def _word_at(text: str, position: int) -> int:
    return len(text[:position].split()) + (1 if position == 0 or text[position - 1].isspace() else 0)


DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
NUMERIC_DATE = rf"{DAY}[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:[0-9]{{4}}|[0-9]{{2}})"
ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
WORDED_DATE = rf"{DAY}(?:st|nd|rd|th)?\s(?:of\s)?(?:{MONTHS})[a-z]*\.?,?\s[0-9]{{4}}"
A_DATE = rf"(?<![\w/])(?i:{WORDED_DATE}|{ISO_DATE}|{NUMERIC_DATE})(?![\w/])"
DATE = re.compile(A_DATE)

BORN = re.compile(rf"(?i:\bd\.?o\.?b\b\.?|\bdate\sof\sbirth\b|\bborn\b)[^.\n]{{0,25}}?{A_DATE}")
NAME = r"[A-ZÀ-Þ][\w'’\-]+(?:\s[A-ZÀ-Þ][\w'’\-]+){1,2}"
NAME_AND_DATE = re.compile(rf"\b(?P<name>{NAME})[\s,;:(\-–—]{{1,4}}(?P<date>{A_DATE})")
# "miss" may be a word of its own, and MS a company: there a name is told by capitals.
TITLE = (
    r"(?:(?i:mrs?|mx)\.?\s(?=[^\W\d_])|(?:[Mm]s|(?i:miss|dr|prof|professor|sir|dame|rev|reverend))\.?\s(?=[A-ZÀ-Þ]))"
)
TITLE_AND_NAME = re.compile(rf"\b{TITLE}(?P<name>[\w'’\-]+(?:\s[A-ZÀ-Þ][\w'’\-]*){{0,3}})")
# A name that holds one of these is an institution's, an event's or a month's.
INSTITUTIONAL = """academy alternative annual association board borough business care central centre children church
    city cluster code college committee conference council day delivery department early east education ehc exclusion
    federation first group hall half health high house inclusion inspection infant infants junior key launch learning
    local meeting network north nursery ofsted partnership phase plan playgroup policy practice pre preschool primary
    programme project pru provision review report return school schools secondary self send senco service services
    sixth south special spring stage stoke strategy street summer support team term the training trust university visit
    webinar week west year autumn january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday"""
NOT_A_PERSON = frozenset(INSTITUTIONAL.split())
# Ages at which a date beside a name is taken for a date of birth. Dates of the programme itself are younger.
YOUNGEST, OLDEST = 2, 26

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
A_LETTER = "[A-HJ-NP-RT-Za-hj-np-rt-z]"
UPN = re.compile(rf"(?<![A-Za-z0-9])({A_LETTER})[ -]?((?:[0-9][ -]?){{11}})([0-9]|{A_LETTER})(?![A-Za-z0-9])")
NHS = re.compile(r"(?<![\w£.,\-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w%,\-]|\.[0-9])")
PHONE = re.compile(
    r"(?<![\w£.,\-])(?:(?:\+|00)44[\s\-]?(?:\(0\)[\s\-]?)?[1-37-9]|\(?0[1-37-9])(?:[\s()\-]{0,2}[0-9]){8,9}(?![\w%])"
)
EMAIL = re.compile(r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
AREAS = """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR
    NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC
    WD WF WN WR WS WV YO ZE"""
POSTCODE = re.compile(rf"(?i)(?<![\w£])(?:{'|'.join(AREAS.split())})[0-9][0-9A-Z]?\s?[0-9][ABD-HJLNP-UW-Z]{{2}}(?!\w)")
ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$")


def _dates_of_birth(text: str, today: date) -> Iterator[Finding]:
    for match in BORN.finditer(text):
        yield Finding(match.start(), match.end(), Found.DATE_OF_BIRTH)
    for match in NAME_AND_DATE.finditer(text):
        if _is_person(match["name"]) and YOUNGEST <= _years_since(match["date"], today) <= OLDEST:
            yield Finding(match.start(), match.end(), Found.DATE_OF_BIRTH)


def _titles_and_names(text: str, _today: date) -> Iterator[Finding]:
    for match in TITLE_AND_NAME.finditer(text):
        if _is_person(match["name"]):
            yield Finding(match.start(), match.end(), Found.TITLE_AND_NAME)


def _is_person(name: str) -> bool:
    return not {word.casefold() for word in re.findall(r"[^\W\d_]+", name)} & NOT_A_PERSON


def _years_since(words: str, today: date) -> int:
    """By the year alone: the form of a date that somebody typed is not worth more trust than that."""
    digits = re.findall(r"[0-9]+", words)
    year = int(next((part for part in digits if len(part) == 4), digits[-1]))
    if year < 100:
        year += 2000 if 2000 + year <= today.year else 1900
    return today.year - year


def _upns(text: str, _today: date) -> Iterator[Finding]:
    for match in UPN.finditer(text):
        digits = re.sub("[ -]", "", match[2])
        last = match[3].upper()
        # The letter at the end of a temporary number counts as its place in the list.
        values = [*map(int, digits), int(last) if last.isdigit() else CHECK_LETTERS.index(last)]
        total = sum(weight * value for weight, value in enumerate(values, start=2))
        if CHECK_LETTERS[total % 23] == match[1].upper():
            yield Finding(match.start(), match.end(), Found.UPN)


def _nhs_numbers(text: str, _today: date) -> Iterator[Finding]:
    for match in NHS.finditer(_without_dates(text)):
        digits = [int(digit) for digit in match[0] if digit.isdigit()]
        total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True))
        if (11 - total % 11) % 11 == digits[9] and len(set(digits)) > 1:
            yield Finding(match.start(), match.end(), Found.NHS_NUMBER)


def _phone_numbers(text: str, _today: date) -> Iterator[Finding]:
    for match in PHONE.finditer(_without_dates(text)):
        yield Finding(match.start(), match.end(), Found.PHONE_NUMBER)


def _without_dates(text: str) -> str:
    """The text with its dates blacked out, so that their digits are not read as part of a number."""
    return DATE.sub(lambda match: "x" * len(match[0]), text)


def _emails(text: str, _today: date) -> Iterator[Finding]:
    for match in EMAIL.finditer(text):
        yield Finding(match.start(), match.end(), Found.EMAIL)


def _postcodes(text: str, _today: date) -> Iterator[Finding]:
    for match in POSTCODE.finditer(text):
        letters = re.sub("[^A-Za-z]", "", match[0])
        if (letters.isupper() or letters.islower()) and not ORDINAL.search(match[0]):
            yield Finding(match.start(), match.end(), Found.POSTCODE)


LOOKS: tuple[Callable[[str, date], Iterator[Finding]], ...] = (
    _dates_of_birth,
    _upns,
    _nhs_numbers,
    _phone_numbers,
    _emails,
    _postcodes,
)
