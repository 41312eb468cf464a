"""Loads a booking log as somebody said that it is to be read: all of it, or all but what is refused, at once."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from data_access import clock, store, survey_batches
from data_access.errors import NotFound
from data_access.forms import Answers
from data_access.imports import run_log
from data_access.imports.kind import Context, Plan, save_all
from data_access.imports.registers import plan as plan_registers
from data_access.imports.report import ImportReport, Refusal, Tally
from data_access.imports.tables import Table
from data_access.models import Programme
from data_access.outside_files import log_rows, log_words
from data_access.outside_files.kinds import BOOKING_LOG
from data_access.outside_files.log_rows import Feedback, Lines
from data_access.outside_files.log_words import ATTENDED, AUDIENCE, DAY, FEEDBACK, KIND, MODE, PEOPLE, SETTING, TITLE
from data_access.outside_files.mappings import Reading
from data_access.outside_files.setting_names import SettingNames
from data_access.outside_files.sheets import Sheet
from data_access.permissions import Action, Identity, require
from data_access.recording import tried_again
from data_access.vocabulary import Item
from data_access.waiting import Progress, nobody_waits, watched

# Column of a register -> field of a log.
FIELD_OF = {
    "event_title": TITLE,
    "event_type": KIND,
    "held_on": DAY,
    "mode": MODE,
    "urn": SETTING,
    "attended": ATTENDED,
    "people_count": PEOPLE,
}


def unsettled_words(sheet: Sheet, reading: Reading) -> dict[str, list[str]]:
    """Field -> their words that nobody has said yet what they are, as they are compared. Empty cells are no words."""
    found = {}
    for name in (KIND, MODE, ATTENDED, FEEDBACK):
        said = [word for column in reading.of(name) for word in said_in(sheet, column)]
        found[name] = [word for word in log_words.proposals(name, said) if word not in reading.words.get(name, {})]
    return {name: words for name, words in found.items() if words}


def said_in(sheet: Sheet, column: str) -> list[str]:
    """Everything that stands in a column, once, in the order of the file."""
    at = sheet.headings.index(column)
    return list(dict.fromkeys(cells[at] for _, cells in sheet.rows if cells[at]))


def load(
    actor: Identity,
    file_name: str,
    sheet: Sheet,
    reading: Reading,
    *,
    dry_run: bool,
    progress: Progress = nobody_waits,
) -> ImportReport:
    """What the log would change, or what it changed; refused rows are left out. The same log twice changes nothing.

    Raises: NotAllowed; NotFound without a programme.
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    require(actor, Action.RECORD_REGISTER)
    require(actor, Action.RECORD_SURVEY_RESPONSE)
    if dry_run:
        with store.reading() as session:
            planned = _plan(session, actor, sheet, reading, progress)
            return _report(file_name, sheet, reading, *planned, is_dry_run=True)

    def write(session: Session) -> tuple[Plan, Lines]:
        plan, lines = _plan(session, actor, sheet, reading, progress)
        if plan.steps:
            refused = replace(plan.tally, refused=[*plan.tally.refused, *lines.refused])
            run_log.begin(session, actor, refused.load(BOOKING_LOG, sheet.file_type, len(sheet.rows)))
            save_all(plan, session, progress)
        return plan, lines

    return _report(file_name, sheet, reading, *tried_again(actor, write), is_dry_run=False)


def _plan(session: Session, actor: Identity, sheet: Sheet, reading: Reading, progress: Progress) -> tuple[Plan, Lines]:
    programme = session.get(Programme, 1)
    if programme is None:
        raise NotFound("Set up the programme first, with: python -m data_access create-programme")
    today = clock.today()
    lines = log_rows.lines(sheet, reading, SettingNames(session, actor), today)
    table = Table(frozenset(log_rows.POSITIONS), watched(lines.rows, len(lines.rows), progress))
    plan = plan_registers(Context(session, actor, programme, today), table)
    refused = {refusal.row for refusal in plan.tally.refused}
    said = {one.entry_key: one for one in lines.feedback if one.row not in refused}
    feedback = survey_batches.new_ones(session, {key: _answers(one, reading) for key, one in said.items()})
    if feedback:
        _count(plan.tally, {said[key].row for key in feedback})
        plan.add(partial(survey_batches.add_responses, actor=actor, new=feedback))
    return plan, lines


def _count(tally: Tally, rated: set[int]) -> None:
    """A row that says nothing new but how useful it was is changed all the same. `rated`: rows with a new rating."""
    only_rated = rated - tally.new_rows - {change.row for change in tally.changes}
    tally.updated += len(only_rated)
    tally.unchanged -= len(only_rated)


def _answers(one: Feedback, reading: Reading) -> Answers:
    return {
        "audience": reading.fixed[AUDIENCE],
        "answered_on": one.held_on,
        "event_ref": one.event_ref,
        "urn": one.urn,
        Item.SESSION_USEFUL: one.value,
    }


def _report(
    file_name: str, sheet: Sheet, reading: Reading, plan: Plan, lines: Lines, *, is_dry_run: bool
) -> ImportReport:
    tally = plan.tally
    of_registers = [replace(one, column=FIELD_OF.get(one.column, one.column)) for one in tally.refused]
    refused = _in_own_columns([*of_registers, *lines.refused], reading)
    rows = {refusal.row for refusal in refused}
    notes = list(tally.notes)
    if ahead := sum(one.column == DAY for one in lines.left_out):
        notes.append(f"Rows of sessions that lie ahead: {ahead}. Load the log again once they were held.")
    return ImportReport(
        kind=BOOKING_LOG,
        file_name=file_name,
        read=len(sheet.rows),
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        passed_over=len(lines.left_out),
        repeated=tally.repeated,
        left_out=_in_own_columns(lines.left_out, reading),
        refused=refused,
        refused_cells={
            number: {
                column: cell for column, cell in zip(sheet.headings, cells, strict=True) if column in reading.columns
            }
            for number, cells in sheet.rows
            if number in rows
        },
        notes=tuple(notes),
        is_dry_run=is_dry_run,
        is_saved=not is_dry_run,
    )


def _in_own_columns(said: Iterable[Refusal], reading: Reading) -> tuple[Refusal, ...]:
    """By row, under the headings that the log itself has."""
    own = {field: column for column, field in reading.columns.items()}
    return tuple(sorted(replace(one, column=own.get(one.column, one.column)) for one in said))
