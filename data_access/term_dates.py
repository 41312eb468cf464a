"""The authority's term dates."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput
from data_access.forms.field import in_words
from data_access.models import HalfTerm, Programme
from data_access.periods import SIX_HALVES, Calendar, HalfTermDates, academic_year_of
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import Term


def calendar() -> Calendar:
    """The authority's term dates and quarters; without a programme, the assumed ones."""
    with store.reading() as session:
        rows = session.scalars(select(HalfTerm).order_by(HalfTerm.starts_on))
        dates = tuple(
            HalfTermDates(row.starts_on, row.ends_on, row.academic_year, Term(row.term), row.half) for row in rows
        )
        month = session.scalar(select(Programme.first_quarter_month))
    return Calendar(dates, month or 4)


def set_half_terms(
    actor: Identity,
    academic_year: str,
    rows: Iterable[HalfTermDates],
    before: Iterable[HalfTermDates] | None = None,
) -> None:
    """Replaces the term dates of one academic year ("2025/26").

    Raises: InvalidInput unless they are six half terms in order, inside the academic year; Conflict unless those that
    were entered, if any, were as `before`.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    dates = sorted(rows)
    _check_half_terms(academic_year, dates)
    with store.writing(actor) as session:
        existing = _existing_half_terms(session, academic_year)
        entered = {(row.starts_on, row.ends_on): f"{row.term} {row.half}" for row in existing.values()}
        if before is not None and entered and entered.keys() != {(row.starts_on, row.ends_on) for row in before}:
            now: dict[str, object] = {
                name: f"{in_words(first)} to {in_words(last)}" for (first, last), name in sorted(entered.items())
            }
            raise Conflict("Somebody else changed these dates since you opened them.", now)
        for row in dates:
            record = existing.get((row.term, row.half))
            if record is None:
                session.add(half_term(row))
            else:
                record.starts_on, record.ends_on = row.starts_on, row.ends_on


def half_term(row: HalfTermDates) -> HalfTerm:
    """The record of these dates."""
    return HalfTerm(
        academic_year=row.academic_year, term=row.term, half=row.half, starts_on=row.starts_on, ends_on=row.ends_on
    )


def _existing_half_terms(session: Session, academic_year: str) -> dict[tuple[str, int], HalfTerm]:
    rows = session.scalars(select(HalfTerm).where(HalfTerm.academic_year == academic_year))
    return {(row.term, row.half): row for row in rows}


def _check_half_terms(academic_year: str, dates: Sequence[HalfTermDates]) -> None:
    if [(row.term, row.half) for row in dates] != list(SIX_HALVES):
        sentence = f"{academic_year} needs six half terms in order: two each of autumn, spring and summer."
    elif any(row.academic_year != academic_year or academic_year_of(row.starts_on) != academic_year for row in dates):
        sentence = f"Every half term of {academic_year} must start between 1 September and 31 August of that year."
    elif any(row.ends_on <= row.starts_on for row in dates):
        sentence = "A half term must end after it starts."
    elif any(later.starts_on <= earlier.ends_on for earlier, later in pairwise(dates)):
        sentence = "A half term must start after the one before it has ended."
    else:
        return
    raise InvalidInput({"half_terms": sentence})
