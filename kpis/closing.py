"""Hides more sums, the smallest first, until none that must not be known follows from those that are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kpis.known import ROUGHLY, Clues, Solved, clues, nobody
from kpis.sums import Sums

Table = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Told:
    """A number that a sum tells of its people. `value[sum]`; `is_secret[sum]`: whether it must not be known."""

    value: Table
    is_secret: Flags


class Closing:
    """`size[sum]`: the fewer people, the sooner it is hidden. `small`: which rows of values must not be known."""

    def __init__(self, sums: Sums, told: Sequence[Told], size: Table, small: Callable[[Table], Flags]) -> None:
        self.sums, self.told, self.size, self.small = sums, told, size, small
        self.lines = sums.lines
        self.is_seen = np.arange(len(size)) < sums.shown_count
        # What a line leaves over is a number of people like any other, though no view shows it: if it is not small, it
        # may as well be known.
        self.counts = self.is_seen | small(sums.values)
        # Hiding more never tells more: a secret that does not follow now never will.
        self.is_safe = [np.zeros(len(size), bool) for _ in told]

    def closed(self, is_hidden: Flags) -> Flags:
        """`is_hidden[sum]`, with what must be hidden too."""
        hidden = is_hidden.copy()
        if not (hidden & self.is_seen).any():
            return hidden
        while True:
            self._close_lines(hidden)
            if not self._close_all(hidden):
                return hidden

    # Line by line

    def _close_lines(self, hidden: Flags) -> None:
        """No line hides one sum alone, or several that are few people together."""
        while True:
            wrong = [line for line in self._suspects(hidden) if self._add_to(line, hidden)]
            if not wrong:
                return

    def _suspects(self, hidden: Flags) -> Whole:
        unknown = (hidden & self.counts).astype(float)
        signed = self.lines.multiply(unknown).tocsr()
        count = abs(self.lines) @ unknown
        plus = self.lines.maximum(0) @ unknown
        one_sided = (plus == 0) | (plus == count)
        left = abs(signed @ self.sums.values)
        few = self.small(left) | (abs(signed) @ self.size <= count)
        found: Whole = np.flatnonzero((count == 1) | ((count > 1) & one_sided & few))
        return found

    def _add_to(self, line: int, hidden: Flags) -> bool:
        """Hides the smallest other sum of a line, if it needs one and has one."""
        members = self.lines.indices[self.lines.indptr[line] : self.lines.indptr[line + 1]]
        signs = self.lines.data[self.lines.indptr[line] : self.lines.indptr[line + 1]]
        unknown = members[hidden[members] & self.counts[members]]
        if not len(unknown):
            return False
        if len(unknown) > 1:
            sides = signs[np.isin(members, unknown)]
            left = self.sums.values[unknown].sum(axis=0, keepdims=True)
            is_few = bool(self.small(left)[0]) or self.size[unknown].sum() <= len(unknown)
            if not is_few or len(set(sides.tolist())) > 1:
                return False
        others = members[~hidden[members] & (self.size[members] > 0)]
        if not len(others):
            return False
        hidden[others[np.argmin(self.size[others])]] = True
        return True

    # All together

    def _close_all(self, hidden: Flags) -> bool:
        """Hides a clue to each secret that follows from everything that is shown. Value: whether there was any."""
        before = int(hidden.sum())
        self.shown = ~hidden & self.is_seen
        found = clues(self.sums, self.shown)
        for told, is_safe in zip(self.told, self.is_safe, strict=True):
            secret = np.flatnonzero(told.is_secret & hidden & ~is_safe)
            if len(secret):
                is_safe[secret] = ~self._close(told, secret, found, hidden)
        return int(hidden.sum()) > before

    def _close(self, told: Told, secret: Whole, found: Clues, hidden: Flags) -> Flags:
        """Value: which of the secrets followed from what was shown."""
        unknown = np.flatnonzero(~nobody(self.sums, self.shown, told.value))
        solved = Solved(found.rows[:, unknown], self.sums.contains[secret][:, unknown])
        for at in np.flatnonzero(solved.is_known):
            equations, often = solved.equations(int(at))
            taken = self._taken(found, solved.first[equations], often)
            # One that follows from a sum hidden a moment ago is looked at again in the next round.
            if len(taken) and not hidden[taken].any():
                hidden[taken[np.argmin(self.size[taken])]] = True
        return solved.is_known

    def _taken(self, found: Clues, at: Whole, often: Table) -> Whole:
        """The shown sums that a reader adds or takes away to get from equations to what follows from them."""
        lines, _ = self.sums.of_totals
        in_line = found.line[at] >= 0
        times = -(lines[found.line[at[in_line]]].T @ often[in_line])
        np.add.at(times, found.of_row[at[~in_line]], often[~in_line])
        is_clue = (np.abs(times) > ROUGHLY) & self.shown & (self.size > 0)
        taken: Whole = np.flatnonzero(is_clue)
        return taken
