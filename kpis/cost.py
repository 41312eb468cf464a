"""What it is worth when fewer children have to move: an estimate, with how far chance alone could take it."""

import math
from dataclasses import dataclass
from statistics import NormalDist

# Four times in five.
LIKELY = 0.80


@dataclass(frozen=True)
class Saving:
    """How many moves fewer than expected, and what their places would have cost more, for a full year of each.

    Below nought: there were more. `low` to `high`: how far chance alone goes, four times in five.
    Units: pence a year.
    """

    fewer: float
    low_fewer: float
    high_fewer: float
    pence: int
    low: int
    high: int


def saving(moved: float, expected: float, difference_pence: int, is_count: bool) -> Saving | None:
    """(moves expected − moves) × what a place costs more than a mainstream place with support.

    `is_count`: what is expected is itself a count, such as last year's, which chance moved as well; a plan is not.
    Missing: None where a number is missing or hidden.
    """
    if math.isnan(moved) or math.isnan(expected):
        return None
    fewer = expected - moved
    # Counts vary about as their own size; half a case more, so that a year without a move is no certainty.
    variance = (moved + 0.5) + (expected + 0.5 if is_count else 0)
    reach = NormalDist().inv_cdf(0.5 + LIKELY / 2) * math.sqrt(variance)
    low, high = fewer - reach, fewer + reach
    pence = sorted(round(moves * difference_pence) for moves in (low, high))
    return Saving(fewer, low, high, round(fewer * difference_pence), pence[0], pence[1])


def together(savings: list[Saving]) -> Saving | None:
    """Several kinds of place as one. Chance in one has nothing to do with chance in another. Missing: None for none."""
    if not savings:
        return None
    fewer, pence = sum(one.fewer for one in savings), sum(one.pence for one in savings)
    reach = math.sqrt(sum((one.high_fewer - one.fewer) ** 2 for one in savings))
    money = math.sqrt(sum((one.high - one.pence) ** 2 for one in savings))
    return Saving(fewer, fewer - reach, fewer + reach, pence, round(pence - money), round(pence + money))
