"""Every sum of people that a reader can ask for, in every period, and which of them are made of which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse  # type: ignore[import-untyped]

from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis.small_numbers import ALL, DIMENSIONS, Key

Table = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Rows = Mapping[PeriodKind, Sequence[pd.DataFrame]]
MASKS = np.array(list(product((0, 1), repeat=len(DIMENSIONS))))
# Which kinds of period are looked at as parts of which.
NESTED: tuple[tuple[PeriodKind, PeriodKind], ...] = (
    (PeriodKind.MONTH, PeriodKind.QUARTER),
    (PeriodKind.MONTH, PeriodKind.HALF_TERM),
    (PeriodKind.HALF_TERM, PeriodKind.TERM),
    (PeriodKind.TERM, PeriodKind.ACADEMIC_YEAR),
    (PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR),
)


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of grains; a grain is what was counted of one place in one stretch of days, and stands in many sums.

    Sums of the same grains are one, whatever names and periods they have: `names[kind]` are the keys, `of_name[kind]`
    the sum of each. `contains[sum, grain]`: 1 or 0. `values[sum, column]`: how many people.
    `lines[line, sum]`: sums that come to nothing with their signs: a total −1, its parts 1. Those past `shown_count`
    nobody sees; they are what a line of views of different reach leaves over.
    """

    names: dict[PeriodKind, list[Key]]
    of_name: dict[PeriodKind, Whole]
    contains: sparse.csr_matrix
    values: Table
    lines: sparse.csr_matrix
    shown_count: int

    @cached_property
    def of_totals(self) -> tuple[sparse.csr_matrix, Whole]:
        """The lines that make up one total that can be seen, and the total of each."""
        negative = self.lines.minimum(0).tocsr()
        is_one = np.flatnonzero(np.diff(negative.indptr) == 1)
        total = negative[is_one].indices.astype(np.int64)
        is_seen = total < self.shown_count
        return self.lines[is_one[is_seen]], total[is_seen]


def all_sums(chosen: Mapping[PeriodKind, Sequence[Period]], rows: Rows, is_stock: bool) -> Sums | None:
    """The sums of these periods. `rows[kind]`: one frame for each column of values, with grains (`Facts.in_grains`).

    Missing: None where nothing was counted.
    """
    asked = _Asked.of(chosen, rows)
    if asked is None:
        return None
    # Sums of the very same grains are told by the sum of the grains' numbers.
    alike = asked.contains @ asked.marks
    _, first, name = np.unique(alike, return_index=True, return_inverse=True)
    contains = asked.contains[first].astype(np.float64)
    lines = [_in_places(asked, name), *_in_time(asked, name, is_stock)]
    contains, values, joined = _with_what_is_left(contains, asked.values[first], lines, asked)
    names, of_name = {}, {}
    for kind, mine in asked.of_kind().items():
        names[kind], of_name[kind] = asked.named(mine), name[mine]
    return Sums(names, of_name, contains, values, joined, len(first))


