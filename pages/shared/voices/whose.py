"""Whose answers a page is about: one audience of the surveys, kept in the address, with the measure of its question."""

import streamlit as st

from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, Item, label

# The question of each audience that its measure is of.
MEASURES: dict[Audience, tuple[str, Item]] = {
    Audience.PARENT_CARER: ("parent_confidence", Item.CONFIDENCE_IN_MAINSTREAM),
    Audience.SENCO: ("senco_confidence", Item.CONFIDENCE_AND_CAPABILITY),
    Audience.SCHOOL_STAFF: ("staff_confidence", Item.MEETING_NEED_IN_CLASS),
    Audience.SCHOOL_LEADER: ("school_satisfaction", Item.SATISFACTION),
    Audience.PUPIL: ("pupil_view", Item.GETTING_HELP),
}
KEYS = (*(key for key, _ in MEASURES.values()), "response_rate")
NAME = "audience"


def choose() -> Audience:
    """Asks whose answers; those of parents and carers unless the address says otherwise."""
    asked = st.query_params.get(NAME, "")
    st.session_state[NAME] = Audience(asked) if asked in set(Audience) else Audience.PARENT_CARER
    chosen = st.segmented_control(
        "Whose answers", list(MEASURES), format_func=label, required=True, key=NAME, on_change=_into_address
    )
    return chosen or Audience.PARENT_CARER


def in_a_sentence(audience: Audience) -> str:
    """parents and carers; SENCOs."""
    return label(audience) if audience == Audience.SENCO else label(audience).lower()


def questions(audience: Audience) -> tuple[Item, ...]:
    """What the audience is asked, but for the questions about one session."""
    return tuple(item for item in ITEMS[audience] if item not in ABOUT_THE_SESSION)


def _into_address() -> None:
    st.query_params[NAME] = st.session_state[NAME].value
