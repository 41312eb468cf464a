"""What a page asks besides its filters, kept in the address, so that a copied link opens the same part of the page."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st


def site() -> str:
    """Where the product stands, for links that are sent to somebody: https://programme.council.example."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def segments(name: str, label: str, options: Mapping[str, str]) -> str:
    """One of a few, as buttons beside each other: key → words. The first stands without a choice."""
    _restore(name, options)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=_key(name),
        required=True,
        on_change=_into_address,
        args=(name,),
    )
    return _choice(name, options)


def one_of(name: str, label: str, options: Mapping[str, str]) -> str:
    """One of many, as a list: key → words. The first stands without a choice."""
    _restore(name, options)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=_key(name),
        on_change=_into_address,
        args=(name,),
        width=420,
    )
    return _choice(name, options)


def _restore(name: str, options: Mapping[str, str]) -> None:
    asked = st.query_params.get(name, "")
    st.session_state[_key(name)] = asked if asked in options else next(iter(options))


def _choice(name: str, options: Mapping[str, str]) -> str:
    chosen = st.session_state[_key(name)]
    return str(chosen) if chosen in options else next(iter(options))


def _into_address(name: str) -> None:
    if value := st.session_state[_key(name)]:
        st.query_params[name] = str(value)
    else:
        st.query_params.pop(name, None)


def _key(name: str) -> str:
    return f"choice of {name}"
