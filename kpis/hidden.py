"""Which numbers of a measure are hidden, in view of every kind of period that a reader can switch to.

Within a period, `small_numbers` sees to it that nothing hidden can be worked out. A reader can also look at the same
place by month, half term, term, quarter and academic year, and subtract one from another: so for each place, what is
hidden is closed over time as well, and in turn, until neither way gives anything away.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis import small_numbers
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.small_numbers import Key, Limits, Puzzle

Flags = npt.NDArray[np.bool_]
ByKind = Mapping[PeriodKind, frozenset[Key]]


def hidden_sums(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums of these periods, all of one kind, that must not be shown."""
    if not periods:
        return frozenset()
    kind = periods[0].kind
    if set(periods) <= set(_periods(facts)[kind]):
        everywhere: ByKind = facts.keep(("hidden", kpi), lambda: _everywhere(kpi, facts))
        return everywhere[kind]
    return facts.keep(("hidden", kpi, tuple(periods)), lambda: _within(kpi, facts, periods, frozenset()))


def _periods(facts: Facts) -> dict[PeriodKind, list[Period]]:
    """All that a reader can choose from: the periods that the programme is in, up to the last day known about."""
    first = facts.rules.starts_on
    last = max(first, facts.as_at)
    return facts.keep("periods", lambda: {kind: facts.calendar.periods(kind, first, last) for kind in PeriodKind})


def _everywhere(kpi: Kpi, facts: Facts) -> ByKind:
    chosen = _periods(facts)
    time = _Time(chosen, facts.rules.starts_on, facts.as_at)
    sizes = {kind: small_numbers.sizes(*_counted(kpi, facts, periods)) for kind, periods in chosen.items()}
    found = {kind: _within(kpi, facts, periods, frozenset()) for kind, periods in chosen.items()}
    while True:
        more = time.given_away(sizes, found)
        if not any(more.values()):
            return found
        for kind, keys in more.items():
            if keys:
                found[kind] = _within(kpi, facts, chosen[kind], found[kind] | keys)


def _within(kpi: Kpi, facts: Facts, periods: Sequence[Period], also: Set[Key]) -> frozenset[Key]:
    limits = Limits(facts.rules.small_number_limit, facts.rules.fewest_respondents)
    return small_numbers.hidden(*_counted(kpi, facts, periods), limits, also)


def _counted(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    numerator = facts.rows(kpi.numerator, periods)
    return numerator, facts.rows(kpi.denominator, periods) if kpi.denominator else None


class _Time:
    """The periods of every kind, and how they are made of the same days."""

    def __init__(self, chosen: Mapping[PeriodKind, Sequence[Period]], first: date, last: date) -> None:
        self.periods = [period for periods in chosen.values() for period in periods]
        self.position = {(period.kind, period.key): at for at, period in enumerate(self.periods)}
        starts = np.array([period.start for period in self.periods], "datetime64[D]")
        ends = np.array([period.end for period in self.periods], "datetime64[D]")
        edges = np.unique(np.concatenate([starts, ends + 1]))
        # A reader takes it that nothing was counted before the programme, and nothing after the last known day.
        cells = edges[:-1][(edges[1:] > np.datetime64(first)) & (edges[:-1] <= np.datetime64(last))]
        self.contains: Flags = (starts[:, None] <= cells) & (cells <= ends[:, None])
        self.lines = self._lines(chosen)

    def _lines(self, chosen: Mapping[PeriodKind, Sequence[Period]]) -> Flags:
        """[line, period]: a period with the periods of another kind that it is made of."""
        lines = []
        for at, whole in enumerate(self.periods):
            for kind, others in chosen.items():
                parts = [
                    self.position[(kind, one.key)]
                    for one in others
                    if whole.start <= one.start and one.end <= whole.end
                ]
                if len(parts) > 1 and (self.contains[parts].sum(axis=0) == self.contains[at]).all():
                    lines.append(np.isin(np.arange(len(self.periods)), [at, *parts]))
        return np.array(lines, bool).reshape(len(lines), len(self.periods))

    def given_away(
        self, sizes: Mapping[PeriodKind, Mapping[Key, int]], found: ByKind
    ) -> dict[PeriodKind, frozenset[Key]]:
        """What must be hidden too, so that no place's hidden number can be worked out from other periods."""
        places = {place: at for at, place in enumerate(sorted({key[1:] for keys in found.values() for key in keys}))}
        if not places:
            return dict.fromkeys(found, frozenset())
        size = np.zeros((len(places), len(self.periods)), np.int64)
        is_hidden = np.zeros(size.shape, bool)
        for kind, keys in sizes.items():
            for key, count in keys.items():
                if key[1:] in places:
                    where = places[key[1:]], self.position[(kind, key[0])]
                    size[where], is_hidden[where] = count, key in found[kind]
        # A setting alone in its cluster or phase is one number under several names: worked out once.
        _, first, name = np.unique(np.hstack([size, is_hidden]), axis=0, return_index=True, return_inverse=True)
        closed = np.array([self._closed(size[at], is_hidden[at]) for at in first])
        more: dict[PeriodKind, set[Key]] = {kind: set() for kind in found}
        names = list(places)
        for at, one in zip(*np.nonzero(closed[name.reshape(-1)] & ~is_hidden), strict=True):
            period = self.periods[one]
            more[period.kind].add((period.key, *names[at]))
        return {kind: frozenset(keys) for kind, keys in more.items()}

    def _closed(self, size: npt.NDArray[np.int64], is_hidden: Flags) -> Flags:
        """For one place: what is hidden, with what must be hidden too."""
        asked = size > 0
        if not (asked & ~is_hidden).any():
            return is_hidden
        # Where nobody is in a period, nobody is in any part of it: that is no secret. (Settings that change cluster can
        # make a part larger than its whole. Such a part says nothing about the rest.)
        is_known = self.contains[~asked].any(axis=0)
        asked &= self.contains[:, ~is_known].any(axis=1)
        lines = self.lines[:, asked]
        puzzle = Puzzle(self.contains[asked][:, ~is_known], lines[lines.sum(axis=1) > 1], size[asked])
        closed = is_hidden.copy()
        closed[asked] = puzzle.closed(is_hidden[asked])
        return closed
