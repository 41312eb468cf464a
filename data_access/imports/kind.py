"""What every kind of file declares, and what working one out gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from data_access.imports.asks import Ask
from data_access.imports.cells import Refused
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Base, Programme
from data_access.permissions import Action, Identity

Value = TypeVar("Value")


@dataclass
class Plan:
    """What a file changes: its tally, and what to do to save it. Working it out changes nothing."""

    tally: Tally
    steps: list[Callable[[Session], None]] = field(default_factory=list)

    def add(self, session_step: Callable[[Session], None]) -> None:
        self.steps.append(session_step)


@dataclass(frozen=True)
class Context:
    """What the rows are checked against: who imports, the programme, and the day."""

    session: Session
    actor: Identity
    programme: Programme
    today: date


@dataclass(frozen=True)
class ImportKind:
    """A kind of file. `example` is the template's row, column by column, and `asks` what each of these wants.

    `needs` is what the importer must be allowed to do; `called_by` the columns that say which record a row is about.
    """

    name: str
    title: str
    explanation: str
    columns: Columns
    called_by: tuple[str, ...]
    example: dict[str, str]
    needs: Action
    plan: Callable[[Context, Table], Plan]
    asks: tuple[Ask, ...]

    def ask(self, column: str) -> Ask:
        return next(ask for ask in self.asks if ask.column == column)


class RowReader:
    """Reads the cells of one row and notes every refusal beside its column."""

    def __init__(self, row: Row, tally: Tally) -> None:
        self.row = row
        self.tally = tally
        self.is_right = True
        if row.is_too_long:
            self.refuse(
                "row", "This row has more cells than the header. Put quotation marks around a cell that holds a comma."
            )

    def read(self, column: str, reader: Callable[[str], Value], default: Value) -> Value:
        """The cell's value; `default` where it is refused."""
        try:
            return reader(self.row[column])
        except Refused as refusal:
            self.refuse(column, str(refusal))
            return default

    def refuse(self, column: str, sentence: str) -> None:
        self.is_right = False
        self.tally.refuse(self.row.number, column, sentence)


def save_all(plan: Plan, session: Session, progress: Callable[[float, str], None]) -> None:
    """Takes every step, with word of every hundredth of them: the second half of the work."""
    count = len(plan.steps)
    for at, step in enumerate(plan.steps):
        if at % max(1, count // 100) == 0:
            progress(0.5 + at / count / 2, "Saving…")
        step(session)


def fill(record: Base, values: dict[str, object]) -> bool:
    """Writes the values that differ. True if any did."""
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    return bool(changed)


def numbers(rows: Iterable[int]) -> str:
    """ "row 4", or "rows 4, 5 and 9"; long lists are cut."""
    found = sorted(rows)
    if len(found) == 1:
        return f"row {found[0]}"
    if len(found) > 5:
        return f"rows {', '.join(str(row) for row in found[:5])} and {len(found) - 5} more"
    return f"rows {', '.join(str(row) for row in found[:-1])} and {found[-1]}"
