"""Tables of shades that read in grey and by ear: every cell says in words or numbers what its shade repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from data_access.vocabulary import LEVELS, label
from pages.shared import downloads

# Words, and the classes of the style sheet that shade them.
Cell = tuple[str, str]
# A row: what it is called, its address (empty: no link) and its cells.
Row = tuple[str, str, Sequence[Cell]]
NOTHING: Cell = ("–", "none")
STEPS = 4


@dataclass(frozen=True)
class Heat:
    """A drawn table and what belongs to it. `table` is what the file holds."""

    title: str
    html: str
    table: pd.DataFrame
    name: str
    notes: tuple[str, ...]


def show(heat: Heat, empty: str, caption: str = "") -> None:
    """The table under its title, with its downloads below; where there is nothing, the sentence that says why."""
    st.header(heat.title)
    if heat.table.empty:
        st.write(empty)
        return
    if caption:
        st.write(caption)
    st.html(heat.html)
    downloads.buttons(heat.table, heat.name, [heat.title, *heat.notes], heat.name)


def html(name: str, corner: str, columns: Sequence[str], rows: Sequence[Row], is_wide: bool = False) -> str:
    """The table: columns and rows named, every cell in words. `is_wide`: it may scroll within a box of its own."""
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    body = "".join(
        f"<tr><th scope=row>{_named(said, address)}</th>"
        + "".join(f'<td class="{shade}">{escape(words)}</td>' for words, shade in cells)
        + "</tr>"
        for said, address, cells in rows
    )
    box = f'class="heat{" wide" if is_wide else ""}" role="region" tabindex="0" aria-label="{escape(name)}"'
    head = f"<thead><tr><th scope=col>{escape(corner)}</th>{head}</tr></thead>"
    return f"<div {box}><table>{head}<tbody>{body}</tbody></table></div>"


def level(number: int) -> Cell:
    """A level, from 1: its word; dots before it and shade repeat it."""
    return label(LEVELS[number - 1]), f"s{number} l{number}"


def count(number: int, most: int) -> Cell:
    """A number, shaded from nothing to the most."""
    step = 0 if number == 0 else min(STEPS, 1 + (number - 1) * STEPS // max(most, 1))
    return f"{number:,}", f"s{step} number"


def _named(said: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_self">{escape(said)}</a>' if address else escape(said)
