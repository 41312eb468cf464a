"""What a kind of record has to do besides writing its columns: for most kinds, nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data_access.forms import Answers


def as_given(_session: Session, answers: Answers) -> Answers:
    """What most kinds store of their answers: these."""
    return answers


def nothing_else(_session: Session, _record: Any, _answers: Answers) -> None:
    """What most kinds fill in besides: nothing."""


def no_objection(_session: Session, _record: Any) -> None:
    """What most kinds have against what is stored: nothing."""


def no_other_rows(_session: Session, _record: Any, _answers: Answers) -> None:
    """What most kinds write in other tables: nothing."""


def no_other_answers(_session: Session, _records: Sequence[Any]) -> dict[int, Answers]:
    """What most kinds read from other tables: nothing."""
    return {}


def nothing_in_parts(_parts: Sequence[Any]) -> Answers:
    """What the rows that belong to a record say in most kinds: nothing."""
    return {}


@dataclass(frozen=True)
class Keeping:
    """The steps of one kind, in the order in which a save takes them. An import takes all but `refuse`, row after row.

    `settled` gives clean answers as they are stored, and refuses those that cannot be; `prepare` fills columns that
    follow from them; `refuse` compares the record with what is stored; `finish` writes what is kept in other tables,
    once the record has its id. `others` reads that back, by id of the record;
    `said_by_parts` does so from rows as they once were.
    `beside`: the fields that no column is for.
    """

    settled: Callable[[Session, Answers], Answers] = as_given
    prepare: Callable[[Session, Any, Answers], None] = nothing_else
    refuse: Callable[[Session, Any], None] = no_objection
    finish: Callable[[Session, Any, Answers], None] = no_other_rows
    others: Callable[[Session, Sequence[Any]], dict[int, Answers]] = no_other_answers
    said_by_parts: Callable[[Sequence[Any]], Answers] = nothing_in_parts
    beside: frozenset[str] = field(default_factory=frozenset)
