"""Audits, reflections and comments by Ofsted on a page: read by all who may, approved by some."""

from typing import Any

import pandas as pd
import streamlit as st

from data_access import attachments, evidence_pieces, review
from data_access.permissions import Action, Identity
from data_access.vocabulary import CaseStudyStatus, EvidenceKind, ReviewDecision, TextSource, label
from pages.shared import menu, words
from pages.shared.culture import files_shown, theme_counts
from pages.shared.entry import saving
from pages.shared.facts import View
from pages.shared.filters import Filters
from pages.shared.typed import plain

PAGEFUL = 10
# Status -> how it stands beside the title.
MARKS = {
    CaseStudyStatus.SUBMITTED: "waiting for approval",
    CaseStudyStatus.DRAFT: "sent back to its writer",
    CaseStudyStatus.REFUSED: "refused",
}


def read(view: View, sees_unapproved: bool) -> pd.DataFrame:
    """Every piece that the viewer may read, those that wait for approval first."""
    del sees_unapproved  # What is kept for one who may see them must not be handed to one who may not.
    pieces = evidence_pieces.evidence_pieces(view.viewer)
    waits = pieces["status"] != CaseStudyStatus.SUBMITTED
    return pieces.loc[waits.sort_values(kind="stable").index]


def show(view: View, chosen: Filters) -> None:
    """The pieces that the filters of place leave, of every period, each under its title."""
    viewer = view.viewer
    st.header("Audits, reflections and comments by Ofsted")
    known = view.built(read, viewer.may(Action.SEE_UNAPPROVED))
    rows = theme_counts.chosen_ones(known, view, chosen, every_period=True)
    if rows.empty:
        st.write("There is none to read yet. Programme staff add them; each counts once it is approved.")
    else:
        st.write(_in_words(rows))
    if viewer.may(Action.RECORD_EVIDENCE):
        st.page_link(menu.page("enter_evidence"), label="Add evidence", icon=":material/edit_note:")
    last = st.session_state.get("pieces shown", PAGEFUL)
    files = attachments.attachments(viewer)
    for row in rows.head(last).to_dict("records"):
        _one(viewer, row, files_shown.of_text(files, TextSource.EVIDENCE_PIECE, row["id"]))
    if len(rows) > last:
        st.button(f"Show more: {len(rows) - last} left", on_click=_more, args=(last,), key="more pieces")


def _in_words(rows: pd.DataFrame) -> str:
    waiting = int((rows["status"] == CaseStudyStatus.SUBMITTED).sum())
    said = f"{words.plural(len(rows), 'piece', 'pieces')} of every period."
    return f"{said} **{waiting} waiting for approval.**" if waiting else said


def _one(viewer: Identity, row: dict[Any, Any], files: pd.DataFrame) -> None:
    mark = f" · :orange[{MARKS[row['status']]}]" if row["status"] in MARKS else ""
    title = f"**{plain(row['title'])}** · {plain(row['setting'])} · {words.month(row['happened_on'])}{mark}"
    box = st.expander(title, key=f"piece {row['id']}", on_change="rerun")
    if not box.open:
        return
    with box:
        cluster = "" if words.is_missing(row["cluster"]) else f" · {plain(row['cluster'])}"
        kind = label(EvidenceKind(row["kind"]))
        st.caption(f"{kind} · {words.phase(row['phase'])}{cluster} · {words.day(row['happened_on'])}")
        st.markdown(plain(row["text"]))
        files_shown.show(files)
        if row["status"] == CaseStudyStatus.APPROVED:
            by = f" by {plain(row['approved_by'])}" if viewer.may(Action.SEE_UNAPPROVED) else ""
            st.caption(f"Approved on {words.day(row['approved_on'])}{by}.")
        _actions(viewer, row)


def _actions(viewer: Identity, row: dict[Any, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"piece actions {row['id']}"):
        if row["status"] == CaseStudyStatus.SUBMITTED and viewer.may_open("review"):
            st.page_link(menu.page("review"), label="Review it", icon=":material/rate_review:")
        if row["status"] in (CaseStudyStatus.APPROVED, CaseStudyStatus.REFUSED) and viewer.may(Action.APPROVE_EVIDENCE):
            _take_back(viewer, row)
        if viewer.may(Action.RECORD_EVIDENCE):
            query = {"kind": "evidence_piece", "id": str(row["id"])}
            st.page_link(menu.page("enter_record"), label="Correct", query_params=query, icon=":material/edit:")
        st.page_link(
            menu.page("setting"), label="About this setting", query_params={"urn": row["urn"]}, icon=":material/school:"
        )


def _take_back(viewer: Identity, row: dict[Any, Any]) -> None:
    """Back to its writer, without a comment: to be corrected, or looked at again."""
    name, done = ("Take back", "is taken back: it counts no longer.")
    if row["status"] == CaseStudyStatus.REFUSED:
        name, done = ("Look at it again", "goes back to its writer.")
    if st.button(name, key=f"{name} piece {row['id']} {row['version']}"):
        piece = (TextSource.EVIDENCE_PIECE, row["id"], row["version"])
        saving.save(lambda: review.decide(viewer, *piece, ReviewDecision.SENT_BACK), f"“{row['title']}” {done}")


def _more(last: int) -> None:
    st.session_state["pieces shown"] = last + PAGEFUL
