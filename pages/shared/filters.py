"""The one row of filters. Their state lives in the address, so that a copied link shows the same view."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

import kpis
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from pages.shared import downloads, keeping, summary, words
from pages.shared.chosen import ALL, NAMES, Filters, options, read
from pages.shared.facts import View

__all__ = ["Filters", "bar", "is_presenting", "link", "options", "read"]

KEPT = "filters of the page before"
PRESENT = "present"


def bar(viewer: Identity, view: View) -> Filters:
    """Draws the row of filters and answers what is chosen."""
    _restore()
    chosen, sentences = read(view, st.query_params)
    st.session_state[KEPT] = (
        _page(),
        {name: st.query_params[name] for name in (*NAMES, PRESENT) if name in st.query_params},
    )
    for name, value in _choices(chosen).items():
        st.session_state[_key(name)] = value
    if not is_presenting():
        _draw(view, chosen)
    with st.container(horizontal=True, vertical_alignment="center", key="filters in words"):
        st.html(f"<p class='in-words'>{escape(chosen.in_words(view))}</p>")
        _actions(viewer, view, chosen)
    for sentence in sentences:
        st.info(sentence)
    return chosen


def is_presenting() -> bool:
    """True while the page is shown to a room: filters and menu are away, type is larger."""
    return st.query_params.get(PRESENT) == "1"


def link(path: str, chosen: Filters, **more: str) -> str:
    """The address of a page with the same filters."""
    return f"{path}?{urlencode({**chosen.query, **more})}"


def _draw(view: View, chosen: Filters) -> None:
    labels = {period.key: words.sentence_case(words.period(period)) for period in view.periods(chosen.kind)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        for name, say in (("cluster", str), ("phase", words.phase), ("type", words.setting_type)):
            _choice(name, ["", *options(view, name)], {"": ALL[name]} | {o: say(o) for o in options(view, name)})
        _choice("period", list(PeriodKind), words.KINDS)
        _choice("of", list(reversed(labels)), labels)


def _actions(viewer: Identity, view: View, chosen: Filters) -> None:
    if is_presenting():
        st.button("Leave presenting", on_click=_leave, key="filters leave")
        return
    st.button("Reset", on_click=_reset, key="filters reset")
    copying = st.popover("Copy link", key="copy link", on_change="rerun")
    if copying.open:
        with copying:
            st.write("This link shows the same view to anyone who may sign in, within what their role may see.")
            st.code(_address(chosen), language=None, wrap_lines=True)
    keeping.popover(viewer, _page(), {**chosen.query, **_own()}, words.period(chosen.period(view)))
    _download(view, chosen)
    st.button("Present", on_click=_present, key="filters present")


def _download(view: View, chosen: Filters) -> None:
    """Every measure for this choice, in one file made when the button is pressed."""
    keys = tuple(kpi.key for kpi in kpis.CATALOGUE)
    name, notes = summary.file(chosen, view)
    st.download_button(
        "Download",
        lambda: downloads.as_xlsx(summary.build(view, keys, chosen)[1], notes),
        f"{name}.xlsx",
        on_click="ignore",
        key="filters download",
    )


def _choice(name: str, values: Sequence[str], labels: Mapping[Any, str]) -> None:
    st.selectbox(
        NAMES[name],
        values,
        key=_key(name),
        format_func=lambda value: labels.get(value, value),
        on_change=_changed,
        args=(name,),
    )


def _changed(name: str) -> None:
    value = st.session_state[_key(name)]
    if value:
        st.query_params[name] = str(value)
    else:
        st.query_params.pop(name, None)
    if name == "period":
        st.query_params.pop("of", None)


def _reset() -> None:
    for name in NAMES:
        st.query_params.pop(name, None)


def _present() -> None:
    st.query_params[PRESENT] = "1"


def _leave() -> None:
    st.query_params.pop(PRESENT, None)


def _restore() -> None:
    """A page reached from the menu starts with the filters of the page before; the back button is left alone."""
    page, kept = st.session_state.get(KEPT, ("", {}))
    if page != _page() and not set(NAMES) & set(st.query_params):
        for name, value in kept.items():
            st.query_params[name] = value


def _choices(chosen: Filters) -> dict[str, str]:
    return dict.fromkeys(NAMES, "") | chosen.query


def _address(chosen: Filters) -> str:
    here = (st.context.url or "").split("?")[0]
    return link(here, chosen, **_own())


def _own() -> dict[str, str]:
    """What the page itself keeps in the address, such as the place chosen on a map, belongs to the view as well."""
    return {name: value for name, value in st.query_params.items() if name not in {*NAMES, PRESENT}}


def _page() -> str:
    return str(st.session_state.get("page", ""))


def _key(name: str) -> str:
    return f"filter {name}"
