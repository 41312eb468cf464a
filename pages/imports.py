"""What would this file change, and which of its rows need putting right? For programme staff and administrators."""

import streamlit as st

from data_access import imports, locks
from data_access.errors import Locked, ProductError
from data_access.imports import ImportKind, ImportReport
from data_access.permissions import Identity
from pages.shared import access, frame
from pages.shared.entry import reasons, saving
from pages.shared.loading import kinds, loaded, looking, putting_right, typed
from pages.shared.loading.looking import Preview

REPORT, TURN = "import report", "import turn"


def finished(report: ImportReport) -> None:
    """What the load before this run did."""
    st.success(f"**{report.file_name}**: {report.outcome()}", icon=":material/check_circle:")
    saving.bring_into_view()
    looking.counts(report)
    st.divider()


def load(viewer: Identity, name: str, content: bytes, shown: Preview) -> None:
    """Loads what the preview showed, and runs the page again; a refusal is said in place."""
    kind, skip = shown.report.kind, bool(shown.report.refused)
    try:
        with looking.waiting(content) as progress, locks.because(reasons.given(name)):
            report = imports.run(viewer, kind, name, content, False, skip, shown.corrections, progress)
    except Locked as locked:
        reasons.ask(name, str(locked))
        st.rerun()
    except ProductError as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        return
    reasons.forget(name)
    looking.forget()
    typed.forget(viewer, shown.place)
    st.session_state[REPORT], st.session_state[TURN] = report, st.session_state[TURN] + 1
    st.rerun()


def look(viewer: Identity, kind: ImportKind, name: str, content: bytes) -> None:
    """What the file would change, what has to be put right, and the button that loads it."""
    place = typed.place_of(kind.name, content)
    shown = looking.preview(viewer, kind.name, name, content, place, putting_right.to_check(viewer, place))
    if shown is None:
        return
    report = shown.report
    st.header("What it would change")
    looking.counts(report)
    looking.read_with(shown.corrections)
    is_unchecked = bool(report.refused) and putting_right.show(viewer, report, place, shown.corrections)
    looking.rows(report)
    if not report.created and not report.updated:
        st.write(looking.nothing_to_load(report))
    elif is_unchecked:
        st.write("Check what you typed first, then load the file.")
    else:
        reasons.box(name)
        label = "Load the other rows and leave these out" if report.refused else "Load this file"
        if st.button(label, type="primary", key="load"):
            load(viewer, name, content, shown)


viewer = access.viewer("imports")
frame.opening(
    "What do you want to load?",
    "A spreadsheet of registers, plans, figures or anything else below. You see first what it would change; nothing is "
    "saved until you say so, and the same file twice changes nothing.",
)
saving.announce()
turn = st.session_state.setdefault(TURN, 0)
if REPORT in st.session_state:
    finished(st.session_state.pop(REPORT))
file = st.file_uploader("CSV file or Excel workbook (.xlsx)", key=f"file {turn}")
if file is None:
    kinds.elsewhere()
    kinds.templates(viewer)
    loaded.show(viewer)
    st.stop()
kind = kinds.taken_for(viewer, file.getvalue(), f"{file.file_id}")
if kind is None:
    kinds.elsewhere()
    kinds.templates(viewer)
else:
    look(viewer, kind, file.name, file.getvalue())
