"""What children learnt: scores before and after, by intervention, with how large the gain is in words."""

import math
from typing import Any

import pandas as pd

import kpis
from data_access.periods import Period
from kpis import gains
from kpis.kpi import Kpi
from pages.shared import downloads, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

KEY = "programme_effect"
ROOM_FOR_A_WORD = 90  # pixels
CAUTION = (
    "Effect size: the mean gain in standard deviations of the scores; about 0.2 is small, 0.5 medium, 0.8 large. "
    "Without a comparison group, part of a gain is ordinary learning: children of the same age would have gained some "
    "of it anyway."
)


def build(view: View, chosen: Filters, colours: Palette) -> Panel:
    """A bar for each intervention that ended in the chosen period, or in the last one before it that has scores."""
    kpi = kpis.kpi(KEY)
    period = _latest(view, chosen)
    rows = rows_of(view, chosen, period)
    drawn = marks.drawable(rows, kpi, "part")
    drawn["said"] = [_said(effect, hidden) for effect, hidden in zip(rows["value"], rows["suppressed"], strict=True)]
    table = _table(rows)
    title = _title(rows, words.period(period))
    return Panel(
        title=title,
        alt=f"{title}. {'; '.join(f'{row[0]} {row[-1]}' for row in table.itertuples(index=False))}",
        spec=_spec(drawn, kpi, colours) if drawn["value"].notna().any() else None,
        table=table,
        numbers=_numbers(rows),
        name=downloads.file_name("skill gains", chosen.cluster or "all clusters", chosen.period_key),
        notes=(*charts.notes(view, kpi, chosen), CAUTION),
        caption=CAUTION,
    )


def _spec(drawn: pd.DataFrame, kpi: Kpi, colours: Palette) -> dict[str, Any]:
    """Bars, with room on the right for a number and a word: on a phone, too."""
    spec = marks.bars(drawn, kpi, colours)
    return spec | {"padding": spec["padding"] | {"right": ROOM_FOR_A_WORD}}


def _latest(view: View, chosen: Filters) -> Period:
    rows = view.table(KEY, by="part", kind=chosen.kind, where=chosen.where)
    known = set(rows.loc[rows["suppressed"] | (rows["denominator"] > 0), "period_key"])
    chosen_one = chosen.period(view)
    before = [period for period in view.periods(chosen.kind) if period.key in known and period.end <= chosen_one.end]
    return before[-1] if before else chosen_one


def rows_of(view: View, chosen: Filters, period: Period) -> pd.DataFrame:
    """What `evaluate` answers by intervention, with the mean scores of those that are shown. Rows: largest first."""
    rows = view.table(KEY, by="part", kind=chosen.kind, where=chosen.where)
    rows = rows[rows["period_key"] == period.key]
    rows = rows[rows["suppressed"] | (rows["denominator"] > 0)]
    means = gains.means(view.facts, [period], chosen.where).set_index("part")[["before", "after"]]
    rows = rows.join(means, on="part")
    # The means of so few children are hidden with everything else about them.
    rows.loc[rows["suppressed"].astype(bool), ["before", "after"]] = math.nan
    return rows.sort_values(["suppressed", "value", "part"], ascending=[True, False, True]).reset_index(drop=True)


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    hidden = rows["suppressed"].astype(bool)

    def said(values: "pd.Series[float]") -> list[str]:
        return [
            words.HIDDEN if few else "" if math.isnan(value) else words.count(round(value, 1))
            for value, few in zip(values, hidden, strict=True)
        ]

    return pd.DataFrame(
        {
            "Intervention": rows["part"],
            "People": said(rows["denominator"]),
            "Before": said(rows["before"]),
            "After": said(rows["after"]),
            "Gain": said(rows["after"] - rows["before"]),
            "Effect size": [_said(effect, few) for effect, few in zip(rows["value"], hidden, strict=True)],
        }
    ).rename(columns={"People": "Pupils (n)"})


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    hidden = rows["suppressed"].astype(bool)
    columns = {"denominator": "pupils", "before": "mean before", "after": "mean after", "value": "effect size"}
    figures = {say: rows[name].astype(object).mask(hidden, words.HIDDEN) for name, say in columns.items()}
    return pd.DataFrame({"intervention": rows["part"], **figures})


def _said(effect: float, is_hidden: bool) -> str:
    """+0.52, medium."""
    if is_hidden or math.isnan(effect):
        return words.HIDDEN if is_hidden else ""
    return f"{words.amount(effect, 'change')}, {gains.in_words(effect)}"


def _title(rows: pd.DataFrame, when: str) -> str:
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"Skill gains in {when}: {'too few children to say' if len(rows) else 'no scores yet'}"
    first = known.iloc[0]
    return f"Skill gains in {when}: {first['part']} {_said(first['value'], False)}"
