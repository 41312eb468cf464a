"""Where and when a figure is of: its whole period, one place, and no other stretch of time over the same days."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import clock, term_dates
from data_access.errors import InvalidInput
from data_access.forms import Answers
from data_access.models import MeasureValue
from data_access.periods import Calendar, Period
from data_access.record_keeping import Keeping
from data_access.vocabulary import FigureKind, PeriodKind

NOT_OVER = "This period is not over yet. Give its figure once it is."


def place_of(record: MeasureValue) -> str:
    """Where a figure is of, in one word that is never missing."""
    if record.setting_id is not None:
        return f"setting:{record.setting_id}"
    return "authority" if record.cluster_id is None else f"cluster:{record.cluster_id}"


def period_of(calendar: Calendar, kind: FigureKind, day: date) -> Period:
    """The whole period of that kind which the day lies in."""
    if kind == FigureKind.CALENDAR_YEAR:
        return Period(date(day.year, 1, 1), date(day.year, 12, 31), PeriodKind.ACADEMIC_YEAR, "", str(day.year))
    return calendar.period_of(PeriodKind(kind.value), day)


def overlap_sentence(first_day: date) -> str:
    """Why a figure is refused whose days another one counts already."""
    day = f"{first_day.day} {first_day:%B %Y}"
    return (
        f"Some of these days are counted already, by a figure of another stretch of time that begins on {day}. "
        "Take that one away first, or give this one by the same."
    )


def calendar(session: Session) -> Calendar:
    """The authority's term dates, asked for once in a transaction."""
    if "calendar" not in session.info:
        session.info["calendar"] = term_dates.calendar()
    found: Calendar = session.info["calendar"]
    return found


def _settled(session: Session, answers: Answers) -> Answers:
    """The figure on the first day of its period, whichever day of it was given."""
    period = _period(session, answers)
    if not period.is_complete(clock.today()):
        raise InvalidInput({"period_start": NOT_OVER})
    return {**answers, "period_start": period.start}


def _period(session: Session, answers: Answers) -> Period:
    kind = FigureKind(str(answers["period_kind"]))
    return period_of(calendar(session), kind, cast(date, answers["period_start"]))


def _place(session: Session, record: MeasureValue, answers: Answers) -> None:
    columns = {
        "part": str(answers["part"] or ""),
        "place": place_of(record),
        "period_end": _period(session, answers).end,
    }
    for name, value in columns.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def _parts(_session: Session, records: Sequence[Any]) -> dict[int, Answers]:
    """The whole stands as an empty part in the table, and as no answer in the form."""
    return {record.id: {"part": record.part or None} for record in records}


def _refuse_overlap(session: Session, record: MeasureValue) -> None:
    if record.period_kind == FigureKind.CALENDAR_YEAR:
        return
    with session.no_autoflush:
        first_day = session.scalar(
            select(MeasureValue.period_start)
            .where(
                MeasureValue.measure == record.measure,
                MeasureValue.part == record.part,
                MeasureValue.place == record.place,
                MeasureValue.id != record.id if record.id else MeasureValue.id.is_not(None),
                MeasureValue.period_kind.not_in([record.period_kind, FigureKind.CALENDAR_YEAR]),
                MeasureValue.period_start <= record.period_end,
                MeasureValue.period_end >= record.period_start,
            )
            .order_by(MeasureValue.period_start)
            .limit(1)
        )
    if first_day is not None:
        raise InvalidInput({"period_kind": overlap_sentence(first_day)})


ONE_PERIOD_ONE_PLACE = Keeping(
    settled=_settled, prepare=_place, refuse=_refuse_overlap, others=_parts, beside=frozenset({"part"})
)
