"""What a target says, how its amounts are typed, and what is wrong with it."""

import math
from dataclasses import dataclass
from datetime import date

from data_access import target_points
from data_access.errors import InvalidInput
from data_access.forms.commas import without_commas
from data_access.target_points import Point
from data_access.vocabulary import PeriodKind

# What the values of a measure that adds up may be for.
PER = (PeriodKind.MONTH, PeriodKind.QUARTER)


@dataclass(frozen=True)
class Aim:
    """A target as somebody wants it. Units: shares are fractions.

    `cluster` is a name; without one, or without a phase, it is for all of them. `points`: where the measure should be
    on which days between baseline and target. `per`: what the values are for; None: for any period.
    """

    kpi: str
    value: float
    due_on: date | None
    cluster: str | None = None
    phase: str | None = None
    baseline_value: float | None = None
    baseline_on: date | None = None
    points: tuple[Point, ...] = ()
    per: PeriodKind | None = None

    def due(self, starts_on: date | None) -> date:
        """The day it is due, of an aim with nothing wrong in it. `starts_on`: the first day of the programme.

        Raises: InvalidInput by field.
        """
        wrong = self._wrong()
        if wrong or self.due_on is None:
            raise InvalidInput(wrong)
        if wrong := target_points.wrong(self.points, self.baseline_on or starts_on, self.due_on):
            raise InvalidInput(wrong)
        return self.due_on

    def _wrong(self) -> dict[str, str]:
        wrong = {}
        if self.per is not None and self.per not in PER:
            wrong["per"] = "Choose what the values are for: a month, a quarter, or any period."
        if not math.isfinite(self.value) or self.value < 0:
            wrong["value"] = "Give the target as a number of 0 or more."
        if self.due_on is None:
            wrong["due_on"] = "Give the day by which it is due."
        if self.baseline_value is not None and not math.isfinite(self.baseline_value):
            wrong["baseline_value"] = "Give the baseline as a number, such as 12."
        if (self.baseline_value is None) != (self.baseline_on is None):
            wrong["baseline_on"] = "Give the baseline's value and its date, or neither."
        elif self.baseline_on is not None and self.due_on is not None and self.baseline_on >= self.due_on:
            wrong["baseline_on"] = "The baseline must lie before the day the target is due."
        return wrong


def amount(text: str, unit: str, field: str = "value") -> float:
    """What somebody typed as a target: "95 %" is 0.95 for a share, "12" is 12 for a count.

    Raises: InvalidInput beside `field`.
    """
    plain = without_commas("".join(text.split()))
    if unit == "share":
        plain = plain.removesuffix("%")
    example = "95 %" if unit == "share" else "12"
    try:
        number = float(plain)
    except ValueError:
        raise InvalidInput({field: f"Write the target as a number, such as {example}."}) from None
    if unit != "share":
        return number
    if not 0 <= number <= 100 or (number <= 1 and "%" not in text and number != 0):
        # 0.9 could be nine tenths or nine in a thousand.
        raise InvalidInput({field: "Write the share in percent, such as 95 %."})
    return round(number / 100, 6)


def typed(value: float, unit: str) -> str:
    """An amount as somebody would type it, whole: read as an amount, it is the same again."""
    return f"{round(value * 100, 4):g}%" if unit == "share" else f"{value:.10g}"
