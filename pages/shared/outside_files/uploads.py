"""A file while it is on the page: read from memory on every run, and let go as soon as it is dealt with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_access.errors import WrongFile
from pages.shared.entry.saving import Turn

Read = TypeVar("Read")
# Said where it is changed how files are read.
WHAT_STAYS = (
    "Changes hold for files to come. What was loaded stays as it was read: if that was wrong, undo it first, under "
    "“Load a file”, and load the file again."
)
# The key of a widget, from the name of what it asks.
Key = Callable[[str], str]
# Said with what was saved.
CAN_BE_UNDONE = "Not right after all? Under “Load a file” it can be undone whole for 30 days."


@dataclass(frozen=True)
class Upload:
    """What was chosen. Another file, also one of the same name, asks its questions anew."""

    name: str
    content: bytes
    prefix: str

    def key(self, field: str) -> str:
        """The key of a widget that asks about this file."""
        return f"{self.prefix} {field}"


def choose(label: str, turn: "Turn[Any]") -> Upload | None:
    """The file that was chosen; None until one is. What was asked about earlier ones is forgotten, and they are."""
    file = st.file_uploader(label, key=turn.key("file"))
    upload = None if file is None else Upload(file.name, file.getvalue(), turn.key(file.file_id))
    for key in [str(key) for key in st.session_state]:
        is_current = key == turn.key("file") or (upload is not None and key.startswith(f"{upload.prefix} "))
        if key.startswith(f"{turn.name} ") and key.removeprefix(f"{turn.name} ")[0].isdigit() and not is_current:
            _let_go(st.session_state.pop(key))
    return upload


def read(upload: Upload, reader: Callable[[bytes], Read]) -> Read:
    """What the file says. For one that cannot be read the run stops, with the sentence that says why."""
    try:
        return once(upload, "read", None, lambda: reader(upload.content))
    except WrongFile as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        st.stop()


def once(upload: Upload, name: str, choices: object, make: Callable[[], Read]) -> Read:
    """What `make` finds in this file with these choices about it: worked out once, and not on every run."""
    known: tuple[object, Read] | None = st.session_state.get(upload.key(name))
    if known is None or known[0] != choices:
        known = st.session_state[upload.key(name)] = choices, make()
    return known[1]


def _let_go(held: object) -> None:
    """Streamlit keeps the bytes of a file until its session ends: they may name people, so these go now."""
    context = get_script_run_ctx()
    if isinstance(held, UploadedFile) and context is not None:
        kept = context.uploaded_file_mgr
        if isinstance(kept, MemoryUploadedFileManager):
            kept.remove_file(context.session_id, held.file_id)
