"""Which numbers of people are hidden: the small ones, and those from which a small one could be worked out.

Everything that a reader can ask for within one period is a sum of the same parts: the people of one cluster, phase,
setting type and setting. A view narrowed to any choice of these, and any breakdown of it, is one sum of parts; so is
every total. A small sum is hidden, and then more sums, the smallest first, until no hidden one can be worked out from
those that are shown.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

# (period key, cluster, phase, setting type, urn): ALL where the sum is over all of them, "" for "not stated".
Key = tuple[str, ...]
ALL = "*"
DIMENSIONS = ("cluster", "phase", "setting_type", "urn")
NOTHING = 1e-8  # below this a residue is rounding

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Limits:
    """Counts from 1 to `small` are hidden, and shares of fewer people than `fewest`."""

    small: int
    fewest: int


def hidden(
    numerator: pd.DataFrame, denominator: pd.DataFrame | None, limits: Limits, also: Set[Key] = frozenset()
) -> frozenset[Key]:
    """The sums that must not be shown. Each is hidden whole: numerator, denominator and share.

    `also` must be hidden for a reason of its own.
    Rows: as a measure's numerator and denominator give them (period_key, DIMENSIONS, count).
    """
    parts = _Parts.of(numerator, denominator)
    if not len(parts.codes):
        return frozenset()
    sums = _Sums.of(parts)
    has_share = denominator is not None
    small = is_small(sums.numerator, sums.denominator if has_share else None, limits)
    if also:
        small |= np.array([key in also for key in sums.named(parts.words)], bool)
    size = sums.denominator if has_share else sums.numerator
    found = np.concatenate([sums.hidden_in(period, small, size) for period in np.unique(parts.codes[:, 0])])
    return frozenset(sums.named(parts.words, found))


def sizes(numerator: pd.DataFrame, denominator: pd.DataFrame | None) -> dict[Key, int]:
    """How many people are in each sum that anybody is in."""
    parts = _Parts.of(numerator, denominator)
    if not len(parts.codes):
        return {}
    sums = _Sums.of(parts)
    size = sums.numerator if denominator is None else sums.denominator
    return dict(zip(sums.named(parts.words), size.tolist(), strict=True))


def keys(rows: pd.DataFrame, by: str | None, where: Mapping[str, str | None]) -> list[Key]:
    """The sum that each row of a view shows. `rows` has period_key, and the column that it is broken down by."""
    columns = [rows["period_key"]]
    for dimension in DIMENSIONS:
        if dimension == by or (dimension == "urn" and by == "setting"):
            columns.append(rows[dimension].fillna(""))
        else:
            columns.append(pd.Series(where.get(dimension) or ALL, rows.index))
    return list(zip(*columns, strict=True))


def is_small(numerator: Whole, denominator: Whole | None, limits: Limits) -> Flags:
    """True where a number must be hidden for its own sake: the part, the rest, or the whole is small. Zero is not."""
    small = (numerator >= 1) & (numerator <= limits.small)
    if denominator is None:
        return small
    rest = denominator - numerator
    few = (denominator >= 1) & (denominator < max(limits.fewest, limits.small + 1))
    return small | ((rest >= 1) & (rest <= limits.small)) | few


@dataclass(frozen=True, eq=False)
class _Parts:
    """The people of each period and choice of dimensions, each once. `codes[part]`: words as numbers, 0 for ALL.

    `words[column]`: the words by number. `numerator[part]`, `denominator[part]`: how many people.
    """

    codes: Whole
    words: list[list[str]]
    numerator: npt.NDArray[np.float64]
    denominator: npt.NDArray[np.float64]

    @classmethod
    def of(cls, numerator: pd.DataFrame, denominator: pd.DataFrame | None) -> "_Parts":
        both = [numerator] if denominator is None else [numerator, denominator]
        columns, words = [], []
        for name in ("period_key", *DIMENSIONS):
            numbers, distinct = pd.factorize(pd.concat([rows[name] for rows in both], ignore_index=True).fillna(""))
            columns.append(numbers.astype(np.int64) + 1)
            words.append([ALL, *distinct])
        flat = np.ravel_multi_index(tuple(columns), tuple(len(known) for known in words))
        _, first, part = np.unique(flat, return_index=True, return_inverse=True)
        count = np.concatenate([rows["count"].to_numpy(float) for rows in both])
        is_whole = np.arange(len(count)) >= len(numerator)
        codes = np.column_stack(columns)[first]
        top, bottom = (np.bincount(part, np.where(mine, count, 0.0), len(first)) for mine in (~is_whole, is_whole))
        return cls(codes, words, top.astype(float), bottom.astype(float))


@dataclass(frozen=True, eq=False)
class _Sums:
    """Every sum that can be asked for. `of_part[part]`: the sums that a part is in; `keys[sum]`: its coded key."""

    keys: Whole
    of_part: Whole
    period: Whole
    numerator: Whole
    denominator: Whole

    @classmethod
    def of(cls, parts: _Parts) -> "_Sums":
        codes = parts.codes
        masks = np.array([(1, *mask) for mask in product((0, 1), repeat=len(DIMENSIONS))])
        sizes = tuple(codes.max(axis=0) + 1)
        flat = np.ravel_multi_index(tuple(np.moveaxis(codes[:, None, :] * masks, 2, 0)), sizes)
        distinct, of_part = np.unique(flat, return_inverse=True)
        of_part = of_part.reshape(flat.shape)
        keys = np.column_stack(np.unravel_index(distinct, sizes))
        # A part of one, such as half a day, is somebody's all the same.
        totals = [
            np.bincount(of_part.ravel(), np.repeat(np.ceil(people), len(masks)), len(distinct)).astype(np.int64)
            for people in (parts.numerator, parts.denominator)
        ]
        return cls(keys, of_part, codes[:, 0], *totals)

    def named(self, words: list[list[str]], at: Whole | slice = slice(None)) -> list[Key]:
        """The keys of the sums at these positions, in words."""
        columns = [np.array(word, dtype=object)[self.keys[at, column]] for column, word in enumerate(words)]
        return list(zip(*columns, strict=True))

    def hidden_in(self, period: int, small: Flags, size: Whole) -> Whole:
        """The positions of the sums of one period that must be hidden."""
        sums = np.flatnonzero(self.keys[:, 0] == period)
        if not small[sums].any():
            return sums[:0]
        mine = self.of_part[self.period == period]
        contains = np.zeros((len(sums), len(mine)), bool)
        contains[np.searchsorted(sums, mine), np.arange(len(mine))[:, None]] = True
        # Sums of the very same parts are one number under several names.
        alike, first, name = np.unique(np.packbits(contains, axis=1), axis=0, return_index=True, return_inverse=True)
        name = name.reshape(-1)
        puzzle = Puzzle(contains[first], _lines(self.keys[sums], name, len(alike)), size[sums[first]])
        is_hidden = np.zeros(len(alike), bool)
        is_hidden[name[small[sums]]] = True
        return sums[puzzle.closed(is_hidden)[name]]


def _lines(keys: Whole, name: Whole, count: int) -> Flags:
    """[line, sum]: a total with its parts along one dimension; lines of one part are left out."""
    shape = tuple(keys.max(axis=0) + 1)
    places = np.ravel_multi_index(tuple(keys.T), shape)  # in order, as the sums are
    line, member = [], []
    for dimension in range(1, keys.shape[1]):
        parts = np.flatnonzero(keys[:, dimension])
        of = keys[parts].copy()
        of[:, dimension] = 0
        total = np.searchsorted(places, np.ravel_multi_index(tuple(of.T), shape))
        line += [total * keys.shape[1] + dimension] * 2
        member += [name[parts], name[total]]
    lines, row = np.unique(np.concatenate(line), return_inverse=True)
    table = np.zeros((len(lines), count), bool)
    table[row, np.concatenate(member)] = True
    return np.unique(table[table.sum(axis=1) > 1], axis=0)


@dataclass(frozen=True, eq=False)
class Puzzle:
    """Sums of parts, some hidden. `contains[sum, part]`, `lines[line, sum]`, `size[sum]`: how many people."""

    contains: Flags
    lines: Flags
    size: Whole

    def closed(self, is_hidden: Flags) -> Flags:
        """`is_hidden` with what must be hidden too, so that none can be worked out."""
        is_hidden = is_hidden.copy()
        while True:
            self._close_lines(is_hidden)
            given_away = self.given_away(is_hidden)
            if not given_away.any():
                return is_hidden
            is_hidden[self._smallest_clue(int(np.flatnonzero(given_away)[0]), is_hidden)] = True

    def given_away(self, is_hidden: Flags) -> Flags:
        """Which hidden sums are a combination of sums that are shown."""
        shown = self.contains[~is_hidden].astype(float)
        given_away = np.zeros(len(is_hidden), bool)
        if not len(shown) or not is_hidden.any():
            return given_away
        _, strength, directions = np.linalg.svd(shown, full_matrices=False)
        known = directions[strength > NOTHING]
        wanted = self.contains[is_hidden].astype(float)
        residue = wanted - (wanted @ known.T) @ known
        given_away[is_hidden] = (residue**2).sum(axis=1) < NOTHING
        return given_away

    def _close_lines(self, is_hidden: Flags) -> None:
        """Where one number of a line is hidden alone, hides the smallest other part of it as well."""
        while True:
            alone = np.flatnonzero((self.lines & is_hidden).sum(axis=1) == 1)
            if not len(alone):
                return
            shown = np.flatnonzero(self.lines[alone[0]] & ~is_hidden)
            is_hidden[shown[np.argmin(self.size[shown])]] = True

    def _smallest_clue(self, hidden_sum: int, is_hidden: Flags) -> int:
        shown = np.flatnonzero(~is_hidden)
        wanted = self.contains[hidden_sum].astype(float)
        weights = np.linalg.lstsq(self.contains[shown].T.astype(float), wanted, rcond=None)[0]
        clues = shown[np.abs(weights) > 1e-6]
        return int(clues[np.argmin(self.size[clues])])