@dataclass(frozen=True, eq=False)
class _Asked:
    """Each sum under each of its names. `place`: a number for the choice of dimensions; `at`: the two as one number."""

    periods: list[Period]
    words: list[list[str]]
    shape: tuple[int, ...]
    at: Whole
    period: Whole
    place: Whole
    values: Table
    contains: sparse.csr_matrix
    marks: npt.NDArray[np.uint64]
    of_grain: Table

    @classmethod
    def of(cls, chosen: Mapping[PeriodKind, Sequence[Period]], rows: Rows) -> "_Asked | None":
        periods = [period for kind in chosen for period in chosen[kind]]
        counted = _together(periods, rows)
        if counted.empty:
            return None
        columns, words = [], []
        for name in DIMENSIONS:
            numbers, distinct = pd.factorize(counted[name].fillna(""))
            columns.append(numbers.astype(np.int64) + 1)
            words.append([ALL, *distinct])
        shape = tuple(len(known) for known in words)
        codes = np.column_stack(columns)[:, None, :] * MASKS
        place = np.ravel_multi_index(tuple(np.moveaxis(codes, 2, 0)), shape)
        size = int(np.prod(shape))
        at, of_row = np.unique(counted["period"].to_numpy(np.int64)[:, None] * size + place, return_inverse=True)
        of_row = of_row.reshape(place.shape)
        grain, marks = pd.factorize(counted["grain"])
        column, count = counted["column"].to_numpy(np.int64), counted["count"].to_numpy(float)
        width = int(counted["columns"].iloc[0])
        flat = (of_row * width + column[:, None]).ravel()
        values = np.bincount(flat, np.repeat(count, len(MASKS)), len(at) * width).reshape(len(at), width)
        pairs = np.unique(of_row.ravel() * len(marks) + np.repeat(grain.astype(np.int64), len(MASKS)))
        ones = np.ones(len(pairs), np.uint64)
        contains = sparse.csr_matrix((ones, (pairs // len(marks), pairs % len(marks))), (len(at), len(marks)))
        own = np.zeros((len(marks), width))
        # The same grain stands in a period of each kind, and the same number is in each.
        own[grain, column] = count
        return cls(
            periods=periods,
            words=words,
            shape=shape,
            at=at,
            period=at // size,
            place=at % size,
            values=values.astype(float),
            contains=contains,
            marks=np.array(marks, np.uint64),
            of_grain=own,
        )

    def of_kind(self) -> dict[PeriodKind, Whole]:
        kinds = np.array([period.kind for period in self.periods], dtype=object)[self.period]
        return {kind: np.flatnonzero(kinds == kind) for kind in PeriodKind}

    def named(self, at: Whole) -> list[Key]:
        """The keys of these sums, in words."""
        keys = np.array([period.key for period in self.periods], dtype=object)[self.period[at]]
        codes = np.unravel_index(self.place[at], self.shape)
        words = [np.array(known, dtype=object)[code] for known, code in zip(self.words, codes, strict=True)]
        return list(zip(keys, *words, strict=True))

    def position(self, period: Whole, place: Whole) -> Whole:
        """Of each, where its sum stands; -1 where nothing was counted."""
        wanted = period * int(np.prod(self.shape)) + place
        found = np.searchsorted(self.at, wanted).clip(max=len(self.at) - 1)
        return np.where((self.at[found] == wanted) & (period >= 0), found, -1)


def _together(periods: Sequence[Period], rows: Rows) -> pd.DataFrame:
    """All frames as one. Columns: DIMENSIONS, grain, count, period (position), column, columns (how many)."""
    position = {(period.kind, period.key): at for at, period in enumerate(periods)}
    frames = []
    for kind, of_kind in rows.items():
        for column, frame in enumerate(of_kind):
            at = np.array([position[kind, key] for key in frame["period_key"]], np.int64)
            known = {name: frame[name].astype(object) for name in DIMENSIONS}
            counted = {"grain": frame["grain"], "count": frame["count"], "period": at}
            frames.append(pd.DataFrame({**known, **counted, "column": column, "columns": len(of_kind)}))
    return pd.concat(frames, ignore_index=True)


def _in_places(asked: _Asked, name: Whole) -> sparse.csr_matrix:
    """Lines of one period: a total, and its parts along one dimension."""
    codes = np.column_stack(np.unravel_index(asked.place, asked.shape))
    line, member, sign = [], [], []
    for dimension in range(len(DIMENSIONS)):
        parts = np.flatnonzero(codes[:, dimension])
        of = codes[parts].copy()
        of[:, dimension] = 0
        total = asked.position(asked.period[parts], np.ravel_multi_index(tuple(of.T), asked.shape))
        totals = np.unique(total)
        line += [total * len(DIMENSIONS) + dimension, totals * len(DIMENSIONS) + dimension]
        member += [name[parts], name[totals]]
        sign += [np.ones(len(parts)), -np.ones(len(totals))]
    return _lines(np.concatenate(line), np.concatenate(member), np.concatenate(sign), int(name.max()) + 1)


def _in_time(asked: _Asked, name: Whole, is_stock: bool) -> list[sparse.csr_matrix]:
    """Lines of one place: a period, and the shorter ones in it. Of what is counted on a day, one of them at a time."""
    found = []
    kinds = np.array([period.kind for period in asked.periods], dtype=object)
    for shorter, longer in NESTED:
        owner = np.array([_owner(period, asked.periods, longer) for period in asked.periods], np.int64)
        parts = np.flatnonzero(kinds[asked.period] == shorter)
        total = asked.position(owner[asked.period[parts]], asked.place[parts])
        parts, total = parts[total >= 0], total[total >= 0]
        if not len(parts):
            continue
        line = np.arange(len(parts)) if is_stock else total
        once, first = np.unique(line, return_index=True)
        member = np.concatenate([name[parts], name[total[first]]])
        sign = np.concatenate([np.ones(len(parts)), -np.ones(len(once))])
        found.append(_lines(np.concatenate([line, once]), member, sign, int(name.max()) + 1))
    return found


def _owner(period: Period, periods: Sequence[Period], kind: PeriodKind) -> int:
    """Where the period of the kind stands that holds its middle day; -1 for none."""
    middle: date = period.start + (period.end - period.start) // 2
    return next((at for at, one in enumerate(periods) if one.kind == kind and one.start <= middle <= one.end), -1)


def _lines(line: Whole, member: Whole, sign: Table, width: int) -> sparse.csr_matrix:
    _, row = np.unique(line, return_inverse=True)
    table = sparse.csr_matrix((sign, (row, member)), (int(row.max(initial=-1)) + 1, width))
    table.eliminate_zeros()  # a total of one part is that part
    return table[np.diff(table.indptr) > 0]


def _with_what_is_left(
    contains: sparse.csr_matrix, values: Table, lines: Sequence[sparse.csr_matrix], asked: _Asked
) -> tuple[sparse.csr_matrix, Table, sparse.csr_matrix]:
    """The sums, with those that make each line come to nothing, and the lines with them."""
    table = sparse.vstack(lines, format="csr")
    left = (table @ contains).tocsr()
    left.eliminate_zeros()
    marks = asked.marks
    more, where, signs = [], [], []
    for sign in (1, -1):
        mine = left.copy()
        mine.data = np.where(mine.data * sign > 0, 1.0, 0.0)
        mine.eliminate_zeros()
        at = np.flatnonzero(np.diff(mine.indptr))
        more.append(mine[at])
        where.append(at)
        signs.append(np.full(len(at), -float(sign)))
    extra = sparse.vstack(more, format="csr")
    if not extra.shape[0]:
        return contains, values, table
    known = np.concatenate([contains.astype(np.uint64) @ marks, extra.astype(np.uint64) @ marks])
    distinct, first, name = np.unique(known, return_index=True, return_inverse=True)
    old = contains.shape[0]
    # The sums that are there already keep their places; the others come after them.
    place = np.full(len(distinct), -1, np.int64)
    place[name[:old]] = np.arange(old)
    new = np.flatnonzero(place < 0)
    place[new] = old + np.arange(len(new))
    added = extra[first[new] - old]
    entries = (np.concatenate(signs), (np.concatenate(where), place[name[old:]]))
    shape = (table.shape[0], old + len(new))
    wider = sparse.csr_matrix((table.data, table.indices, table.indptr), shape)
    joined = (wider + sparse.csr_matrix(entries, shape)).tocsr()
    joined.eliminate_zeros()
    together = sparse.vstack([contains, added], format="csr")
    return together, np.vstack([values, added @ asked.of_grain]), joined[np.diff(joined.indptr) > 0]
