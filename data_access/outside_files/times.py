"""Moments and durations as other programs write them, in the order of their country."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOURS, MINUTES, SECONDS = "h hr hrs hour hours std stunde stunden", "m min mins minute minutes minuten", "s sec secs"
UNITS = {
    **dict.fromkeys(HOURS.split(), 3600),
    **dict.fromkeys(MINUTES.split(), 60),
    **dict.fromkeys([*SECONDS.split(), "second", "seconds", "sek", "sekunde", "sekunden"], 1),
}
PART = re.compile(r"(\d+)\s*([^\d\s.,]+)\.?")
CLOCK = re.compile(r"(\d+):(\d\d)(?::(\d\d))?")
MOMENT = re.compile(
    r"(?P<one>\d{1,4})[/.\-]\s?(?P<two>\d{1,2})[/.\-]\s?(?P<three>\d{1,4})[\s,T]+"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?Z?",
    re.IGNORECASE,
)
# No meeting is longer: a reading of the dates that makes it so is the wrong one.
LONGEST_MEETING = timedelta(days=2)
LONGEST_DURATION = int(LONGEST_MEETING.total_seconds())


@dataclass(frozen=True)
class Written:
    """A moment of which it may not be clear which number is the day and which the month."""

    one: int
    two: int
    year: int
    seconds: int
    # The year stood first: then the month always comes before the day, and `one` is the day.
    is_plain: bool = False

    def read(self, *, day_first: bool) -> datetime | None:
        """None where there is no such day."""
        day, month = (self.one, self.two) if day_first or self.is_plain else (self.two, self.one)
        try:
            return datetime(self.year, month, day) + timedelta(seconds=self.seconds)  # noqa: DTZ001  # the organiser's
        except ValueError:
            return None

    @property
    def in_any_order(self) -> str:
        """The same for one moment, whichever country's program wrote it."""
        return f"{self.year}-{min(self.one, self.two)}-{max(self.one, self.two)} {self.seconds}"


def written(text: str) -> Written | None:
    """None for anything but a moment."""
    match = MOMENT.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    numbers = [int(match[name]) for name in ("one", "two", "three")]
    is_plain = len(match["one"]) == 4
    one, two, year = reversed(numbers) if is_plain else numbers
    return Written(one, two, year + 2000 if year < 100 else year, (hour * 60 + minute) * 60 + second, is_plain)


def orders(moments: Iterable[Written]) -> list[bool]:
    """Which orders (True: the day first) give a day to every moment, and a meeting that is not days long."""
    found = list(moments)
    return [order for order in (True, False) if _fits(found, order)]


def _fits(moments: list[Written], order: bool) -> bool:
    days = [moment.read(day_first=order) for moment in moments]
    known = [day for day in days if day is not None]
    return bool(known) and len(known) == len(days) and max(known) - min(known) <= LONGEST_MEETING


def duration(text: str) -> int | None:
    """Seconds: "1h 2m 3s", "1 Std. 2 Min.", "1:02:03", "PT1H2M3S". None for anything else."""
    plain = text.strip().casefold()
    if clock := CLOCK.fullmatch(plain):
        return _within(sum(int(part or 0) * unit for part, unit in zip(clock.groups(), (3600, 60, 1), strict=True)))
    parts = PART.findall(plain.removeprefix("pt"))
    if not parts or any(word not in UNITS for _, word in parts):
        return None
    return _within(sum(int(number) * UNITS[word] for number, word in parts))


def _within(seconds: int) -> int | None:
    return seconds if seconds <= LONGEST_DURATION else None
