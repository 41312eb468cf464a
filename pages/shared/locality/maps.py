"""Places on a map that asks nobody for tiles, with its legend, and a table that chooses the same place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from pages.shared import words
from pages.shared.locality import map_icons
from pages.shared.locality.map_icons import Ink
from pages.shared.locality.map_layers import NARROW, WIDE, Drawn

# The chosen place's name in the address, so that a copied link shows it.
CHOSEN = "urn"
KEY = "list-style:none;margin:0 0 .5rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem"
KEY_ITEM = "display:flex;align-items:center;gap:.4rem;margin:0"
NOTHING_KNOWN, HIDDEN = "no data", "hidden: too few people"
YES_OR_NO = ("yes", "not yet")
# Lower bound, its shade, and how the legend says it after a number of places.
SHARES = (
    (1.0, 4, "at 100 %"),
    (0.75, 3, "at 75 to 99 %"),
    (0.5, 2, "at 50 to 74 %"),
    (1e-9, 1, "under 50 %"),
    (0.0, 0, "at 0 %"),
)
COUNTS = ((6, 4, "with 6 or more"), (3, 3, "with 3 to 5"), (2, 2, "with 2"), (1, 1, "with 1"), (0, 0, "with none"))
# With more bands than this, a title that counts each of them is no title any more.
MOST_IN_TITLE = 3
STATUS_SHADES = {"met": 4, "on_track": 3, "at_risk": 2, "off_track": 0}


def shaded(
    places: pd.DataFrame, unit: str, *, by_status: bool = False, yes_or_no: tuple[str, str] | None = YES_OR_NO
) -> pd.DataFrame:
    """Each place with its shade and the words that stand for it; those furthest behind first, the unknown last.

    `yes_or_no`: what a share of all and of nothing are called where there is nothing between; None: still a share.
    Columns: those given (`value`, `status`, `suppressed`, `name`, `id` among them), `shade` (0 light to 4 dark, None
    hollow), `band` (the legend's words) and `note` (this place's own: its value, or yes or no).
    """
    values = places["value"].dropna()
    is_plain = unit == "share" and not values.empty and bool(values.isin([0.0, 1.0]).all())
    ends = yes_or_no if is_plain else None
    rows = places.to_dict("records")
    by_value = [_by_value(row["value"], row["suppressed"], unit, ends) for row in rows]
    pairs = [_by_status(row["status"], row["suppressed"]) for row in rows] if by_status else by_value
    amounts = [words.shown(row["value"], unit, row["suppressed"]) for row in rows]
    notes = [band for _, band in by_value] if ends else amounts
    shades = pd.Series([shade for shade, _ in pairs], index=places.index, dtype=object)
    ranks = [len(map_icons.SHADES) if shade is None else shade for shade, _ in pairs]
    known = places.assign(shade=shades, band=[band for _, band in pairs], note=notes, rank=ranks)
    return known.sort_values(["rank", "value", "name", "id"], ignore_index=True).drop(columns="rank")


def _by_status(status: object, is_hidden: bool) -> tuple[int | None, str]:
    if is_hidden:
        return map_icons.HOLLOW, HIDDEN
    shade = STATUS_SHADES.get(str(status))
    return (map_icons.HOLLOW, NOTHING_KNOWN) if shade is None else (shade, words.STATUSES[str(status)][0])


def _by_value(value: float, is_hidden: bool, unit: str, yes_or_no: tuple[str, str] | None) -> tuple[int | None, str]:
    if is_hidden or words.is_missing(value):
        return map_icons.HOLLOW, HIDDEN if is_hidden else NOTHING_KNOWN
    if yes_or_no:
        return (4, yes_or_no[0]) if value else (0, yes_or_no[1])
    bands = SHARES if unit == "share" else COUNTS
    return next((shade, band) for bound, shade, band in bands if value >= bound)


def ink_of_page() -> Ink:
    """Dark ink on a light page, light ink on a dark one, as the viewer has it."""
    return map_icons.DARK if st.context.theme.type == "dark" else map_icons.LIGHT


def is_narrow() -> bool:
    """True on a phone, as its browser says of itself."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def chosen(places: pd.DataFrame) -> str | None:
    """The id of the place that the address names, if it is one of them."""
    asked = st.query_params.get(CHOSEN)
    return asked if asked in set(places["id"]) else None


def choose(place_id: str | None) -> None:
    """Puts the place into the address, or takes it out."""
    if place_id is None:
        st.query_params.pop(CHOSEN, None)
    else:
        st.query_params[CHOSEN] = place_id


def picked(say: str, labels: Mapping[str, str], name: str) -> str:
    """One of `labels`, the first unless the address says otherwise, kept in the address under `name`."""

    def keep() -> None:
        st.query_params[name] = st.session_state[f"map {name}"]

    asked = st.query_params.get(name)
    st.session_state[f"map {name}"] = asked if asked in labels else next(iter(labels))
    return st.selectbox(say, list(labels), format_func=labels.__getitem__, key=f"map {name}", on_change=keep, width=320)


