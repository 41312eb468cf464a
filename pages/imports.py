"""What would this file change, and which of its rows need putting right? For programme staff and administrators."""

import pandas as pd
import streamlit as st

from data_access import imports, locks
from data_access.errors import Locked, ProductError
from data_access.imports import ImportReport
from data_access.permissions import Identity
from pages.shared import access, downloads, frame, tables, words
from pages.shared.entry import reasons

REPORT, TURN = "import report", "import turn"
MOST_REFUSALS_SHOWN = 500
COUNTS = {
    "read": "Rows read",
    "created": "New",
    "updated": "Changed",
    "unchanged": "Unchanged",
    "passed_over": "Passed over",
    "repeated": "Repeated",
    "refused_row_count": "Refused",
}


def load(viewer: Identity, kind: str, name: str, content: bytes, *, dry_run: bool, skip: bool) -> ImportReport | None:
    """The report; None, with the sentence shown, for a file that cannot be read."""
    try:
        waiting = "Checking every row…" if dry_run else "Loading…"
        with st.spinner(waiting, show_time=True), locks.because("" if dry_run else reasons.given(name)):
            return imports.run(viewer, kind, name, content, dry_run=dry_run, skip_bad_rows=skip)
    except Locked as locked:
        reasons.ask(name, str(locked))
        st.rerun()
    except ProductError as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        return None


def show(report: ImportReport) -> None:
    """The counts, then what has to be put right, row by row."""
    for column, (name, label) in zip(st.columns(len(COUNTS)), COUNTS.items(), strict=True):
        column.metric(label, words.count(getattr(report, name)), border=True)
    for note in report.notes:
        st.info(words.sentence_case(note), icon=":material/info:")
    if not report.refused:
        return
    rows = [(refusal.row, refusal.column, refusal.sentence) for refusal in report.refused[:MOST_REFUSALS_SHOWN]]
    table = pd.DataFrame(rows, columns=["Row", "Column", "What to write instead"])
    name = downloads.file_name("refused rows", report.file_name)
    tables.show(table, "Rows to put right", name, notes=[report.file_name])
    if len(report.refused) > MOST_REFUSALS_SHOWN:
        st.caption(f"The first {MOST_REFUSALS_SHOWN} are shown. The file below has all of them.")
        st.download_button("Download all refused rows", report.errors_csv(), f"{report.file_name}.errors.csv")


def finished(report: ImportReport) -> None:
    """What the load before this run did."""
    st.success(f"**{report.file_name}**: {report.outcome()}", icon=":material/check_circle:")
    show(report)
    st.divider()


viewer = access.viewer("imports")
frame.opening(
    "What do you want to load?",
    "A spreadsheet of registers, plans, figures or anything else below. You see first what it would change; nothing is "
    "saved until you say so, and the same file twice changes nothing.",
)
kinds = {kind.name: kind for kind in imports.kinds_for(viewer)}
if TURN in st.session_state and REPORT in st.session_state:
    finished(st.session_state.pop(REPORT))
kind = kinds[st.selectbox("Kind of file", list(kinds), format_func=lambda name: kinds[name].title)]
st.write(kind.explanation)
st.download_button(
    "Download a template", imports.template(kind.name), f"{kind.name}-template.csv", on_click="ignore", key="template"
)
turn = st.session_state.setdefault(TURN, 0)
file = st.file_uploader("CSV file or Excel workbook (.xlsx)", key=f"file {kind.name} {turn}")
if file is None:
    st.stop()

content = file.getvalue()
preview = load(viewer, kind.name, file.name, content, dry_run=True, skip=False)
if preview is None:
    st.stop()
st.header("What it would change")
show(preview)
if not preview.created and not preview.updated:
    st.write("There is nothing to load: everything that could be taken is known already.")
    st.stop()
if preview.refused:
    st.write("Put these rows right in your file and choose it again, or load the others without them.")
reasons.box(file.name)
label = "Load the other rows and leave these out" if preview.refused else "Load this file"
if st.button(label, type="primary", key="load"):
    report = load(viewer, kind.name, file.name, content, dry_run=False, skip=bool(preview.refused))
    if report is not None:
        reasons.forget(file.name)
        st.session_state[REPORT], st.session_state[TURN] = report, turn + 1
        st.rerun()
