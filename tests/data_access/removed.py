"""One record of every kind that can be taken away, and what takes it away."""

from collections.abc import Callable
from datetime import date
from typing import Any

from data_access import (
    case_studies,
    events,
    expectations,
    markers,
    programme,
    records,
    saved_views,
    surveys,
    unit_costs,
)
from data_access.permissions import Identity
from data_access.target_points import Point
from data_access.vocabulary import Audience, Item, MarkerKind, PeriodKind, Role
from tests import factories
from tests.data_access.records.filled_in import RIGHT

DAY = date(2025, 11, 18)
# What was made: its id, and what takes it away and says under which id it can be put back.
Made = tuple[int, Callable[[], int | None]]
who = factories.administrator


def _record(kind: str) -> Made:
    number = records.record(who(), kind, RIGHT[kind], "key-1")
    return number, lambda: records.remove(who(), kind, number, 1)


def _register() -> Made:
    number = factories.add_event("E1", DAY, attended=["100001"], absent=["100002"], people_count=3)
    return number, lambda: events.remove_register(who(), "E1", 1)


def _response() -> Made:
    answers = {Item.FEELING_LISTENED_TO: 4, Item.CONFIDENCE_IN_MAINSTREAM: 2}
    number = factories.add_response(Audience.PARENT_CARER, DAY, answers, urn="100001", comment="He is calmer.")
    return number, lambda: surveys.remove_response(who(), number, 1)


def _case_study() -> Made:
    number = factories.add_case_study("100001", approved_on=DAY)
    return number, lambda: case_studies.remove_case_study(who(), number, 1)


def _marker() -> Made:
    number = markers.set_marker(who(), DAY, "New panel", MarkerKind.POLICY_CHANGE)
    return number, lambda: markers.remove_marker(who(), number, 1)


def _rebase() -> Made:
    markers.set_marker(who(), DAY, "New panel", MarkerKind.POLICY_CHANGE)
    number = markers.set_rebase(who(), "ehcna_requests", DAY, "The panel counts requests anew.")
    return number, lambda: markers.remove_rebase(who(), number, 1)


def _target() -> Made:
    points: list[Point] = [(date(2026, 1, 31), 0.6), (date(2026, 4, 30), 0.7)]
    number = programme.set_target(who(), "participation_rate", 0.95, date(2026, 7, 31), points=points)
    return number, lambda: programme.remove_target(who(), number, 1)


def _unit_cost() -> Made:
    number = unit_costs.set_unit_cost(who(), "isp", "52,000", "Section 251 budget 2026/27")
    return number, lambda: unit_costs.remove_unit_cost(who(), "isp", 1)


def _expectation() -> Made:
    number = expectations.set_expectation(who(), "survey:senco", PeriodKind.TERM, 14, "senco")
    return number, lambda: expectations.remove_expectation(who(), number, 1)


def ada() -> Identity:
    """An administrator with an account, which a view needs."""
    user_id = factories.add_user("ada@example.org", Role.ADMINISTRATOR)
    return Identity(user_id, who().name_in_log, "Ada", Role.ADMINISTRATOR)


def _saved_view() -> Made:
    owner = ada()
    number = saved_views.save_view(owner, "Central", "overview", {"cluster": "Central"})
    return number, lambda: saved_views.delete_view(owner, number)


OTHERS: dict[str, Callable[[], Made]] = {
    "register": _register,
    "survey_response": _response,
    "case_study": _case_study,
    "marker": _marker,
    "rebase": _rebase,
    "target": _target,
    "unit_cost": _unit_cost,
    "expectation": _expectation,
    "saved_view": _saved_view,
}
KIND_NAMES = (*RIGHT, *OTHERS)


def made(kind: str) -> Made:
    """A record of that kind, in a programme that `filled_in.seed` has made."""
    if kind == "evaluation_cycle":
        # Another than the one that plans rest on.
        answers: dict[str, Any] = RIGHT[kind] | {"name": "A cycle that nothing rests on"}
        number = records.record(who(), kind, answers, "key-1")
        return number, lambda: records.remove(who(), kind, number, 1)
    return OTHERS[kind]() if kind in OTHERS else _record(kind)
