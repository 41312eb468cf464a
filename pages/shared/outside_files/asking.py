"""What a file says in words of its own: asked once beside each word, and remembered."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from data_access.outside_files import outside_names
from data_access.outside_files.outside_names import Settled
from data_access.outside_files.setting_names import unknown_names
from data_access.permissions import Identity
from data_access.vocabulary import Meaning, OutsideKind
from pages.shared import words
from pages.shared.entry import saving
from pages.shared.outside_files import lists
from pages.shared.outside_files.uploads import Key, Upload

NO_SETTING = "none"
MEANS_NO_SETTING = "Not a setting of the programme"


def settings(viewer: Identity, upload: Upload, said: Sequence[str], names: Mapping[str, str]) -> bool:
    """Asks which settings these words mean, where nobody has said so yet. True once there is nothing left to ask."""
    unknown = unknown_names(viewer, said)
    if not unknown:
        return True
    st.header("Which settings are these?")
    st.write("Say it once: it is remembered for every file to come. Names of people do not belong here.")
    answers: dict[str, str] = {}
    shown = {**names, NO_SETTING: MEANS_NO_SETTING}
    for place, (word, near) in zip(lists.places(len(unknown)), unknown.items(), strict=True):
        options = [*near, NO_SETTING, *(urn for urn in names if urn not in near)]
        key = upload.key(f"setting {word}")
        answer = lists.choose(place, word, options, shown, key, placeholder="Choose a setting, or none")
        answers |= {word: answer} if answer is not None else {}
    if st.button("Remember these settings", key=upload.key("remember settings"), disabled=not answers):
        meant = {word: _meaning(answer) for word, answer in answers.items()}
        said_now = f"Remembered: {words.plural(len(meant), 'name')}."
        saving.save(lambda: outside_names.settle(viewer, OutsideKind.SETTING_NAME, meant), said_now)
    return False


def meanings(
    key: Key,
    field: str,
    proposed: Mapping[str, str | None],
    options: Mapping[str, str],
) -> dict[str, str]:
    """A choice for each of these words, with what is proposed chosen already. Value: those that are answered."""
    answers: dict[str, str] = {}
    for place, (word, proposal) in zip(lists.places(len(proposed)), proposed.items(), strict=True):
        answer = lists.choose(
            place,
            word,
            list(options),
            options,
            key(f"{field} {word}"),
            first=proposal,
            placeholder="Choose what it means",
        )
        answers |= {word: answer} if answer is not None else {}
    return answers


def remember(upload: Upload, is_whole: bool, write: Callable[[], object], label: str, said: str) -> None:
    """The button below what was asked. It waits until every word is answered."""
    if st.button(label, key=upload.key(label), disabled=not is_whole, type="primary"):
        saving.save(write, said)


def _meaning(answer: str) -> Settled:
    return Settled(Meaning.NO_SETTING) if answer == NO_SETTING else Settled(Meaning.SETTING, answer)
