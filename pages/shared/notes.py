"""Where a number comes from, told from its declaration."""

from collections.abc import Sequence

import streamlit as st

import kpis
from data_access import evidence_behind, expectations
from kpis.kpi import Kpi
from pages.shared import words
from pages.shared.facts import View


def show(view: View, kpi_keys: Sequence[str]) -> None:
    """One closed box for the page; a stranger opens it and knows what is counted. Asked for when it is opened."""
    title = "Where does this number come from?" if len(kpi_keys) == 1 else "Where do these numbers come from?"
    box = st.expander(title, key="fold notes", on_change="rerun")
    if box.open:
        box.markdown(view.built(texts, tuple(kpi_keys)))


def texts(view: View, kpi_keys: tuple[str, ...]) -> str:
    """What is said of each measure, below each other."""
    return "\n\n".join(text(view, key) for key in kpi_keys)


def text(view: View, kpi_key: str) -> str:
    """What is counted, why, from what, and how far the evidence reaches."""
    kpi = kpis.kpi(kpi_key)
    lines = [
        f"**{kpi.title}.** {kpi.definition}",
        f"- Counted: {kpi.numerator_label}" + (f"; out of: {kpi.denominator_label}" if kpi.denominator else ""),
        f"- Why it matters: {kpi.why}",
        f"- Source: {kpi.source}. Looked after by: {kpi.owner}. Updated: {words.lower_first(kpi.frequency)}.",
        f"- {_direction(kpi)}",
    ]
    if reaching := _reaching(view, kpi):
        lines.append(f"- {reaching}")
    if kpi.counts_people:
        lines.append(f"- {_hiding(view)}")
    return "\n".join([lines[0], "", *lines[1:]])


def _reaching(view: View, kpi: Kpi) -> str:
    """Data to 12 November 2026. Next due by 14 December 2026. As far as either is known."""
    newest = evidence_behind.data_to(view.viewer, kpi.evidence, view.as_at, kpi.key)
    due = expectations.next_due_of_measure(view.viewer, kpi.key, view.outline.calendar, view.as_at)
    said = [f"Data to {words.day(newest)}."] if newest else []
    said += [f"Next due by {words.day(due)}."] if due else []
    return " ".join(said)


def _direction(kpi: Kpi) -> str:
    if kpi.better == "neither":
        return "Neither a higher nor a lower figure is better in itself."
    return f"A {kpi.better} figure is better."


def _hiding(view: View) -> str:
    outline = view.outline
    return (
        f"Counts of people from 1 to {outline.small_number_limit} show as “{words.HIDDEN}” for most roles, with every "
        f"number that would give them away; so do percentages of fewer than {outline.fewest_respondents} people."
    )
