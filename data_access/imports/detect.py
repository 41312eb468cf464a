"""Which kind of file a file is, from the columns in its header."""

from collections.abc import Iterable, Sequence

from data_access.imports import tables
from data_access.imports.kind import ImportKind
from data_access.imports.text_files import heading

# Of a kind that the header is one column short of.
FEWEST_READ = 2


def likely(content: bytes, kinds: Iterable[ImportKind]) -> list[ImportKind]:
    """The kind whose columns the file has, all or all but one; several where they fit alike; none for something else.

    Raises: WrongFile for a file that is no table.
    """
    every = list(kinds)
    known = {heading(name) for kind in every for name in kind.columns.all}
    nearest: list[ImportKind] = []
    for rows in tables.starts(content, known):
        headings = [found for row in rows if (found := {heading(cell) for cell in row if cell.strip()})]
        fitting, near = _fitting(headings, every), _nearest(headings, every)
        if fitting:
            is_nearer = near and _columns_read(near[0], headings) > _columns_read(fitting[0], headings)
            return near if is_nearer else fitting
        nearest = nearest or near
    return nearest


def _fitting(headings: Sequence[set[str]], kinds: list[ImportKind]) -> list[ImportKind]:
    """By how much of the header a kind can read, and then by how many columns that is."""
    scores: dict[str, tuple[float, float]] = {}
    for kind in kinds:
        fitting = [row for row in headings if not kind.columns.missing_from(row)]
        if fitting:
            read = _columns_read(kind, fitting)
            scores[kind.name] = read / len(fitting[0]), read
    return _best(scores, kinds)


def _nearest(headings: Sequence[set[str]], kinds: list[ImportKind]) -> list[ImportKind]:
    """Of the kinds that the header is one column short of, by how many columns they can read.

    Whoever misspelt a heading is told so, and a plan of actions without one column is not read as one of priorities.
    """
    scores: dict[str, tuple[float, float]] = {}
    for kind in kinds:
        short = [row for row in headings if len(kind.columns.missing_from(row)) == 1]
        if short and (read := _columns_read(kind, short)) >= FEWEST_READ:
            scores[kind.name] = read, 0
    return _best(scores, kinds)


def _best(scores: dict[str, tuple[float, float]], kinds: list[ImportKind]) -> list[ImportKind]:
    return [kind for kind in kinds if kind.name in scores and scores[kind.name] == max(scores.values())]


def _columns_read(kind: ImportKind, headings: Sequence[set[str]]) -> int:
    """Of the row of which it can read most."""
    known = {heading(name) for name in kind.columns.all}
    return max(len(row & known) for row in headings)
