"""Every kind of record that can be taken away and put back: where it is, who may, and what may stand against it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.models import (
    CaseStudy,
    Event,
    EventMarker,
    Expectation,
    Rebase,
    SavedView,
    SurveyResponse,
    Target,
    UnitCost,
)
from data_access.permissions import Action
from data_access.record_answers import alike
from data_access.record_keeping import no_objection
from data_access.record_kinds import KINDS as RECORDS
from data_access.record_kinds import RecordKind


@dataclass(frozen=True)
class Removable:
    """`title` says what it is; `needs` is what its remover, and whoever puts it back, must be allowed to do.

    `refuse` raises InvalidInput where what is stored by now leaves no room for it. Unique columns are looked at
    for every kind.
    """

    title: str
    model: Any
    needs: Action
    refuse: Callable[[Session, Any], None] = no_objection


def _of_a_form(kind: RecordKind) -> Removable:
    return Removable(kind.spec.title, kind.model, kind.needs, partial(_refuse_beside_another, kind))


def _refuse_beside_another(kind: RecordKind, session: Session, record: Any) -> None:
    kind.keeping.refuse(session, record)
    if session.scalar(alike(kind, record).limit(1)) is not None:
        raise InvalidInput({"": another(kind.spec.title)})


def another(title: str) -> str:
    """Why a record is not put back where its place is taken."""
    return f"There is a {title.lower()} like this already, entered since. Take that one away first, or keep it instead."


def _refuse_second_target(session: Session, record: Target) -> None:
    same = (Target.kpi == record.kpi, Target.due_on == record.due_on)
    for other in session.scalars(select(Target).where(*same)):
        if (other.cluster_id, other.phase) == (record.cluster_id, record.phase):
            raise InvalidInput({"": another("Target")})


def _refuse_without_its_event(session: Session, record: Rebase) -> None:
    if session.scalar(select(func.count()).where(EventMarker.day == record.day)) == 0:
        raise InvalidInput({"": "The event from whose day this measure was judged is not marked. Put that back first."})


KINDS: dict[str, Removable] = {
    **{name: _of_a_form(kind) for name, kind in RECORDS.items()},
    "register": Removable("Register", Event, Action.RECORD_REGISTER),
    "survey_response": Removable("Survey response", SurveyResponse, Action.RECORD_SURVEY_RESPONSE),
    "case_study": Removable("Case study", CaseStudy, Action.WRITE_CASE_STUDY),
    "marker": Removable("Event on charts", EventMarker, Action.MARK_EVENTS),
    "rebase": Removable("Judgement anew", Rebase, Action.MARK_EVENTS, _refuse_without_its_event),
    "target": Removable("Target", Target, Action.CHANGE_PROGRAMME, _refuse_second_target),
    "unit_cost": Removable("Cost of a place", UnitCost, Action.CHANGE_ASSUMPTIONS),
    "expectation": Removable("Expectation", Expectation, Action.SET_EXPECTATIONS),
    "saved_view": Removable("Saved view", SavedView, Action.SAVE_VIEW),
}
