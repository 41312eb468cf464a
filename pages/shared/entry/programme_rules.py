"""The fields of the rules that a programme's numbers are counted by, and its people checked by."""

import streamlit as st

from data_access.programme import ProgrammeFacts
from pages.shared.entry import saving


def ask(turn: "saving.Turn[ProgrammeFacts]") -> dict[str, object]:
    """The rules by column, as they stand in the fields."""
    now, key = turn.opened, turn.key
    missed = "Half terms that an active setting may miss"
    behind = "“At risk” until this far behind the way to the target"
    hidden = "Counts of people from 1 to this number are hidden from roles without exact counts"
    return {
        "active_half_terms_missed_allowed": st.number_input(
            missed, 0, 6, now.active_half_terms_missed_allowed, key=key("active_half_terms_missed_allowed")
        ),
        "small_number_limit": st.number_input(hidden, 1, 10, now.small_number_limit, key=key("small_number_limit")),
        "fewest_respondents": st.number_input(
            "Percentages of fewer respondents than this are withheld",
            1,
            100,
            now.fewest_respondents,
            key=key("fewest_respondents"),
        ),
        "at_risk_margin": st.slider(
            behind, 0.0, 1.0, now.at_risk_margin, 0.05, format="percent", key=key("at_risk_margin")
        ),
        "attended_from_percent": st.number_input(
            "Came to an online meeting: there for this much of it (%)",
            1,
            100,
            now.attended_from_percent,
            key=key("attended_from_percent"),
        ),
        "attended_from_minutes": st.number_input(
            "Or for so many minutes, however long it lasted (0: no such rule)",
            0,
            999,
            now.attended_from_minutes,
            key=key("attended_from_minutes"),
        ),
        **_how_long_checks_hold(turn),
        "base_map_url": st.text_input(
            "Address of a map style (empty: no base map, and no outside server is asked)",
            now.base_map_url or "",
            key=key("base_map_url"),
        ),
    }


def _how_long_checks_hold(turn: "saving.Turn[ProgrammeFacts]") -> dict[str, object]:
    asked = {
        "dbs_months": ("Months for which an enhanced DBS check holds", 1, 120, turn.opened.dbs_months),
        "safeguarding_months": (
            "Months for which safeguarding training holds",
            1,
            120,
            turn.opened.safeguarding_months,
        ),
        "warn_weeks": ("Weeks before either runs out that you are warned", 0, 52, turn.opened.warn_weeks),
    }
    return {name: st.number_input(*question, key=turn.key(name)) for name, question in asked.items()}
