"""What is expected by when, and who is asked where it is missing: what can be expected, and what somebody has set."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.evidence_kinds import EVIDENCE, Evidence, of_measure
from data_access.models import EvaluationCycle, Expectation
from data_access.periods import Calendar
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.taken_away import take_away
from data_access.vocabulary import PeriodKind

__all__ = ["ASKED", "EVIDENCE", "SUGGESTED", "Evidence", "Suggestion", "cycles", "expectations", "next_due",
           "next_due_of_measure", "not_yet_set", "remove_expectation", "set_expectation", "take_over"]  # fmt: skip

# Who is asked: a role in a setting, a cluster or the authority. Names change, and are not kept.
ASKED: dict[str, str] = {
    "senco": "SENCO",
    "head": "Head of the setting",
    "office": "Setting's office",
    "cluster_lead": "Cluster lead",
    "programme_team": "Programme team",
    "la_data": "Authority's data team",
    "la_send": "Authority's SEND team",
    "la_finance": "Authority's finance team",
}
LONGEST_WAIT = 366


@dataclass(frozen=True)
class Suggestion:
    """An expectation that most programmes will want. It holds only once somebody has taken it over."""

    evidence: str
    period_kind: PeriodKind
    due_days: int
    ask: str


SUGGESTED: tuple[Suggestion, ...] = (
    Suggestion("cluster_meetings", PeriodKind.HALF_TERM, 7, "cluster_lead"),
    Suggestion("survey:parent_carer", PeriodKind.TERM, 14, "senco"),
    Suggestion("survey:senco", PeriodKind.TERM, 14, "senco"),
    Suggestion("survey:school_staff", PeriodKind.ACADEMIC_YEAR, 14, "senco"),
    Suggestion("survey:school_leader", PeriodKind.ACADEMIC_YEAR, 14, "head"),
    Suggestion("self_evaluation", PeriodKind.TERM, 14, "senco"),
    Suggestion("action_plan", PeriodKind.TERM, 14, "senco"),
    Suggestion("setting:attendance_rate", PeriodKind.TERM, 21, "office"),
    Suggestion("authority:ehcna_requests", PeriodKind.MONTH, 14, "la_data"),
    Suggestion("authority:ehc_plans", PeriodKind.MONTH, 14, "la_data"),
    Suggestion("cluster:budget_used", PeriodKind.QUARTER, 21, "la_finance"),
)


def expectations(viewer: Identity, only_active: bool = False) -> pd.DataFrame:
    """What is set. The same for everyone: it is part of how a figure is read.

    Rows: one per evidence and kind of period, in the order in which evidence is named.
    Columns: id, evidence, period_kind, due_days, ask, is_active, since (date on which it was set), version.
    """
    del viewer
    columns = (Expectation.id, Expectation.evidence, Expectation.period_kind, Expectation.due_days, Expectation.ask)
    query = select(*columns, Expectation.is_active, Expectation.recorded_at, Expectation.version)
    with store.reading() as session:
        rows = table(session, query.where(Expectation.is_active) if only_active else query)
    order = {name: at for at, name in enumerate(EVIDENCE)}
    rows = rows[rows["evidence"].isin(list(order))]
    rows = rows.assign(since=[moment.date() for moment in rows.pop("recorded_at")], order=rows["evidence"].map(order))
    rows = rows.sort_values(["order", "period_kind"], kind="stable").drop(columns="order").reset_index(drop=True)
    return rows[["id", "evidence", "period_kind", "due_days", "ask", "is_active", "since", "version"]]


def not_yet_set(viewer: Identity) -> list[Suggestion]:
    """The suggestions whose evidence nobody has said anything about."""
    known = set(expectations(viewer)["evidence"])
    return [one for one in SUGGESTED if one.evidence not in known]


def set_expectation(
    actor: Identity,
    evidence: str,
    period_kind: PeriodKind,
    due_days: int,
    ask: str,
    is_active: bool = True,
    *,
    expectation_id: int | None = None,
    version: int | None = None,
) -> int:
    """Says what is expected for every period of a kind, or changes the one with `expectation_id`. Value: its id.

    `due_days`: how many days after the end of the period it is due; of what belongs to a cycle, after the cycle's day.
    Raises: NotAllowed; NotFound; Conflict if it was changed since `version` was read; InvalidInput by field.
    """
    require(actor, Action.SET_EXPECTATIONS)
    _check(evidence, period_kind, due_days, ask)
    with store.writing(actor) as session:
        record = Expectation(recorded_by=actor.name_in_log)
        if expectation_id is not None:
            record = _stored(session, expectation_id, version)
        same = select(Expectation.id).where(
            Expectation.evidence == evidence,
            Expectation.period_kind == period_kind,
            Expectation.id != (expectation_id or 0),
        )
        if session.scalar(same) is not None:
            raise InvalidInput({"evidence": "This is expected for that kind of period already: change that one."})
        record.evidence, record.period_kind, record.due_days = evidence, PeriodKind(period_kind).value, due_days
        record.ask, record.is_active = ask, is_active
        if record in session and session.is_modified(record):
            record.version += 1
        session.add(record)
        session.flush()
        return record.id


def take_over(actor: Identity) -> int:
    """Sets every suggestion whose evidence nobody has said anything about. Value: how many those were."""
    wanted = not_yet_set(actor)
    for one in wanted:
        set_expectation(actor, one.evidence, one.period_kind, one.due_days, one.ask)
    return len(wanted)


def remove_expectation(actor: Identity, expectation_id: int, version: int) -> int | None:
    """Expects it no more. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict.
    """
    require(actor, Action.SET_EXPECTATIONS)
    with store.writing(actor) as session:
        record = _stored(session, expectation_id, version)
        named_by = {"evidence": record.evidence, "period_kind": record.period_kind}
        return take_away(session, actor, "expectation", record, named_by)


def cycles() -> pd.DataFrame:
    """On which days self-evaluations and plans are due. Rows: one per cycle. Columns: cycle, due_on, plans_due_on."""
    cycle = EvaluationCycle
    with store.reading() as session:
        query = select(cycle.name.label("cycle"), cycle.due_on, cycle.plans_due_on)
        return table(session, query.order_by(cycle.due_on, cycle.id))


def next_due(viewer: Identity, evidence: str, calendar: Calendar, as_at: date) -> date | None:
    """The next day, from `as_at` on, by which a piece of evidence is due. None where nobody expects it."""
    rows = expectations(viewer, only_active=True)
    days = [_next_day(row, calendar, as_at) for row in rows[rows["evidence"] == evidence].to_dict("records")]
    return min((day for day in days if day is not None), default=None)


def next_due_of_measure(viewer: Identity, measure: str, calendar: Calendar, as_at: date) -> date | None:
    """The next day by which anything is due that a measure is worked out from. None where nobody expects it."""
    days = [next_due(viewer, evidence, calendar, as_at) for evidence in of_measure(measure)]
    return min((day for day in days if day is not None), default=None)


def _next_day(row: dict[Any, Any], calendar: Calendar, as_at: date) -> date | None:
    wait = timedelta(days=int(row["due_days"]))
    column = EVIDENCE[row["evidence"]].cycle_day
    if column:
        days = [day + wait for day in cycles()[column] if day + wait >= as_at]
        return min(days, default=None)
    # The first period whose day has not passed may have ended already.
    return min(
        period.end + wait
        for period in calendar.periods(PeriodKind(row["period_kind"]), as_at - wait, as_at)
        if period.end + wait >= as_at
    )


def _stored(session: Session, expectation_id: int, version: int | None) -> Expectation:
    record = session.get(Expectation, expectation_id, with_for_update=True)
    if record is None:
        raise NotFound("This is not expected any more.")
    if record.version != version:
        current: dict[str, object] = {
            "days until it is due": record.due_days,
            "asked": ASKED[record.ask],
            "in force": "yes" if record.is_active else "no",
        }
        raise Conflict("Somebody else changed this since you opened it.", current)
    return record


def _check(evidence: str, period_kind: str, due_days: int, ask: str) -> None:
    wrong = {}
    if evidence not in EVIDENCE:
        wrong["evidence"] = "Choose from the list what is expected."
    if period_kind not in set(PeriodKind):
        wrong["period_kind"] = "Choose the kind of period that it is expected for."
    if not 0 <= due_days <= LONGEST_WAIT:
        wrong["due_days"] = f"Give the days after the end of the period as a number from 0 to {LONGEST_WAIT}."
    if ask not in ASKED:
        wrong["ask"] = "Choose who is asked: a role, never a name."
    if wrong:
        raise InvalidInput(wrong)
