"""The form for what is expected, with what most programmes expect as an offer. For administrators."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data_access import expectations
from data_access.evidence_kinds import EVIDENCE
from data_access.expectations import ASKED, LONGEST_WAIT, Suggestion
from data_access.permissions import Identity
from pages.shared import tables, words
from pages.shared.entry import saving
from pages.shared.entry.questions import Questions
from pages.shared.facts import View

NEW = 0
Row = dict[str, Any]


def show(view: View) -> None:
    """What is set, what is offered, and the form to add or change one."""
    viewer = view.viewer
    rows, offered = view.built(build)
    st.header("What is expected, and by when?")
    _offer(viewer, offered)
    if len(rows):
        tables.show(said(rows), "", "expectations", alt="What is expected")
    stored: dict[int, Row] = {int(row["id"]): row for row in _plain(rows)}
    names = {number: in_words(row) for number, row in stored.items()}
    chosen = st.selectbox(
        "Expectation",
        [NEW, *stored],
        format_func=lambda one: names.get(one, "A new one"),
        key=saving.chosen("expectation"),
    )
    _form(viewer, stored.get(chosen))
    if chosen and st.button("Expect it no more", key="remove expectation"):
        version = int(stored[chosen]["version"])
        remove = partial(expectations.remove_expectation, viewer, chosen, version)
        saving.take_away(remove, "It is expected no more. What has come of it stays.", names[chosen])


def build(view: View) -> tuple[pd.DataFrame, list[Suggestion]]:
    """What is set, and what is offered besides."""
    return expectations.expectations(view.viewer), expectations.not_yet_set(view.viewer)


def said(rows: pd.DataFrame) -> pd.DataFrame:
    """The expectations in words."""
    return _listed(rows).assign(
        **{
            "In force": ["Yes" if is_active else "No" for is_active in rows["is_active"]],
            "Since": [words.day(day) for day in rows["since"]],
        }
    )


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "What": [EVIDENCE[name].words for name in rows["evidence"]],
            "For every": [words.KINDS[kind].lower() for kind in rows["period_kind"]],
            "Due": [_due(row) for row in _plain(rows)],
            "Ask": [ASKED[ask] for ask in rows["ask"]],
        }
    )


def in_words(row: Row) -> str:
    """Self-evaluation, for every term."""
    off = "" if row["is_active"] else ", not in force"
    return f"{EVIDENCE[row['evidence']].words}, for every {words.KINDS[row['period_kind']].lower()}{off}"


def _due(row: Row) -> str:
    after = "the cycle's day" if EVIDENCE[row["evidence"]].cycle_day else "its end"
    return f"{words.plural(row['due_days'], 'day')} after {after}"


def _offer(viewer: Identity, offered: list[Suggestion]) -> None:
    if not offered:
        return
    title = f"What most programmes expect: {len(offered)} not set yet"
    box = st.expander(title, key="fold offered", on_change="rerun")
    if not box.open:
        return
    with box:
        listed = _listed(pd.DataFrame([vars(one) for one in offered]))
        tables.show(listed, "", "suggestions", alt="What most programmes expect")
        if st.button("Expect all of these", key="take over"):
            saving.save(
                lambda: expectations.take_over(viewer),
                "They are expected from now on. Change or switch off what does not fit.",
            )


def _form(viewer: Identity, stored: Row | None) -> None:
    turn = saving.turn(
        viewer, "new expectation" if stored is None else f"expectation {stored['id']}", stored, "evidence"
    )
    now = turn.opened or {"is_active": True, "due_days": 14}
    ask = Questions(now, turn)
    with st.container(border=True):
        left, right = st.columns(2)
        evidence = ask.choice(left, "evidence", "What is expected", list(EVIDENCE), lambda name: EVIDENCE[name].words)
        kind = ask.choice(left, "period_kind", "For every", list(words.KINDS), words.KINDS.__getitem__)
        label = "Days after the period's end, or the cycle's day, by which it is due"
        days = right.number_input(label, 0, LONGEST_WAIT, int(now["due_days"]), key=turn.key("due_days"))
        who = ask.choice(right, "ask", "Who to ask where it is missing", list(ASKED), ASKED.__getitem__)
        is_active = st.checkbox("In force", bool(now["is_active"]), key=turn.key("is_active"))
        is_sent = saving.button(turn, "Save the expectation")
    if is_sent:
        opened = turn.opened
        which = {} if opened is None else {"expectation_id": int(opened["id"]), "version": int(opened["version"])}
        saving.save(
            lambda: expectations.set_expectation(viewer, evidence, kind, int(days), who, is_active, **which),
            "The expectation is saved.",
            turn,
        )


def _plain(rows: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
