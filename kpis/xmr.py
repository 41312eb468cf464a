"""Whether a series of months has changed or only varies: XmR charts by the rules of NHS England's Making Data Count."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

import pandas as pd

Better = Literal["higher", "lower", "neither"]
Rule = Literal["outside", "shift", "trend", "two_of_three"]
Direction = Literal["high", "low", "up", "down"]
Kind = Literal["improvement", "concern", "neither"]
Verdict = Literal["passing", "failing", "hit_or_miss"]

POINTS_FOR_LIMITS = 12
RUN = 7
LIMIT = 2.66
# A moving range further out than this many times their mean is itself a surprise, and would widen the limits.
UPPER_RANGE_LIMIT = 3.267
# A point under several rules carries the first of these; a sentence speaks of the last, which says most.
RULES: tuple[Rule, ...] = ("outside", "shift", "trend", "two_of_three")
SPOKEN: tuple[Rule, ...] = ("two_of_three", "outside", "trend", "shift")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Stretch:
    """Points that are judged together, from one dated event to the next.

    `first` to `end` (not included) are its rows; `at` and `values` are the points with a number among them. `reach` is
    how far from the centre chance alone goes. Missing: `centre` is NaN without points, `reach` with fewer than 12.
    """

    first: int
    end: int
    at: tuple[int, ...]
    values: tuple[float, ...]
    centre: float
    reach: float


@dataclass(frozen=True)
class Special:
    """Something that chance alone seldom does: the rule that found it, which way, and the rows that show it."""

    rule: Rule
    direction: Direction
    at: tuple[int, ...]


def xmr(
    values: Sequence[float],
    cuts: Sequence[int] = (),
    better: Better = "neither",
    floor: float = -math.inf,
    ceiling: float = math.inf,
) -> pd.DataFrame:
    """Each point with its centre line, its limits, and the rule that singles it out, if any.

    `cuts` are the rows at which a dated event starts a new stretch, with a mean and limits of its own. `floor` and
    `ceiling` are values that cannot be passed (0 for counts): limits are drawn no further.
    Rows: one per value, in order. Columns: value, stretch (0, 1, …), centre, lower, upper, rule (`Rule`), direction,
    kind (`Kind`). Missing: a value that is NaN takes no part, and its neighbours are neighbours of each other; lower
    and upper are NaN, and no rule applies, in a stretch of fewer than 12 points; rule, direction and kind are None at
    an ordinary point.
    Source: NHS England, Making Data Count; D. J. Wheeler (1993), Understanding Variation; L. S. Nelson (1982), Control
    charts for individual measurements, Journal of Quality Technology 14, 172-173 (moving ranges left out).
    """
    rows: list[tuple[object, ...]] = []
    for number, stretch in enumerate(stretches(values, cuts)):
        lower, upper = max(floor, stretch.centre - stretch.reach), min(ceiling, stretch.centre + stretch.reach)
        lines = (stretch.centre, lower, upper) if stretch.reach >= 0 else (stretch.centre, math.nan, math.nan)
        found = _by_row(specials(stretch))
        for row in range(stretch.first, stretch.end):
            special = found.get(row)
            marks = (special.rule, special.direction, _kind(special, better)) if special else (None, None, None)
            rows.append((float(values[row]), number, *lines, *marks))
    columns = ["value", "stretch", "centre", "lower", "upper", "rule", "direction", "kind"]
    numbers = dict.fromkeys(["value", "centre", "lower", "upper"], "float64") | {"stretch": "int64"}
    # As objects, because a column of text would turn None into NaN.
    return pd.DataFrame(rows, columns=columns, dtype=object).astype(numbers)


def stretches(values: Sequence[float], cuts: Sequence[int] = ()) -> list[Stretch]:
    """The series cut at these rows, each part with its mean and reach. A cut outside the series changes nothing."""
    ends = sorted({0, len(values), *(cut for cut in cuts if 0 < cut < len(values))})
    return [_stretch(values[first:end], first) for first, end in pairwise(ends)]


def _stretch(values: Sequence[float], first: int) -> Stretch:
    points = [(first + row, float(value)) for row, value in enumerate(values) if math.isfinite(value)]
    numbers = tuple(value for _, value in points)
    centre = math.fsum(numbers) / len(numbers) if numbers else math.nan
    reach = LIMIT * _mean_range(numbers) if len(numbers) >= POINTS_FOR_LIMITS else math.nan
    return Stretch(first, first + len(values), tuple(row for row, _ in points), numbers, centre, reach)


def _mean_range(values: Sequence[float]) -> float:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    most = UPPER_RANGE_LIMIT * math.fsum(ranges) / len(ranges)
    kept = [size for size in ranges if size <= most]
    return math.fsum(kept) / len(kept)


def specials(stretch: Stretch) -> list[Special]:
    """Everything that singles out points of this stretch. Missing: empty without limits."""
    if math.isnan(stretch.reach):
        return []
    sides = [_sign(value, stretch.centre) for value in stretch.values]
    steps = [_sign(after, before) for before, after in pairwise(stretch.values)]
    outside = _beyond(stretch, stretch.reach)
    near = _beyond(stretch, stretch.reach * 2 / 3)
    spans: list[tuple[Rule, int, Iterable[int]]] = [
        ("outside", side, [row]) for row, side in enumerate(outside) if side
    ]
    spans += [("shift", side, range(first, end)) for side, first, end in _runs(sides, RUN)]
    spans += [("trend", step, range(first, end + 1)) for step, first, end in _runs(steps, RUN - 1)]
    spans += [("two_of_three", side, rows) for side, rows in _pairs(near)]
    return [Special(rule, _direction(rule, sign), tuple(stretch.at[row] for row in rows)) for rule, sign, rows in spans]


def _sign(value: float, other: float) -> int:
    # A mean of equal shares differs from them in the last digit: that is no side of the mean.
    if math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-12):
        return 0
    return 1 if value > other else -1


def _beyond(stretch: Stretch, reach: float) -> list[int]:
    high, low = stretch.centre + reach, stretch.centre - reach
    return [(_sign(value, high) > 0) - (_sign(value, low) < 0) for value in stretch.values]


def _runs(signs: Sequence[int], least: int) -> Iterator[tuple[int, int, int]]:
    """Sign, first and end (not included) of each longest run of one sign, other than 0, with at least so many."""
    first = 0
    for sign, run in groupby(signs):
        end = first + len(list(run))
        if sign and end - first >= least:
            yield sign, first, end
        first = end


def _pairs(near: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    for first in range(len(near) - 2):
        for side in (1, -1):
            rows = [row for row in range(first, first + 3) if near[row] == side]
            if len(rows) >= 2:
                yield side, rows


def _direction(rule: Rule, sign: int) -> Direction:
    if rule == "trend":
        return "up" if sign > 0 else "down"
    return "high" if sign > 0 else "low"


def _by_row(found: Sequence[Special]) -> dict[int, Special]:
    least_first = sorted(found, key=lambda special: -RULES.index(special.rule))
    return {row: special for special in least_first for row in special.at}


def _kind(special: Special, better: Better) -> Kind:
    if better == "neither":
        return "neither"
    return "improvement" if (special.direction in ("high", "up")) == (better == "higher") else "concern"


def against_target(frame: pd.DataFrame, target: float, better: Better) -> Verdict | None:
    """Whether chance alone keeps the latest stretch of an `xmr` at its target (passing), off it, or now and then on it.

    A value at the target meets it. Missing: None without limits, target, or a better direction.
    """
    if frame.empty or better == "neither" or math.isnan(target):
        return None
    lower, upper = float(frame["lower"].iloc[-1]), float(frame["upper"].iloc[-1])
    if math.isnan(lower):
        return None
    worst, best, sign = (lower, upper, 1) if better == "higher" else (upper, lower, -1)
    if _sign(worst, target) * sign >= 0:
        return "passing"
    return "failing" if _sign(best, target) * sign < 0 else "hit_or_miss"


def _plain(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def in_words(
    frame: pd.DataFrame, labels: Sequence[str], written: Callable[[float], str] = _plain, point: str = "month"
) -> str:
    """The newest thing that an `xmr` shows in its latest stretch, in one sentence.

    `labels` name the rows, `written` writes a number, `point` is what one row is.
    """
    if not frame["value"].notna().any():
        return "Nothing to chart yet."
    latest = stretches(frame["value"].tolist(), [int((frame["stretch"] < frame["stretch"].iloc[-1]).sum())])[-1]
    since = f" since {labels[latest.first]}" if latest.first else ""
    if math.isnan(latest.reach):
        return f"Fewer than {POINTS_FOR_LIMITS} {point}s{since}: too early to tell a change from chance."
    lower, upper = (written(float(frame[line].iloc[-1])) for line in ("lower", "upper"))
    chance = f"what chance alone explains ({lower} to {upper})"
    newest = max(specials(latest), key=lambda special: (special.at[-1], SPOKEN.index(special.rule)), default=None)
    if newest is None:
        return f"Nothing unusual: every {point}{since} lies within {chance}."
    if newest.rule == "outside":
        value = written(float(frame["value"].iloc[newest.at[0]]))
        said = f"{labels[newest.at[0]]}, at {value}, lies {_side(newest)} {chance}"
    else:
        said = _said(newest, latest, labels, f"{_side(newest)} the average of {written(latest.centre)}", point)
    return f"{said}{'' if newest.at[-1] == latest.at[-1] else '; nothing unusual since'}."


def _side(special: Special) -> str:
    return "above" if special.direction in ("high", "up") else "below"


def _said(special: Special, latest: Stretch, labels: Sequence[str], where: str, point: str) -> str:
    count = NUMBERS[len(special.at)] if len(special.at) < len(NUMBERS) else str(len(special.at))
    if special.rule == "two_of_three":
        names = ", ".join(labels[row] for row in special.at)
        of_three = "" if len(special.at) == 3 else " of three"
        return (
            f"{count.capitalize()}{of_three} {point}s in a row ({names}) were far {where}: chance alone seldom does so"
        )
    is_over = special.at[-1] < latest.at[-1]
    first, last = labels[special.at[0]], labels[special.at[-1]]
    when = f"From {first} to {last}" if is_over else f"Since {first}"
    has_gap = special.at[-1] - special.at[0] >= len(special.at)
    gap = f" ({point}s without a number left out)" if has_gap else ""
    change = f"{gap}: this {'was' if is_over else 'is'} a real change, not chance"
    if special.rule == "trend":
        return (
            f"{when} every {point} was {'higher' if special.direction == 'up' else 'lower'} than the one before{change}"
        )
    return f"{when} {count} {point}s in a row were {where}{change}"
