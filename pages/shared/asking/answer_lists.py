"""What people answered to one survey: bars for the questions of each scale, a table, and what they wrote."""

import pandas as pd
import streamlit as st

from data_access import survey_results
from data_access.permissions import Identity
from data_access.vocabulary import AGREEMENT_SCALE, ITEMS, SCALES, Item, label, scale
from pages.shared import downloads, html_lists, words
from pages.shared.drawing import charts, likert
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

ASKED = {item: asked for questions in ITEMS.values() for item, asked in questions.items()}
COUNTS = [f"count_{point}" for point in likert.POINTS]
# What the questions of a scale are about.
ABOUT = {
    "change": "compared with a year ago",
    "agreement": "what they agree with",
    "satisfaction": "how satisfied they are",
    "rating": "what the session was like",
}
WRITTEN = "Statements of the survey's own are shown here alone: they feed no measure."


def spread(view: View, survey_id: int, title: str, colours: Palette) -> list[charts.Panel]:
    """A panel for each scale that was answered."""
    rows = survey_results.counts(view.viewer, survey_id)
    rows["answers"] = [scale(Item(item)) if isinstance(item, str) else AGREEMENT_SCALE for item in rows["item"]]
    rows["asked"] = [
        ASKED[Item(item)] if isinstance(item, str) else written
        for item, written in zip(rows["item"], rows["words"], strict=True)
    ]
    answered = {name: rows[[one == answers for one in rows["answers"]]] for name, answers in SCALES.items()}
    return [
        _panel(here, SCALES[name], f"How people answered: {ABOUT[name]}", f"{title} {name}", colours)
        for name, here in answered.items()
        if not here.empty
    ]


def _panel(rows: pd.DataFrame, answers: tuple[str, ...], title: str, name: str, colours: Palette) -> charts.Panel:
    questions, table, numbers = [], [], []
    for _, row in rows.iterrows():
        counts = [int(row[column]) for column in COUNTS]
        shares = tuple(count / sum(counts) for count in counts)
        questions.append(likert.Question(f"{row['asked']} (n {words.count(sum(counts))})", shares))
        short = label(Item(row["item"])) if isinstance(row["item"], str) else row["asked"]
        for answer, count, share in zip(answers, counts, shares, strict=True):
            table.append((short, answer, words.percent(share), words.count(count)))
            numbers.append((row["asked"], answer, share, count))
    shown = pd.DataFrame(table, columns=["Question", "Answer", "Share", "People"])
    return charts.Panel(
        title=title,
        alt=f"{title}. " + "; ".join(f"{question}, {answer}: {share}" for question, answer, share, _ in table),
        spec=likert.spec(questions, answers, colours),
        table=shown,
        numbers=pd.DataFrame(numbers, columns=["question", "answer", "share", "people"]),
        name=downloads.file_name("answers", name),
        notes=(title,),
        caption="" if rows["words"].isna().all() else WRITTEN,
    )


def own_words(viewer: Identity, survey_id: int) -> None:
    """What people wrote, question by question."""
    rows = survey_results.own_words(viewer, survey_id)
    if rows.empty:
        return
    st.header("In their own words")
    rows["question"] = rows["question"].fillna("Anything else")
    for question in dict.fromkeys(rows["question"]):
        st.subheader(question)
        said = rows[rows["question"] == question]
        html_lists.diary(list(zip(said["answered_on"].map(words.day), said["words"], strict=True)), question)
