"""The files of a text on a page: a link for each, to those who may read the text."""

from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import words
from pages.shared.typed import plain

KILOBYTE = 1024


def of_text(files: pd.DataFrame, source: str, number: int) -> pd.DataFrame:
    """Those of one text."""
    return files[(files["source"] == source) & (files["source_id"] == number)]


def show(files: pd.DataFrame) -> None:
    """A link for each, which saves the file."""
    links = [
        f":material/attach_file: [{plain(row['title'])}](/attachments/{row['id']}) ({_size(row)})"
        for row in files.to_dict("records")
    ]
    if links:
        st.markdown("  \n".join(links))


def _size(row: dict[Any, Any]) -> str:
    kilobytes = max(round(row["byte_count"] / KILOBYTE), 1)
    return f"{str(row['file_type']).upper()}, {words.amount(kilobytes, 'count')} kB"
