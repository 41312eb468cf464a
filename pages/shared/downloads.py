"""Files to take away: CSV and XLSX that say what they show, and that no spreadsheet runs as a formula."""

import csv
import io
import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st
import xlsxwriter  # type: ignore[import-untyped]

# Spreadsheets run a cell that begins with one of these; an apostrophe before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def file_name(*parts: str) -> str:
    """participation-rate_central_autumn-term-2026, from whatever was chosen."""
    plain = (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)
    return "_".join(part for part in plain if part)


def safe(value: object) -> object:
    """The value; text that a spreadsheet would run is kept as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def as_csv(frame: pd.DataFrame, notes: Sequence[str]) -> bytes:
    """Notes first, one a line, an empty line, then the table. UTF-8 with a mark, so that Excel reads £ and é."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([safe(note)] for note in notes)
    writer.writerow([])
    writer.writerow([safe(str(column)) for column in frame.columns])
    writer.writerows([_plain(value) for value in row] for row in frame.itertuples(index=False))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(frame: pd.DataFrame, notes: Sequence[str]) -> bytes:
    """The same as one sheet, with numbers as numbers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Table")
        bold = book.add_format({"bold": True})
        for row, note in enumerate(notes):
            sheet.write_string(row, 0, str(safe(note)))
        first = len(notes) + 1
        for column, name in enumerate(frame.columns):
            sheet.write_string(first, column, str(safe(str(name))), bold)
            for row, value in enumerate(frame[name], start=first + 1):
                sheet.write(row, column, _plain(value))
        sheet.autofit()
        sheet.freeze_panes(first + 1, 0)
    return stream.getvalue()


def buttons(frame: pd.DataFrame, name: str, notes: Sequence[str], key: str) -> None:
    """Two buttons; the files are made when one is pressed, not before."""
    with st.container(horizontal=True, key=f"downloads {key}"):
        st.download_button(
            "Download XLSX", lambda: as_xlsx(frame, notes), f"{name}.xlsx", key=f"xlsx {key}", on_click="ignore"
        )
        st.download_button(
            "Download CSV", lambda: as_csv(frame, notes), f"{name}.csv", key=f"csv {key}", on_click="ignore"
        )


def _plain(value: object) -> object:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)  # a count beside hidden or missing ones is held as a fraction
    return safe(value.isoformat() if hasattr(value, "isoformat") else value)
