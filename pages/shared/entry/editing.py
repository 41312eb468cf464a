"""Records in an editable table, and back again."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from data_access.errors import InvalidInput

Record = TypeVar("Record")


def day(label: str) -> Any:
    """A column of days, written as people say them."""
    # Not `required`: a browser does not send a new row that lacks such a cell, and what is in it would be lost unsaid.
    return st.column_config.DateColumn(label, format="D MMMM YYYY")


def dated(records: Iterable[Any], columns: Mapping[str, object]) -> pd.DataFrame:
    """The records as a table of these columns, also when there is none; `…_on` columns are days."""
    frame = pd.DataFrame([asdict(record) for record in records], columns=list(columns))
    for name in columns:
        frame[name] = pd.to_datetime(frame[name]) if name.endswith("_on") else frame[name].astype(object)
    return frame


def like(stored: pd.DataFrame, rows: pd.DataFrame | None) -> pd.DataFrame:
    """What was kept of a table, in the columns and types of the stored one; that itself where nothing was kept."""
    if rows is None:
        return stored
    return rows.reindex(columns=range(stored.shape[1])).set_axis(stored.columns, axis=1).astype(stored.dtypes.to_dict())


def records(frame: pd.DataFrame, kind: type[Record], **more: object) -> list[Record]:
    """The rows as records again, wholly empty ones left out; `more` holds the fields that the table does not show.

    Raises: InvalidInput if a cell is empty.
    """
    frame = frame.dropna(how="all")
    if frame.isna().any(axis=None):
        raise InvalidInput({"rows": "Fill every cell of the table, or remove the row."})
    rows = frame.to_dict("records")
    return [kind(**{str(name): _plain(value) for name, value in row.items()}, **more) for row in rows]


def _plain(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value


def clusters_of_areas(proposed: dict[str, str | None], clusters: list[str], key: str) -> dict[str, str | None]:
    """Area → the cluster that it belongs to, as somebody put it right."""
    st.write("The clusters below are proposed from where their settings are. Change what is wrong.")
    table = st.data_editor(
        pd.DataFrame({"area": list(proposed), "cluster": list(proposed.values())}, dtype=object),
        column_config={
            "area": st.column_config.TextColumn("Area", disabled=True),
            "cluster": st.column_config.SelectboxColumn("Cluster", options=clusters),
        },
        hide_index=True,
        key=key,
        alt="Which area belongs to which cluster",
    )
    return {area: cluster or None for area, cluster in zip(table["area"], table["cluster"], strict=True)}
