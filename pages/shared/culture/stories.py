"""Case studies on a page: which are shown, how one reads, and what may be done with it."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data_access import attachments, case_studies, locks, review
from data_access.errors import InvalidInput, Locked, ProductError
from data_access.permissions import Action, Identity
from data_access.vocabulary import CaseStudyStatus, ReviewDecision, TextSource, Theme, label
from pages.shared import menu, words
from pages.shared.culture import files_shown
from pages.shared.entry import reasons
from pages.shared.facts import View
from pages.shared.filters import Filters
from pages.shared.typed import plain, quoted

PAGEFUL = 8
# In the address: the theme, and whether only the chosen period is wanted.
THEME, WHEN, YES = "theme", "only-period", "yes"
SAID = "said of a case study"
NO_CONSENT = "Nothing is handed in yet: first say who agreed that it is shared, when, and who may read it."
Change = Callable[[Identity, int, int], None]


def _take_back(viewer: Identity, number: int, version: int) -> None:
    review.decide(viewer, TextSource.CASE_STUDY, number, version, ReviewDecision.SENT_BACK)


# Status -> what may be done, by whom, and what it is called on its button.
NEXT: dict[str, tuple[str, Action, Change]] = {
    CaseStudyStatus.DRAFT: ("Submit", Action.WRITE_CASE_STUDY, case_studies.submit_case_study),
    CaseStudyStatus.APPROVED: ("Take back", Action.APPROVE_CASE_STUDY, _take_back),
    CaseStudyStatus.REFUSED: ("Look at it again", Action.APPROVE_CASE_STUDY, _take_back),
}


def read(view: View, sees_unapproved: bool) -> pd.DataFrame:
    """Every case study that the viewer may read: see `case_studies.case_studies`."""
    del sees_unapproved  # What is kept for one who may see them must not be handed to one who may not.
    return case_studies.case_studies(view.viewer)


def choices() -> tuple[Theme | None, bool]:
    """Lets the reader choose a theme, and only the chosen period; both stand in the address like the other filters."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="story filters"):
        asked = st.query_params.get(THEME)
        st.session_state[THEME] = asked if asked in set(Theme) else None
        theme = st.selectbox(
            "Theme",
            [None, *(theme.value for theme in Theme)],
            format_func=lambda value: label(Theme(value)) if value else "All themes",
            placeholder="All themes",
            key=THEME,
            on_change=_into_address,
            args=(THEME,),
            width=280,
        )
        st.session_state[WHEN] = st.query_params.get(WHEN) == YES
        only_period = st.toggle("Only the chosen period", key=WHEN, on_change=_into_address, args=(WHEN,))
    return Theme(theme) if theme else None, only_period


def matching(
    stories: pd.DataFrame, view: View, chosen: Filters, theme: Theme | None, only_period: bool
) -> pd.DataFrame:
    """The stories that the filters leave; those of every period unless told otherwise."""
    keep = pd.Series(True, index=stories.index)
    for column in ("cluster", "phase", "setting_type"):
        if wanted := getattr(chosen, column):
            keep &= stories[column] == wanted
    if theme:
        keep &= stories["themes"].map(lambda themes: theme in themes)
    if only_period:
        period = chosen.period(view)
        keep &= stories["happened_on"].between(period.start, period.end)
    return stories[keep]


def in_words(shown: pd.DataFrame, theme: Theme | None) -> str:
    """How many there are, and how many settings they are from."""
    about = f" about {label(theme).lower()}" if theme else ""
    many = words.plural(len(shown), "case study", "case studies")
    return f"{many}{about} from {words.plural(shown['urn'].nunique(), 'setting')}."


