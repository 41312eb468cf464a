"""The refused rows of a file in a table that can be typed in, with the reason beside each."""

import math

import pandas as pd
import streamlit as st

from data_access.imports import ImportReport
from data_access.permissions import Identity
from pages.shared import words
from pages.shared.loading import looking, typed
from pages.shared.loading.typed import CHECKED, MOST_ROWS, ROW, WHY, Corrections

IS_CHECKED = "I have checked the text of this row: it is not about a child or family"
# How high a row has to be for its reason: so much a line, of so many characters, to an end.
LINE_HEIGHT, LINE_LENGTH, MOST_LINES = 20, 54, 8


def show(viewer: Identity, report: ImportReport, place: str, checked: Corrections) -> bool:
    """The refused rows, and ways to put them right. Value: True if something is typed that has not been checked yet.

    `checked`: the corrections with which the report was made.
    """
    st.header(f"{words.plural(report.refused_row_count, 'row')} to put right")
    st.write(
        "Type over what is wrong and check again. What you type is kept: choose the same file on another day, and it "
        "is still here. Your file itself stays as it is."
    )
    corrections = _editor(viewer, report, place, checked)
    if report.refused_row_count > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} are shown. The file below has all of them.")
    with st.container(horizontal=True):
        is_unchecked = corrections != checked
        st.button(
            "Check again",
            type="primary" if is_unchecked else "secondary",
            key="check again",
            on_click=_check,
            args=(place,),
        )
        st.download_button(
            "Download the refused rows", report.errors_csv(), f"{report.file_name}.errors.csv", on_click="ignore"
        )
    return is_unchecked


def to_check(viewer: Identity, place: str) -> Corrections:
    """The corrections that the file is to be looked at with: those of the last check, or of a draft."""
    key = f"checked {place}"
    if key not in st.session_state:
        st.session_state[key] = typed.kept(viewer, place)
    found: Corrections = st.session_state[key]
    return found


def _check(place: str) -> None:
    looking.forget()
    st.session_state.pop(f"checked {place}", None)


def _editor(viewer: Identity, report: ImportReport, place: str, checked: Corrections) -> Corrections:
    """The table. It stays the same while it is typed in: a new one would throw the typing away."""
    key = f"editor {place} {hash(str(sorted(checked.items())))}"
    before = typed.kept(viewer, place)
    if key not in st.session_state:
        st.session_state[f"table of {key}"] = typed.as_table(report, before)
    table = st.session_state[f"table of {key}"]
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[ROW, WHY],
        row_height=_height(table[WHY]),
        column_config={
            ROW: st.column_config.NumberColumn(ROW, width="small", pinned=True),
            WHY: st.column_config.TextColumn(WHY, width=420),
            CHECKED: st.column_config.CheckboxColumn("I have checked", help=IS_CHECKED),
        },
    )
    after = typed.with_edits(table, st.session_state[key]["edited_rows"], before)
    if after != before:
        typed.keep(viewer, place, after)
    return after


def _height(reasons: "pd.Series[str]") -> int:
    lines = math.ceil(reasons.str.len().max() / LINE_LENGTH)
    return LINE_HEIGHT * min(max(lines, 1), MOST_LINES) + 16
