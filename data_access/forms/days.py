"""Days as people and spreadsheets write them: the one reader of all forms and files."""

import re
from datetime import date, timedelta

# A day at midnight is how some programs write a day.
MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?")
# A year of two digits stands last, and not behind a hyphen: 25-10-16 is written by those who put the year first, too.
SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[a-z]{3,9})[ -](?P<year>\d{4}|\d{2})", re.IGNORECASE),
)
MONTHS = "January February March April May June July August September October November December".casefold().split()
# From 2000 to 2099, counted as every spreadsheet program counts them.
SERIAL, SERIAL_START = re.compile(r"(3[7-9]|[4-6][0-9]|7[0-2])[0-9]{3}(\.0)?"), date(1899, 12, 30)
# Years of two digits from here on are of the century before.
FIRST_OF_1900S = 70


def a_day(text: str) -> date | None:
    """The day that the text says, the day always before the month; None for anything else.

    Raises: ValueError for a day that no calendar has, such as 31/02/2026 or 10/16/2025.
    """
    said = MIDNIGHT.sub("", " ".join(text.split()))
    if SERIAL.fullmatch(said):
        return SERIAL_START + timedelta(days=int(said[:5]))
    for shape in SHAPES:
        if match := shape.fullmatch(said):
            month = _month(match["month"])
            return date(_year(match["year"]), month, int(match["day"])) if month is not None else None
    return None


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    found = [at for at, name in enumerate(MONTHS, start=1) if name.startswith(text.casefold())]
    return found[0] if len(found) == 1 else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= FIRST_OF_1900S else 2000)
