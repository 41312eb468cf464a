"""Settings, clusters and the authority against what is expected of them: one word and one shape in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from data_access.evidence_kinds import EVIDENCE
from pages.shared import downloads, words
from pages.shared.chosen import Filters
from pages.shared.completeness import completeness_rows
from pages.shared.facts import View

# How a cell looks -> (shape, what it means). The word in the cell says it by itself; the look repeats it.
LOOKS = {
    "missing": ("○", "nothing came, and it is overdue"),
    "part": ("◐", "some of it came, and some is overdue"),
    "late": ("▲", "all of it came, some of it late"),
    "came": ("●", "all of it came in time"),
    "not-due": ("◌", "not due yet"),
}
NOT_ASKED = "–"
STYLE = """<style>
.complete { overflow-x: auto; margin: 0 0 .5rem; max-height: 38rem; overflow-y: auto;
  border: 1px solid light-dark(#b1b4b6, #4a5764); }
.complete table { border-collapse: separate; border-spacing: 0; width: 100%; margin: 0; font-size: .95rem; }
.complete th, .complete td { padding: .3rem .5rem; text-align: left; vertical-align: top; border: 0; line-height: 1.25;
  border-bottom: 1px solid light-dark(#d9dcde, #3a444e); white-space: nowrap; }
.complete thead th { position: sticky; top: 0; z-index: 2; background: light-dark(#eef0f2, #1b242d); font-weight: 600;
  white-space: normal; min-width: 6.5rem; vertical-align: bottom; }
.complete tbody th { position: sticky; left: 0; z-index: 1; background: light-dark(#fff, #10161d); font-weight: 600;
  min-width: 14rem; white-space: normal; }
.complete thead th:first-child { left: 0; z-index: 3; }
.complete small { font-weight: 400; color: light-dark(#505a5f, #b8c0c7); }
.complete .missing { background: light-dark(#f3dbe8, #4c2a3e); font-weight: 700;
  box-shadow: inset 5px 0 light-dark(#801650, #f2a0cd); padding-left: .75rem; }
.complete .part { box-shadow: inset 5px 0 light-dark(#cf93b6, #8a4a70); padding-left: .75rem; }
.complete .late { background: light-dark(#e8eef4, #24323f); }
.complete .not-due, .complete .not-asked { color: light-dark(#505a5f, #b8c0c7); }
.complete-key { color: light-dark(#505a5f, #b8c0c7); margin: 0 0 .5rem; }
@media (max-width: 640px) { .complete tbody th, .complete thead th:first-child { min-width: 7rem; max-width: 8rem; } }
</style>"""


def show(view: View, levels: tuple[str, ...], title: str, chosen: Filters) -> None:
    """The grid of the places of these levels under its title, with what its shapes mean and its downloads."""
    st.header(title)
    drawn, said = view.built(build, levels, title, chosen)
    if said.empty:
        st.write("Nothing is expected of them for these filters.")
        return
    st.html(drawn)
    name = downloads.file_name("complete", levels[0], chosen.cluster or "all clusters", chosen.period_key)
    downloads.buttons(said, name, [title, chosen.in_words(view)], name)


def build(view: View, levels: tuple[str, ...], title: str, chosen: Filters) -> tuple[str, pd.DataFrame]:
    """The grid as HTML, and the same as a table for a file."""
    rows = view.built(completeness_rows.build, chosen)
    rows = rows[rows["level"].isin(levels)].fillna({"cluster": "", "urn": ""})
    lines = _lines(rows)
    names = [name for name in EVIDENCE if name in set(rows["evidence"])]
    key = " · ".join(f"{shape} {meaning}" for shape, meaning in LOOKS.values())
    drawn = f"{STYLE}{_drawn(lines, names, title)}<p class='complete-key'>{key} · {NOT_ASKED} not asked for</p>"
    said = [
        {"Who": line.place, "Cluster": line.cluster}
        | {EVIDENCE[name].short: line.cells[name][1] if name in line.cells else NOT_ASKED for name in names}
        for line in lines
    ]
    return drawn, pd.DataFrame(said)


@dataclass(frozen=True)
class Line:
    """One place: `cells` holds (look, words) for each kind of evidence that is expected of it."""

    place: str
    cluster: str
    missing: int
    cells: dict[str, tuple[str, str]]


def _lines(rows: pd.DataFrame) -> list[Line]:
    """The places, most missing first."""
    counted = rows.assign(**{state: rows["state"] == state for state in ("missing", "late", "came")})
    of_each = {"missing": "sum", "late": "sum", "came": "sum", "due_on": "min"}
    cells = counted.groupby(["level", "urn", "place", "cluster", "evidence"]).agg(of_each)
    found: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
    missing: dict[tuple[str, ...], int] = {}
    for row in cells.reset_index().to_dict("records"):
        place = tuple(str(row[name]) for name in ("level", "urn", "place", "cluster"))
        cell = _cell(row["missing"], row["late"], row["came"], row["due_on"])
        found.setdefault(place, {})[row["evidence"]] = cell
        missing[place] = missing.get(place, 0) + row["missing"]
    lines = [Line(place[2], place[3], missing[place], of) for place, of in found.items()]
    return sorted(lines, key=lambda line: (-line.missing, not line.cluster, line.cluster, line.place))


def _cell(missing: int, late: int, came: int, due_on: date) -> tuple[str, str]:
    if missing and came + late:
        return "part", f"{came + late} of {missing + came + late} in"
    if missing:
        return "missing", "Missing" if missing == 1 else f"{missing} missing"
    if late:
        return "late", "In, late"
    return ("came", "In") if came else ("not-due", f"Due {words.short_day(due_on)}")


def _drawn(lines: Sequence[Line], names: Sequence[str], title: str) -> str:
    heads = "".join(f"<th scope='col'>{escape(EVIDENCE[name].short)}</th>" for name in names)
    body = []
    for line in lines:
        cells = "".join(_written(line.cells.get(name)) for name in names)
        body.append(f"<tr><th scope='row'>{escape(line.place)}{_beside(line.place, line.cluster)}</th>{cells}</tr>")
    return (
        f"<div class='complete' tabindex='0' role='region' aria-label='{escape(title)}'><table><thead><tr>"
        f"<th scope='col'>Who</th>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _beside(place: str, cluster: str) -> str:
    return f"<br><small>{escape(cluster)}</small>" if cluster and cluster != place else ""


def _written(cell: tuple[str, str] | None) -> str:
    if cell is None:
        return f"<td class='not-asked'>{NOT_ASKED}</td>"
    look, said = cell
    return f"<td class='{look}'><span aria-hidden='true'>{LOOKS[look][0]}</span> {escape(said)}</td>"
