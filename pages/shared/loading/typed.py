"""What a person put right in the refused rows of a file: kept as a draft, for when the same file is chosen again."""

from collections.abc import Mapping
from hashlib import sha256

import streamlit as st

from data_access import drafts
from data_access.imports import Correction
from data_access.permissions import Identity

Corrections = dict[int, Correction]


def place_of(kind: str, content: bytes) -> str:
    """Where the corrections of this file, taken for this kind, are kept."""
    return f"{kind} {sha256(content).hexdigest()[:32]}"


def kept(viewer: Identity, place: str) -> Corrections:
    """What was typed so far, here or before."""
    if place not in st.session_state:
        draft = drafts.draft(viewer, drafts.OF_A_FILE, place)
        st.session_state[place] = {} if draft is None else from_draft(draft.answers)
    found: Corrections = st.session_state[place]
    return found


def keep(viewer: Identity, place: str, corrections: Corrections) -> None:
    """In the session and as a draft."""
    st.session_state[place] = corrections
    drafts.keep_draft(viewer, drafts.OF_A_FILE, place, as_draft(corrections))


def forget(viewer: Identity, place: str) -> None:
    """Once the file is loaded."""
    if st.session_state.pop(place, None):
        drafts.discard_draft(viewer, drafts.OF_A_FILE, place)


def with_row(
    corrections: Corrections, row: int, said: Mapping[str, str], shown: Mapping[str, str], is_checked: bool
) -> Corrections:
    """The corrections with what stands in the boxes of one row. What the report has there too is no correction.

    `said` and `shown`: column -> cell, as typed and as the report has it.
    """
    before = corrections.get(row, Correction())
    typed = {column: cell for column, cell in said.items() if column in before.cells or cell != shown[column]}
    after = Correction({**before.cells, **typed}, is_checked)
    return {**corrections, row: after} if after != before else corrections


def as_draft(corrections: Corrections) -> dict[str, object]:
    """As a draft holds them."""
    return {str(row): [dict(one.cells), one.is_checked] for row, one in corrections.items()}


def from_draft(answers: Mapping[str, object]) -> Corrections:
    """What a draft holds."""
    return {int(row): Correction(one[0], bool(one[1])) for row, one in answers.items() if isinstance(one, list)}
