"""Which kind of file a file is, from the columns in its header."""

from collections.abc import Iterable, Sequence

from data_access.imports import tables
from data_access.imports.kind import ImportKind
from data_access.imports.text_files import heading

# Of a kind that the header is one column short of.
FEWEST_READ = 2


def likely(content: bytes, kinds: Iterable[ImportKind]) -> list[ImportKind]:
    """The kinds whose columns the file has, all or all but one, the best match first; none for something else.

    Raises: WrongFile for a file that is no table.
    """
    every = list(kinds)
    known = {heading(name) for kind in every for name in kind.columns.all}
    nearest: list[ImportKind] = []
    for rows in tables.starts(content, known):
        headings = [found for row in rows if (found := {heading(cell) for cell in row if cell.strip()})]
        fitting, near = _fitting(headings, every), _nearest(headings, every)
        if fitting:
            best = _columns_read(fitting[0], headings)
            return [*(kind for kind in near[:1] if _columns_read(kind, headings) > best), *fitting]
        nearest = nearest or near
    return nearest


def _fitting(headings: Sequence[set[str]], kinds: list[ImportKind]) -> list[ImportKind]:
    """By how much of the header a kind can read, and then by how many columns that is."""
    scores: dict[str, tuple[float, int]] = {}
    for kind in kinds:
        fitting = [row for row in headings if not kind.columns.missing_from(row)]
        if fitting:
            read = _columns_read(kind, fitting)
            scores[kind.name] = read / len(fitting[0]), read
    return sorted((kind for kind in kinds if kind.name in scores), key=lambda kind: scores[kind.name], reverse=True)


def _nearest(headings: Sequence[set[str]], kinds: list[ImportKind]) -> list[ImportKind]:
    """The kinds that the header is one column short of, by how many columns they can read.

    Whoever misspelt a heading is told so, and a plan of actions without one column is not read as one of priorities.
    """
    near = [
        kind
        for kind in kinds
        if any(
            len(kind.columns.missing_from(row)) == 1 and _columns_read(kind, [row]) >= FEWEST_READ for row in headings
        )
    ]
    return sorted(near, key=lambda kind: _columns_read(kind, headings), reverse=True)


def _columns_read(kind: ImportKind, headings: Sequence[set[str]]) -> int:
    """Of the row of which it can read most."""
    known = {heading(name) for name in kind.columns.all}
    return max(len(row & known) for row in headings)
