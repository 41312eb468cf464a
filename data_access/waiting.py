"""How far a long piece of work has come, for somebody who waits."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")
# Told how far it has come, from 0 to 1, and in which part of the work.
Progress = Callable[[float, str], None]


def nobody_waits(_share: float, _words: str) -> None:
    """Where nobody looks on."""


def watched(rows: Iterable[Row], count: int, progress: Progress) -> Iterator[Row]:
    """The rows, with word of every hundredth of them: the first half of the work."""
    for at, row in enumerate(rows):
        if at % max(1, count // 100) == 0:
            progress(at / count / 2, "Checking every row…")
        yield row
