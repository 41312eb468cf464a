"""Every form that a person can fill in: where it is, what it is called, and in which group they look for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from data_access import records
from data_access.forms import CASE_STUDY, REGISTER, Answers, survey_response
from data_access.forms.choices import Choices
from data_access.permissions import Identity
from data_access.record_kinds import KINDS
from data_access.vocabulary import Audience
from pages.shared import menu
from pages.shared.entry import draft_names, record_names

KIND = "kind"
ANY_RECORD = "enter_record"
# What a draft of a response is named by is asked of every audience.
RESPONSE = survey_response(Audience.PARENT_CARER)


@dataclass(frozen=True)
class WayIn:
    """One form. `about` says in a few words what answers to it are of; `query` leads to it on its page."""

    form: str
    page: str
    title: str
    explanation: str
    icon: str
    about: Callable[[Answers, Choices], str]
    query: dict[str, str] = field(default_factory=dict)


def _of_a_page(form: str, page: str, explanation: str, about: Callable[[Answers, Choices], str]) -> WayIn:
    return WayIn(form, page, menu.entry(page).title, explanation, menu.entry(page).icon, about)


def _of_a_record(name: str, icon: str) -> WayIn:
    kind = KINDS[name]
    about = partial(record_names.about, kind)
    return WayIn(name, ANY_RECORD, kind.spec.title, kind.explanation, f":material/{icon}:", about, {KIND: name})


GROUPS: dict[str, tuple[WayIn, ...]] = {
    "Events and voices": (
        _of_a_page(
            REGISTER.name,
            "enter_register",
            "Who came to an event, a meeting or a coaching session: a tick for each setting. About a minute.",
            partial(draft_names.name, REGISTER.fields),
        ),
        _of_a_page(
            RESPONSE.name,
            "enter_survey_response",
            "What one parent, SENCO or member of staff answered. Half a minute.",
            partial(draft_names.name, RESPONSE.fields),
        ),
        _of_a_record("survey", "qr_code_2"),
        _of_a_record("survey_round", "mark_email_read"),
    ),
    "Self-evaluation and plans": (
        _of_a_record("self_evaluation", "fact_check"),
        _of_a_record("priority", "low_priority"),
        _of_a_record("action_plan", "assignment_turned_in"),
        _of_a_record("action", "task_alt"),
        _of_a_record("evaluation_cycle", "event_repeat"),
    ),
    "Coaching and peer review": (
        _of_a_record("peer_review", "handshake"),
        _of_a_record("supporter", "diversity_3"),
        _of_a_record("team_member", "badge"),
    ),
    "Figures": (
        _of_a_record("figure", "pin"),
        _of_a_record("skill_gain", "trending_up"),
    ),
    "Evidence of change": (
        _of_a_page(
            CASE_STUDY.name,
            "enter_case_study",
            "What a setting did and what came of it, for others to read.",
            partial(draft_names.name, CASE_STUDY.fields),
        ),
        _of_a_record("evidence_piece", "format_quote"),
    ),
}
# Nothing of a file is typed, so there is no draft to name.
FILES: tuple[WayIn, ...] = tuple(
    _of_a_page(page, page, explanation, lambda *_: "")
    for page, explanation in {
        "imports": "Any of these from a spreadsheet, many rows at once. They are checked before anything is saved.",
        "attendance_report": "The attendance report of an online meeting becomes its register. No name is kept.",
        "survey_file": "The answers to a Microsoft Forms survey. You explain its questions once.",
        "booking_log": "Your own log of sessions and bookings, as it is. You explain its columns once.",
    }.items()
)
ALL: dict[str, WayIn] = {way.form: way for ways in GROUPS.values() for way in ways}


def groups_for(viewer: Identity) -> dict[str, list[WayIn]]:
    """The forms that this person may fill in."""
    kinds = {kind.name for kind in records.kinds_for(viewer)}
    return {
        group: [way for way in ways if way.form in kinds or way.page != ANY_RECORD] for group, ways in GROUPS.items()
    }
