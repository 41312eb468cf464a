"""What a booking log would change, and which of its rows have to be put right."""

import pandas as pd
import streamlit as st

from data_access.imports.report import ImportReport
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
    """The counts, then the rows to be put right, with all their cells in a file."""
    with st.container(horizontal=True):
        for name, label in COUNTS.items():
            st.metric(label, words.count(getattr(report, name)), border=True)
    for note in report.notes:
        st.info(words.sentence_case(note), icon=":material/info:")
    if report.refused:
        rows = [(refusal.row, refusal.column, refusal.sentence) for refusal in report.refused]
        table = pd.DataFrame(rows, columns=["Row", "Column", "What to write instead"])
        tables.show(table, "Rows to put right", downloads.file_name("refused rows of a log"))
        st.download_button(
            "Download the refused rows whole", report.errors_csv(), "refused-rows.csv", on_click="ignore", key="refused"
        )


def nothing_to_load(report: ImportReport) -> str:
    """Why there is no button to load it, and what to do."""
    if report.refused and not report.unchanged:
        return (
            "Nothing can be loaded yet: put the rows right in your log and choose it again. If all of them are wrong, "
            "the log may be read wrongly: “Change how it is read” is above."
        )
    return "There is nothing to load: everything that could be taken is known already."
