"""Which figures of calendar years may be shown: they overlap other periods, which must not be betrayed."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from kpis.small_numbers import Limits, is_small

Span = tuple[date, date]


def hidden(figures: pd.DataFrame, limits: Limits, hidden_spans: Iterable[Span]) -> "pd.Series[bool]":
    """True for each figure of one measure's calendar years that is small, or from which a hidden one could be found.

    `figures`: year, numerator, denominator (NaN for counts). `hidden_spans`: the first and last day of every period
    of the measure whose figure is hidden; with a calendar year over such days, what is hidden could be worked out.
    """
    spans = list(hidden_spans)
    touched = [
        any(start <= date(year, 12, 31) and date(year, 1, 1) <= end for start, end in spans)
        for year in figures["year"].astype(int)
    ]
    tops = np.ceil(figures["numerator"].to_numpy(float)).astype(np.int64)
    is_share = figures["denominator"].notna().to_numpy(bool)
    wholes = np.ceil(figures["denominator"].fillna(0).to_numpy(float)).astype(np.int64)
    small = np.where(is_share, is_small(tops, wholes, limits), is_small(tops, None, limits))
    return pd.Series(small | np.array(touched, bool), figures.index)
