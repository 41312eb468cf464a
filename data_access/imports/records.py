"""Files of the records that are one form and one row each: what is new, what is changed, what contradicts itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.forms import Answers
from data_access.imports.kind import Context, Plan, RowReader, numbers
from data_access.imports.record_rows import Key, Line, Reading, RecordPlaces, in_one_line
from data_access.imports.report import Tally
from data_access.imports.tables import Table
from data_access.record_answers import answers_of_all, columns_for, put
from data_access.record_kinds import RecordKind

AS_NAMED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Stored:
    """A record as it stands in the database."""

    record: Any
    answers: Answers


@dataclass(frozen=True)
class Wanted:
    """What a row wants stored. `stored` is what stands there now; None for something new."""

    row: int
    key: Key
    answers: Answers
    stored: Stored | None

    @property
    def is_known(self) -> bool:
        return self.stored is not None and self.stored.answers == self.answers


ByKey = dict[Key, list[Stored]]
# Takes out, and refuses, rows that cannot stand beside others or beside what is stored.
Check = Callable[[Session, list[Wanted], ByKey, Tally], list[Wanted]]


def nothing_more(_session: Session, wanted: list[Wanted], _stored: ByKey, _tally: Tally) -> list[Wanted]:
    """What most kinds check besides: nothing."""
    return wanted


def plan(context: Context, table: Table, reading: Reading, check: Check = nothing_more) -> Plan:
    """New records are made, changed ones changed; an empty cell or a missing column erases nothing."""
    tally = Tally()
    places = RecordPlaces(context)
    stored = _stored(context.session, reading)
    texts = [field for field in reading.kind.spec.fields if field.is_free_text]
    places.know(
        (in_one_line(one.answers[field.name]), field.is_role)
        for alike in stored.values()
        for one in alike
        for field in texts
    )
    wanted = _wanted(table, reading, places, stored, tally)
    if reading.kind.told_apart_by:
        wanted = without_repeats(wanted, tally, reading.columns)
    changed = counted(check(context.session, wanted, stored, tally), tally)
    tally.in_question = places.in_question
    result = Plan(tally)
    if changed:
        result.add(partial(_save, kind=reading.kind, wanted=changed, places=places, actor=context.actor.name_in_log))
    return result


def _stored(session: Session, reading: Reading) -> ByKey:
    """What stands in the database, by what tells it apart; those that nothing tells apart in the order of entry."""
    found = session.scalars(select(reading.kind.model).order_by(reading.kind.model.id)).all()
    by_key: ByKey = {}
    for record, answers in zip(found, answers_of_all(session, reading.kind, found), strict=True):
        by_key.setdefault(tuple(answers[name] for name in reading.alike), []).append(Stored(record, answers))
    return by_key


def _wanted(table: Table, reading: Reading, places: RecordPlaces, stored: ByKey, tally: Tally) -> list[Wanted]:
    readers = {row.number: (RowReader(row, tally), reading.line(row, places)) for row in table.rows}
    meant = _meant([line for _, line in readers.values()], reading, places, stored)
    wanted = []
    for number, (reader, line) in readers.items():
        before = meant.get(number)
        try:
            answers = reading.answers(line, before.answers if before else {}, places)
        except InvalidInput as invalid:
            for column, sentence in invalid.answers.items():
                reader.refuse(column, sentence)
        if reader.is_right:
            key = tuple(answers[name] for name in reading.alike)
            wanted.append(Wanted(number, key, answers, before))
    return wanted


def _meant(lines: Sequence[Line], reading: Reading, places: RecordPlaces, stored: ByKey) -> dict[int, Stored]:
    """Which record each row is about, by row."""
    if reading.kind.told_apart_by:
        return {line.row: stored[line.key][0] for line in lines if line.key is not None and line.key in stored}
    by_key: dict[Key, list[Line]] = {}
    for line in lines:
        if line.key is not None:
            by_key.setdefault(line.key, []).append(line)
    return {
        row: one for key, group in by_key.items() for row, one in _pairs(group, stored.get(key, []), reading, places)
    }


def _pairs(lines: list[Line], stored: list[Stored], reading: Reading, places: RecordPlaces) -> list[tuple[int, Stored]]:
    """Rows and records that nothing tells apart: first those that say exactly the same, then the others in order."""
    left, unpaired, pairs = list(stored), [], []
    for line in lines:
        try:
            said = reading.answers(line, {}, places)
        except InvalidInput:
            said = {}
        same = next((one for one in left if one.answers == said), None)
        if same is None:
            unpaired.append(line)
        else:
            left.remove(same)
            pairs.append((line.row, same))
    return pairs + [(line.row, one) for line, one in zip(unpaired, left, strict=False)]


def without_repeats(wanted: list[Wanted], tally: Tally, columns: Mapping[str, str] = AS_NAMED) -> list[Wanted]:
    """One row for each record: a second that says the same is counted, one that says otherwise is refused.

    `columns`: the column of an answer, where the names differ.
    """
    groups: dict[Key, list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(one.key, []).append(one)
    kept = []
    for group in groups.values():
        first = group[0]
        other = next((one for one in group if one.answers != first.answers), None)
        if other is None:
            kept.append(first)
            tally.repeated += len(group) - 1
            continue
        name = next(name for name, answer in first.answers.items() if other.answers[name] != answer)
        rows = [one.row for one in group]
        sentence = f"Keep one of {numbers(rows)}: they contradict each other."
        tally.refuse_all(rows, columns.get(name, name), sentence)
    return kept


def counted(wanted: list[Wanted], tally: Tally) -> list[Wanted]:
    """Counts what is new, changed and known. Value: what has to be saved of it."""
    changed = [one for one in wanted if not one.is_known]
    tally.new_rows = {one.row for one in changed if one.stored is None}
    tally.updated = len(changed) - tally.created
    for one in changed:
        if one.stored is not None:
            tally.change(one.row, one.stored.answers, one.answers)
    tally.unchanged = len(wanted) - len(changed)
    return changed


def _save(session: Session, kind: RecordKind, wanted: list[Wanted], places: RecordPlaces, actor: str) -> None:
    """All rows are sent to the database together; what is kept in other tables follows."""
    saved = []
    for one in wanted:
        record = one.stored.record if one.stored else kind.model(recorded_by=actor)
        put(session, kind, record, columns_for(kind, one.answers, places.find), one.answers)
        if one.stored:
            # Somebody who has this record open is told that it has changed.
            record.version += 1
        else:
            session.add(record)
        saved.append((record, one.answers))
    session.flush()
    for record, answers in saved:
        kind.keeping.finish(session, record, answers)
