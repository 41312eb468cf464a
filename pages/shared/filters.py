"""The one row of filters. Their state lives in the address, so that a copied link shows the same view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from data_access.periods import Period
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from kpis.evaluate import Where
from pages.shared import words
from pages.shared.facts import View

# Name in the address -> what it says. "period" is the kind, "of" the key of the period itself.
NAMES = {
    "cluster": "Cluster",
    "phase": "Phase",
    "type": "Setting type",
    "period": "Compare by",
    "of": "Period",
}
ALL = {"cluster": "All clusters", "phase": "All phases", "type": "All types"}
KEPT = "filters of the page before"
PRESENT = "present"


@dataclass(frozen=True)
class Filters:
    """What a page is about. None: all of them."""

    cluster: str | None = None
    phase: str | None = None
    setting_type: str | None = None
    kind: PeriodKind = PeriodKind.TERM
    period_key: str = ""

    @property
    def where(self) -> Where:
        """The same, as the measures take it."""
        return Where(cluster=self.cluster, phase=self.phase, setting_type=self.setting_type)

    @property
    def query(self) -> dict[str, str]:
        """As a link carries them. The period is always said, so that the link means the same next term."""
        values = (self.cluster, self.phase, self.setting_type, str(self.kind), self.period_key)
        return {name: value for name, value in zip(NAMES, values, strict=True) if value}

    def period(self, view: View) -> Period:
        """The period that is looked at."""
        return next(period for period in view.periods(self.kind) if period.key == self.period_key)

    def before(self, view: View) -> Period | None:
        """The period before it; None where it is the first."""
        earlier = [period for period in view.periods(self.kind) if period.end < self.period(view).start]
        return earlier[-1] if earlier else None

    def in_words(self, view: View) -> str:
        """Central · primary · autumn term 2026, not finished · data to 18 November."""
        period = self.period(view)
        is_complete = period.is_complete(view.as_at)
        parts = [
            self.cluster or "All clusters",
            words.phase(self.phase).lower() if self.phase else "all phases",
            words.setting_type(self.setting_type).lower() if self.setting_type else "all types of setting",
            words.period(period) + ("" if is_complete else ", not finished"),
            f"data to {words.short_day(period.end if is_complete else view.as_at)}",
        ]
        return " · ".join(parts)


def bar(viewer: Identity, view: View) -> Filters:
    """Draws the row of filters and answers what is chosen."""
    del viewer  # The view is the viewer's own already: it offers only what they may see.
    _restore()
    chosen, sentences = read(view, st.query_params)
    st.session_state[KEPT] = (_page(), dict(st.query_params))
    for name, value in _choices(chosen).items():
        st.session_state[_key(name)] = value
    if not is_presenting():
        _draw(view, chosen)
    st.caption(chosen.in_words(view))
    for sentence in sentences:
        st.info(sentence)
    return chosen


def read(view: View, address: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """The filters that an address asks for, and a sentence for each that it asks in vain."""
    sentences: list[str] = []

    def pick(name: str, allowed: tuple[str, ...], otherwise: str) -> str:
        value = address.get(name, "")
        if not value or value in allowed:
            return value or otherwise
        shown = ALL[name].lower() if name in ALL else "the usual one"
        sentences.append(
            f"The link asks for a {NAMES[name].lower()} that is not here for you ({value[:60]}): {shown} shown."
        )
        return otherwise

    cluster, phase, setting_type = (pick(name, options(view, name), "") for name in ALL)
    kind = PeriodKind(pick("period", tuple(PeriodKind), PeriodKind.TERM))
    keys = tuple(period.key for period in view.periods(kind))
    period_key = pick("of", keys, keys[-1])
    return Filters(cluster or None, phase or None, setting_type or None, kind, period_key), sentences


def options(view: View, name: str) -> tuple[str, ...]:
    """What may be chosen for the cluster, the phase or the type."""
    outline = view.outline
    return {"cluster": outline.clusters, "phase": outline.phases, "type": outline.setting_types}[name]


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
        st.button("Reset", on_click=_reset, key="filters reset")
        with st.popover("Copy link"):
            st.write("This link shows the same view to anyone who may sign in, within what their role may see.")
            st.code(_address(chosen), language=None, wrap_lines=True)
        st.button("Present", on_click=_present, key="filters present")


def _choice(name: str, values: Sequence[str], labels: Mapping[Any, str]) -> None:
    st.selectbox(
        NAMES[name],
        values,
        key=_key(name),
        format_func=lambda value: labels.get(value, value),
        on_change=_changed,
        args=(name,),
        width=200,
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


def _restore() -> None:
    """A page reached from the menu starts with the filters of the page before; the back button is left alone."""
    page, kept = st.session_state.get(KEPT, ("", {}))
    if page != _page() and not set(NAMES) & set(st.query_params):
        for name, value in kept.items():
            if name in {*NAMES, PRESENT}:
                st.query_params[name] = value


def _choices(chosen: Filters) -> dict[str, str]:
    return dict.fromkeys(NAMES, "") | chosen.query


def _address(chosen: Filters) -> str:
    here = (st.context.url or "").split("?")[0]
    return link(here, chosen)


def _page() -> str:
    return str(st.session_state.get("page", ""))


def _key(name: str) -> str:
    return f"filter {name}"
