"""Which event was it? One that is there already, or a new one made from a report."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_access import events
from data_access.events import RegisterRow
from data_access.forms import Kind
from data_access.forms.choices import Choices
from data_access.outside_files import attendance
from data_access.outside_files.attendance import Register
from data_access.outside_files.attendance_report import AttendanceReport
from data_access.permissions import Identity
from data_access.vocabulary import EventType, Mode, label
from pages.shared import words
from pages.shared.entry import register_lines
from pages.shared.outside_files.uploads import Upload

NEW = "new"
LONGEST_TITLE = 120


def choose(viewer: Identity, upload: Upload, report: AttendanceReport, known: Choices) -> Register | None:
    """None until somebody has said which event it was."""
    st.header("Which event was it?")
    held = events.events(viewer)
    earlier = attendance.event_of_report(viewer, report)
    same_day = list(held.loc[held["held_on"].isin(report.days), "event_ref"])
    options = [*([earlier] if earlier else [NEW]), *same_day, *held["event_ref"]]
    if earlier:
        st.info("This meeting's report was loaded before: the register that it made is chosen here.")
    elif same_day:
        st.write("There is an event of that day already. Was it this one?")
    called = {NEW: "A new event", **known[Kind.EVENT]}
    chosen = st.selectbox(
        "Event",
        list(dict.fromkeys(options)),
        index=None if same_day and not earlier else 0,
        format_func=lambda one: called.get(one, one),
        placeholder="Choose the event, or a new one",
        key=upload.key("event"),
    )
    if chosen == NEW:
        return _new(viewer, upload, report, known)
    return _stored(viewer, chosen) if chosen else None


def _stored(viewer: Identity, event_ref: str) -> Register:
    register = events.register_for_editing(viewer, event_ref)
    return Register(register.answers, register_lines.rows_of(register.rows), event_ref, register.version)


def _new(viewer: Identity, upload: Upload, report: AttendanceReport, known: Choices) -> Register:
    left, right = st.columns(2)
    with left:
        title = st.text_input("What it was called", report.title[:LONGEST_TITLE], key=upload.key("title"))
        held_on = _day(upload, report.days)
    with right:
        kind = st.selectbox(
            "What kind of event it was",
            list(EventType),
            index=None,
            format_func=label,
            placeholder="Choose the kind",
            key=upload.key("kind"),
        )
        mode = st.selectbox("How it was held", list(Mode), 1, format_func=label, key=upload.key("mode"))
        cluster = st.selectbox(
            "Cluster it was for (optional)",
            list(known[Kind.CLUSTER]),
            index=None,
            placeholder="None: for the whole programme",
            key=upload.key("cluster"),
        )
    answers: dict[str, object] = {
        "title": title,
        "event_type": kind,
        "held_on": held_on,
        "mode": mode,
        "cluster": cluster,
    }
    return Register(answers, _expected(viewer, held_on, cluster))


def _day(upload: Upload, days: Sequence[date]) -> date | None:
    if len(days) > 1:
        return st.radio(
            "When it was held: the report can be read both ways", days, None, words.day, key=upload.key("which day")
        )
    first = days[0] if days else None
    return st.date_input("When it was held", first, format="DD/MM/YYYY", key=upload.key("day"))


def _expected(viewer: Identity, held_on: date | None, cluster: str | None) -> list[RegisterRow]:
    """The settings of the cluster, as not there. An event of everybody lists those who were."""
    if held_on is None or cluster is None:
        return []
    return [RegisterRow(urn, False) for urn in events.expected_settings(viewer, held_on, cluster)["urn"]]


def comparison(
    found: Sequence[attendance.Seen], chosen: Register, after: Sequence[RegisterRow], names: Mapping[str, str]
) -> pd.DataFrame:
    """Rows: one per setting on the register, those in the meeting first. What the report says, and what would be."""
    stored, there = {row.urn: row for row in chosen.rows}, {one.urn: one for one in found}
    rows = [
        {
            "Setting": names.get(row.urn, row.urn),
            "In the meeting": there[row.urn].people_count if row.urn in there else 0,
            "Longest there": _minutes(there[row.urn].longest) if row.urn in there else "",
            **({"Until now": _said(stored.get(row.urn))} if chosen.event_ref else {}),
            "Register": _said(row),
        }
        for row in sorted(after, key=lambda row: (row.urn not in there, names.get(row.urn, row.urn)))
    ]
    return pd.DataFrame(rows)


def _minutes(seconds: int) -> str:
    return words.plural(seconds // 60, "minute")


def _said(row: RegisterRow | None) -> str:
    if row is None:
        return "Not listed"
    if not row.is_attended:
        return "Did not come"
    return f"Came, {words.plural(row.people_count, 'person', 'people')}" if row.people_count else "Came"
