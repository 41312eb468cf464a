"""What a file would change: worked out once for each file, kind and set of corrections, and shown row by row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access import imports
from data_access.errors import ProductError
from data_access.imports import ImportReport
from data_access.permissions import Identity
from pages.shared import downloads, tables, words
from pages.shared.loading.typed import Corrections

PREVIEW = "what a file would change"
CHANGED = ["Row", "What", "Column", "Before", "After"]
MOST_SHOWN = 500
# In bytes: a file that takes long enough to want a bar.
LARGE = 200_000
COUNTS = {
    "read": "Rows read",
    "created": "New",
    "updated": "Changed",
    "unchanged": "The same",
    "passed_over": "Passed over",
    "repeated": "Repeated",
    "refused_row_count": "Refused",
}
# These say something only where there are any.
ONLY_IF_ANY = {"passed_over", "repeated"}


@dataclass(frozen=True)
class Preview:
    """What a file would change, and with which corrections that was worked out."""

    place: str
    corrections: Corrections
    report: ImportReport


def preview(viewer: Identity, kind: str, name: str, content: bytes, place: str, wanted: Corrections) -> Preview | None:
    """Worked out where it is not known yet. Value: None, with the sentence shown, for a file that cannot be read."""
    stored: Preview | None = st.session_state.get(PREVIEW)
    if stored is not None and (stored.place, stored.corrections) == (place, wanted):
        return stored
    try:
        with waiting(content) as progress:
            report = imports.run(viewer, kind, name, content, dry_run=True, corrections=wanted, progress=progress)
    except ProductError as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        return None
    found = Preview(place, wanted, report)
    st.session_state[PREVIEW] = found
    return found


def forget() -> None:
    """The next run works it out anew: something else has been stored since."""
    st.session_state.pop(PREVIEW, None)


@contextmanager
def waiting(content: bytes) -> Iterator[Callable[[float, str], None]]:
    """A bar that says how far a large file has come; a small one is done before anybody could read it."""
    if len(content) < LARGE:
        with st.spinner("Checking every row…"):
            yield lambda _share, _words: None
        return
    bar = st.progress(0.0)

    def say(share: float, said: str) -> None:
        bar.progress(share, said)

    try:
        yield say
    finally:
        bar.empty()


def counts(report: ImportReport) -> None:
    """How many rows do what, and what else there is to say."""
    shown = {name: label for name, label in COUNTS.items() if name not in ONLY_IF_ANY or getattr(report, name)}
    with st.container(horizontal=True):
        for name, label in shown.items():
            st.metric(label, words.count(getattr(report, name)), border=True)
    for note in report.notes:
        st.info(words.sentence_case(note), icon=":material/info:")


def read_with(corrections: Corrections) -> None:
    """Says that the file is read with what was typed over it, which may be of another day."""
    if corrections:
        typed_over = words.plural(len(corrections), "row")
        st.caption(f"Read with what you typed into {typed_over} of it. Your file itself stays as it is.")


def nothing_to_load(report: ImportReport) -> str:
    """Why there is no button to load it, and what to do."""
    if not report.read:
        return "There is no row in it but the example: write your own rows below that one, and choose the file again."
    if report.refused_row_count == report.read:
        return "Nothing can be loaded yet: every row has something to put right, as it says above."
    if report.refused:
        return "There is nothing to load but the rows to put right: every other row is known already."
    return "There is nothing to load: everything in the file is known already."


def rows(report: ImportReport) -> None:
    """What changes, from what to what, and what is new, by the row of the file."""
    name = downloads.file_name(report.kind)
    if report.changes:
        said = [(one.row, report.called[one.row], one.column, one.before, one.after) for one in report.changes]
        every = pd.DataFrame(said, columns=CHANGED)
        tables.show(every.head(MOST_SHOWN), "What changes, from what to what", f"{name}_changed", numbers=every)
        _only_the_first(len(every))
    if report.new_cells:
        cells = [{"Row": row, **said} for row, said in report.new_cells.items()]
        title = words.plural(report.created, "new row")
        tables.show(pd.DataFrame(cells), title, f"{name}_new")
        _only_the_first(report.created)


def _only_the_first(count: int) -> None:
    if count > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} are shown.")
