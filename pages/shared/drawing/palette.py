"""The colours of charts, from the Government Analysis Function; lighter relatives of them on a dark page."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Palette:
    """`main`: the series in question; `second`, `rest`: those beside it; `sure`: error bars; `ink`: words and axes."""

    main: str
    second: str
    target: str
    rest: str
    sure: str
    ink: str
    grid: str
    paper: str


LIGHT = Palette("#12436D", "#28A197", "#801650", "#A285D1", "#F46A25", "#3D3D3D", "#D9DCDE", "#FFFFFF")
DARK = Palette("#7FB8EA", "#28A197", "#F46A25", "#A285D1", "#FFFFFF", "#E6E6E6", "#3D4650", "#10161D")


def in_use() -> Palette:
    """The palette for the theme that the viewer's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT
