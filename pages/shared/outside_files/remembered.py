"""What people settled about files of other programs: a list, and a way to have it asked again."""

import pandas as pd
import streamlit as st

from data_access.outside_files import outside_names
from data_access.permissions import Identity
from data_access.vocabulary import Meaning, OutsideKind
from pages.shared import tables, words
from pages.shared.entry import saving

TITLES = {OutsideKind.EMAIL_DOMAIN: "Domains remembered", OutsideKind.SETTING_NAME: "Names remembered"}
COLUMNS = {OutsideKind.EMAIL_DOMAIN: "Domain", OutsideKind.SETTING_NAME: "Their name"}
EMPTY = "Nothing is remembered yet. What you settle about a file is listed here."
MEANINGS = {Meaning.NO_SETTING: "Not a setting", Meaning.ASK: "Asked about each time"}


def show(viewer: Identity, kind: OutsideKind) -> None:
    """The list, and below it the choice of what to forget."""
    found = outside_names.remembered(viewer, kind)
    stands_for = [
        setting if isinstance(setting, str) else MEANINGS[Meaning(meaning)]
        for setting, meaning in zip(found["setting"], found["meaning"], strict=True)
    ]
    listing = pd.DataFrame({COLUMNS[kind]: found["said"], "Stands for": stands_for})
    tables.show(listing, TITLES[kind], f"remembered-{words.lower_first(COLUMNS[kind])}".replace(" ", "-"), empty=EMPTY)
    if found.empty:
        return
    with st.popover("Forget one of these"):
        said = st.selectbox("Which one?", list(found["said"]), index=None, key=f"forget {kind}")
        if st.button("Forget it: the next file asks again", key=f"forget now {kind}", disabled=said is None):
            saving.save(lambda: outside_names.forget(viewer, kind, str(said)), f"Forgotten: {said}.")
