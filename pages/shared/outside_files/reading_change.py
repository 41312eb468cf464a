"""How a kind of file is read, shown whole and changed in its place, without a file at hand."""

from collections.abc import Mapping

import streamlit as st

from data_access.outside_files import log_words, mappings
from data_access.outside_files.log_words import FIELDS, ROW
from data_access.outside_files.mappings import IGNORED, Kept, Reading
from data_access.outside_files.survey_rows import AUDIENCE
from data_access.permissions import Identity
from data_access.vocabulary import ITEMS, Audience, Item, MappedFile
from pages.shared import typed
from pages.shared.entry import saving
from pages.shared.outside_files import asking, form_questions, lists, log_columns, survey_answers
from pages.shared.outside_files.uploads import WHAT_STAYS, Key

LEFT_OUT = "Leave it out"
FIRST_ASKED = {MappedFile.SURVEY: "audience", MappedFile.BOOKING_LOG: f"fixed {ROW}"}


def show(viewer: Identity, kind: MappedFile, one: Kept) -> None:
    """Every column, what holds for every row, and every word: each with what it means, to be changed."""
    turn = saving.turn(viewer, f"how reading {one.id} is read", one, FIRST_ASKED[kind])
    st.write(WHAT_STAYS)
    asked = _of_a_form if kind == MappedFile.SURVEY else _of_a_log
    reading, wrong = asked(turn.key, turn.opened.reading)
    if st.button("Save how it is read", type="primary", key=f"save reading {one.id}"):
        if wrong:
            st.error(wrong, icon=":material/error:")
            return
        saving.save(
            lambda: mappings.change(viewer, one.id, turn.opened.version, reading),
            f"Saved: how {typed.plain(one.name)} is read.",
            turn,
        )


def _of_a_log(key: Key, before: Reading) -> tuple[Reading, str]:
    columns = _columns(key, before, {**FIELDS, IGNORED: LEFT_OUT})
    kept = {column: field for column, field in columns.items() if field != IGNORED}
    fixed = log_columns.for_every_row(key, set(kept.values()), before.fixed)
    reading = log_columns.reading_of(kept, before.words, fixed)
    reading = _words(key, reading, {field: FIELDS[field] for field in log_words.OPTIONS}, log_words.OPTIONS)
    twice = [FIELDS[field] for field in FIELDS if len(reading.of(field)) > 1]
    wrong = f"Two columns cannot both be “{twice[0]}”. Choose one." if twice else ""
    return reading, wrong or log_columns.wrong(set(kept.values()), fixed)


def _of_a_form(key: Key, before: Reading) -> tuple[Reading, str]:
    said = Audience(before.fixed[AUDIENCE])
    audience = form_questions.who_answered(st.container(), key, said) or said
    columns = _columns(key, before, form_questions.questions_of(audience))
    asked = {item.value: words for item, words in ITEMS[audience].items()}
    known = {field: said for field, said in before.words.items() if field in columns.values()}
    reading = Reading(columns, known, {**before.fixed, AUDIENCE: audience.value})
    reading = _words(key, reading, asked, {item: survey_answers.answers_to(Item(item)) for item in asked})
    return reading, form_questions.wrong(columns)


def _columns(key: Key, before: Reading, options: Mapping[str, str]) -> dict[str, str]:
    """What each column is here."""
    st.subheader("Its columns")
    return {
        column: lists.choose(
            place, column, list(options), options, key(f"column {column}"), first=_still(field, options)
        )
        or IGNORED
        for place, (column, field) in zip(lists.places(len(before.columns)), before.columns.items(), strict=True)
    }


def _still(field: str, options: Mapping[str, str]) -> str:
    """Another audience is asked something else: what is no question of theirs is left out."""
    return field if field in options else IGNORED


def _words(key: Key, reading: Reading, asked: Mapping[str, str], options: Mapping[str, Mapping[str, str]]) -> Reading:
    """The reading with what each word that is known means by now."""
    found: dict[str, dict[str, str]] = {}
    for field, words in reading.words.items():
        st.subheader(f"Its words: {asked[field]}")
        found[field] = asking.meanings(key, field, words, options[field])
    return reading.with_words(found)
