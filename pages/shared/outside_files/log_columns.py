"""What the columns of a booking log are here: asked once, and remembered under a name."""

import re
from collections.abc import Collection, Mapping

import streamlit as st
from rapidfuzz import fuzz, process
from streamlit.delta_generator import DeltaGenerator

from data_access.outside_files import booking_log, log_words, mappings
from data_access.outside_files.log_words import ATTENDED, AUDIENCE, CAME, FEEDBACK, FIELDS, KIND, MODE, REQUIRED, ROW
from data_access.outside_files.mappings import Kept, Reading
from data_access.outside_files.sheets import Sheet
from data_access.permissions import Identity
from data_access.vocabulary import Audience, EventType, MappedFile, Mode, label
from pages.shared import typed, words
from pages.shared.entry import saving
from pages.shared.outside_files import asking, lists
from pages.shared.outside_files.uploads import WHAT_STAYS, Key, Upload

NEW = 0
NEAR = 80
# What such columns are often called.
USUAL: dict[str, tuple[str, ...]] = {
    log_words.DAY: ("date", "session date", "date of session"),
    log_words.SETTING: ("school", "setting", "school name", "organisation"),
    KIND: ("type", "session type", "kind", "type of support"),
    ATTENDED: ("attended", "attendance", "status", "outcome"),
    MODE: ("mode", "delivery", "format", "how held"),
    log_words.TITLE: ("title", "session", "topic", "course"),
    log_words.REFERENCE: ("reference", "booking reference", "start time", "time"),
    log_words.PEOPLE: ("number attended", "people", "number of staff"),
    FEEDBACK: ("rating", "feedback", "feedback score", "usefulness"),
}
EVERYBODY_CAME = "Everybody in it came"


def choose(viewer: Identity, upload: Upload, sheet: Sheet) -> Kept | None:
    """The way in which this log is read. None while a new one is being made."""
    fitting = mappings.fitting(mappings.kept(viewer, MappedFile.BOOKING_LOG), sheet.headings)
    names = {NEW: "Explain its columns", **{one.id: one.name for one in fitting}}
    if fitting:
        options = [*(one.id for one in fitting), NEW]
        chosen = st.selectbox("Read it as", options, format_func=names.__getitem__, key=upload.key("reading"))
        kept = next((one for one in fitting if one.id == chosen), None)
        if kept is not None and not st.toggle("Change how it is read", key=upload.key(f"change {kept.id}")):
            return kept
        _ask(viewer, upload, sheet, kept)
        return None
    _ask(viewer, upload, sheet, None)
    return None


def settle_words(viewer: Identity, upload: Upload, sheet: Sheet, kept: Kept) -> bool:
    """Asks what new words mean. True once there is nothing left to ask."""
    unsettled = booking_log.unsettled_words(sheet, kept.reading)
    if not unsettled:
        return True
    st.header("What do these words mean?")
    st.write("What is proposed can be changed. It is remembered for this kind of log.")
    found: dict[str, dict[str, str]] = {}
    for field, new in unsettled.items():
        st.write(f"**{FIELDS[field]}**")
        said = [word for column in kept.reading.of(field) for word in booking_log.said_in(sheet, column)]
        proposed = log_words.proposals(field, said)
        shown = {word: proposed[word] for word in new}
        found[field] = asking.meanings(upload.key, field, shown, log_words.OPTIONS[field])
    asking.remember(
        upload,
        all(len(found[field]) == len(new) for field, new in unsettled.items()),
        lambda: mappings.change(viewer, kept.id, kept.version, kept.reading.with_words(found)),
        "Remember these words",
        "Remembered: what the words of this log mean.",
    )
    return False


def _ask(viewer: Identity, upload: Upload, sheet: Sheet, kept: Kept | None) -> None:
    """Its columns: of a new kind of log, or of one that is read otherwise from now on."""
    st.header("What are its columns?")
    st.write(
        "Say it once: the next log with these columns is read without asking. Columns that you leave out are not read."
    )
    name = ""
    if kept is None:
        name = st.text_input("A name for this kind of log", key=upload.key("name"), placeholder="Coaching bookings")
    else:
        st.write(WHAT_STAYS)
    before = kept.reading if kept else None
    cells = zip(lists.places(len(FIELDS)), FIELDS, strict=True)
    chosen = {field: _column(place, upload, sheet, field, before) for place, field in cells}
    read = {field for field, column in chosen.items() if column is not None}
    fixed = for_every_row(upload.key, read, before.fixed if before else {})
    if st.button("Remember these columns", type="primary", key=upload.key("remember columns")):
        if sentence := wrong(read, fixed) or _wrong_columns(sheet, chosen):
            st.error(sentence, icon=":material/error:")
            return
        columns = {column: field for field, column in chosen.items() if column is not None}
        reading = reading_of(columns, before.words if before else {}, fixed)
        said = "Remembered: how this log is read."
        if kept is None:
            saving.save(lambda: mappings.keep(viewer, MappedFile.BOOKING_LOG, name, reading), said)
        else:
            saving.save(lambda: mappings.change(viewer, kept.id, kept.version, reading), said)


