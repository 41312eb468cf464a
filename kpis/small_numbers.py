"""Which numbers of people are small, and by which name each sum of people is known.

Everything that a reader can ask for within one period is a sum of the same parts: the people of one cluster, phase,
setting type and setting. A view narrowed to any choice of these, and any breakdown of it, is one sum of parts; so is
every total.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

# (period key, cluster, phase, setting type, urn): ALL where the sum is over all of them, "" for "not stated".
Key = tuple[str, ...]
ALL = "*"
DIMENSIONS = ("cluster", "phase", "setting_type", "urn")

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Limits:
    """Counts from 1 to `small` are hidden, and shares of fewer people than `fewest`."""

    small: int
    fewest: int


def keys(rows: pd.DataFrame, by: str | None, where: Mapping[str, str | None]) -> list[Key]:
    """The sum that each row of a view shows. `rows` has period_key, and the column that it is broken down by."""
    columns = [rows["period_key"]]
    for dimension in DIMENSIONS:
        if dimension == by or (dimension == "urn" and by == "setting"):
            columns.append(rows[dimension].fillna(""))
        else:
            columns.append(pd.Series(where.get(dimension) or ALL, rows.index))
    return list(zip(*columns, strict=True))


def is_small(numerator: Whole, denominator: Whole | None, limits: Limits) -> Flags:
    """True where a number must be hidden for its own sake: the part, the rest, or the whole is small. Zero is not."""
    small = (numerator >= 1) & (numerator <= limits.small)
    if denominator is None:
        return small
    rest = denominator - numerator
    few = (denominator >= 1) & (denominator < max(limits.fewest, limits.small + 1))
    return small | ((rest >= 1) & (rest <= limits.small)) | few
