"""What does each theme mean, how often is it found, and do people agree on it? For programme staff."""

from uuid import uuid4

import pandas as pd
import streamlit as st

from data_access import codebook, themes_found
from data_access.forms.culture import THEME
from data_access.permissions import Identity
from pages.shared import access, downloads, frame, menu, tables, words
from pages.shared.culture import agreement_words
from pages.shared.entry import saving
from pages.shared.typed import plain

NEW = 0


def show(themes: pd.DataFrame, uses: pd.DataFrame) -> None:
    """Each theme with all that its description says, and how often it was found; the same as a file."""
    st.header("The themes")
    known = themes.merge(uses, left_on="id", right_on="theme_id")
    lines = [
        f"- **{plain(theme['name'])}**{' (retired)' if theme['is_retired'] else ''}: {plain(theme['description'])} "
        f"Found in {words.count(theme['passage_count'])} of {words.plural(theme['read_count'], 'passage')} read."
        for theme in known.to_dict("records")
    ]
    st.markdown("\n".join(lines))
    columns = {"name": "Theme", "description": "What belongs to it", "passage_count": "Found in passages"}
    columns |= {"read_count": "Passages read", "is_retired": "Retired"}
    downloads.buttons(known[list(columns)].rename(columns=columns), "codebook", ["The themes"], "codebook")


def form(viewer: Identity, stored: "pd.Series | None") -> None:
    """One theme: a new one, or another name or description for a stored one."""
    name = "new theme" if stored is None else f"theme {stored['id']}"
    turn = saving.turn(viewer, name, stored, "name")
    now = {} if turn.opened is None else turn.opened.to_dict()
    with st.container(border=True):
        asked = {field.name: field for field in THEME.fields}
        title = st.text_input(asked["name"].label, now.get("name", ""), key=turn.key("name"))
        says = st.text_area(
            asked["description"].label,
            now.get("description", ""),
            key=turn.key("description"),
            help="What a text must say to belong here, and what does not count. Readers see it beside the theme.",
        )
        is_sent = saving.button(turn, "Save the theme")
    if is_sent:
        entry_key = st.session_state.setdefault(turn.key("entry"), uuid4().hex)
        saving.save(lambda: write(viewer, turn.opened, title, says, entry_key), f"“{title}” is saved.", turn)


def write(viewer: Identity, stored: "pd.Series | None", name: str, description: str, entry_key: str) -> None:
    """Raises: InvalidInput if the name is taken, or something is missing; Conflict if somebody else was faster."""
    if stored is None:
        codebook.add_theme(viewer, name, description, entry_key)
    else:
        codebook.change_theme(viewer, int(stored["id"]), int(stored["version"]), name, description)


def in_or_out_of_use(viewer: Identity, theme: "pd.Series") -> None:
    """The button that retires a theme, or brings a retired one back."""
    number, version, name = int(theme["id"]), int(theme["version"]), theme["name"]
    if theme["is_retired"]:
        if st.button("Bring this theme back", key="bring back"):
            saving.save(lambda: codebook.bring_back_theme(viewer, number, version), f"“{name}” is in use again.")
        return
    if st.button("Retire this theme", key="retire"):
        saving.save(lambda: codebook.retire_theme(viewer, number, version), f"“{name}” is retired: it counts nowhere.")
    st.caption("A retired theme is not asked for and counts nowhere. What was found stays, in case it is brought back.")


viewer = access.viewer("codebook")
frame.opening(
    "What does each theme mean?",
    "The codebook says which themes texts are read for. People tag the same way only if each description says what "
    "belongs to a theme and what does not.",
)
saving.announce()
themes = codebook.themes()
if themes.empty:
    st.info("There is no theme yet. Add the first one below: texts can be read for themes from then on.")
else:
    show(themes, themes_found.uses(viewer))
st.page_link(menu.page("read_for_themes"), label="Read texts for themes", icon=":material/sell:")

st.header("Do readers agree?")
st.write(agreement_words.MEANING)
agreed = agreement_words.table(viewer)
tables.show(agreed, "", "agreement", alt="Agreement of readers", empty=agreement_words.NOT_YET)

st.header("Add or change a theme")
stored = {int(theme["id"]): theme for _, theme in themes.iterrows()}
chosen = st.selectbox(
    "Theme",
    [NEW, *stored],
    format_func=lambda i: stored[i]["name"] if i else "A new theme",
    key=saving.chosen("theme of the codebook"),
)
form(viewer, stored.get(chosen))
if chosen:
    in_or_out_of_use(viewer, stored[chosen])
