"""Events for every hundred pupils, made only of numbers that may be shown."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

PER = 100


@dataclass(frozen=True)
class Rate:
    """`value` events for every 100 of `pupils`, who are those of `settings` settings; `without`: settings left out.

    Missing: `value` and `events` are NaN where a hidden number would have to be used; `value` without pupils.
    """

    value: float
    events: float
    pupils: float
    settings: int
    without: int


def rate(by_setting: pd.DataFrame, whole: float, pupils: Mapping[str, float]) -> Rate:
    """The events of the settings that gave a figure and whose pupils are known, for every 100 of these pupils.

    `by_setting`: what `evaluate` answers by setting, for one period; a row without `urn` is what no setting gave.
    `whole`: the sum over all of them, NaN where it is hidden. `pupils`: URN → pupils, without those not known.
    Hidden numbers of settings are reached only through the whole, less what is shown: that is no more than a reader
    could do.
    """
    gave = by_setting[by_setting["numerator"].notna() | by_setting["suppressed"]]
    counts = gave["urn"].isin(list(pupils))
    inside, outside = gave[counts], gave[~counts]
    if not inside["suppressed"].any():
        events = float(inside["numerator"].sum()) if len(inside) else math.nan
    elif not outside["suppressed"].any():
        events = whole - float(outside["numerator"].sum())
    else:
        events = math.nan
    of = float(sum(pupils[urn] for urn in inside["urn"]))
    value = events / of * PER if of > 0 else math.nan
    return Rate(value, events, of, len(inside), int(outside["urn"].notna().sum()))
