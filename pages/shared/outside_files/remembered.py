"""What people settled about files of other programs: a list, and ways to put it right or have it asked again."""

import pandas as pd
import streamlit as st

from data_access.forms import Kind
from data_access.forms.choices import choices
from data_access.outside_files import outside_names
from data_access.outside_files.outside_names import Settled
from data_access.permissions import Identity
from data_access.vocabulary import Meaning, OutsideKind
from pages.shared import tables, typed, words
from pages.shared.entry import saving

TITLES = {OutsideKind.EMAIL_DOMAIN: "Domains remembered", OutsideKind.SETTING_NAME: "Names remembered"}
COLUMNS = {OutsideKind.EMAIL_DOMAIN: "Domain", OutsideKind.SETTING_NAME: "Their name"}
EMPTY = "Nothing is remembered yet. What you settle about a file is listed here."
MEANINGS: dict[str, str] = {Meaning.NO_SETTING: "Not a setting", Meaning.ASK: "Asked about each time"}
# A name in a file cannot be asked about each time: nobody would be there to answer.
CAN_MEAN: dict[OutsideKind, dict[str, str]] = {
    OutsideKind.EMAIL_DOMAIN: MEANINGS,
    OutsideKind.SETTING_NAME: {Meaning.NO_SETTING: MEANINGS[Meaning.NO_SETTING]},
}


def show(viewer: Identity, kind: OutsideKind) -> None:
    """The list, and below it the choice of what to change or forget."""
    found = outside_names.remembered(viewer, kind)
    stands_for = [
        setting if isinstance(setting, str) else MEANINGS[Meaning(meaning)]
        for setting, meaning in zip(found["setting"], found["meaning"], strict=True)
    ]
    listing = pd.DataFrame({COLUMNS[kind]: found["said"], "Stands for": stands_for})
    tables.show(listing, TITLES[kind], f"remembered-{words.lower_first(COLUMNS[kind])}".replace(" ", "-"), empty=EMPTY)
    if found.empty:
        return
    with st.popover("Change or forget one of these"):
        said = st.selectbox("Which one?", list(found["said"]), index=None, key=f"remembered {kind}")
        if said is not None:
            _change(viewer, kind, said)


def _change(viewer: Identity, kind: OutsideKind, said: str) -> None:
    before = outside_names.settled(viewer, kind)[said]
    options: dict[str, str] = {**CAN_MEAN[kind], **choices(viewer)[Kind.SETTING]}
    first = before.urn or before.meaning
    answer = st.selectbox(
        "Stands for",
        list(options),
        list(options).index(first) if first in options else None,
        options.__getitem__,
        placeholder="Choose a setting, or what else it is",
        key=f"remembered {kind} {said}",
    )
    with st.container(horizontal=True):
        is_new = answer is not None and answer != first
        if st.button("Save", type="primary", key=f"save {kind}", disabled=not is_new) and answer is not None:
            meant = Settled(Meaning(answer)) if answer in MEANINGS else Settled(Meaning.SETTING, answer)
            shown = f"Saved: {typed.plain(said)} stands for {typed.plain(options[answer])}, in files to come."
            saving.save(lambda: outside_names.settle(viewer, kind, {said: meant}), shown)
        if st.button("Forget it: the next file asks again", key=f"forget {kind}"):
            saving.save(lambda: outside_names.forget(viewer, kind, said), f"Forgotten: {typed.plain(said)}.")
