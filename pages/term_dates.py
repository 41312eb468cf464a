"""When are the half terms? For administrators, once a year when the authority publishes its dates."""

from datetime import date
from functools import partial

import streamlit as st

from data_access import programme
from data_access.periods import SIX_HALVES, Calendar, HalfTermDates
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from pages.shared import access, frame
from pages.shared.entry import editing, saving

COLUMNS = {
    "term": st.column_config.TextColumn("Term", disabled=True),
    "half": st.column_config.NumberColumn("Half", disabled=True),
    "starts_on": editing.day("First teaching day"),
    "ends_on": editing.day("Last teaching day"),
}
YEARS_AHEAD = 4


def half_terms(calendar: Calendar, year: str, first: date, last: date) -> list[HalfTermDates]:
    """The dates that were entered, or else the usual pattern to start from."""
    if not calendar.is_assumed(year):
        return [row for row in calendar.half_terms if row.academic_year == year]
    assumed = calendar.periods(PeriodKind.HALF_TERM, first, last)
    return [
        HalfTermDates(period.start, period.end, year, term, half)
        for period, (term, half) in zip(assumed, SIX_HALVES, strict=True)
    ]


def editor(viewer: Identity, year: str, stored: list[HalfTermDates]) -> None:
    """Six half terms, each with its first and last day."""
    turn = saving.turn(viewer, f"term dates {year}", editing.dated(stored, COLUMNS), "send")
    rows = saving.table(turn, "rows", turn.opened, column_config=COLUMNS, alt=f"Term dates of {year}")
    if saving.button(turn, f"Save the dates of {year}"):
        before, wanted = (
            partial(editing.records, one, HalfTermDates, academic_year=year) for one in (turn.opened, rows)
        )
        saving.save(
            lambda: programme.set_half_terms(viewer, year, wanted(), before()),
            f"The term dates of {year} are saved. Every half term is counted by them from now on.",
            turn,
        )


viewer = access.viewer("term_dates")
frame.opening(
    "When are the half terms?",
    "Evidence belongs to the half term of its date; a holiday belongs to the half term before it.",
)
saving.announce()
calendar, facts = programme.calendar(), programme.programme()
last_day = facts.year_one_ends_on.replace(year=facts.year_one_ends_on.year + YEARS_AHEAD)
years = {year.label: year for year in calendar.periods(PeriodKind.ACADEMIC_YEAR, facts.starts_on, last_day)}
chosen = years[st.selectbox("Academic year", list(years), key="academic year")]
if calendar.is_assumed(chosen.label):
    st.info(
        f"Nobody has entered the dates of {chosen.label} yet. Until then a usual pattern is assumed, shown here. "
        "Change it to the authority's dates and save."
    )
editor(viewer, chosen.label, half_terms(calendar, chosen.label, chosen.start, chosen.end))
