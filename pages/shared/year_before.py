"""Any measure held against a year before: the same months where it adds up, the same period where it does not."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

import kpis
from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis import year_to_date
from kpis.kpi import Kpi
from kpis.population import population
from pages.shared import downloads, like_with_like, tables, words
from pages.shared.chosen import Filters
from pages.shared.facts import View

BETTER, WORSE, SAME, OTHER, NOT_YET = "better", "worse", "the same", "changed", "not to be compared yet"


@dataclass(frozen=True)
class Held:
    """A figure now and a year before. `when`: of what the one now is. Missing: NaN; `…hidden`: too few people."""

    kpi: Kpi
    now: float
    then: float
    when: str
    is_hidden: bool = False
    then_is_hidden: bool = False

    @property
    def verdict(self) -> str:
        """What the difference is, as far as the measure says which way is better."""
        moved = words.change(self.now, self.then, self.kpi.said_in)
        if not moved:
            return NOT_YET
        if moved == "no change":
            return SAME
        if self.kpi.better == "neither":
            return OTHER
        return BETTER if (self.now > self.then) == (self.kpi.better == "higher") else WORSE


def held(view: View, kpi_key: str, chosen: Filters) -> Held:
    """The measure in the chosen period and a year before."""
    kpi = kpis.kpi(kpi_key)
    pair = like_with_like.same_months(view, kpi_key, chosen) if kpi.is_flow else None
    if pair is not None:
        return Held(kpi, pair.now, pair.then, pair.months)
    rows = view.history(kpi_key, kind=chosen.kind, where=chosen.where).set_index("period_key")
    key = chosen.period_key
    if kpi.is_stock:
        # What is counted once a year stands as it was last counted.
        known = rows.loc[:key]
        known = known[known["value"].notna() | known["suppressed"]]
        key = str(known.index[-1]) if len(known) else key
    now, before = rows.loc[[key]].iloc[0], year_to_date.year_before(key, chosen.kind)
    # What adds up in a period that is not over is no match for a whole one.
    is_fair = now["complete"] or not kpi.is_flow
    then = rows["value"].get(before, math.nan) if is_fair else math.nan
    when = words.period(next(period for period in _periods(view, chosen) if period.key == key))
    then_is_hidden = bool(rows["suppressed"].get(before, False))
    return Held(kpi, float(now["value"]), float(then), when, bool(now["suppressed"]), then_is_hidden)


def _periods(view: View, chosen: Filters) -> list[Period]:
    """As far back as figures go."""
    outline = view.outline
    return outline.calendar.periods(chosen.kind, outline.history_from, max(view.as_at, outline.starts_on))


def sentence(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> str:
    """Of 10 measures, held against the same time a year before, 4 are better and 3 are worse; 3 have nothing."""
    verdicts = [held(view, key, chosen).verdict for key in kpi_keys]
    counts = {verdict: verdicts.count(verdict) for verdict in (BETTER, WORSE, SAME, OTHER)}
    said = [_how_many(verdict, count) for verdict, count in counts.items() if count]
    compared = sum(counts.values())
    if not compared:
        return "None of these measures can be held against a year before yet."
    rest = len(kpi_keys) - compared
    after = f"; {words.plural(rest, 'has', 'have')} nothing to be compared with" if rest else ""
    return f"Of {len(kpi_keys)} measures, held against the same time a year before, {words.listed(said)}{after}."


def _how_many(verdict: str, count: int) -> str:
    """4 are better; 1 has changed, where neither way is better."""
    if verdict == OTHER:
        return f"{words.plural(count, 'has', 'have')} changed where neither way is better"
    return f"{words.plural(count, 'is', 'are')} {verdict}"


def table(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> pd.DataFrame:
    """Rows: one per measure, in order. Columns: Measure, Figure, Of, A year before, Change, Which is."""
    every = [held(view, key, chosen) for key in kpi_keys]
    return pd.DataFrame(
        {
            "Measure": [one.kpi.title for one in every],
            "Figure": [words.shown(one.now, one.kpi.said_in, one.is_hidden) for one in every],
            "A year before": [_before(one) for one in every],
            "Difference": [words.sentence_case(words.change(one.now, one.then, one.kpi.said_in)) for one in every],
            "Which is": ["" if one.verdict in (NOT_YET, OTHER) else words.sentence_case(one.verdict) for one in every],
            "Of": [words.sentence_case(one.when) for one in every],
        }
    )


def _before(one: Held) -> str:
    if math.isnan(one.then) and not one.then_is_hidden:
        return ""
    return words.shown(one.then, one.kpi.said_in, one.then_is_hidden)


def show(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> None:
    """The table of all the measures."""
    name = downloads.file_name("a year before", chosen.cluster or "all clusters", chosen.period_key)
    title = "All of them, held against a year before"
    tables.show(view.built(table, kpi_keys, chosen), title, name, (title, chosen.in_words(view)))


def by_setting(view: View, kpi_key: str, chosen: Filters) -> pd.DataFrame:
    """The settings that have a figure in the chosen period, those to ring first on top.

    First those that are furthest worse than a year before, then those without a comparison by their figure, the worst
    first; hidden ones last, by name: their order must not tell what is hidden.
    Rows: one per setting. Columns: urn, setting, cluster, phase, value, suppressed, then, worse (by how much).
    Missing: NaN where nothing may be or can be said.
    """
    kpi = kpis.kpi(kpi_key)
    rows = _of_period(view, kpi_key, chosen, chosen.period_key)
    rows = rows[rows["urn"].notna() & (rows["value"].notna() | rows["suppressed"])]
    now, then = _both(view, kpi, chosen)
    sign = {"lower": 1.0, "higher": -1.0, "neither": math.nan}[kpi.better]
    # Of no setting at all, a look-up is of no numbers.
    of_each, before = (rows["urn"].map(figures).astype(float) for figures in (now, then))
    rows = rows.assign(then=before, worse=sign * (of_each - before))
    order = np.where(rows["suppressed"], 2, np.where(rows["worse"].notna(), 0, 1))
    rows = rows.assign(order=order, bad=(sign if sign == sign else 1.0) * rows["value"])
    rows = rows.sort_values(["order", "worse", "bad", "setting"], ascending=[True, False, False, True])
    members = population(view.facts, [chosen.period(view)]).rows.set_index("urn")
    return rows.join(members[["cluster", "phase"]], on="urn").reset_index(drop=True)


def _of_period(view: View, kpi_key: str, chosen: Filters, period_key: str) -> pd.DataFrame:
    rows = view.history(kpi_key, by="setting", kind=chosen.kind, where=chosen.where)
    return rows[rows["period_key"] == period_key]


def _both(view: View, kpi: Kpi, chosen: Filters) -> "tuple[pd.Series[float], pd.Series[float]]":
    """By URN: the figure now and the one a year before, of the same months or the same period; shown ones only."""
    if not kpi.is_flow:
        keys = [chosen.period_key], [year_to_date.year_before(chosen.period_key, chosen.kind)]
        return _together(view, kpi, chosen, keys[0]), _together(view, kpi, chosen, keys[1])
    whole = view.history(kpi.key, where=chosen.where)
    period = chosen.period(view)
    middle = whole["period_start"] + pd.Timedelta(days=14)
    inside = (middle >= pd.Timestamp(period.start)) & (middle <= pd.Timestamp(period.end))
    known = whole[inside & whole["complete"] & (whole["value"].notna() | whole["suppressed"])]
    months = list(known["period_key"])
    before = [year_to_date.year_before(key, PeriodKind.MONTH) for key in months]
    monthly = replace(chosen, kind=PeriodKind.MONTH)
    return _together(view, kpi, monthly, months), _together(view, kpi, monthly, before)


def _together(view: View, kpi: Kpi, chosen: Filters, keys: list[str]) -> "pd.Series[float]":
    """By URN: the figure over these periods. Missing: a setting that lacks one of them, or has a hidden one."""
    rows = view.history(kpi.key, by="setting", kind=chosen.kind, where=chosen.where)
    rows = rows[rows["period_key"].isin(keys) & rows["urn"].notna() & rows["value"].notna()]
    groups = rows.groupby("urn")
    sums = groups[["numerator", "denominator"]].sum()[groups.size() == len(keys)]
    figures: pd.Series[float] = sums["numerator"] / sums["denominator"] if kpi.denominator else sums["numerator"]
    return figures
