"""Do fewer families have to ask for a plan, and where do children with a plan learn? For everyone."""

import streamlit as st

from data_access.vocabulary import PLACEMENTS, SOURCES
from pages.shared import access, behind, calendar_table, cards, facts, filters, frame, from_address, notes
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, control, month_charts, palette, part_charts
from pages.shared.drawing.palette import Palette
from pages.shared.ehc import cost_avoided, ehc_words, year_charts
from pages.shared.entry import saving
from pages.shared.facts import View

REQUESTS, PLANS, MOVES = "requests", "plans", "moves"
TOPICS = {REQUESTS: "Requests", PLANS: "Plans and placements", MOVES: "Moves and their cost"}
# What is reduced stands first, and what balances it beside it.
CARDS = {
    REQUESTS: (
        "ehcna_requests",
        "refusal_rate",
        "six_week_decisions",
        "twenty_week_plans",
        "tribunal_appeals",
        "parent_confidence",
    ),
    PLANS: ("ehc_plans", "isp_share", "sen_support", "refusal_rate", "tribunal_appeals", "parent_confidence"),
    MOVES: ("mainstream_to_special", "mainstream_to_isp", "isp_share", "tribunal_appeals", "parent_confidence"),
}
# What comes anew every month, so that chance has its limits: the number of plans only ever grows.
JUDGED = {
    REQUESTS: ("ehcna_requests", "refusal_rate"),
    PLANS: ("ehcna_requests", "refusal_rate", *CARDS[MOVES][:2]),
    MOVES: CARDS[MOVES][:2],
}
MOVES_TO = {"mainstream_to_isp": "ISP", "mainstream_to_special": "Any special school"}
YEARLY = (*CARDS[REQUESTS][:5], "ehc_plans", "mainstream_to_special", "mainstream_to_isp")


def by_month(view: View, key: str, chosen: Filters, colours: Palette) -> None:
    if not ehc_words.is_known(view, (key,), chosen):
        return
    charts.show(view.built(year_charts.season, key, chosen, colours))
    charts.show(view.built(year_charts.cumulative, key, chosen, colours))
    charts.show(view.built(year_charts.rolling, key, chosen, colours))


def by_part(view: View, key: str, chosen: Filters, colours: Palette, say: str, parts: dict[str, str]) -> None:
    if not view.built(part_charts.is_split, key, chosen):
        return
    charts.show(view.built(part_charts.now, key, chosen, colours, say))
    front = from_address.one_of("part", f"{say} in front", parts)
    charts.show(view.built(part_charts.over_time, key, chosen, colours, front))


def requests(view: View, chosen: Filters, colours: Palette) -> None:
    by_month(view, "ehcna_requests", chosen, colours)
    by_part(view, "ehcna_requests", chosen, colours, "Source", SOURCES)


def plans(view: View, chosen: Filters, colours: Palette) -> None:
    if not ehc_words.is_known(view, ("ehc_plans",), chosen):
        return
    st.markdown(view.built(ehc_words.per_pupils, chosen))
    by_part(view, "ehc_plans", chosen, colours, "Placement", PLACEMENTS)
    charts.show(view.built(month_charts.share, "isp_share", chosen, colours))


def moves(view: View, chosen: Filters, colours: Palette) -> None:
    st.caption(ehc_words.CONVERSIONS)
    key = from_address.segments("moves", "Moves from mainstream to", MOVES_TO)
    st.markdown(f"**{view.built(ehc_words.answer, key, chosen)}**")
    by_month(view, key, chosen, colours)
    cost_avoided.show(view, chosen)


viewer = access.viewer("ehc_plans")
view = facts.load(viewer)
frame.opening("Does help come earlier, and closer to home?", ehc_words.NOT_A_CAP)
saving.announce()
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
topic = from_address.segments("topic", "Look at", TOPICS)
keys = CARDS[topic]
st.markdown(f"**{view.built(ehc_words.answer, keys[0], chosen)}**")
cards.row(view, keys, chosen)
{REQUESTS: requests, PLANS: plans, MOVES: moves}[topic](view, chosen, palette.in_use())
calendar_table.show(view, YEARLY)
control.show(view, JUDGED[topic], chosen, f"ehc {topic}")
behind.show(view, keys, chosen, f"ehc {topic}")
notes.show(view, keys)
