"""The files of a text beside its form: added, opened and removed by those who write it."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_access import attachments, environment
from data_access.attachments import Changed
from data_access.permissions import Identity
from data_access.vocabulary import TextSource
from pages.shared.culture import files_shown, review_queue
from pages.shared.entry import saving
from pages.shared.entry.filling import Filling

ENDINGS = ["pdf", "docx", "xlsx", "png", "jpg", "jpeg"]


def beside(viewer: Identity, story: Filling, top: DeltaGenerator) -> None:
    """On the form of a stored text: what reviewers told its author above it, its files below it."""
    if story.is_new or story.form not in set(attachments.TEXTS):
        return
    source = TextSource(story.form)
    with top:
        saving.announce()
        review_queue.told(viewer, source, int(story.draft_key))
    edit(viewer, source, int(story.draft_key), story)


def edit(viewer: Identity, source: TextSource, number: int, story: Filling) -> None:
    """The files of a stored text, each with the way to remove it, and the way to add another."""
    files = files_shown.of_text(attachments.attachments(viewer), source, number)
    with st.expander(f"Files with it: {len(files) or 'none'}", expanded=len(files) > 0, key=f"files {source} {number}"):
        for row in files.to_dict("records"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"file {row['id']}"):
                files_shown.show(files[files["id"] == row["id"]])
                if st.button("Remove", key=f"remove file {row['id']}"):
                    remove = partial(attachments.remove_attachment, viewer, row["id"])
                    _change(story, remove, "The file is removed.")
        if len(files) < attachments.MOST_FILES:
            _add(viewer, source, number, story, len(files))


def _add(viewer: Identity, source: TextSource, number: int, story: Filling, already: int) -> None:
    # Another key once a file is attached: the fields are empty then.
    key = f"attach {source} {number} {already}"
    title = st.text_input(
        "Title of the file",
        key=f"{key} title",
        placeholder="What it is. Name no child. The file's own name is not kept",
    )
    megabytes = environment.attachment_megabytes()
    sent = st.file_uploader(
        f"PDF, Word, Excel, PNG or JPEG, up to {megabytes} MB. Where and by whom it was made is taken out.",
        type=ENDINGS,
        key=f"{key} file",
        max_upload_size=megabytes,
    )
    if st.button("Attach", key=key, disabled=sent is None) and sent is not None:
        attach = partial(attachments.attach, viewer, source, number, title, sent.getvalue())
        _change(story, attach, "The file is attached. What was approved is read again, with it.")


def _change(story: Filling, write: Callable[[], Changed], said: str) -> None:
    """What is typed into the form stays, and is saved over the version that the file has made."""

    def change() -> None:
        changed = write()
        if story.version == changed.version_before:
            story.version = changed.version_after

    saving.save(change, said)
