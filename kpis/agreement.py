"""How far two people who coded the same passages agree, beyond what chance alone would give."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

# Upper ends of the bands, as published: to two decimals.
BANDS = ((0.20, "slight"), (0.40, "fair"), (0.60, "moderate"), (0.80, "substantial"), (1.00, "almost perfect"))


@dataclass(frozen=True)
class Agreement:
    """What two coders share: `n` passages coded by both, the share coded alike, the share that chance gives, kappa."""

    n: int
    observed: float
    expected: float
    kappa: float


def cohen(first: Sequence[Hashable], second: Sequence[Hashable]) -> Agreement:
    """Cohen's kappa of two coders, from the category that each gave to each passage, in the same order.

    A passage may carry several themes; then kappa is worked out theme by theme, from yes and no.
    Missing: a passage that either left uncoded (None or NaN) is left out. All shares are NaN without passages; kappa is
    NaN if both gave every passage one and the same category, because chance then explains everything.
    Raises: ValueError if one coder has more passages than the other.
    Source: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    20, 37-46.
    """
    pairs = [pair for pair in zip(first, second, strict=True) if _is_coded(pair[0]) and _is_coded(pair[1])]
    n = len(pairs)
    if n == 0:
        return Agreement(0, math.nan, math.nan, math.nan)
    alike = sum(one == other for one, other in pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(count * others[category] for category, count in ones.items())
    # In whole numbers, so that "everything by chance" is told exactly.
    kappa = math.nan if by_chance == n * n else (alike * n - by_chance) / (n * n - by_chance)
    return Agreement(n, alike / n, by_chance / (n * n), kappa)


def _is_coded(category: Hashable) -> bool:
    return category is not None and not (isinstance(category, float) and math.isnan(category))


def in_words(kappa: float) -> str:
    """The size of kappa as a phrase, such as "moderate agreement".

    Missing: NaN is "agreement cannot be measured".
    Source: J. R. Landis and G. G. Koch (1977), The measurement of observer agreement for categorical data, Biometrics
    33, 159-174: poor under 0, slight to 0.20, fair to 0.40, moderate to 0.60, substantial to 0.80, almost perfect.
    """
    if math.isnan(kappa):
        return "agreement cannot be measured"
    if kappa < 0:
        return "poor agreement"
    return next(f"{word} agreement" for end, word in BANDS if round(kappa, 2) <= end)
