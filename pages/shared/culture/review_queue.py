"""What waits for a reviewer on a page: how one text reads, what in it should be looked at, and what is decided."""

from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from data_access import attachments, review
from data_access.clock import HERE
from data_access.forms.personal_data import findings
from data_access.permissions import Identity
from data_access.vocabulary import ConsentFor, ConsentGiver, EvidenceKind, ReviewDecision, TextSource, label
from pages.shared import menu, words
from pages.shared.culture import files_shown
from pages.shared.entry import saving
from pages.shared.typed import plain

PAGEFUL = 5
PARTS = {
    "context": "How it was",
    "what_was_done": "What was done",
    "impact": "What changed",
    "quotation": "Quotation",
    "text": "What it says",
}
DONE = {
    ReviewDecision.APPROVED: "is approved: everybody whom its consent covers can read it, and it counts.",
    ReviewDecision.SENT_BACK: "goes back to its author with your comment.",
    ReviewDecision.REFUSED: "is refused. Its author and the reviewers can still see it; it counts nowhere.",
}
BUTTONS = {
    ReviewDecision.APPROVED: "Approve",
    ReviewDecision.SENT_BACK: "Send back with the comment",
    ReviewDecision.REFUSED: "Refuse",
}


def show(viewer: Identity) -> None:
    """Every text that waits, the oldest first, each to be read and decided."""
    rows = review.waiting(viewer)
    if rows.empty:
        st.info("Nothing waits to be read. What is handed in comes here, before anybody else can read it.")
        return
    st.markdown(f"**{_how_many(rows)}**")
    last = st.session_state.get("texts shown", PAGEFUL)
    files = attachments.attachments(viewer)
    for row in rows.head(last).to_dict("records"):
        with st.container(border=True, key=f"waits {row['source']} {row['id']}"):
            _one(viewer, row, files_shown.of_text(files, row["source"], row["id"]))
    if len(rows) > last:
        st.button(
            f"Show more: {len(rows) - last} left",
            on_click=st.session_state.update,
            args=({"texts shown": last + PAGEFUL},),
        )


def sent_back(viewer: Identity) -> None:
    """What was sent back to the person looking, with the reviewer's comment and the way to correct it."""
    for row in review.sent_back(viewer).to_dict("records"):
        said = "" if words.is_missing(row["comment"]) else f" {plain(row['comment'])}"
        st.warning(f"**Sent back to you: {plain(row['title'])}.**{said}", icon=":material/undo:")
        page, query = way_to(row["source"], row["id"])
        st.page_link(
            menu.page(page), label="Correct it and hand it in again", query_params=query, icon=":material/edit:"
        )


def way_to(source: str, number: int) -> tuple[str, dict[str, str]]:
    """Where a text is corrected: the page, and what its address says."""
    if source == TextSource.CASE_STUDY:
        return "enter_case_study", {"id": str(number)}
    return "enter_record", {"kind": source, "id": str(number)}


def told(viewer: Identity, source: TextSource, number: int) -> None:
    """On the form of one text: what reviewers told its author, the latest first."""
    for row in review.decisions(viewer, source, number).to_dict("records"):
        if not words.is_missing(row["comment"]):
            what = label(ReviewDecision(row["decision"])).lower()
            st.info(f"A reviewer ({what}, {words.moment(row['decided_at'])}): {plain(row['comment'])}")


def marked(text: str) -> str:
    """The text as it was typed, with what could name a child or a family on a coloured ground."""
    pieces, at = [], 0
    for found in findings(text):
        pieces += [plain(text[at : found.start]), f":orange-background[{plain(text[found.start : found.end])}]"]
        at = found.end
    return "".join([*pieces, plain(text[at:])])


def _how_many(rows: pd.DataFrame) -> str:
    own = int(rows["is_own"].sum())
    said = f"{words.plural(len(rows), 'text waits', 'texts wait')} to be read, the oldest first."
    return f"{said} {own} of them you handed in yourself: somebody else approves those." if own else said


def _one(viewer: Identity, row: dict[Any, Any], files: pd.DataFrame) -> None:
    st.header(plain(row["title"]))
    st.caption(_about(row))
    texts = {name: str(row[name]) for name in PARTS if not words.is_missing(row[name])}
    kinds = [str(found.kind) for text in (str(row["title"]), *texts.values()) for found in findings(text)]
    if kinds:
        said = ", ".join(dict.fromkeys(kinds))
        st.warning(f"Look at what is marked: it looks like {said}.", icon=":material/privacy_tip:")
    st.markdown("\n\n".join(f"**{PARTS[name]}**\n\n{marked(text)}" for name, text in texts.items()))
    files_shown.show(files)
    if row["source"] == TextSource.CASE_STUDY:
        st.caption(_consent(row))
    _decision(viewer, row)


def _about(row: dict[Any, Any]) -> str:
    cluster = "" if words.is_missing(row["cluster"]) else f" · {plain(row['cluster'])}"
    by = row["recorded_by"] if words.is_missing(row["submitted_by"]) else row["submitted_by"]
    since = "" if words.is_missing(row["submitted_at"]) else f" {_ago(row['submitted_at'])}"
    kind = label(EvidenceKind(row["kind"]))
    return (
        f"{kind} · {plain(row['setting'])}{cluster} · {words.day(row['happened_on'])} · handed in{since} by {plain(by)}"
    )


def _ago(moment: datetime) -> str:
    days = (datetime.now(HERE).date() - moment.astimezone(HERE).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _consent(row: dict[Any, Any]) -> str:
    if words.is_missing(row["consent_from"]):
        return "Nobody has recorded who agreed that this is shared: send it back and ask for it."
    giver, purpose = label(ConsentGiver(row["consent_from"])), label(ConsentFor(row["consent_for"]))
    said = f"Agreed by: {giver.lower()}, {words.day(row['consented_on'])}. May be read by: {purpose.lower()}."
    if words.is_missing(row["quotation"]) or words.is_missing(row["quotation_from"]):
        return said
    giver, purpose = label(ConsentGiver(row["quotation_from"])), label(ConsentFor(row["quotation_for"]))
    return f"{said} Quotation agreed by: {giver.lower()}; may be read by: {purpose.lower()}."


def _decision(viewer: Identity, row: dict[Any, Any]) -> None:
    key = f"{row['source']} {row['id']} {row['version']}"
    comment = st.text_area(
        "Comment for the author",
        key=f"comment {key}",
        height=80,
        placeholder="Needed to send it back or to refuse it. Name nobody.",
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"decide {key}"):
        for decision, name in BUTTONS.items():
            if row["is_own"] and decision == ReviewDecision.APPROVED:
                st.write("You handed this in: somebody else approves it.")
                continue
            kind: Any = "primary" if decision == ReviewDecision.APPROVED else "secondary"
            if st.button(name, key=f"{decision} {key}", type=kind):
                _decide(viewer, row, decision, comment)
        page, query = way_to(row["source"], row["id"])
        if viewer.may_open(page):
            st.page_link(menu.page(page), label="Edit", query_params=query, icon=":material/edit:")


def _decide(viewer: Identity, row: dict[Any, Any], decision: ReviewDecision, comment: str) -> None:
    text = (TextSource(row["source"]), row["id"], row["version"])
    saving.save(lambda: review.decide(viewer, *text, decision, comment), f"“{row['title']}” {DONE[decision]}")
