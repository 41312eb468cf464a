"""What follows from the sums that are shown: which grains nobody is in, and which hidden sums can be worked out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse  # type: ignore[import-untyped]
from scipy.sparse import csgraph  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from kpis.sums import Sums

# These tables are small: on a busy machine, threads that share one wait for each other six times as long as it takes.
threadpool_limits(1)

Table = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NOTHING, SURE = 1e-7, 1e-6  # below these a residue is rounding
ROUGHLY = 1e-3  # below this an equation is not taken


def nobody(sums: Sums, is_shown: Flags, value: Table) -> Flags:
    """[grain]: whether it is known that nobody is in it, because nobody is in a sum that it stands in."""
    is_empty = is_shown & (value == 0)
    known: Flags = (sums.contains.T @ is_empty.astype(float)) > 0
    # Where the shown parts of a line make up its total, nobody is in the others.
    hidden = sparse.diags((~is_shown).astype(float))
    signed = sums.lines @ hidden
    left, some = signed @ value, abs(signed) @ value
    one_sided = np.isclose(abs(left), some) & (some == 0)
    empty = (abs(signed).T @ one_sided.astype(float)) > 0
    both: Flags = known | ((sums.contains.T @ empty.astype(float)) > 0)
    return both


@dataclass(frozen=True, eq=False)
class Clues:
    """Equations among unknown grains. `of_row[row]`: the shown sum that it says; less its shown parts in `line[row]`
    (-1: in none; otherwise in `Sums.of_totals`).
    """

    rows: sparse.csr_matrix
    of_row: Whole
    line: Whole


def clues(sums: Sums, is_shown: Flags) -> Clues:
    """What the shown sums say of the grains, with as few grains in each equation as can be.

    A total whose parts are shown as well says no more than they do; otherwise it says what the others come to.
    """
    of_totals, total = sums.of_totals
    hidden_parts = (of_totals @ sparse.diags((~is_shown).astype(float))).maximum(0)
    length = hidden_parts @ np.diff(sums.contains.indptr)
    order = np.lexsort((length, total))
    best = np.full(sums.contains.shape[0], -1, np.int64)
    distinct, first = np.unique(total[order], return_index=True)
    best[distinct] = order[first]
    shown = np.flatnonzero(is_shown)
    totals, others = shown[best[shown] >= 0], shown[best[shown] < 0]
    left = hidden_parts[best[totals]] @ sums.contains
    rows = sparse.vstack([left, sums.contains[others]], format="csr")
    return Clues(rows, np.concatenate([totals, others]), np.concatenate([best[totals], np.full(len(others), -1)]))


class Solved:
    """What follows from equations among grains. `wanted[secret, grain]` are the sums asked about.

    Sums that say the same are one equation: `first[row]` is one of them. Grains that stand in the same equations can
    not be told apart by them, so they are looked at as one direction: that is the same sum of squares, and much less.
    """

    def __init__(self, rows: sparse.csr_matrix, wanted: sparse.csr_matrix) -> None:
        marks = _marks(rows.shape[1])
        of_row = rows.astype(np.uint64) @ marks
        # Those of no grain at all come to nought, which is the first.
        self.marks, self.first = (
            found[int(of_row.min(initial=1) == 0) :] for found in np.unique(of_row, return_index=True)
        )
        self.asked = wanted.astype(np.uint64) @ marks
        alike = _alike(rows[self.first])
        self.rows, self.wanted = (rows[self.first] @ alike).tocsr(), (wanted @ alike).tocsr()
        self.length = np.diff(rows[self.first].indptr)
        self.found_by: Whole = np.full(self.rows.shape[1], -1, np.int64)
        self._one_by_one()
        # What is asked for, less what follows: nothing is left of one that does.
        left = np.asarray(wanted.power(2).sum(axis=1) - self.wanted[:, self.found_by >= 0].power(2).sum(axis=1)).ravel()
        for block in self._blocks():
            left -= block.said_of(self.wanted[:, block.grains])
        self.is_known: Flags = np.abs(left) < SURE

    def _one_by_one(self) -> None:
        """An equation of one grain gives the grain; taken out of the others, it may leave more of them."""
        columns = self.rows.tocsc()
        length = np.diff(self.rows.indptr).astype(np.int64)
        at = list(np.flatnonzero(length == 1))
        while at:
            row = at.pop()
            mine = self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]]
            left = mine[self.found_by[mine] < 0]
            if len(left) != 1:
                continue
            self.found_by[left[0]] = row
            others = columns.indices[columns.indptr[left[0]] : columns.indptr[left[0] + 1]]
            length[others] -= 1
            at += list(others[length[others] == 1])
        self.free = np.flatnonzero(self.found_by < 0)

    def _blocks(self) -> list["_Block"]:
        """Equations that share no grain, apart; those that a sum asked about has to do with."""
        table = self.rows[:, self.free].tocsr()
        some = np.flatnonzero(np.diff(table.indptr))
        table = table[some]
        if not len(some):
            return []
        graph = sparse.bmat([[None, table], [table.T, None]], format="csr")
        _, label = csgraph.connected_components(graph, directed=False)
        is_asked = np.zeros(table.shape[1], bool)
        is_asked[self.wanted[:, self.free].indices] = True
        blocks = []
        for one in np.unique(label[len(some) :][is_asked]):
            rows = np.flatnonzero(label[: len(some)] == one)
            if len(rows):  # none has a grain that no equation is about
                grains = np.flatnonzero(label[len(some) :] == one)
                blocks.append(_Block.of(self.free[grains], table[rows][:, grains].toarray()))
        return blocks

    def equations(self, secret: int) -> tuple[Whole, Table]:
        """Equations from which a sum follows, one or two if that is enough, and how often each is taken."""
        wanted = self.asked[secret]
        alone = np.flatnonzero(self.marks == wanted)
        if len(alone):
            return alone[:1], np.ones(1)
        for other, sign in ((self.marks - wanted, -1.0), (wanted - self.marks, 1.0)):  # less another; and another
            at = np.searchsorted(self.marks, other).clip(max=len(self.marks) - 1)
            pairs = np.flatnonzero(self.marks[at] == other)
            if len(pairs):
                return np.array([pairs[0], at[pairs[0]]]), np.array([1.0, sign])
        basis, factor = self._basis
        weight = linalg.cho_solve(factor, self.rows[basis] @ self.wanted[secret].toarray().ravel())
        some = np.abs(weight) > ROUGHLY
        return basis[some], weight[some]

    @cached_property
    def _basis(self) -> tuple[Whole, Any]:
        """Equations of which none follows from the others, the short ones first, and their square, factored."""
        scaled = self.rows.multiply(1 / self.length[:, None]).toarray()
        triangle, order = linalg.qr(scaled.T, mode="r", pivoting=True, check_finite=False)
        rank = int((np.abs(np.diag(triangle)) > NOTHING).sum())
        basis = order[:rank].astype(np.int64)
        table = self.rows[basis]
        return basis, linalg.cho_factor((table @ table.T).toarray())


def _marks(count: int) -> npt.NDArray[np.uint64]:
    """A number for each, by whose sums sets are told apart."""
    return np.random.default_rng(1).integers(1, 2**63, count, np.uint64)


def _alike(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """[grain, group of grains in the same rows]: columns of length one, at right angles to each other."""
    _, group, size = np.unique(
        rows.T.astype(np.uint64) @ _marks(rows.shape[0]), return_inverse=True, return_counts=True
    )
    return sparse.csr_matrix((1 / np.sqrt(size[group]), (np.arange(len(group)), group)), (len(group), len(size)))


@dataclass(frozen=True, eq=False)
class _Block:
    """Equations that hang together. `strength`, `vectors`: of the square of the table, of its smaller side."""

    grains: Whole
    table: Table
    strength: Table
    vectors: Table

    @classmethod
    def of(cls, grains: Whole, table: Table) -> "_Block":
        strength, vectors = np.linalg.eigh(table @ table.T if len(table) < len(grains) else table.T @ table)
        some = strength > NOTHING * strength[-1]
        return cls(grains, table, strength[some], vectors[:, some])

    def said_of(self, wanted: sparse.csr_matrix) -> Table:
        """Of each sum, how much (squared) follows from the equations."""
        if len(self.vectors) == len(self.grains):
            said: Table = ((wanted @ self.vectors) ** 2).sum(axis=1)
        else:
            said = ((wanted @ (self.table.T @ self.vectors)) ** 2 / self.strength).sum(axis=1)
        return said