def show(viewer: Identity, stories: pd.DataFrame, opened: str | None) -> None:
    """The stories, each under its title; the one that the address names is open."""
    if sentence := st.session_state.pop(SAID, ""):
        st.info(sentence)
    last = st.session_state.get("stories shown", PAGEFUL)
    is_elsewhere = stories["id"].astype(str) != opened
    files = attachments.attachments(viewer)
    for story in stories.loc[is_elsewhere.sort_values(kind="stable").index].head(last).to_dict("records"):
        is_open = str(story["id"]) == opened or story["status"] == CaseStudyStatus.SUBMITTED
        box = st.expander(_title(story), expanded=is_open, key=f"story {story['id']}", on_change="rerun")
        if box.open:
            with box:
                _body(story, names_approver=viewer.may(Action.SEE_UNAPPROVED))
                files_shown.show(files_shown.of_text(files, TextSource.CASE_STUDY, story["id"]))
                _actions(viewer, story)
    if len(stories) > last:
        st.button(f"Show more: {len(stories) - last} left", on_click=_more, args=(last,))


def _title(story: dict[Any, Any]) -> str:
    mark = (
        "" if story["status"] == CaseStudyStatus.APPROVED else f" · :orange[{label(CaseStudyStatus(story['status']))}]"
    )
    return f"**{plain(story['title'])}** · {plain(story['setting'])} · {words.month(story['happened_on'])}{mark}"


def _body(story: dict[Any, Any], *, names_approver: bool) -> None:
    cluster = "" if words.is_missing(story["cluster"]) else f" · {plain(story['cluster'])}"
    themes = ", ".join(label(Theme(theme)).lower() for theme in story["themes"] if theme in set(Theme))
    st.caption(f"{words.phase(story['phase'])}{cluster} · {words.day(story['happened_on'])} · {themes}")
    parts = (("How it was", "context"), ("What was done", "what_was_done"), ("What changed", "impact"))
    told = [f"**{heading}**\n\n{plain(story[name])}" for heading, name in parts]
    if not words.is_missing(story["quotation"]):
        told.append(quoted(story["quotation"]))
    st.markdown("\n\n".join(told))
    if story["status"] == CaseStudyStatus.APPROVED:
        by = f" by {plain(story['approved_by'])}" if names_approver else ""
        st.caption(f"Approved on {words.day(story['approved_on'])}{by}.")


def _actions(viewer: Identity, story: dict[Any, Any]) -> None:
    reasons.box(f"story {story['id']}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"actions {story['id']}"):
        if story["status"] == CaseStudyStatus.SUBMITTED and viewer.may_open("review"):
            st.page_link(menu.page("review"), label="Review it", icon=":material/rate_review:")
        elif story["status"] in NEXT and viewer.may(NEXT[story["status"]][1]):
            name, _, change = NEXT[story["status"]]
            st.button(
                name,
                key=f"{name} {story['id']} {story['version']}",
                on_click=_change,
                args=(viewer, story, name, change),
                type="primary" if name == "Submit" else "secondary",
            )
        if viewer.may(Action.WRITE_CASE_STUDY):
            st.page_link(
                menu.page("enter_case_study"),
                label="Edit",
                query_params={"id": str(story["id"])},
                icon=":material/edit:",
            )
        st.page_link(
            menu.page("setting"),
            label="About this setting",
            query_params={"urn": story["urn"]},
            icon=":material/school:",
        )


def _change(viewer: Identity, story: dict[Any, Any], name: str, change: Callable[[Identity, int, int], None]) -> None:
    done = "submitted" if name == "Submit" else "a draft again"
    about = f"story {story['id']}"
    try:
        with locks.because(reasons.given(about)):
            change(viewer, story["id"], story["version"])
        reasons.forget(about)
        st.session_state[SAID] = f"“{story['title']}” is {done}."
    except Locked as locked:
        reasons.ask(about, str(locked))
    except InvalidInput as refusal:
        said = " ".join(refusal.answers.values())
        st.session_state[SAID] = f"{NO_CONSENT} Choose “Edit”." if name == "Submit" else said
    except ProductError as error:
        st.session_state[SAID] = str(error)


def _into_address(name: str) -> None:
    value = st.session_state[name]
    if value:
        st.query_params[name] = YES if value is True else str(value)
    else:
        st.query_params.pop(name, None)


def _more(last: int) -> None:
    st.session_state["stories shown"] = last + PAGEFUL
