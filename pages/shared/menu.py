"""The pages in the groups of the menu. `data_access.permissions.PAGES` decides who may open which."""

from copy import copy
from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data_access.permissions import Identity


@dataclass(frozen=True)
class Entry:
    """A page as the menu shows it. `name` is its file and its row in `PAGES`; `path` its address."""

    name: str
    title: str
    icon: str
    path: str
    in_menu: bool = True


GROUPS: dict[str, tuple[Entry, ...]] = {
    "The programme": (
        Entry("overview", "Overview", ":material/dashboard:", ""),
        Entry("participation", "Participation", ":material/groups:", "participation"),
        Entry("self_evaluation", "Self-evaluation and plans", ":material/assignment_turned_in:", "self-evaluation"),
        Entry("coaching", "Coaching and peer review", ":material/handshake:", "coaching"),
        Entry("ehc_plans", "EHC plans and placements", ":material/family_restroom:", "ehc-plans"),
        Entry("impact", "Impact", ":material/trending_up:", "impact"),
    ),
    "Voices": (
        Entry("feedback", "Feedback", ":material/forum:", "feedback"),
        Entry("case_studies", "Case studies", ":material/auto_stories:", "case-studies"),
        Entry("cultural_change", "Cultural change", ":material/diversity_3:", "cultural-change"),
    ),
    "Places": (
        Entry("map", "Map", ":material/map:", "map"),
        Entry("setting", "Settings", ":material/school:", "setting"),
    ),
    "Add evidence": (
        Entry("enter_evidence", "Add evidence", ":material/edit_note:", "enter-evidence"),
        Entry("enter_register", "Register", ":material/checklist:", "enter-register"),
        Entry("enter_survey_response", "Survey response", ":material/rate_review:", "enter-survey-response"),
        Entry("surveys", "Surveys", ":material/qr_code_2:", "surveys"),
        Entry("enter_case_study", "Case study", ":material/post_add:", "enter-case-study"),
        Entry("enter_record", "Record", ":material/edit_note:", "enter-record", in_menu=False),
        Entry("review", "Review", ":material/rule:", "review"),
        Entry("read_for_themes", "Read for themes", ":material/sell:", "read-for-themes"),
        Entry("codebook", "Codebook", ":material/label:", "codebook"),
        Entry("attendance_report", "Teams report", ":material/video_call:", "attendance-report"),
        Entry("survey_file", "Forms answers", ":material/ballot:", "survey-file"),
        Entry("booking_log", "Booking log", ":material/event_available:", "booking-log"),
        Entry("imports", "Load a file", ":material/upload_file:", "imports"),
        Entry("exports", "Take data out", ":material/download:", "exports"),
    ),
    "Administration": (
        Entry("programme", "Programme", ":material/tune:", "programme"),
        Entry("targets", "Targets", ":material/flag:", "targets"),
        Entry("term_dates", "Term dates", ":material/calendar_month:", "term-dates"),
        Entry("markers", "Events on charts", ":material/push_pin:", "markers"),
        Entry("team", "Delivery team", ":material/badge:", "team"),
        Entry("approvals", "Approvals", ":material/verified:", "approvals"),
        Entry("data_quality", "Data quality", ":material/fact_check:", "data-quality"),
        Entry("clusters", "Clusters", ":material/hub:", "clusters"),
        Entry("successors", "Successors", ":material/move_down:", "successors"),
        Entry("users", "Users", ":material/manage_accounts:", "users"),
        Entry("taken_away", "Taken away", ":material/restore_from_trash:", "taken-away"),
        Entry("audit_log", "Audit log", ":material/history:", "audit-log"),
    ),
    "You": (
        Entry("saved_views", "Your views", ":material/bookmarks:", "saved-views"),
        Entry("account", "Your account", ":material/person:", "account"),
    ),
}
NAMES = frozenset(entry.name for entries in GROUPS.values() for entry in entries)
# On these somebody may be typing: what they see must not move under their hands.
ENTRY_PAGES = frozenset(
    {"enter_evidence", "enter_register", "enter_survey_response", "enter_case_study", "enter_record", "imports"}
    | {"surveys", "read_for_themes", "codebook"}
    | {"programme", "targets", "term_dates", "clusters", "successors", "users", "account", "saved_views", "markers"}
    | {"data_quality", "taken_away", "review"}
    | {"attendance_report", "survey_file", "booking_log"}
)
# Open while there is no programme yet.
WITHOUT_PROGRAMME = frozenset({"users", "audit_log", "account"})


def entry(name: str) -> Entry:
    """The menu's entry of a page."""
    return next(entry for entries in GROUPS.values() for entry in entries if entry.name == name)


def pages(who: Identity | None) -> dict[str, list[StreamlitPage]]:
    """The groups of the menu. A page that is not for this role stays out of the menu and, if its address is
    typed, says so itself."""
    return {
        group: [_page(entry, entry.in_menu and who is not None and who.may_open(entry.name)) for entry in entries]
        for group, entries in GROUPS.items()
    }


def page(name: str) -> StreamlitPage:
    """The page that a link leads to. Naming its file instead would have Streamlit look for it on the disk."""
    return _page(entry(name), True)


def _page(entry: Entry, is_in_menu: bool) -> StreamlitPage:
    # A copy each, because a page remembers whether it may be run.
    return copy(_found(entry, is_in_menu))


@cache
def _found(entry: Entry, is_in_menu: bool) -> StreamlitPage:
    """The page with its file, which Streamlit looks for whenever one is made: once is enough."""
    return st.Page(
        f"{entry.name}.py",
        title=entry.title,
        icon=entry.icon,
        url_path=entry.path or None,
        default=not entry.path,
        visibility="visible" if is_in_menu else "hidden",
    )


def name_of(page: StreamlitPage) -> str:
    """The name of a page that Streamlit hands back: overview for the empty address."""
    return next(entry.name for entries in GROUPS.values() for entry in entries if entry.path == page.url_path)


def page_or_overview(name: str) -> str:
    """The page that a measure names, or the overview while that page is not there."""
    return name if name in NAMES else "overview"
