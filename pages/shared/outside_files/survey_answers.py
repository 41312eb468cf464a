"""Answers of a form on the page: what their words mean, which comments stay, and what would be saved."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from data_access.forms import Kind
from data_access.forms.choices import Choices
from data_access.outside_files import mappings, scale_words, survey_rows
from data_access.outside_files.mappings import Kept
from data_access.outside_files.survey_file import SurveyFile
from data_access.outside_files.survey_rows import Around, Prepared
from data_access.permissions import Identity
from data_access.vocabulary import ITEMS, Audience, Item, scale
from pages.shared import tables, typed, words
from pages.shared.outside_files import asking, uploads
from pages.shared.outside_files.uploads import Upload

NO_ANSWER = "No answer"
PLACE = "Where no answer names the setting, they speak of"


def settle_words(viewer: Identity, upload: Upload, file: SurveyFile, kept: Kept) -> bool:
    """Asks what new words mean. True once there is nothing left to ask."""
    unsettled = survey_rows.unsettled_words(file, kept.reading)
    if not unsettled:
        return True
    st.header("What do their answers mean?")
    st.write("From 1 to 5, in our words. What is proposed can be changed; it is remembered for this form.")
    found: dict[str, dict[str, str]] = {}
    for name, new in unsettled.items():
        item = Item(name)
        st.write(f"**{ITEMS[Audience(kept.reading.fixed[survey_rows.AUDIENCE])][item]}**")
        said = [word for column in kept.reading.of(item) for word in file.said(column)]
        proposed = scale_words.proposals(item, said)
        shown = {word: proposed[word] for word in new}
        found[item] = asking.meanings(upload.key, item, shown, answers_to(item))
    is_whole = all(len(found[item]) == len(new) for item, new in unsettled.items())
    asking.remember(
        upload,
        is_whole,
        lambda: mappings.change(viewer, kept.id, kept.version, kept.reading.with_words(found)),
        "Remember these answers",
        "Remembered: what their answers mean.",
    )
    return False


def answers_to(item: Item) -> dict[str, str]:
    """What an answer to one of our questions can be, as it is kept and in words."""
    options = {str(value): f"{value}: {word}" for value, word in enumerate(scale(item), start=1)}
    return {**options, scale_words.NO_ANSWER: NO_ANSWER}


def around(upload: Upload, kept: Kept, known: Choices) -> Around:
    """Which setting or cluster those speak of who name none, and at which event they answered."""
    is_of_an_event = survey_rows.is_about_a_session(kept.reading)
    left, right = st.columns(2)
    places = {**{f"setting {urn}": name for urn, name in known[Kind.SETTING].items()}}
    places |= {f"cluster {name}": f"{name} (the cluster)" for name in known[Kind.CLUSTER]}
    place = left.selectbox(
        PLACE if kept.reading.of(survey_rows.SETTING) else "They all speak of",
        list(places),
        None,
        places.__getitem__,
        placeholder="Choose a setting or a cluster",
        key=upload.key("place"),
    )
    event_ref = right.selectbox(
        "The event that they speak of" if is_of_an_event else "They answered at this event (optional)",
        list(known[Kind.EVENT]),
        None,
        known[Kind.EVENT].__getitem__,
        placeholder="Choose the event" if is_of_an_event else "None",
        key=upload.key("event"),
    )
    kind, _, name = (place or "").partition(" ")
    return Around(name if kind == "setting" else None, name if kind == "cluster" else None, event_ref)


def checked(
    upload: Upload, file: SurveyFile, kept: Kept, around: Around, prepare: Callable[[Sequence[int]], Prepared]
) -> Prepared:
    """What the file would save, with the comments that somebody says may stay. `prepare` takes the rows of those."""
    found = uploads.once(upload, "checked", (kept, around), lambda: prepare(()))
    cleared = _cleared_comments(upload, file, kept, found)
    return uploads.once(upload, "cleared", (kept, around, cleared), lambda: prepare(cleared)) if cleared else found


def _cleared_comments(upload: Upload, file: SurveyFile, kept: Kept, prepared: Prepared) -> list[int]:
    """Shows each comment that could name somebody. Value: the rows of those that may stay."""
    if not prepared.asked:
        return []
    st.header("Could these comments name somebody?")
    st.write("They are left out, and the other answers of the row stay, unless you say that a comment may be kept.")
    cleared = []
    for row, questions in prepared.asked.items():
        with st.container(border=True, key=upload.key(f"comment {row}")):
            st.markdown(typed.quoted(survey_rows.comment_of(file, kept.reading, row)))
            st.caption(" ".join(questions))
            if st.checkbox(f"Row {row}: keep it. It is not about a child or family", key=upload.key(f"keep {row}")):
                cleared.append(row)
    return cleared


def preview(prepared: Prepared, items: Sequence[Item]) -> None:
    """How many rows are new, and how their answers are read."""
    cells = {
        "New": len(prepared.entries),
        "Known already": prepared.known_count,
        "Refused": len({refusal.row for refusal in prepared.refused}),
    }
    with st.container(horizontal=True):
        for name, number in cells.items():
            st.metric(name, words.count(number), border=True)
    counted = [{"Question": words.sentence_case(item.replace("_", " ")), **_spread(prepared, item)} for item in items]
    tables.show(pd.DataFrame(counted), "How the new answers are read", "answers-of-a-form", empty="Only comments.")


def saved(kept: Kept, count: int) -> str:
    """What was saved: less than was shown where somebody else has saved the same file meanwhile."""
    if not count:
        return f"**Known already.** Every answer of {typed.plain(kept.name)} has been saved meanwhile."
    return f"**Saved: {words.plural(count, 'response')}** of {typed.plain(kept.name)}. {uploads.CAN_BE_UNDONE}"


def nothing_to_save(prepared: Prepared) -> str:
    """Why there is no button to save it, and what to do."""
    if prepared.refused and not prepared.known_count:
        return "Nothing can be saved yet: put right in the workbook what stands above, and choose it again."
    return "There is nothing to save: every answer that can be taken is known already."


def _spread(prepared: Prepared, item: Item) -> dict[str, int]:
    given = [answers[item] for answers in prepared.entries.values()]
    return {**{str(value): given.count(value) for value in range(1, 6)}, NO_ANSWER: given.count(None)}
