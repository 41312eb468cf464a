"""The delivery team: whose enhanced DBS check or safeguarding training runs out, has run out, or is missing."""

import calendar
from collections import Counter
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd
from sqlalchemy import or_, select

from data_access import store
from data_access.models import Programme, TeamMember
from data_access.permissions import Action, Identity, require

COLUMNS = ["id", "label", "role", "organisation_kind", "check", "done_on", "runs_out_on", "state"]


class Check(StrEnum):
    """What everybody in the team needs."""

    DBS = "dbs"
    SAFEGUARDING = "safeguarding"


class State(StrEnum):
    """How a check stands, the most pressing first."""

    RUN_OUT = "run_out"
    MISSING = "missing"
    SOON = "soon"
    IN_DATE = "in_date"


# One check of one person, by COLUMNS.
Checked = tuple[int, str, str, str, Check, date | None, date | None, State]


def checks(viewer: Identity, today: date) -> pd.DataFrame:
    """Both checks of everybody who is in the team on the day.

    Rows: one per person and check, the most pressing first, then by the day on which it runs out and by label.
    Columns: id, label, role, organisation_kind, check (`Check`), done_on, runs_out_on (the last day on which it holds),
    state (`State`). Missing: both days where it was never done. Raises: NotAllowed.
    """
    rows = _checked(viewer, today)
    order = list(State)
    rows.sort(key=lambda row: (order.index(row[-1]), row[-2] or date.min, row[1], row[4]))
    return pd.DataFrame(rows, columns=COLUMNS)


def standing(viewer: Identity, today: date) -> Counter[State]:
    """How many checks stand in each state on the day. Raises: NotAllowed."""
    return Counter(row[-1] for row in _checked(viewer, today))


def _checked(viewer: Identity, today: date) -> list[Checked]:
    require(viewer, Action.RECORD_TEAM)
    of = TeamMember
    who = select(of.id, of.label, of.role, of.organisation_kind, of.dbs_checked_on, of.safeguarding_trained_on)
    rules = select(Programme.dbs_months, Programme.safeguarding_months, Programme.warn_weeks)
    with store.reading() as session:
        found = session.execute(
            who.where(or_(of.left_on.is_(None), of.left_on >= today)).order_by(of.label, of.id)
        ).all()
        rule = session.execute(rules).one_or_none()
    if rule is None:
        return []
    rows: list[Checked] = []
    for number, label, role, organisation, dbs, safeguarding in found:
        for check, done_on, months in (
            (Check.DBS, dbs, rule.dbs_months),
            (Check.SAFEGUARDING, safeguarding, rule.safeguarding_months),
        ):
            last_day = None if done_on is None else months_later(done_on, months) - timedelta(days=1)
            state = _state(last_day, today, rule.warn_weeks)
            rows.append((number, label, role, organisation, check, done_on, last_day, state))
    return rows


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _state(last_day: date | None, today: date, warn_weeks: int) -> State:
    if last_day is None:
        return State.MISSING
    if last_day < today:
        return State.RUN_OUT
    return State.SOON if last_day <= today + timedelta(weeks=warn_weeks) else State.IN_DATE
