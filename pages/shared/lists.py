"""The two lists of the overview: what moved since the period before, and what needs attention."""

import math
from dataclasses import dataclass, replace
from html import escape

import pandas as pd
import streamlit as st

import kpis
from data_access.vocabulary import PeriodKind
from kpis import attention
from kpis.attention import Of
from kpis.kpi import Kpi
from pages.shared import like_with_like, menu, words
from pages.shared.facts import View
from pages.shared.filters import Filters
from pages.shared.plans import plan_rows, plan_words

QUIET_FROM = 2
MOST_LINES = 5
GOOD, BAD, NEITHER = "+", "–", "◦"
BEHIND = ("off_track", "at_risk")


@dataclass(frozen=True)
class Line:
    """One line of a list: a mark, a sentence, and the page that tells more."""

    mark: str
    text: str
    page: str = ""


def show(title: str, lines: list[Line], nothing: str, chosen: Filters, key: str) -> None:
    """The list under its title, each line a link where there is more to see."""
    with st.container(border=True, key=f"list {key}"):
        st.header(title)
        for number, line in enumerate(lines[:MOST_LINES]):
            if line.page:
                st.page_link(menu.page(line.page), label=f"{line.mark} {line.text}", query_params=chosen.query, icon="")
            else:
                st.html(f"<p class='line' data-line='{number}'>{line.mark} {escape(line.text)}</p>")
        if not lines:
            st.write(nothing)


def moved(view: View, chosen: Filters) -> list[Line]:
    """What changed between the period before and the chosen one."""
    before = chosen.before(view)
    if before is None:
        return []
    periods = view.periods(chosen.kind)
    came = attention.came_first(view.facts, periods, chosen.period_key, chosen.where)
    lines = []
    if len(came):
        text = f"{words.plural(len(came), 'setting')} came for the first time in {words.period(chosen.period(view))}"
        lines.append(Line(GOOD, text, "participation"))
    if chosen.period(view).is_complete(view.as_at):
        gone = attention.left_off(view.facts, periods, chosen.period_key, chosen.where)
        if len(gone):
            where = words.busiest(list(gone["cluster"]))
            lines.append(
                Line(
                    BAD,
                    f"{words.plural(len(gone), 'setting')} came in {words.period(before)} and not since{where}",
                    "participation",
                )
            )
    return [*lines, *_measures_that_moved(view, chosen)]


def needing_attention(view: View, chosen: Filters) -> list[Line]:
    """What somebody should ring about, most pressing first."""
    quiet = _away(view, chosen, "attendance", "◆", "been to any event", "participation")
    unreached = _away(view, chosen, "sessions", "▼", "been reached by coaching", "coaching")
    return [*quiet, *_overdue(view, chosen), *unreached, *_measures_behind(view, chosen)]


def _overdue(view: View, chosen: Filters) -> list[Line]:
    """Actions of plans that should have been done by now."""
    since = plan_words.overdue_since(plan_rows.overdue(view, chosen.where))
    return [Line("◆", since, "self_evaluation")] if since else []


def _away(view: View, chosen: Filters, of: Of, mark: str, not_done: str, page: str) -> list[Line]:
    """Settings that have been away for long, once anything at all is recorded of what they might have come to."""
    if getattr(view.facts, of).empty:
        return []
    away = attention.quiet_settings(view.facts, view.periods(PeriodKind.HALF_TERM), chosen.where, of)
    away = away[away["half_terms_missed"] >= QUIET_FROM]
    many = words.plural(len(away), "setting has", "settings have")
    said = f"{many} not {not_done} for two half terms or more: see who"
    return [Line(mark, said, page)] if len(away) else []


def _measures_that_moved(view: View, chosen: Filters) -> list[Line]:
    """Measures whose figure moved between the last two complete periods, largest first: a running one is too early.

    What comes in seasons is held against the same months a year before.
    """
    found = []
    for kpi in map(kpis.kpi, view.outline.watched):
        done = _complete(view, kpi.key, chosen).tail(2)
        if done.empty:
            continue
        last = done.iloc[-1]
        then, against = _then(view, kpi, chosen, done)
        text = words.change(last["value"], then, kpi.said_in)
        if text and text != "no change":
            is_good = (last["value"] > then) == (kpi.better != "lower")
            mark = NEITHER if kpi.better == "neither" else GOOD if is_good else BAD
            size = abs(last["value"] - then) / max(abs(then), 0.01)
            said = f"{kpi.title}: {text} to {words.amount(last['value'], kpi.said_in)} in {last['period']}{against}"
            found.append((size, Line(mark, said, menu.page_or_overview(kpi.page))))
    return [line for _, line in sorted(found, key=lambda pair: -pair[0])]


def _then(view: View, kpi: Kpi, chosen: Filters, done: pd.DataFrame) -> tuple[float, str]:
    """What the latest complete period is held against, and how that is said where it is not the period before."""
    if kpi.is_flow:
        pair = like_with_like.same_months(view, kpi.key, replace(chosen, period_key=done.iloc[-1]["period_key"]))
        return (math.nan if pair is None or not pair.is_whole else pair.then), ", on the year before"
    return (float(done.iloc[0]["value"]) if len(done) > 1 else math.nan), ""


def _measures_behind(view: View, chosen: Filters) -> list[Line]:
    """Measures at risk or off track when the last complete period ended, the worst first."""
    found = []
    for kpi in map(kpis.kpi, view.outline.watched):
        done = _complete(view, kpi.key, chosen)
        if done.empty or done.iloc[-1]["status"] not in BEHIND:
            continue
        last = done.iloc[-1]
        word, shape, _ = words.STATUSES[last["status"]]
        figure, target = words.amount(last["value"], kpi.said_in), words.amount(last["target"], kpi.said_in)
        figures = f"{figure} in {last['period']}, target {target}"
        found.append(
            (
                BEHIND.index(last["status"]),
                Line(shape, f"{kpi.title} {word}: {figures}", menu.page_or_overview(kpi.page)),
            )
        )
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def _complete(view: View, kpi_key: str, chosen: Filters) -> pd.DataFrame:
    rows = view.table(kpi_key, kind=chosen.kind, where=chosen.where)
    return rows[rows["complete"] & (rows["period_start"] <= pd.Timestamp(chosen.period(view).start))]
