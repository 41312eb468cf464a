"""Loading settings, clusters, registers and records from files: all of a file or, unless told otherwise, nothing."""

import csv
import io

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import clock, store
from data_access.errors import NotFound
from data_access.imports import tables
from data_access.imports.cells import Refused, a_date
from data_access.imports.clusters import CLUSTERS
from data_access.imports.kind import Context, ImportKind, Plan, save_all
from data_access.imports.record_files import RECORD_FILES
from data_access.imports.registers import REGISTERS
from data_access.imports.report import ImportReport, Refusal
from data_access.imports.setting_links import SETTING_LINKS
from data_access.imports.settings import SETTINGS
from data_access.imports.tables import Row, Table
from data_access.models import Programme
from data_access.permissions import Action, Identity, require

__all__ = ["KINDS", "ImportKind", "ImportReport", "Refusal", "Refused", "a_date", "kinds_for", "run", "template"]

KINDS: dict[str, ImportKind] = {
    kind.name: kind for kind in (SETTINGS, SETTING_LINKS, CLUSTERS, REGISTERS, *RECORD_FILES)
}
# Two people may load the same file at the same moment: the second try finds what the other has written.
ATTEMPTS = 3


def run(
    actor: Identity, kind: str, file_name: str, content: bytes, dry_run: bool = False, skip_bad_rows: bool = False
) -> ImportReport:
    """Loads a file, in one transaction. With a refused row nothing is saved, unless bad rows are to be skipped.

    The same file a second time changes nothing: no record, no audit entry, no revision.

    Raises: WrongFile if the file as a whole is not what it is said to be; NotAllowed; NotFound for an unknown kind,
    or without a programme.
    """
    chosen = _kind(kind)
    require(actor, Action.IMPORT_FILE)
    require(actor, chosen.needs)
    table = tables.read(content, chosen.columns)
    rows = list(table.rows)
    for attempt in range(ATTEMPTS):
        try:
            return _run(actor, chosen, file_name, Table(table.columns, iter(rows)), rows, dry_run, skip_bad_rows)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def kinds_for(actor: Identity) -> list[ImportKind]:
    """The kinds of file that this person may load."""
    return [kind for kind in KINDS.values() if actor.may(Action.IMPORT_FILE) and actor.may(kind.needs)]


def template(kind: str) -> str:
    """A CSV file with the header and one example row.

    Raises: NotFound for an unknown kind.
    """
    chosen = _kind(kind)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(chosen.example)
    writer.writerow(chosen.example.values())
    return text.getvalue()


def _run(
    actor: Identity,
    kind: ImportKind,
    file_name: str,
    table: Table,
    rows: list[Row],
    dry_run: bool,
    skip_bad_rows: bool,
) -> ImportReport:
    if dry_run:
        with store.reading() as session:
            plan = kind.plan(_context(session, actor), table)
        return _report(kind, file_name, rows, plan, is_dry_run=True, is_saved=False)
    with store.writing(actor) as session:
        plan = kind.plan(_context(session, actor), table)
        is_saved = skip_bad_rows or not plan.tally.refused
        if is_saved:
            save_all(plan, session)
    return _report(kind, file_name, rows, plan, is_dry_run=False, is_saved=is_saved)


def _context(session: Session, actor: Identity) -> Context:
    programme = session.get(Programme, 1)
    if programme is None:
        raise NotFound("Set up the programme first, with: python -m data_access create-programme")
    return Context(session, actor, programme, clock.today())


def _report(
    kind: ImportKind, file_name: str, rows: list[Row], plan: Plan, *, is_dry_run: bool, is_saved: bool
) -> ImportReport:
    tally = plan.tally
    refused = {refusal.row for refusal in tally.refused}
    return ImportReport(
        kind=kind.name,
        file_name=file_name,
        read=len(rows),
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        passed_over=tally.passed_over,
        repeated=tally.repeated,
        refused=tuple(sorted(tally.refused)),
        refused_cells={
            row.number: {column: row[column] for column in row.positions} for row in rows if row.number in refused
        },
        notes=tuple(tally.notes),
        is_dry_run=is_dry_run,
        is_saved=is_saved,
    )


def _kind(name: str) -> ImportKind:
    if name not in KINDS:
        raise NotFound(f"There is no kind of file called “{name}”. Choose one of: {', '.join(KINDS)}.")
    return KINDS[name]
