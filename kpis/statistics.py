"""How sure a share is."""

import math

# Of a normal distribution, 95 % lies within this many standard deviations of its mean.
Z_95 = 1.959963984540054


def wilson(successes: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """The 95 % interval of a share of respondents: lowest and highest share that fit the answers.

    Missing: (NaN, NaN) if nobody answered, or the numbers are hidden.
    Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22, 209-212.
    """
    if math.isnan(successes) or math.isnan(n) or n <= 0:
        return math.nan, math.nan
    share = successes / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
