"""Which small numbers of people are hidden, and what must be hidden with them."""

from collections.abc import Mapping
import pandas as pd

Key = tuple[str, ...]
ALL = "*"


def keys(rows: pd.DataFrame, by: str | None, where: Mapping[str, str | None]) -> list[Key]:
    return [()] * len(rows)


def hidden(numerator: pd.DataFrame, denominator: pd.DataFrame | None, limit: int, fewest: int) -> frozenset[Key]:
    return frozenset()
