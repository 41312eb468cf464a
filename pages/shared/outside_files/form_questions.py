"""What the questions of a form are here: asked once, and remembered by the form's questions."""

from collections.abc import Mapping

import streamlit as st
from rapidfuzz import fuzz
from streamlit.delta_generator import DeltaGenerator

from data_access.outside_files import mappings, scale_words
from data_access.outside_files.mappings import IGNORED, Kept, Reading
from data_access.outside_files.survey_file import SurveyFile
from data_access.outside_files.survey_rows import AUDIENCE, COMMENT, SETTING
from data_access.permissions import Identity
from data_access.vocabulary import ITEMS, Audience, MappedFile, label
from pages.shared import typed, words
from pages.shared.entry import saving
from pages.shared.outside_files import lists
from pages.shared.outside_files.uploads import Key, Upload

ALWAYS = {
    IGNORED: "Leave it out",
    SETTING: "The setting that they are of or speak of",
    COMMENT: "A comment in their own words",
}
ALIKE = 85


def ask(viewer: Identity, upload: Upload, file: SurveyFile, others: list[Kept]) -> None:
    """Who answered, and for each question what it is here; remembered when it is saved."""
    st.header("What does this form ask?")
    st.write("It is new here. Say once what its questions are: the next file of this form is then read without asking.")
    left, right = st.columns(2)
    name = left.text_input("A name for this form", key=upload.key("name"), placeholder="Feedback on training")
    audience = who_answered(right, upload.key, None)
    if audience is None:
        st.write("Choose who answered: each is asked something else.")
        return
    options = questions_of(audience)
    known = {column: field for one in others for column, field in one.reading.columns.items()}
    columns = {
        question: _of_question(upload, file, question, options, known.get(question)) for question in file.questions
    }
    if st.button("Remember this form", type="primary", key=upload.key("remember form")):
        if sentence := wrong(columns) or _no_scale(file, columns):
            st.error(sentence, icon=":material/error:")
            return
        reading = Reading(columns, {}, {AUDIENCE: audience.value})
        said = "Remembered: what this form asks."
        saving.save(lambda: mappings.keep(viewer, MappedFile.SURVEY, name, reading), said)


def who_answered(at: DeltaGenerator, key: Key, first: Audience | None) -> Audience | None:
    """The choice of an audience."""
    every = list(Audience)
    at_first = None if first is None else every.index(first)
    return at.selectbox("Who answered", every, at_first, label, placeholder="Choose who", key=key("audience"))


def questions_of(audience: Audience) -> dict[str, str]:
    """What a question of a form can be: field -> in words."""
    return ALWAYS | {item.value: asked for item, asked in ITEMS[audience].items()}


def _of_question(
    upload: Upload, file: SurveyFile, question: str, options: Mapping[str, str], before: str | None
) -> str:
    said = file.said(question)
    guess = before if before is not None and before in options else _guess(question, options)
    about = f"{question} ({words.plural(len(said), 'different answer')})"
    key = upload.key(f"question {question}")
    return lists.choose(st.container(), about, list(options), options, key, first=guess) or IGNORED


def _guess(question: str, options: Mapping[str, str]) -> str:
    """The question of ours in almost the same words, or the one for a setting; else none."""
    best = max(options, key=lambda field: fuzz.ratio(question.casefold(), options[field].casefold()))
    if fuzz.ratio(question.casefold(), options[best].casefold()) >= ALIKE:
        return best
    asked = question.casefold()
    return SETTING if any(word in asked for word in ("which school", "which setting", "your setting")) else IGNORED


def wrong(columns: Mapping[str, str]) -> str:
    """A sentence about what cannot be; empty where all is well."""
    read = [field for field in columns.values() if field not in {IGNORED, COMMENT}]
    if twice := {field for field in read if read.count(field) > 1}:
        return (
            f"Two questions cannot be the same one here: {words.listed(sorted(twice)).replace('_', ' ')}. Choose one."
        )
    if not set(columns.values()) - {IGNORED, SETTING}:
        return "Choose at least one question that is answered here, or a comment."
    return ""


def _no_scale(file: SurveyFile, columns: Mapping[str, str]) -> str:
    """The same of a question that people answered in their own words."""
    own_words = [
        question
        for question, field in columns.items()
        if field not in ALWAYS and not scale_words.is_scale(file.said(question))
    ]
    if own_words:
        return f"“{typed.plain(own_words[0])}” is answered in people's own words: it is a comment, or left out."
    return ""
