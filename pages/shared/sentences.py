"""Whole sentences about a measure, put together from its declaration and its numbers."""

import math
from datetime import date

import pandas as pd

import kpis
from data_access.periods import Period
from kpis.kpi import Kpi
from kpis.statistics import wilson
from pages.shared import like_with_like, words
from pages.shared.chosen import Filters
from pages.shared.facts import View


def answer(view: View, kpi_key: str, chosen: Filters) -> str:
    """In autumn term 2026, so far: 41 of 48 settings took part (85 %), 4 more than in summer; 95 % is due."""
    kpi = kpis.kpi(kpi_key)
    rows = view.table(kpi_key, kind=chosen.kind, where=chosen.where)
    now = row_of(rows, chosen.period_key)
    period = chosen.period(view)
    when = f"In {words.period(period)}" + ("" if period.is_complete(view.as_at) else ", so far")
    if now is None or (math.isnan(now["value"]) and not now["suppressed"]):
        return f"{when}: no data yet. What is entered shows here at once. Source: {words.lower_first(kpi.source)}."
    if now["suppressed"]:
        return f"{when}: too few people to say. {words.HIDDEN_EXPLAINED}"
    before = chosen.before(view)
    compared = (
        _in_the_middle(like_with_like.in_words(view, kpi_key, chosen))
        if kpi.is_flow
        else _compared(now, row_of(rows, before.key) if before else None, kpi, before)
    )
    parts = [_counted(now, kpi), compared]
    return f"{when}: {', '.join(part for part in parts if part)}{due(view, now['target'], kpi)}."


def _in_the_middle(compared: str) -> str:
    """As it stands after a comma; the names of months keep their capitals."""
    return compared if ": " in compared else words.lower_first(compared)


def row_of(rows: pd.DataFrame, period_key: str) -> "pd.Series | None":
    """The row of a period, where nothing is broken down."""
    found = rows[rows["period_key"] == period_key]
    return None if found.empty else found.iloc[0]


def due(view: View, target: float, kpi: Kpi) -> str:
    """; 95 % is due in August 2026. Empty without a target."""
    if math.isnan(target):
        return ""
    day = due_on(view, kpi.key, target)
    when = f" is due in {words.month(day)}" if day else " is the target"
    return f"; {words.amount(target, kpi.said_in)}{when}"


def due_on(view: View, kpi_key: str, target: float) -> date | None:
    """The day by which that target should be reached."""
    targets = view.facts.targets
    mine = targets[targets["kpi"] == kpi_key]
    # A target of so much a month stands in the row added up over the period.
    found = mine[(mine["value"] == target) | mine["per"].notna()]["due_on"].dropna()
    return None if found.empty else found.iloc[0].date()


def how_sure(row: "pd.Series") -> str:
    """Likely between 68 % and 85 % of all; and, where it is so, that the target could still be missed."""
    low, high = wilson(row["numerator"], row["denominator"])
    said = f"Likely between {words.percent(low)} and {words.percent(high)}"
    return said + (", so perhaps under the target" if low < row["target"] <= row["value"] else "")


def trend_title(rows: pd.DataFrame, kpi: Kpi) -> str:
    """Settings taking part: 85 % in summer 2026, up 4 points"""
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"{kpi.title}: {_nothing_known(rows)}"
    last, before = known.iloc[-1], rows.shift().loc[known.index[-1]]
    figure = f"{kpi.title}: {words.amount(last['value'], kpi.said_in)} in {last['period']}"
    if last["complete"]:
        moved = words.change(last["value"], before["value"], kpi.said_in)
        return figure + (f", {moved}" if moved else "")
    after = "" if words.is_missing(before["value"]) else f", after {words.amount(before['value'], kpi.said_in)}"
    return f"{figure} so far{after} in {before['period']}" if after else f"{figure} so far"


def pair_title(rows: pd.DataFrame, others: pd.DataFrame, kpi: Kpi, other: Kpi) -> str:
    """Settings taking part 93 %, settings taking part actively 88 %, autumn 2026 so far"""
    last, beside = rows.iloc[-1], others.iloc[-1]
    when = last["period"] + ("" if last["complete"] else " so far")
    figures = f"{words.amount(last['value'], kpi.said_in)}, {words.lower_first(other.title)}"
    return f"{kpi.title} {figures} {words.amount(beside['value'], other.said_in)}, {when}"


def from_first_figure(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows from the first that has anything to say: a place may have joined later than the programme began."""
    is_known = rows["value"].notna() | rows["suppressed"]
    return rows.loc[is_known.idxmax() :] if is_known.any() else rows


def group_title(rows: pd.DataFrame, kpi: Kpi, by: str, period: Period) -> str:
    """Highest in North (92 %), lowest in South (61 %), summer term 2026; of those shown, where some are hidden."""
    known = rows[rows["value"].notna()]
    when = words.period(period)
    if known.empty:
        return f"{kpi.title} in {when}: {_nothing_known(rows)}"
    first, last = known.iloc[0], known.iloc[-1]
    highest = f"{words.place(by, first[by])} ({words.amount(first['value'], kpi.said_in)})"
    if len(known) == 1 or first["value"] == last["value"]:
        return f"{kpi.title} in {when}: {_alike(known, rows) if len(known) > 1 else highest}"
    lowest = f"{words.place(by, last[by])} ({words.amount(last['value'], kpi.said_in)})"
    among = "of those shown, " if rows["suppressed"].any() else ""
    return f"{kpi.title} in {when}: {among}highest in {highest}, lowest in {lowest}"


def _alike(known: pd.DataFrame, rows: pd.DataFrame) -> str:
    return "the same everywhere" if len(known) == len(rows) else "the same wherever there is a figure"


def spoken(table: pd.DataFrame) -> str:
    """The first two columns read out: for those who hear a chart."""
    pairs = table.iloc[:, :2].itertuples(index=False)
    return "; ".join(f"{name} {value}" for name, value in pairs)


def _nothing_known(rows: pd.DataFrame) -> str:
    return "too few people to say" if rows["suppressed"].any() else "no data yet"


def _counted(now: "pd.Series", kpi: Kpi) -> str:
    said = kpi.sentence.format(numerator=words.count(now["numerator"]), denominator=words.count(now["denominator"]))
    return said if kpi.said_in == "count" else f"{said} ({words.amount(now['value'], kpi.said_in)})"


def _compared(now: "pd.Series", before: "pd.Series | None", kpi: Kpi, period: Period | None) -> str:
    if before is None or period is None or math.isnan(before["value"]):
        return ""
    if kpi.counts_people or kpi.unit in ("score", "change"):  # more answer in a longer period: only shares compare
        return f"{words.change(now['value'], before['value'], kpi.said_in)} on {words.period(period)}"
    difference = now["numerator"] - before["numerator"]
    if difference == 0:
        return f"as many as in {words.period(period)}"
    return f"{abs(difference):,.0f} {'more' if difference > 0 else 'fewer'} than in {words.period(period)}"
