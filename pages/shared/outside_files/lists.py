"""A list to choose from beside words of a file: shown as they stand there, and heard so too."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import typed

COLUMNS = 2


def choose(
    at: DeltaGenerator,
    about: str,
    options: Sequence[str],
    called: Mapping[str, str],
    key: str,
    *,
    first: str | None = None,
    placeholder: str = "Choose one",
) -> str | None:
    """What is chosen; None until something is. `about` is plain text: nothing in it is read as formatting.

    A label of Streamlit's own is read aloud with the signs that keep its formatting away, so it is shown apart.
    """
    with at.container(gap="xxsmall"):
        st.markdown(f":small[{typed.plain(about)}]")
        answer: str | None = st.selectbox(
            about,
            options,
            options.index(first) if first in options else None,
            lambda one: called.get(one, one),
            placeholder=placeholder,
            key=key,
            label_visibility="collapsed",
        )
    return answer


def places(count: int) -> list[DeltaGenerator]:
    """Cells of two columns, row by row, so that a phone shows them in their order."""
    return [place for _ in range(-(-count // COLUMNS)) for place in st.columns(COLUMNS)][:count]
