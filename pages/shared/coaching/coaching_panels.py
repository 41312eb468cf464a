"""Coaching by kind of session, and what people think of it."""

from dataclasses import replace

import pandas as pd

import kpis
from data_access.vocabulary import Audience, Item, label
from pages.shared import downloads, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

FEEDBACK = "event_feedback"
ASKED = {Item.SESSION_USEFUL: "useful", Item.SESSION_PUT_TO_USE: "put to use"}


def by_kind(view: View, chosen: Filters, colours: Palette) -> Panel:
    """Sessions booked and attended by kind, and how many settings each kind reached."""
    attended, reached = kpis.kpi("session_attendance"), kpis.kpi("coaching_engagement")
    rows = _of_period(view, attended.key, chosen)
    settings = _of_period(view, reached.key, chosen).set_index("part")
    names = rows["part"].map({**attended.parts, "": "Not stated"})
    table = pd.DataFrame(
        {
            "Kind of session": names,
            "Booked": rows["denominator"].astype(int),
            "Attended": rows["numerator"].astype(int),
            "Share": [words.amount(value, "share") for value in rows["value"]],
            "Settings reached": settings["numerator"].reindex(rows["part"]).fillna(0).astype(int).to_numpy(),
        }
    )
    title = _title(rows, chosen, view)
    drawn = marks.drawable(rows.assign(part=names), attended, "part")
    drawn = drawn[rows["denominator"].to_numpy() > 0]
    return Panel(
        title=title,
        alt=f"{title}. "
        + "; ".join(f"{row[0]}: {row[2]} of {row[1]} attended" for row in table.itertuples(index=False)),
        spec=marks.bars(drawn, attended, colours) if len(drawn) else None,
        table=table,
        numbers=table.assign(Share=rows["value"]),
        name=downloads.file_name("sessions by kind", chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, attended, chosen),
        caption="Booked and attended count places: one for each setting on the register of a session. One that the "
        "provider cancelled is left out.",
    )


def feedback(view: View, chosen: Filters, colours: Palette) -> Panel:
    """What each audience answered to each question about sessions."""
    panel = charts.by_part(view, FEEDBACK, chosen, colours, "Audience and question")
    if panel.spec is None:
        return panel
    kpi = kpis.kpi(FEEDBACK)
    # The questions whole are too long for an axis; the table has them.
    drawn = marks.drawable(_of_period(view, FEEDBACK, chosen), kpi, "part")
    drawn["name"] = [_short(part) for part in _of_period(view, FEEDBACK, chosen)["part"]]
    return replace(panel, spec=marks.bars(drawn, kpi, colours))


def _short(part: str) -> str:
    """School leaders: put to use"""
    audience, _, item = part.partition(" ")
    return f"{label(Audience(audience))}: {ASKED[Item(item)]}" if item else "Not stated"


def _title(rows: pd.DataFrame, chosen: Filters, view: View) -> str:
    when = words.period(chosen.period(view))
    booked = rows[rows["denominator"] > 0]
    if booked.empty:
        return f"Sessions by kind: none booked in {when}"
    came, places = booked["numerator"].sum(), booked["denominator"].sum()
    said = f"Sessions by kind in {when}: {words.count(came)} of {words.count(places)} booked places taken up"
    if len(booked) == 1:
        return said
    least = booked.sort_values("value", kind="stable").iloc[0]
    name = kpis.kpi("session_attendance").parts.get(least["part"], "Not stated")
    return f"{said}, least in {words.lower_first(name)} ({words.amount(least['value'], 'share')})"


def _of_period(view: View, key: str, chosen: Filters) -> pd.DataFrame:
    rows = view.table(key, by="part", kind=chosen.kind, where=chosen.where)
    return rows[rows["period_key"] == chosen.period_key].reset_index(drop=True)
