"""Five-point answers as bars that lie to both sides of a line: the middle answer centred on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from pages.shared import words
from pages.shared.drawing import marks
from pages.shared.drawing.palette import DARK, Palette

POINTS = range(1, 6)
CHARACTERS, LINE, BAR, GAP = 44, 18, 30, 20
LEGEND = 125  # with the padding above and below
REACH = 5  # how far the line in the middle stands out of a bar
ROOM_FOR_WORDS = 38  # pixels that "85 %" needs inside its bar
# From the lowest answer to the highest: strong, weak, neither, weak, strong. In greyscale the strong ones stay apart
# from the weak ones, and the sides are told by where they lie. Beside each, the colour that reads on it.
ON_LIGHT = {
    "#801650": "#FFFFFF",
    "#CF93B6": "#0B0C0C",
    "#D9DCDE": "#0B0C0C",
    "#86ACD0": "#0B0C0C",
    "#12436D": "#FFFFFF",
}
ON_DARK = {"#F2A0CD": "#0B0C0C", "#8A4A70": "#FFFFFF", "#4A5764": "#FFFFFF", "#3A6A96": "#FFFFFF", "#8FC1F0": "#0B0C0C"}


@dataclass(frozen=True)
class Question:
    """One question, in the words shown above its bar; `shares` of its five answers, none where they are hidden."""

    words: str
    shares: tuple[float, ...]


def spec(questions: Sequence[Question], answers: Sequence[str], colours: Palette) -> dict[str, Any]:
    """A bar for each question, under its words, with the percentages where they fit."""
    bars, texts, height = _laid_out(questions, answers)
    left, right = float(bars["start"].min()), float(bars["end"].max())
    across: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[left, right], nice=False, zero=False)}
    x = alt.X("start:Q", **across)
    y_scale = alt.Scale(domain=[0, height], reverse=True, nice=False)
    shades = ON_DARK if colours == DARK else ON_LIGHT
    legend = alt.Legend(orient="top", columns=3, labelLimit=0, symbolType="square", symbolSize=160)
    colour = alt.Color("answer:N", title=None, legend=legend, scale=_scale(answers, list(shades)))
    tooltip = [alt.Tooltip("question", title="Question"), alt.Tooltip("answer"), alt.Tooltip("said", title="Share")]
    y = alt.Y("top:Q", axis=None, scale=y_scale)
    bar = alt.Chart(bars).mark_bar(stroke=colours.paper, strokeWidth=1)
    bar = bar.encode(x=x, x2="end:Q", y=y, y2="bottom:Q", color=colour, tooltip=tooltip)
    ink = alt.Color("answer:N", legend=None, scale=_scale(answers, list(shades.values())))
    room = f"(datum.end - datum.start) * width / {right - left} > {ROOM_FOR_WORDS}"
    said = alt.Chart(bars).transform_filter(room).mark_text(fontSize=14, fontWeight="bold", aria=False)
    said = said.encode(
        x=alt.X("middle:Q", **across), y=alt.Y("centre:Q", axis=None, scale=y_scale), text="said:N", color=ink
    )
    middles = bars[bars["answer"] == answers[2]].assign(top=bars["top"] - REACH, bottom=bars["bottom"] + REACH)
    line = alt.Chart(middles).mark_rule(color=colours.ink, strokeWidth=2, aria=False)
    line = line.encode(x=alt.X("middle:Q", **across), y=y, y2="bottom:Q")
    question = alt.Chart(texts).mark_text(
        align="left", baseline="top", fontSize=14, lineBreak="\n", lineHeight=LINE, color=colours.ink
    )
    question = question.encode(x=alt.value(0), y=alt.Y("top:Q", axis=None, scale=y_scale), text="words:N")
    # The line lies under the bars, so that it strikes out no percentage.
    layers = alt.layer(line, bar, said, question).resolve_scale(color="independent")
    return marks.finished(layers, colours, height + LEGEND)


def _scale(answers: Sequence[str], colours: list[str]) -> alt.Scale:
    return alt.Scale(domain=list(answers), range=colours)


def _laid_out(questions: Sequence[Question], answers: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Where each bar and each question stands, from the top, in pixels; and how tall it all is."""
    bars, texts, at = [], [], 0
    for question in questions:
        lines = wrap(question.words, CHARACTERS)
        texts.append({"words": "\n".join(lines), "top": at})
        at += LINE * len(lines) + 4
        if question.shares:
            start = -(question.shares[0] + question.shares[1] + question.shares[2] / 2)
            for answer, share in zip(answers, question.shares, strict=True):
                across = {"start": start, "end": start + share, "middle": start + share / 2}
                down = {"top": at, "bottom": at + BAR, "centre": at + BAR / 2}
                bars.append(
                    {**across, **down, "answer": answer, "said": words.percent(share), "question": question.words}
                )
                start += share
            at += BAR
        at += GAP
    return pd.DataFrame(bars), pd.DataFrame(texts), at
