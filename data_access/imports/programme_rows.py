"""Files of what is set for the programme, one row each: what is new, what is changed, what contradicts itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.imports.cells import Refused
from data_access.imports.kind import Plan, numbers
from data_access.imports.record_rows import SET_APART
from data_access.imports.report import Tally

Value = TypeVar("Value")
Cells = dict[str, object]


@dataclass(frozen=True)
class Wanted:
    """What a row wants stored. `key` tells it apart; `cells` is all of it, and `before` what is stored, by column."""

    row: int
    key: tuple[object, ...]
    cells: Cells
    before: Cells | None
    save: Callable[[Session], None]


def plan_of(wanted: Iterable[Wanted], tally: Tally) -> Plan:
    """One change for each key. A second row that says the same is counted, one that says otherwise is refused."""
    groups: dict[tuple[object, ...], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(one.key, []).append(one)
    result = Plan(tally)
    for first, *others in groups.values():
        other = next((one for one in others if one.cells != first.cells), None)
        if other is None:
            tally.repeated += len(others)
            _plan_one(result, first)
        else:
            column = next(name for name, cell in first.cells.items() if other.cells[name] != cell)
            rows = [first.row, *(one.row for one in others)]
            tally.refuse_all(rows, column, f"Keep one of {numbers(rows)}: they contradict each other.")
    return result


def _plan_one(result: Plan, one: Wanted) -> None:
    if one.before == one.cells:
        result.tally.unchanged += 1
        return
    if one.before is None:
        result.tally.new_rows.add(one.row)
    else:
        result.tally.updated += 1
        result.tally.change(one.row, one.before, one.cells)
    result.add(one.save)


def typed_as_text(reader: Callable[[str], Value]) -> Callable[[str], Value]:
    """Reads a cell as somebody typed it, by the rule of the form: without the mark that keeps it from being run.

    Raises: Refused with what the form would say.
    """

    def read(cell: str) -> Value:
        try:
            return reader(SET_APART.sub("", cell, count=1))
        except InvalidInput as invalid:
            raise Refused(next(iter(invalid.answers.values()))) from None

    return read
