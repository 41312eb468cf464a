"""The cards of the overview: one measure each, readable from the back of a room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

import kpis
from kpis.kpi import Kpi
from pages.shared import like_with_like, menu, sentences, words
from pages.shared.facts import View
from pages.shared.filters import Filters

MOST_BARS = 8


@dataclass(frozen=True)
class Card:
    """What one card says. `html` is everything below its title."""

    kpi: str
    title: str
    page: str
    html: str


def row(view: View, kpi_keys: Sequence[str], chosen: Filters, with_legend: bool = False) -> None:
    """The cards beside each other; each opens its page with the same filters."""
    with st.container(key="cards"):
        for card in view.built(build, tuple(kpi_keys), chosen):
            with st.container(border=True, key=f"card {card.kpi}"):
                st.page_link(menu.page(card.page), label=card.title, query_params=chosen.query, icon="")
                st.html(card.html)
        if with_legend:
            with st.container(key="card legend"):
                st.html(_legend())


def build(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> list[Card]:
    """The cards of these measures, in order."""
    return [_card(view, kpis.kpi(key), chosen) for key in kpi_keys]


def _card(view: View, kpi: Kpi, chosen: Filters) -> Card:
    rows = view.table(kpi.key, kind=chosen.kind, where=chosen.where)
    rows = rows[rows["period_key"].isin(_up_to(view, chosen))]
    now = rows.iloc[-1]
    period = chosen.period(view)
    is_complete = period.is_complete(view.as_at)
    parts = [
        f"<div class='figure'>{_value(now, kpi, is_complete)}{_sparkline(_known(rows), kpi)}</div>",
        _status(rows),
        _line("target", _target(view, now, kpi, chosen)),
        _line("change", _change(view, rows, kpi, chosen)),
        _line("data-to", f"{_parts(now, kpi)}{_data_to(view, kpi, chosen)}"),
    ]
    return Card(kpi.key, kpi.title, menu.page_or_overview(kpi.page), "".join(parts))


def _up_to(view: View, chosen: Filters) -> list[str]:
    period = chosen.period(view)
    return [other.key for other in view.periods(chosen.kind) if other.start <= period.start]


def _value(now: "pd.Series", kpi: Kpi, is_complete: bool) -> str:
    if now["suppressed"]:
        return f"<p class='value' title='{words.HIDDEN_EXPLAINED}'>{words.HIDDEN}</p>"
    if math.isnan(now["value"]):
        return f"<p class='value in-a-word'>{words.NO_DATA}</p>"
    so_far = "" if is_complete else " <small>so far</small>"
    return f"<p class='value'>{words.amount(now['value'], kpi.said_in)}{so_far}</p>"


def _parts(now: "pd.Series", kpi: Kpi) -> str:
    """104 of 112; for answers, how sure the share is."""
    if now["suppressed"]:
        return "Too few people to show. "
    if kpi.unit == "count" or math.isnan(now["value"]):
        return ""
    counted = f"{words.count(now['numerator'])} of {words.count(now['denominator'])}"
    if kpi.unit == "score":
        return f"{words.count(now['denominator'])} answers. "
    if kpi.unit == "change":
        return f"Over {words.count(now['denominator'])} {kpi.denominator_label}. "
    return f"{counted} people. {sentences.how_sure(now)}. " if kpi.is_sample else f"{counted}. "


def _data_to(view: View, kpi: Kpi, chosen: Filters) -> str:
    """How far the figure reaches: of what is handed over, to the end of the last period that was."""
    last = min(chosen.period(view).end, view.as_at)
    if not kpi.reaches_back:
        return f"Data to {words.day(last)}"
    months = view.history(kpi.key, where=chosen.where)
    known = months[(months["value"].notna() | months["suppressed"]) & (months["period_end"].dt.date <= last)]
    return "" if known.empty else f"Data to {words.day(known.iloc[-1]['period_end'])}"


def _change(view: View, rows: pd.DataFrame, kpi: Kpi, chosen: Filters) -> str:
    """Since the period before; of figures that come in seasons, since the same months a year before.

    A period in progress is not said to have fallen: it is not over.
    """
    if kpi.is_flow:
        return like_with_like.in_words(view, kpi.key, chosen)
    before = chosen.before(view)
    if before is None or len(rows) < 2:
        return "First period: nothing to compare with yet"
    then, now = rows.iloc[-2], rows.iloc[-1]
    if now["suppressed"] or then["suppressed"]:
        return ""
    if math.isnan(then["value"]):
        return f"No figure for {words.period(before)}"
    if math.isnan(now["value"]):
        return ""
    if not now["complete"]:
        return words.so_far(now["value"], then["value"], kpi.said_in, words.period(before))
    return f"{words.sentence_case(words.change(now['value'], then['value'], kpi.said_in))} on {words.period(before)}"


def _planned(view: View, now: "pd.Series", kpi: Kpi, chosen: Filters) -> str:
    """Of so many a month: what was planned for the months that there are figures of."""
    pair = like_with_like.same_months(view, kpi.key, chosen)
    if pair is None or math.isnan(pair.planned):
        return f"{words.count(round(now['expected']))} planned for the whole period"
    return f"{words.count(round(pair.planned))} planned for {pair.months}"


def _target(view: View, now: "pd.Series", kpi: Kpi, chosen: Filters) -> str:
    if math.isnan(now["target"]):
        return ""
    if kpi.is_flow and kpi.unit == "count":
        return _planned(view, now, kpi, chosen)
    day = sentences.due_on(view, kpi.key, now["target"])
    due = f"Target {words.amount(now['target'], kpi.said_in)}" + (f" by {words.month(day)}" if day else "")
    on_the_way = abs(now["expected"] - now["target"]) > words.ALMOST_NOTHING
    expected = round(now["expected"]) if kpi.unit == "count" else now["expected"]
    return f"{due}; {words.amount(expected, kpi.said_in)} expected by now" if on_the_way else due


def _status(rows: pd.DataFrame) -> str:
    """That of the last complete period: an unfinished one is not judged."""
    done = rows[rows["complete"]]
    if done.empty:
        return _line("status neutral", "Not judged until the period ends")
    # What comes once a cycle has no figure in most periods: its latest is the one to judge.
    known = done[done["value"].notna() | done["suppressed"]]
    last = (done if known.empty else known).iloc[-1]
    if last["status"] not in words.STATUSES:
        return _line("status neutral", "Not judged: no target")
    word, shape, colour = words.STATUSES[last["status"]]
    label = "" if last["period_key"] == rows.iloc[-1]["period_key"] else f" <small>in {escape(last['period'])}</small>"
    return f"<p class='status {colour}'><span aria-hidden='true'>{shape}</span> {words.sentence_case(word)}{label}</p>"


def _line(kind: str, text: str) -> str:
    return f"<p class='{kind}'>{escape(text)}</p>" if text else ""


def _sparkline(rows: pd.DataFrame, kpi: Kpi) -> str:
    """A bar a period, the unfinished one hollow. The same numbers are on the measure's page, in a table."""
    largest = float(rows["value"].abs().max())
    top = {"share": 1.0, "score": 5.0}.get(kpi.unit, largest if largest > 0 else 1.0)
    bars = [
        f"<span class='{_bar_kind(value, complete)}' style='height:{_height(value, top):.0f}%'></span>"
        for value, complete in zip(rows["value"], rows["complete"], strict=True)
    ]
    return f"<div class='sparkline' aria-hidden='true'>{''.join(bars)}</div>"


def _height(value: float, top: float) -> float:
    """Percent of the tallest bar; a little even for nought, so that it can be seen to be there."""
    return 0 if math.isnan(value) else max(abs(value) / top * 100, 4)


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    """The last few periods, from the first that has a figure on."""
    return sentences.from_first_figure(rows).tail(MOST_BARS)


def _bar_kind(value: float, is_complete: bool) -> str:
    return "nothing" if math.isnan(value) else "done" if is_complete else "running"


def _legend() -> str:
    rows = [
        f"<li><span class='status {colour}'><span aria-hidden='true'>{shape}</span> {words.sentence_case(word)}</span>"
        f" {says}</li>"
        for (word, shape, colour), says in zip(words.STATUSES.values(), words.STATUS_MEANINGS, strict=False)
    ]
    return f"<p class='legend-title'>How a measure stands</p><ul>{''.join(rows)}</ul>"
