"""What a booking log would change, and which of its rows have to be put right."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data_access.imports.report import ImportReport, Refusal
from pages.shared import downloads, tables, words

COUNTS = {
    "read": "Rows read",
    "created": "New lines",
    "updated": "Changed",
    "unchanged": "Unchanged",
    "passed_over": "Left out",
    "refused_row_count": "Refused",
}


def show(report: ImportReport) -> None:
    """The counts, then the rows to be put right, with all their cells in a file, and why others are left out."""
    with st.container(horizontal=True):
        for name, label in COUNTS.items():
            st.metric(label, words.count(getattr(report, name)), border=True)
    for note in report.notes:
        st.info(words.sentence_case(note), icon=":material/info:")
    if report.refused:
        table = _table(report.refused, "What to write instead")
        tables.show(table, "Rows to put right", downloads.file_name("refused rows of a log"))
        st.download_button(
            "Download the refused rows whole", report.errors_csv(), "refused-rows.csv", on_click="ignore", key="refused"
        )
    if report.left_out:
        name = downloads.file_name("rows of a log left out")
        tables.show(_table(report.left_out, "Why it is left out"), "Rows left out", name)


def _table(rows: Iterable[Refusal], said: str) -> pd.DataFrame:
    return pd.DataFrame([(one.row, one.column, one.sentence) for one in rows], columns=["Row", "Column", said])


def nothing_to_load(report: ImportReport) -> str:
    """Why there is no button to load it, and what to do."""
    if report.refused and not report.unchanged:
        return (
            "Nothing can be loaded yet: put the rows right in your log and choose it again. If all of them are wrong, "
            "the log may be read wrongly: “Change how it is read” is above."
        )
    return "There is nothing to load: everything that could be taken is known already."
