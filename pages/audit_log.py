"""Who changed what, when, from what to what? For administrators."""

import math

import streamlit as st

from data_access import audit_log
from pages.shared import access, frame, tables, words

EVERYBODY, EVERYTHING = "Everybody", "Everything"
ENTRIES_ON_A_PAGE = 50
COLUMNS = {
    "recorded_at": "When",
    "actor": "Who",
    "action": "What was done",
    "table_name": "To what",
    "record_id": "Number",
    "column_name": "Part",
    "before": "From",
    "after": "To",
    "reason": "Why",
}


def in_words(name: str) -> str:
    """user_account -> User account."""
    return words.sentence_case(name.replace("_", " "))


viewer = access.viewer("audit_log")
frame.opening(
    "Who changed what?",
    "Every change is written down with the change itself, and nothing here can be altered. Passwords, free text and "
    "anything else that is private is marked “(not kept here)”.",
)
people, kinds = audit_log.actors_and_tables(viewer)
with st.container(horizontal=True):
    who = st.selectbox("Who", [EVERYBODY, *people], key="who", bind="query-params")
    what = st.selectbox("What", [EVERYTHING, *kinds], format_func=in_words, key="what", bind="query-params")
actor = None if who == EVERYBODY else who
kind = None if what == EVERYTHING else what
total = audit_log.count_of_entries(viewer, actor, kind)
page_count = max(1, math.ceil(total / ENTRIES_ON_A_PAGE))
page = st.number_input(f"Page, of {page_count} (the newest first)", 1, page_count, key=f"page {who} {what}")
entries = audit_log.audit_entries(viewer, ENTRIES_ON_A_PAGE, actor, kind, ENTRIES_ON_A_PAGE * (page - 1))
entries["recorded_at"] = entries["recorded_at"].map(words.moment)
texts = ["before", "after", "reason"]
entries[texts] = entries[texts].fillna("")
for column in ("action", "table_name", "column_name"):
    entries[column] = entries[column].map(in_words)
tables.show(
    entries.rename(columns=COLUMNS),
    f"{words.plural(total, 'change')}, page {page} of {page_count}",
    "audit-log",
    notes=[f"Who: {who}", f"What: {in_words(what)}"],
)
