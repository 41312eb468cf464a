"""Working a file out and saving it: in one transaction, all of it or, unless told otherwise, nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import clock, store
from data_access.errors import NotFound
from data_access.imports import run_log, tables, templates, workbooks
from data_access.imports.kind import Context, ImportKind, Plan, numbers, save_all
from data_access.imports.report import ImportReport, Tally
from data_access.imports.tables import Row, Table
from data_access.models import Programme, Setting
from data_access.permissions import Identity
from data_access.waiting import Progress, watched

# Two people may load the same file at the same moment: the second try finds what the other has written.
ATTEMPTS = 3
# How many new rows a report holds whole, to be looked at.
MOST_NEW_ROWS_SHOWN = 500
# How many headings that are not read a report names, and how much of each.
MOST_HEADINGS, LONGEST_HEADING = 5, 40


@dataclass(frozen=True)
class Correction:
    """What a person put right in a row of the file. `is_checked`: they say that its text is about no child or family.

    `cells`: column -> what stands there instead.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    is_checked: bool = False


@dataclass(frozen=True)
class Loading:
    """One file on its way: who loads it, what it is, and what was put right in it."""

    actor: Identity
    kind: ImportKind
    file_name: str
    content: bytes
    corrections: Mapping[int, Correction]
    progress: Progress

    @property
    def file_type(self) -> str:
        return workbooks.file_type(self.content)


def load(loading: Loading, *, dry_run: bool, skip_bad_rows: bool) -> ImportReport:
    """Works the file out and, unless this is a trial, saves it. Raises: WrongFile; NotFound without a programme."""
    loading.progress(0.0, "Reading the file…")
    read = tables.read(loading.content, loading.kind.columns)
    every = [_corrected(row, loading.corrections.get(row.number)) for row in read.rows]
    rows = [row for row in every if not templates.is_the_example(row, loading.kind)]
    table = Table(read.columns, iter(rows), read.unread)
    for attempt in range(ATTEMPTS):
        try:
            return _once(loading, Table(table.columns, iter(rows), table.unread), rows, dry_run, skip_bad_rows)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _corrected(row: Row, correction: Correction | None) -> Row:
    if correction is None:
        return row
    cells = tuple(correction.cells.get(column, row.cells[at]) for column, at in row.positions.items())
    return replace(row, cells=cells, is_checked=correction.is_checked)


def _once(loading: Loading, table: Table, rows: list[Row], dry_run: bool, skip_bad_rows: bool) -> ImportReport:
    followed = Table(table.columns, watched(table.rows, len(rows), loading.progress), table.unread)
    if dry_run:
        with store.reading() as session:
            plan = loading.kind.plan(_context(session, loading.actor), followed)
            called = _called(session, loading.kind, rows, plan.tally)
        return replace(_report(loading, table, rows, plan, is_dry_run=True, is_saved=False), called=called)
    with store.writing(loading.actor) as session:
        store.one_at_a_time(session)
        plan = loading.kind.plan(_context(session, loading.actor), followed)
        is_saved = skip_bad_rows or not plan.tally.refused
        if is_saved and plan.steps:
            run_log.begin(session, loading.actor, plan.tally.load(loading.kind.name, loading.file_type, len(rows)))
            save_all(plan, session, loading.progress)
    return _report(loading, table, rows, plan, is_dry_run=False, is_saved=is_saved)


def _called(session: Session, kind: ImportKind, rows: list[Row], tally: Tally) -> dict[int, str]:
    """What each row is about that changes something, or is refused."""
    about = {change.row for change in tally.changes} | {refusal.row for refusal in tally.refused}
    names = dict(session.execute(select(Setting.urn, Setting.name)).all()) if about else {}
    said = {row.number: [row[column] for column in kind.called_by] for row in rows if row.number in about}
    return {number: ", ".join(names.get(cell, cell) for cell in cells if cell) for number, cells in said.items()}


def _left_unread(table: Table) -> list[str]:
    """A misspelt heading loses its column without a word, unless somebody says so."""
    named = [f"“{shorten(name, LONGEST_HEADING, placeholder='…')}”" for name in table.unread]
    if not named:
        return []
    more = f" and {len(named) - MOST_HEADINGS} more" if len(named) > MOST_HEADINGS else ""
    said = f"{', '.join(named[:MOST_HEADINGS])}{more}"
    return [f"not read, because a file of this kind has no such column: {said}. The template has the right names"]


def _taken_as_rows(rows: list[Row]) -> list[str]:
    filled = [row.number for row in rows if row.is_example]
    return [f"what stands in {numbers(filled)} is no longer the example: it is taken as it is"] if filled else []


def _context(session: Session, actor: Identity) -> Context:
    programme = session.get(Programme, 1)
    if programme is None:
        raise NotFound("Set up the programme first, with: python -m data_access create-programme")
    return Context(session, actor, programme, clock.today())


def _report(
    loading: Loading, table: Table, rows: list[Row], plan: Plan, *, is_dry_run: bool, is_saved: bool
) -> ImportReport:
    tally = plan.tally
    refused = {refusal.row for refusal in tally.refused}
    shown = set(sorted(tally.new_rows)[:MOST_NEW_ROWS_SHOWN])
    return ImportReport(
        kind=loading.kind.name,
        file_name=loading.file_name,
        read=len(rows),
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        passed_over=tally.passed_over,
        repeated=tally.repeated,
        refused=tuple(sorted(tally.refused)),
        refused_cells={row.number: row.by_column() for row in rows if row.number in refused},
        new_cells={row.number: row.by_column() for row in rows if row.number in shown},
        changes=tuple(sorted(tally.changes)),
        in_question=frozenset(tally.in_question & refused),
        notes=(*_left_unread(table), *_taken_as_rows(rows), *tally.notes),
        is_dry_run=is_dry_run,
        is_saved=is_saved,
    )