def reading_of(
    columns: Mapping[str, str], words_before: Mapping[str, Mapping[str, str]], fixed: Mapping[str, str | None]
) -> Reading:
    """With what is known of the words of those columns that are still read."""
    known = {field: said for field, said in words_before.items() if field in columns.values()}
    return Reading(columns, known, {field: word for field, word in fixed.items() if word is not None})


def _column(at: DeltaGenerator, upload: Upload, sheet: Sheet, field: str, before: Reading | None) -> str | None:
    headings = list(sheet.headings)
    near = process.extractOne(
        field,
        headings,
        scorer=lambda _, heading, **__: max(fuzz.ratio(_plain(heading), usual) for usual in USUAL[field]),
        score_cutoff=NEAR,
    )
    answer: str | None = at.selectbox(
        FIELDS[field] if field in REQUIRED else f"{FIELDS[field]} (optional)",
        headings,
        _first(headings, field, before, None if near is None else near[2]),
        placeholder="Choose a column" if field in REQUIRED else "No column says it",
        key=upload.key(f"column {field}"),
    )
    return answer


def _plain(heading: str) -> str:
    """Without what stands in brackets: “Rating (1 to 5)” is a rating."""
    return re.sub(r"\(.*?\)", "", heading).strip().casefold()


def _first(headings: list[str], field: str, before: Reading | None, near: int | None) -> int | None:
    """The place of the column that is offered first: the one of before, or else one that is called so."""
    if before is None:
        return near
    return next((headings.index(column) for column in before.of(field) if column in headings), None)


def for_every_row(key: Key, read: Collection[str], before: Mapping[str, str]) -> dict[str, str | None]:
    """What holds for every row, where no column says it. `read`: the fields that a column says."""
    fixed = {ROW: _one(key, ROW, "Each row is", log_words.ROWS, before.get(ROW, next(iter(log_words.ROWS))))}
    if KIND not in read:
        kinds = {kind.value: label(kind) for kind in EventType}
        fixed[KIND] = _one(key, KIND, "All sessions are of this kind", kinds, before.get(KIND))
    if MODE not in read:
        modes = {mode.value: label(mode) for mode in Mode}
        fixed[MODE] = _one(key, MODE, "All sessions were held", modes, before.get(MODE))
    if ATTENDED not in read:
        st.caption(f"{EVERYBODY_CAME}: no column says whether they did.")
        fixed[ATTENDED] = CAME
    if FEEDBACK in read:
        audiences = {one.value: label(one) for one in (Audience.SENCO, Audience.SCHOOL_STAFF, Audience.SCHOOL_LEADER)}
        fixed[AUDIENCE] = _one(key, AUDIENCE, "Who said how useful it was", audiences, before.get(AUDIENCE))
    return fixed


def _one(key: Key, field: str, asked: str, options: Mapping[str, str], first: str | None) -> str | None:
    every = list(options)
    at = every.index(first) if first in every else None
    answer: str | None = st.selectbox(
        asked, every, at, options.__getitem__, placeholder="Choose one", key=key(f"fixed {field}")
    )
    return answer


def wrong(read: Collection[str], fixed: Mapping[str, str | None]) -> str:
    """A sentence about what cannot be; empty where all is well. `read`: the fields that a column says."""
    if missing := [FIELDS[field] for field in REQUIRED if field not in read]:
        return f"Choose the column of: {words.listed([words.lower_first(name) for name in missing])}."
    return "Choose what holds for every row, in each list." if None in fixed.values() else ""


def _wrong_columns(sheet: Sheet, chosen: Mapping[str, str | None]) -> str:
    """The same about columns of the log."""
    columns = [column for column in chosen.values() if column is not None]
    if twice := [column for column in columns if columns.count(column) > 1]:
        return f"“{typed.plain(twice[0])}” is chosen twice. A column is one thing."
    for field in log_words.OPTIONS:
        column = chosen[field]
        if column is not None and len(booking_log.said_in(sheet, column)) > log_words.MOST_WORDS:
            return f"“{typed.plain(column)}” holds too many different words to be {words.lower_first(FIELDS[field])}."
    return ""
