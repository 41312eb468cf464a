"""Suspensions for every 100 pupils, where pupils are known: places of different size side by side."""

import math
from dataclasses import replace

import pandas as pd

import kpis
from data_access import places
from kpis import per_pupils
from kpis.evaluate import By
from kpis.per_pupils import Rate
from pages.shared import downloads, sentences, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, marks
from pages.shared.drawing.charts import GROUPS, Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

ALL = "All of them"


def build(view: View, kpi_key: str, by: By, chosen: Filters, colours: Palette) -> Panel:
    """Bars by group, all together first. Only settings with a figure and a known number of pupils count."""
    kpi = kpis.kpi(kpi_key)
    rates = {ALL: _rate(view, kpi_key, chosen)}
    for group in sorted(_groups(view, by)):
        rates[words.sentence_case(words.place(by, group))] = _rate(view, kpi_key, _narrowed(chosen, by, group))
    rates = {name: rate for name, rate in rates.items() if rate.settings}
    rows = pd.DataFrame(
        {
            "name": list(rates),
            "value": [rate.value for rate in rates.values()],
            "said": [_said(rate) for rate in rates.values()],
            "target": math.nan,
            "expected": math.nan,
            "order": range(len(rates)),
        }
    ).assign(beside=lambda frame: frame["value"])
    table = pd.DataFrame(
        {
            GROUPS[by]: list(rates),
            "Number": [_said(rate) for rate in rates.values()],
            "Counted": [_hidden_or(rate.events) for rate in rates.values()],
            "People": [words.count(rate.pupils) for rate in rates.values()],
        }
    ).rename(columns={"Number": "Figure", "People": "Out of"})
    title = _title(rates.get(ALL), kpi.title, words.period(chosen.period(view)))
    return Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table) if len(table) else ''}",
        spec=marks.bars(rows, kpi, colours) if rows["value"].notna().any() else None,
        table=table,
        numbers=table,
        name=downloads.file_name(kpi_key, "per 100 pupils", chosen.cluster or "all clusters", chosen.period_key),
        notes=(*charts.notes(view, kpi, chosen), _which(rates.get(ALL))),
        caption=_which(rates.get(ALL)),
    )


def _rate(view: View, kpi_key: str, chosen: Filters) -> Rate:
    rows = view.history(kpi_key, by="setting", kind=chosen.kind, where=chosen.where)
    whole = sentences.row_of(view.history(kpi_key, kind=chosen.kind, where=chosen.where), chosen.period_key)
    rows = rows[rows["period_key"] == chosen.period_key]
    return per_pupils.rate(rows, math.nan if whole is None else float(whole["value"]), view.built(pupils))


def pupils(view: View) -> dict[str, float]:
    """URN → pupils, of the settings whose number is known."""
    known = places.settings(view.viewer).dropna(subset=["pupil_count"])
    return {str(urn): float(count) for urn, count in zip(known["urn"], known["pupil_count"], strict=True) if count > 0}


def _groups(view: View, by: By) -> tuple[str, ...]:
    outline = view.outline
    return {"cluster": outline.clusters, "phase": outline.phases, "setting_type": outline.setting_types}.get(by, ())


def _narrowed(chosen: Filters, by: By, group: str) -> Filters:
    if by == "cluster":
        return replace(chosen, cluster=group)
    return replace(chosen, phase=group) if by == "phase" else replace(chosen, setting_type=group)


def _said(rate: Rate) -> str:
    return words.HIDDEN if math.isnan(rate.value) else f"{rate.value:.1f}"


def _hidden_or(number: float) -> str:
    return words.HIDDEN if math.isnan(number) else words.count(number)


def _title(rate: Rate | None, name: str, when: str) -> str:
    if rate is None:
        return f"{name} for every 100 pupils, {when}: no setting with a figure and a known number of pupils"
    said = "too few to say" if math.isnan(rate.value) else _said(rate)
    return f"{name} for every 100 pupils, {when}: {said}"


def _which(rate: Rate | None) -> str:
    """From which pupils the rate is."""
    if rate is None:
        return ""
    left_out = f"; {words.plural(rate.without, 'setting')} without a number of pupils left out" if rate.without else ""
    return (
        f"Over the {words.count(rate.pupils)} pupils, as the register has them, of the "
        f"{words.plural(rate.settings, 'setting')} that gave a figure{left_out}."
    )
