"""Scores before and after an intervention, summed up for one period and place."""

import math
from collections.abc import Sequence

import pandas as pd

from data_access.periods import Period
from kpis.evaluate import Where
from kpis.facts import Facts
from kpis.population import period_positions
from kpis.rows import rows_in

# From which size on an effect is called so (J. Cohen, 1988).
SIZES = ((0.8, "large"), (0.5, "medium"), (0.2, "small"))


def means(facts: Facts, periods: Sequence[Period], where: Where) -> pd.DataFrame:
    """The mean score before and after, over all pupils with both, exact. Whoever shows it hides what must be.

    Rows: one per period and intervention. Columns: period_key, part (the intervention), pupils, before, after.
    """
    gains = facts.gains.assign(part=facts.gains["intervention"], pupils=facts.gains["pupil_count"].astype(float))
    gains["before"] = gains["before_mean"] * gains["pupils"]
    gains["after"] = gains["after_mean"] * gains["pupils"]
    at = period_positions(periods, gains["cell_start"])
    sums = {}
    for name in ("pupils", "before", "after"):
        rows = where.of(rows_in(facts, periods, gains, at, name))
        sums[name] = rows.groupby(["period_key", "part"])["count"].sum().astype(float)
    table = pd.DataFrame(sums)
    whole = table["pupils"].where(table["pupils"] > 0)
    return table.assign(before=table["before"] / whole, after=table["after"] / whole).reset_index()


def in_words(effect: float) -> str:
    """Large, medium, small, hardly any; with "the wrong way" below nought. Missing: empty."""
    if math.isnan(effect):
        return ""
    size = next((word for least, word in SIZES if abs(effect) >= least - 1e-9), "hardly any")
    return f"{size}, the wrong way" if effect < 0 and size != "hardly any" else size
