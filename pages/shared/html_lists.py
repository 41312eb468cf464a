"""Lists as plain HTML that a keyboard and a screen reader can walk: facts, steps in time, texts, a diary, links."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

BOX = "border:2px solid rgba(128,128,128,.6);border-radius:4px;padding:.5rem .6rem;margin:0"
# How a step looks besides what it says: solid, outlined or faint.
LOOKS = {
    "solid": f"{BOX};border-color:#2073BC;background:rgba(32,115,188,.16)",
    "outlined": BOX,
    "faint": f"{BOX};border-style:dashed;opacity:.85",
}
GRID = "display:grid;grid-template-columns:repeat(auto-fit,minmax(8.2rem,1fr));gap:.5rem"
LINE = "display:flex;flex-wrap:wrap;gap:0 1rem;padding:.3rem 0;border-top:1px solid rgba(128,128,128,.35)"
QUIET = "opacity:.8;font-size:.9em"


def facts(said: Mapping[str, str]) -> None:
    """Names and what is known, side by side. Missing: a name without words is left out."""
    pairs = "".join(
        f'<div><dt style="{QUIET};margin:0;padding:0">{escape(name)}</dt>'
        f'<dd style="margin:0;padding:0;font-weight:600">{escape(value)}</dd></div>'
        for name, value in said.items()
        if value
    )
    st.html(f'<dl style="display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0 0 .5rem;padding:0">{pairs}</dl>')


def steps(cells: Sequence[tuple[str, str, str, str]], name: str) -> None:
    """Stretches of time in a row: (when, mark, words, one of `LOOKS`) each. `name` is for those who cannot see it."""
    items = "".join(
        f'<li style="{LOOKS[look]}"><span style="{QUIET}">{escape(when)}</span><br>'
        f'<strong><span aria-hidden="true">{escape(mark)}</span> {escape(said)}</strong></li>'
        for when, mark, said, look in cells
    )
    st.html(f'<ul aria-label="{escape(name)}" style="list-style:none;margin:0 0 1rem;padding:0;{GRID}">{items}</ul>')


def diary(entries: Sequence[tuple[str, str]], name: str) -> None:
    """(day, words) each, in the order given."""
    items = "".join(
        f'<li style="{LINE}"><span style="{QUIET};flex:0 0 11rem">{escape(day)}</span>'
        f'<span style="flex:1 1 14rem">{escape(said)}</span></li>'
        for day, said in entries
    )
    st.html(f'<ol aria-label="{escape(name)}" style="list-style:none;margin:0;padding:0">{items}</ol>')


def texts(said: Mapping[str, str]) -> None:
    """Headings with a paragraph each; as typed, never read as markup. Missing: a heading without text is left out."""
    blocks = "".join(
        f'<h3 style="margin:.5rem 0 0;padding:0;font-size:1rem">{escape(heading)}</h3>'
        f'<p style="margin:0;white-space:pre-line">{escape(text)}</p>'
        for heading, text in said.items()
        if text
    )
    st.html(blocks)


def links(groups: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Links under headings: heading → (words, address) each."""
    blocks = "".join(
        f'<section style="flex:1 1 12.5rem"><h2 style="font-size:1.15rem;padding-bottom:.25rem">{escape(heading)}</h2>'
        f'<ul style="list-style:none;margin:0;padding:0">{_links(rows)}</ul></section>'
        for heading, rows in groups.items()
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:1rem 2rem">{blocks}</div>')


def _links(rows: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f'<li style="padding:.25rem 0;margin:0"><a href="{escape(address)}" target="_self">{escape(said)}</a></li>'
        for said, address in rows
    )
