"""Tables: the numbers beside every chart, with their downloads."""

import math
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kpis.kpi import Kpi
from kpis.statistics import wilson
from pages.shared import downloads, words

# The name of a column -> what stands in it.
Cells = dict[str, list[Any]]
ROW_HEIGHT = 36
MOST_ROWS_IN_VIEW = 12
IS_FIGURE = re.compile(r"|c|(about )?[−+£]*[0-9][0-9,.]*(\s?%| million)?")
# Columns of figures that are held as words, and stand to the right all the same.
FIGURES = (
    "Share",
    "Number",
    "Mean",
    "Change",
    "Over",
    "Counted",
    "Out of",
    "Target",
    "Figure",
    "Likely between",
    "People",
)


def show(
    frame: pd.DataFrame,
    title: str,
    name: str,
    notes: Sequence[str] = (),
    links: dict[str, str] | None = None,
    numbers: pd.DataFrame | None = None,
    alt: str = "",
    empty: str = "There is nothing to list here for this choice of filters.",
) -> None:
    """The table under its title, with XLSX and CSV below.

    `frame`: columns named for people, in order. `name`: of the file, from `downloads.file_name`. `notes`: what the
    file says above the table (filters, "data to"). `links`: column of addresses -> what each link says.
    `numbers`: what the file holds, where that is not the frame itself (fractions for "85 %"). `alt`: its name for
    those who hear it, where the title stands elsewhere. `empty`: the sentence where there are no rows.
    """
    if title:
        st.header(title)
    if frame.empty:
        st.write(empty)
        return
    links = links or {}
    # Lists, because asking an Arrow column cell by cell or as a whole takes many times as long.
    cells = {str(column): frame[column].tolist() for column in frame.columns}
    _draw(frame, cells, links, alt or title, name)
    if any(words.HIDDEN in column for column in cells.values()):
        st.caption(words.HIDDEN_EXPLAINED)
    file = frame.drop(columns=list(links)) if numbers is None else numbers
    downloads.buttons(file, name, [title or alt, *notes], name)


def _draw(frame: pd.DataFrame, cells: Cells, links: dict[str, str], alt: str, name: str) -> None:
    st.dataframe(
        frame,
        hide_index=True,
        height=ROW_HEIGHT * (min(len(frame), MOST_ROWS_IN_VIEW) + 1) + 3,
        row_height=ROW_HEIGHT,
        column_config=_columns(cells, links),
        alt=alt,
        key=f"table {name}",
    )


def of_measure(rows: pd.DataFrame, kpi: Kpi, group: str = "period", say: str = "Period") -> pd.DataFrame:
    """What `evaluate` answered, in words: one row each, hidden numbers as "c"."""
    hidden = list(rows["suppressed"])
    table = {say: [words.sentence_case(words.place(group, value)) for value in rows[group]]}
    if group == "period":
        table[say] = [
            name + ("" if done else " (so far)") for name, done in zip(table[say], rows["complete"], strict=True)
        ]
    names = {"share": "Share", "count": "Number", "score": "Mean", "change": "Change"}
    table[names[kpi.unit]] = _said(rows["value"], hidden, kpi.said_in)
    if kpi.unit == "share":
        table["Counted"] = _said(rows["numerator"], hidden, "count")
        table["Out of"] = _said(rows["denominator"], hidden, "count")
    if kpi.unit in ("score", "change"):
        table["Over"] = _said(rows["denominator"], hidden, "count")
    if kpi.is_sample:
        bounds = [wilson(n, d) for n, d in zip(rows["numerator"], rows["denominator"], strict=True)]
        table["Likely between"] = ["" if math.isnan(low) else words.between(low, high) for low, high in bounds]
    if rows["target"].notna().any():
        table["Target"] = ["" if pd.isna(value) else words.amount(value, kpi.said_in) for value in rows["target"]]
    if "expected" in rows and (rows["expected"] != rows["target"]).where(rows["expected"].notna(), False).any():
        table["Expected"] = ["" if pd.isna(value) else words.amount(value, kpi.said_in) for value in rows["expected"]]
    if rows["status"].isin(list(words.STATUSES)).any():
        table["Status"] = [words.status(value) for value in rows["status"]]
    return pd.DataFrame(table)


def numbers_of_measure(rows: pd.DataFrame, kpi: Kpi, group: str = "period", say: str = "Period") -> pd.DataFrame:
    """The same for a file: numbers as numbers, shares as fractions, "c" where one is hidden."""
    columns = {"value": kpi.title, "numerator": kpi.numerator_label, "denominator": kpi.denominator_label}
    if kpi.unit == "count":
        columns = {"value": kpi.title}
    hidden = rows["suppressed"].astype(bool)
    table = {say: rows[group].map(lambda value: words.place(group, value))}
    table |= {label: rows[column].astype(object).mask(hidden, words.HIDDEN) for column, label in columns.items()}
    table |= {
        "target": rows["target"],
        "status": rows["status"].map(words.status),
        "period is complete": rows["complete"],
    }
    return pd.DataFrame(table)


def _said(values: "pd.Series[float]", hidden: list[bool], unit: str) -> list[str]:
    return [words.shown(value, unit, is_hidden) for value, is_hidden in zip(values, hidden, strict=True)]


def _is_of_figures(column: list[Any]) -> bool:
    """True where every cell is a figure in words, hidden, or empty."""
    return all(isinstance(cell, str) and IS_FIGURE.fullmatch(cell) is not None for cell in column)


def _columns(cells: Cells, links: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(alignment="right")
        for name, column in cells.items()
        if name in FIGURES or _is_of_figures(column)
    }
    return columns | {name: st.column_config.LinkColumn(name, display_text=text) for name, text in links.items()}
