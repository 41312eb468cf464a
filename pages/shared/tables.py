"""Tables: the numbers beside every chart, with their downloads."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.shared import downloads


def show(
    frame: pd.DataFrame,
    title: str,
    name: str,
    notes: Sequence[str] = (),
    links: dict[str, str] | None = None,
    height: int | None = None,
) -> None:
    """The table under its title, with XLSX and CSV below.

    `frame`: columns named for people, in order. `name`: of the file, from `downloads.file_name`.
    `notes`: what the file says above the table (filters, "data to"). `links`: column of addresses -> what the link says.
    """
    st.subheader(title)
    if frame.empty:
        st.write("There is nothing to list here for this choice of filters.")
        return
    columns = {column: st.column_config.LinkColumn(column, display_text=text) for column, text in (links or {}).items()}
    shape: dict[str, int] = {"height": height} if height else {}
    st.dataframe(frame, hide_index=True, column_config=columns, alt=title, key=f"table {name}", **shape)
    downloads.buttons(frame.drop(columns=list(links or {})), name, [title, *notes], name)
