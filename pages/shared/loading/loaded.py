"""Files that were loaded, each with a way to undo it whole."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data_access import import_runs
from data_access.import_runs import LOADABLE
from data_access.outside_files.kinds import ROWS
from data_access.permissions import Identity
from pages.shared import tables, words
from pages.shared.entry import saving
from pages.shared.loading import looking
from pages.shared.typed import plain

MOST_LINES = 8
Run = dict[Hashable, Any]
FILE_TYPES = {"csv": "CSV", "xlsx": "Excel workbook"}


def show(viewer: Identity) -> None:
    """The last files one by one, and below them a table that goes further back."""
    st.header("Files loaded")
    found = import_runs.loaded(viewer)
    if found.empty:
        st.write("No file has been loaded yet. Whatever is loaded stands here, and can be undone for 30 days.")
        return
    st.write(
        "Undoing a file takes away what it made and puts back what it changed, all of it or nothing. It can be done "
        "for 30 days, while nobody has changed those records since."
    )
    for run in found.head(MOST_LINES).to_dict("records"):
        _line(viewer, run)
    if len(found) > MOST_LINES:
        with st.expander("Earlier files"):
            tables.show(_table(found), "", "files-loaded", alt="Files loaded")
            _undo_an_earlier_one(viewer, found.iloc[MOST_LINES:])


def _undo_an_earlier_one(viewer: Identity, earlier: pd.DataFrame) -> None:
    runs = {run["id"]: run for run in earlier[earlier["can_be_undone"]].to_dict("records")}
    if not runs:
        return
    chosen = st.selectbox(
        "An earlier file to undo",
        list(runs),
        None,
        lambda id_: f"{_title(runs[id_])}: {_what(runs[id_])}. {plain(_when(runs[id_]))}",
        placeholder="Choose the file",
        key="earlier file",
    )
    if chosen is not None:
        _line(viewer, runs[chosen])


def _line(viewer: Identity, run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"run {run['id']}", border=True):
        st.markdown(f"**{_title(run)}**  \n{_what(run)}  \n:small[{_when(run)}]")
        if run["can_be_undone"]:
            with st.popover("Undo", icon=":material/undo:"):
                st.write(_would(run))
                if st.button("Yes, undo this file", key=f"undo {run['id']}"):
                    looking.forget()
                    saving.save(
                        partial(import_runs.undo, viewer, run["id"]), f"**Undone: {_title(run)}.** {_what(run)}"
                    )


def _title(run: Run) -> str:
    return f"{LOADABLE[run['kind']].title} ({FILE_TYPES[run['file_type']]})"


def _what(run: Run) -> str:
    kind = LOADABLE[run["kind"]]
    counts = {"new": run["created_count"], "changed": run["updated_count"], "left out": run["refused_count"]}
    said = [f"{words.count(number)} {word}" for word, number in counts.items() if number]
    if kind.made != ROWS:
        # What became of the rows is said once: 12 new lines of registers, 3 changed.
        first = run["created_count"] or run["updated_count"]
        said[0] = f"{said[0]} {kind.made[0] if first == 1 else kind.made[1]}"
    return f"{words.plural(run['read_count'], *kind.read)}: {words.listed(said)}"


def _when(run: Run) -> str:
    loaded = f"Loaded {words.moment(run['loaded_at'])} by {plain(run['loaded_by'])}"
    return (
        loaded
        if pd.isna(run["undone_at"])
        else f"{loaded}. Undone {words.moment(run['undone_at'])} by {plain(run['undone_by'])}"
    )


def _would(run: Run) -> str:
    made = LOADABLE[run["kind"]].made
    created, updated = (words.plural(run[name], *made) for name in ("created_count", "updated_count"))
    takes = f"takes away {f'what {created} made' if made == ROWS else created}" if run["created_count"] else ""
    puts = f"puts back {f'what {updated} changed' if made == ROWS else updated}" if run["updated_count"] else ""
    return f"This {words.listed([part for part in (takes, puts) if part])}, for everybody. The audit log keeps both."


def _table(found: pd.DataFrame) -> pd.DataFrame:
    rows = [(_title(run), _what(run), _when(run)) for run in found.to_dict("records")]
    return pd.DataFrame(rows, columns=["File", "What it did", "When, and by whom"])
