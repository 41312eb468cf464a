"""Which kind of file a file is, from the columns in its header."""

from collections.abc import Iterable, Sequence

from data_access.imports import tables
from data_access.imports.kind import ImportKind
from data_access.imports.text_files import heading


def likely(content: bytes, kinds: Iterable[ImportKind]) -> list[ImportKind]:
    """The kinds whose columns the file has, the best match first; none for a file of something else.

    Raises: WrongFile for a file that is no table.
    """
    every = list(kinds)
    known = {heading(name) for kind in every for name in kind.columns.all}
    for rows in tables.starts(content, known):
        headings = [{heading(cell) for cell in row if cell.strip()} for row in rows]
        if found := _fitting(headings, every):
            return found
    return []


def _fitting(headings: Sequence[set[str]], kinds: list[ImportKind]) -> list[ImportKind]:
    """By how much of the header a kind can read, and then by how many columns that is."""
    scores: dict[str, tuple[float, int]] = {}
    for kind in kinds:
        known = {heading(name) for name in kind.columns.all}
        fitting = [row for row in headings if row and not kind.columns.missing_from(row)]
        if fitting:
            read = max(len(row & known) for row in fitting)
            scores[kind.name] = read / len(fitting[0]), read
    return sorted((kind for kind in kinds if kind.name in scores), key=lambda kind: scores[kind.name], reverse=True)