def show(drawn: Drawn, alt: str, key: str) -> None:
    """Draws the map. A click on a place chooses it; a second click, or one beside it, lets it go."""

    def heard() -> None:
        picked = st.session_state[key]["selection"]["objects"].get("places", [])
        choose(picked[0]["id"] if picked else None)

    _, height = NARROW if is_narrow() else WIDE
    st.pydeck_chart(drawn, height=height, on_select=heard, selection_mode="single-object", key=key, alt=alt)


def table(frame: pd.DataFrame, ids: pd.Series, title: str, key: str) -> None:
    """The same places as rows, `ids` in the same order. A chosen row chooses the place, and the other way round."""
    order = list(ids)
    asked = st.query_params.get(CHOSEN)
    rows = [order.index(asked)] if asked in order else []
    if st.session_state.get(key, {}).get("selection", {}).get("rows", []) != rows:
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}

    def heard() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        choose(order[picked[0]] if picked else None)

    st.dataframe(frame, hide_index=True, on_select=heard, selection_mode="single-row", key=key, alt=title)


def described(places: pd.DataFrame, shapes: Mapping[str, str]) -> pd.DataFrame:
    """The places with what the map asks of them. Columns added: id, group, shape (by phase)."""
    drawn = places["phase"].map(dict(shapes)).fillna(map_icons.SHAPES[-1])
    return places.assign(id=places["urn"], group=places["cluster"], shape=drawn)


def as_table(places: pd.DataFrame, measure: str, by_status: bool) -> pd.DataFrame:
    """The same places for people to read, in the order of the map's rows."""
    columns = {
        "Setting": places["name"],
        **({"Status": places["band"]} if by_status else {}),
        measure: places["note"],
        "Cluster": places["cluster"],
        "Phase": places["phase"].map(words.phase),
        "Type": places["setting_type"].map(words.setting_type),
    }
    return pd.DataFrame(columns)


def panel(places: pd.DataFrame, place_id: str, measure: str) -> None:
    """The few facts of the chosen place."""
    place = places[places["id"] == place_id].to_dict("records")[0]
    st.subheader(place["name"])
    cluster = "no cluster today" if words.is_missing(place["cluster"]) else f"{place['cluster']} cluster"
    st.write(f"{words.phase(place['phase'])} · {words.setting_type(place['setting_type'])} · {cluster}")
    st.write(f"{measure}: **{place['note']}**")


def without_place(places: pd.DataFrame) -> None:
    """Names what the map cannot show. Nothing where it shows all."""
    lost = list(places.loc[places["latitude"].isna() | places["longitude"].isna(), "name"])
    if lost:
        verb = (
            "is not on the map: the register gives no place for it"
            if len(lost) == 1
            else ("are not on the map: the register gives no place for them")
        )
        st.caption(f"{words.listed(lost)} {verb}. The table has all settings.")


def title(say: str, places: pd.DataFrame) -> str:
    """Settings taking part, autumn term 2026: 104 reached and 8 not yet reached."""
    is_short = places["band"].nunique() <= MOST_IN_TITLE
    return f"{say}: {tally(places)}" if is_short else say


def tally(places: pd.DataFrame) -> str:
    """How many of each band, the best first, the unknown last."""
    return words.listed([f"{number:,} {band}" for _, band, number in _bands(places)])


def _bands(places: pd.DataFrame) -> list[tuple[int, str, int]]:
    """Shade (-1: hollow), words and number of each band that is on the map, the best first."""
    ranks = [-1 if words.is_missing(shade) else int(shade) for shade in places["shade"]]
    counted = Counter(zip(ranks, places["band"], strict=True))
    return sorted(((rank, band, number) for (rank, band), number in counted.items()), reverse=True)


def in_words(places: pd.DataFrame, around: Sequence[Mapping[str, object]], title: str) -> str:
    """What the map shows, for those who cannot see it."""
    names = words.listed([str(outline["name"]) for outline in around]) or "none"
    counted = f"{words.plural(len(places), 'setting')}: {tally(places)}" if len(places) else "No setting has a place"
    return f"Map: {title}. {counted}. Clusters outlined: {names}."


def legend(places: pd.DataFrame, shape_words: Mapping[str, str]) -> None:
    """What shades and shapes stand for, each with how many there are. `shape_words`: shape → words, in order."""
    ink = ink_of_page()
    shapes = Counter(places["shape"])
    shades = [
        (map_icons.mark("circle", None if rank < 0 else rank, ink), f"{number:,} {band}")
        for rank, band, number in _bands(places)
    ]
    kinds = [
        (map_icons.mark(shape, 0, ink), f"{shapes[shape]:,} {said}")
        for shape, said in shape_words.items()
        if shapes[shape]
    ]
    st.html(_key(shades) + _key(kinds))


def _key(rows: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<li style="{KEY_ITEM}"><img src="{map_icons.address(svg)}" alt="" width="22" height="22"> {escape(text)}</li>'
        for svg, text in rows
    )
    return f'<ul style="{KEY}">{items}</ul>'
