"""The sentences of the page on EHC plans."""

import math

import streamlit as st

import kpis
from data_access import places
from data_access.vocabulary import SettingStatus
from pages.shared import like_with_like, menu, sentences, words
from pages.shared.chosen import Filters
from pages.shared.ehc import school_years, year_charts
from pages.shared.facts import EVERYTHING, View

NOT_A_CAP = (
    "Fewer requests are good only where children are helped earlier. A target here means earlier support, never a "
    "limit on what a child is entitled to: read every reduction beside its refusals, decisions, appeals and what "
    "families say."
)
CONVERSIONS = (
    "A move is a child whose main placement changed from a mainstream setting. Totals by type of school cannot show "
    "moves: when a maintained special school becomes an academy, the one total falls and the other rises, and no child "
    "has moved. Moves to ISP are among the moves to any special school."
)
OF_THE_AUTHORITY = (
    "There is no figure for this choice. Most of these figures are counted for the whole authority, and stand where no "
    "cluster, phase or type is chosen; for a cluster there is only what its settings, or somebody for it, handed over."
)
# Where fewer of the settings than this have a number of pupils, a sum of them says nothing.
ENOUGH = 0.9
# More plans than this for every 1,000 pupils: the register does not hold the authority's schools.
MOST_FOR_A_THOUSAND = 200


def answer(view: View, kpi_key: str, chosen: Filters) -> str:
    """61 requests were received in September and October 2026, 4 fewer than in the same months a year before."""
    pair = like_with_like.same_months(view, kpi_key, chosen)
    if pair is None:
        return sentences.answer(view, kpi_key, chosen)
    kpi = kpis.kpi(kpi_key)
    said = kpi.sentence.format(numerator=words.count(pair.now), denominator="")
    is_one = " and " not in pair.months and " to " not in pair.months
    against = "the same month" if is_one else "the same months"
    compared = ""
    if not math.isnan(pair.then):
        compared = f", {year_charts.more_or_fewer(pair.now, pair.then)} in {against} a year before"
    # A target for any period says nothing of single months.
    plan = f"; {words.count(round(pair.planned))} planned" if school_years.of(view, kpi_key, chosen).has_plan else ""
    return f"{said} in {pair.months}{compared}{plan}."


def is_known(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> bool:
    """True where any of these measures has a figure; otherwise says who usually hands it over, and leads them there."""
    if view.built(is_anything_known, kpi_keys, chosen):
        return True
    if chosen.where != EVERYTHING or view.viewer.scope is not None:
        st.info(OF_THE_AUTHORITY)
        return False
    st.info(
        "No figure of a month, term or school year has been handed over yet. Programme staff enter the council's "
        "figures, or load them from a file; from that moment this page fills itself."
    )
    if view.viewer.may_open("enter_evidence"):
        st.page_link(menu.page("enter_evidence"), label="Add a figure")
    return False


def is_anything_known(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> bool:
    """True where any of these measures has a figure, shown or hidden."""
    tables = [view.history(key, where=chosen.where) for key in kpi_keys]
    return any(bool((rows["value"].notna() | rows["suppressed"]).any()) for rows in tables)


def per_pupils(view: View, chosen: Filters) -> str:
    """Plans for every 1,000 pupils, and of which pupils. Empty where that would say nothing."""
    rows = view.table("ehc_plans", kind=chosen.kind)
    now = sentences.row_of(rows, chosen.period_key)
    if chosen.where != EVERYTHING or view.viewer.scope is not None or now is None or math.isnan(now["value"]):
        return ""
    known, total, pupils = view.built(_pupils)
    if not total or known / total < ENOUGH or now["value"] * 1000 > pupils * MOST_FOR_A_THOUSAND:
        return ""
    left_out = "" if known == total else f"; {total - known} have no number of pupils"
    rate = words.count(round(now["value"] / pupils * 1000, 1))
    return (
        f"{rate} plans for every 1,000 pupils: {words.count(now['value'])} plans over the {words.count(pupils)} pupils "
        f"of {words.plural(known, 'open setting')} in the register{left_out}. Plans run to the age of 25 and follow a "
        "child to other places, so not every plan is of one of these pupils."
    )


def _pupils(view: View) -> tuple[int, int, int]:
    """Of the open settings in the register: how many have a number of pupils, how many there are, and the pupils."""
    settings = places.settings(view.viewer)
    settings = settings[settings["status"] == SettingStatus.OPEN]
    counts = settings["pupil_count"].dropna()
    return len(counts), len(settings), int(counts.sum())
