"""What a person put right in the refused rows of a file: kept as a draft, for when the same file is chosen again."""

from collections.abc import Mapping
from hashlib import sha256

import pandas as pd
import streamlit as st

from data_access import drafts
from data_access.imports import Correction, ImportReport
from data_access.permissions import Identity

FORM = "import"
ROW, WHY, CHECKED = "Row", "What to write instead", "Checked"
MOST_ROWS = 200

Corrections = dict[int, Correction]


def place_of(kind: str, content: bytes) -> str:
    """Where the corrections of this file, taken for this kind, are kept."""
    return f"{kind} {sha256(content).hexdigest()[:32]}"


def kept(viewer: Identity, place: str) -> Corrections:
    """What was typed so far, here or before."""
    if place not in st.session_state:
        draft = drafts.draft(viewer, FORM, place)
        st.session_state[place] = {} if draft is None else from_draft(draft.answers)
    found: Corrections = st.session_state[place]
    return found


def keep(viewer: Identity, place: str, corrections: Corrections) -> None:
    """In the session and as a draft."""
    st.session_state[place] = corrections
    drafts.keep_draft(viewer, FORM, place, as_draft(corrections))


def forget(viewer: Identity, place: str) -> None:
    """Once the file is loaded."""
    if st.session_state.pop(place, None):
        drafts.discard_draft(viewer, FORM, place)


def as_table(report: ImportReport, corrections: Corrections) -> pd.DataFrame:
    """The refused rows to be put right: why each is refused, then its cells, those that are wrong first.

    Rows: one per refused row of the file, as far as a person can take in. Columns: Row, What to write instead, Checked
    (only where a person may say so), then the file's.
    """
    said: dict[int, list[str]] = {}
    for refusal in report.refused:
        said.setdefault(refusal.row, []).append(f"{refusal.column}: {refusal.sentence}")
    rows = list(said)[:MOST_ROWS]
    table = pd.DataFrame({ROW: rows, WHY: [" ".join(said[row]) for row in rows]})
    if report.in_question & set(rows):
        table[CHECKED] = [corrections.get(row, Correction()).is_checked for row in rows]
    typed = {row: corrections[row].cells for row in rows if row in corrections}
    for column in _columns(report):
        table[column] = [typed.get(row, {}).get(column, report.refused_cells[row][column]) for row in rows]
    return table


def with_edits(
    table: pd.DataFrame, edited: Mapping[int, Mapping[str, object]], corrections: Corrections
) -> Corrections:
    """The corrections with what was typed into the table. `edited`: line of the table -> column -> cell."""
    found = dict(corrections)
    for at, cells in edited.items():
        row = int(table[ROW].iloc[at])
        before = found.get(row, Correction())
        is_checked = bool(cells.get(CHECKED, before.is_checked))
        typed = {str(column): str(cell or "") for column, cell in cells.items() if column != CHECKED}
        found[row] = Correction({**before.cells, **typed}, is_checked)
    return found


def _columns(report: ImportReport) -> list[str]:
    every = list(next(iter(report.refused_cells.values()), {}))
    wrong = {refusal.column for refusal in report.refused}
    return sorted(every, key=lambda column: column not in wrong)


def as_draft(corrections: Corrections) -> dict[str, object]:
    """As a draft holds them."""
    return {str(row): [dict(one.cells), one.is_checked] for row, one in corrections.items()}


def from_draft(answers: Mapping[str, object]) -> Corrections:
    """What a draft holds."""
    return {int(row): Correction(one[0], bool(one[1])) for row, one in answers.items() if isinstance(one, list)}
