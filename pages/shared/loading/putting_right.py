"""The refused rows of a file, one below the other: each wrong cell in a box of its own, with the reason below it.

Boxes and no table: the first key pressed in Streamlit's table fetches a part of it, and what is typed until that
has come is lost, as is what is typed before the next picture after Enter. A table is of little use on a phone, too.
"""

from textwrap import shorten

import streamlit as st

from data_access.imports import KINDS, Correction, ImportReport, Refusal
from data_access.permissions import Identity
from pages.shared import words
from pages.shared.loading import looking, typed
from pages.shared.loading.typed import Corrections
from pages.shared.typed import plain

IS_CHECKED = "I have checked the text of this row: it is not about a child or family"
# In characters: more than this is read and put right in a box of several lines.
LONGEST_IN_A_LINE, LONGEST_NAME = 60, 120
AT_A_TIME, IN_A_LINE = 20, 3
# How wide the only box of a line is, and what is left beside it.
ALONE = [2, 1]


def show(viewer: Identity, report: ImportReport, place: str, checked: Corrections) -> bool:
    """The refused rows, and ways to put them right. Value: True if something is typed that has not been checked yet.

    `checked`: the corrections with which the report was made.
    """
    st.header(f"{words.plural(report.refused_row_count, 'row')} to put right")
    st.write(
        "Type over what is wrong and check again. What you type is kept: choose the same file on another day, and it "
        "is still here. Your file itself stays as it is."
    )
    if report.refused_row_count > AT_A_TIME:
        st.write(
            "One mistake in many rows is put right sooner in the file itself: correct it there and choose the file "
            "again. What is right already can be loaded first: the same row twice changes nothing."
        )
    # The boxes stay the same until the next check: new ones would throw the typing away.
    turn = f"{place} {hash(str(sorted(checked.items())))}"
    refused = _by_row(report)
    before = corrections = typed.kept(viewer, place)
    for row in _shown(list(refused), turn):
        corrections = _row(report, row, refused[row], corrections, turn)
    if corrections != before:
        typed.keep(viewer, place, corrections)
    is_unchecked = corrections != checked
    with st.container(horizontal=True):
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


def _by_row(report: ImportReport) -> dict[int, list[Refusal]]:
    found: dict[int, list[Refusal]] = {}
    for refusal in report.refused:
        found.setdefault(refusal.row, []).append(refusal)
    return found


def _shown(rows: list[int], turn: str) -> list[int]:
    """As many as a person can take in; the others are a choice away."""
    if len(rows) <= AT_A_TIME:
        return rows
    parts = range(0, len(rows), AT_A_TIME)
    start = st.selectbox(
        "Shown here",
        parts,
        format_func=lambda at: f"Rows {rows[at]} to {rows[min(at + AT_A_TIME, len(rows)) - 1]} of your file",
        key=f"part {turn}",
    )
    return rows[start : start + AT_A_TIME]


def _row(report: ImportReport, row: int, refusals: list[Refusal], corrections: Corrections, turn: str) -> Corrections:
    """One refused row: what is wrong, and on demand its other cells, which may be what has to change."""
    cells = report.refused_cells[row]
    before = corrections.get(row, Correction())
    wrong: dict[str, list[str]] = {}
    for refusal in refusals:
        if refusal.column in cells:
            wrong.setdefault(refusal.column, []).append(refusal.sentence)
    with st.container(border=True, key=f"row {row} {turn}"):
        called = plain(shorten(report.called[row], LONGEST_NAME, placeholder="…"))
        st.markdown(f"**Row {row}** {called}")
        for refusal in refusals:
            if refusal.column not in cells:
                st.write(refusal.sentence)
        said = _boxes(report, row, wrong, before, turn)
        is_checked = before.is_checked
        if row in report.in_question:
            is_checked = st.checkbox(IS_CHECKED, before.is_checked, key=f"is checked {row} {turn}")
        if st.toggle("Its other cells", key=f"others {row} {turn}"):
            others: dict[str, list[str]] = {column: [] for column in cells if column not in wrong}
            said |= _boxes(report, row, others, before, turn)
    return typed.with_row(corrections, row, said, cells, is_checked)


def _boxes(
    report: ImportReport, row: int, columns: dict[str, list[str]], before: Correction, turn: str
) -> dict[str, str]:
    """A box for each cell, with what to write below it, short ones first. `columns`: with the sentences about each."""
    cells, kind = report.refused_cells[row], KINDS[report.kind]
    said = {}
    long = [column for column in columns if kind.ask(column).is_long or len(cells[column]) > LONGEST_IN_A_LINE]
    short = [column for column in columns if column not in long]
    lines = [(short[at : at + IN_A_LINE], IN_A_LINE) for at in range(0, len(short), IN_A_LINE)]
    for names, parts in [*lines, *(([column], 1) for column in long)]:
        widths = ALONE if len(names) == 1 and parts > 1 else parts
        for place, column in zip(st.columns(widths), names, strict=False):
            ask = place.text_area if column in long else place.text_input
            said[column] = ask(column, before.cells.get(column, cells[column]), key=f"cell {row} {column} {turn}")
            if columns[column]:
                place.caption(" ".join(columns[column]))
    return said
