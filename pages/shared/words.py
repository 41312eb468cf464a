"""How numbers, dates and states are said to people. Nothing else in pages formats a number."""

import math
from datetime import date, datetime
from enum import StrEnum

import pandas as pd

from data_access.clock import HERE
from data_access.periods import Period
from data_access.vocabulary import PeriodKind, Phase, SettingType, label

NO_DATA = "No data"
HIDDEN = "c"
HIDDEN_EXPLAINED = "c: hidden, because so few people are counted that somebody could be recognised."
SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
ALMOST_NOTHING = 1e-6
# How shares are told -> the decimal places of their percent.
SHARES = {"share": 0, "tenths": 1}

# status -> (word, shape, colour name of assets/theme.css). Word first: shape and colour only repeat it.
STATUSES: dict[str, tuple[str, str, str]] = {
    "met": ("met", "▲", "met"),
    "on_track": ("on track", "■", "on-track"),
    "at_risk": ("at risk", "▼", "at-risk"),
    "off_track": ("off track", "◆", "off-track"),
    "no_data": ("no data", "○", "neutral"),
    "too_few": ("too few to say", "○", "neutral"),
}
STATUS_MEANINGS = (
    "at the target or better",
    "where it should be by now on the way to it",
    "a little behind the way to it",
    "well behind",
)
KINDS: dict[PeriodKind, str] = {
    PeriodKind.MONTH: "Month",
    PeriodKind.HALF_TERM: "Half term",
    PeriodKind.TERM: "Term",
    PeriodKind.QUARTER: "Quarter",
    PeriodKind.ACADEMIC_YEAR: "Academic year",
}


def is_missing(value: object) -> bool:
    """True for None and for not-a-number: hidden or never measured."""
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def percent(share: float | None, places: int = 0) -> str:
    """85 % for 0.85. `Missing:` "No data"."""
    if share is None or math.isnan(share):
        return NO_DATA
    # Never say 100 % of almost all, nor 0 % of a few.
    shown, least = round(share * 100, places), 10**-places
    if share < 1 and shown >= 100:
        shown = 100 - least
    if share > 0 and shown <= 0:
        return f"under {least:.{places}f}{SPACE}%"
    return f"{shown:.{places}f}{SPACE}%"


def between(low: float, high: float) -> str:
    """68 % to 85 %."""
    return NO_DATA if math.isnan(low) else f"{percent(low)} to {percent(high)}"


def kappa(value: float) -> str:
    """0.62. `Missing:` "No data"."""
    return NO_DATA if math.isnan(value) else f"{value:.2f}"


def count(number: float | None) -> str:
    """1,250; halves and the like to one place. `Missing:` "No data"."""
    if number is None or math.isnan(number):
        return NO_DATA
    return f"{number:,.0f}" if abs(number - round(number)) < ALMOST_NOTHING else f"{number:,.1f}"


def amount(value: float | None, unit: str) -> str:
    """A measure's value as it `said_in`: 85 %, 94.8 % in tenths, 12, 4.2 of 5, +0.35."""
    if value is None or math.isnan(value):
        return NO_DATA
    if unit == "score":
        return f"{value:.1f} of 5"
    if unit == "change":
        return "0" if abs(value) < ALMOST_NOTHING else f"{value:+.2f}".replace("-", MINUS)
    if unit in SHARES:
        return percent(value, SHARES[unit])
    return count(value)


def shown(value: float | None, unit: str, is_hidden: bool) -> str:
    """The value, or the letter that stands for a hidden one."""
    return HIDDEN if is_hidden else amount(value, unit)


def change(now: float | None, before: float | None, unit: str) -> str:
    """ "up 4 points", "down 3", "no change"; empty where either is missing."""
    if now is None or before is None or math.isnan(now) or math.isnan(before):
        return ""
    places = {**SHARES, "count": 0, "score": 1, "change": 2}[unit]
    scale = 100 if unit in SHARES else 1
    difference = round(now * scale, places) - round(before * scale, places)
    if abs(difference) < ALMOST_NOTHING:
        return "no change"
    size = f"{abs(difference):,.{places}f}"
    noun = (" point" if size == "1" else " points") if unit in SHARES else ""
    return f"{'up' if difference > 0 else 'down'} {size}{noun}"


def so_far(now: float, before: float, unit: str, name: str) -> str:
    """So far 4 points below summer term 2026: where an unfinished period stands beside a finished one."""
    moved = change(now, before, unit)
    if not moved:
        return ""
    if moved == "no change":
        return f"So far level with {name}"
    return f"So far {moved.split(' ', 1)[1]} {'above' if moved.startswith('up') else 'below'} {name}"


def period(value: Period) -> str:
    """autumn term 2026; July to September 2026; 2026/27."""
    if value.kind == PeriodKind.TERM:
        term, _, year = value.label.partition(" ")
        return f"{term} term {year}"
    if value.kind == PeriodKind.ACADEMIC_YEAR:
        return f"academic year {value.label}"
    return value.label


def plural(number: float, one: str, many: str | None = None) -> str:
    """1 setting, 2 settings."""
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def on_two_lines(names: list[str]) -> list[str]:
    """Each broken after its first word or comma, marked "|", so that axis labels stand beside each other."""
    return [name.replace(", ", "|", 1) if ", " in name else name.replace(" ", "|", 1) for name in names]


def day(value: date) -> str:
    """18 November 2026."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """18 November."""
    return f"{value.day} {value:%B}"


def month(value: date) -> str:
    """August 2026."""
    return f"{value:%B %Y}"


def clock(moment: datetime) -> str:
    """10:42:07, as the clocks in Stoke-on-Trent show it."""
    return f"{moment.astimezone(HERE):%H:%M:%S}"


def moment(value: datetime) -> str:
    """18 November 2026, 10:42, as the clocks in Stoke-on-Trent show it."""
    local = value.astimezone(HERE)
    return f"{day(local)}, {local:%H:%M}"


def answer(value: object) -> str:
    """An answer of any kind as it is read: a day in words, a list with commas, "nothing" for none."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, StrEnum):
        return label(value)
    many = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(one) for one in many if one not in (None, "")) or "nothing"


def sentence_case(text: str) -> str:
    """Capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def status(key: str | None) -> str:
    """▲ met. Empty where there is nothing to judge."""
    if not isinstance(key, str) or key not in STATUSES:
        return ""
    word, shape, _ = STATUSES[key]
    return f"{shape} {word}"


def phase(value: str) -> str:
    return label(Phase(value)) if value in set(Phase) else value


def setting_type(value: str) -> str:
    return label(SettingType(value)) if value in set(SettingType) else value


def lower_first(text: str) -> str:
    """The words as they stand in the middle of a sentence; abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def place(group: str, value: object) -> str:
    """A cluster, phase, setting type or period as it is shown; what nobody stated says so."""
    if is_missing(value):
        return "Not stated"
    return {"phase": phase, "setting_type": setting_type}.get(group, str)(str(value))


def listed(words: list[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def busiest(names: list[str]) -> str:
    """ ", most of them in North"; empty where no one place stands out."""
    if not names:
        return ""
    most = max(sorted(set(names)), key=names.count)
    return f", most of them in {most}" if names.count(most) * 2 > len(names) and len(set(names)) > 1 else ""
