"""What a booking log would change, and which of its rows have to be put right."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data_access.imports.report import ImportReport, Refusal
from data_access.outside_files import booking_log
from data_access.outside_files.mappings import Kept, Reading
from data_access.outside_files.sheets import Sheet
from data_access.permissions import Identity
from pages.shared import downloads, tables, words
from pages.shared.loading import looking
from pages.shared.outside_files import uploads
from pages.shared.outside_files.uploads import Upload
from pages.shared.typed import plain

COUNTS = {
    "read": "Rows read",
    "created": "New lines",
    "updated": "Changed",
    "unchanged": "Unchanged",
    "passed_over": "Left out",
    "refused_row_count": "Refused",
}


def trial(viewer: Identity, upload: Upload, sheet: Sheet, reading: Reading) -> ImportReport:
    """What the log would change, with word of how far that has come."""
    with looking.waiting(upload.content) as progress:
        return booking_log.load(viewer, upload.name, sheet, reading, dry_run=True, progress=progress)


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


def saved(kept: Kept, report: ImportReport) -> str:
    """What was loaded: less than was shown where somebody else has loaded the same log meanwhile."""
    if not report.created and not report.updated:
        return f"**Known already.** Every row of {plain(kept.name)} has been loaded meanwhile."
    counted = f"{words.plural(report.created, 'new line')}, {words.count(report.updated)} changed"
    return f"**Saved: {plain(kept.name)}.** {counted}. {uploads.CAN_BE_UNDONE}"


def nothing_to_load(report: ImportReport) -> str:
    """Why there is no button to load it, and what to do."""
    if report.refused and not report.unchanged:
        return (
            "Nothing can be loaded yet: put the rows right in your log and choose it again. If all of them are wrong, "
            "the log may be read wrongly: “Change how it is read” is above."
        )
    return "There is nothing to load: everything that could be taken is known already."
