"""Which numbers of a measure are hidden, in view of every kind of period that a reader can switch to.

Within a period, `small_numbers` sees to it that nothing hidden can be worked out. A reader can also look at the same
place by month, half term, term, quarter and academic year, and subtract one from another: so for each place, what is
hidden is closed over time as well, and in turn, until neither way gives anything away.
"""

from collections.abc import Callable, Mapping, Sequence, Set
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


Alone = Callable[[Sequence[Period]], Set[Key]]


def hidden_sums(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums of these periods, all of one kind, that must not be shown."""
    return _hidden("sums", kpi, facts, periods, lambda _periods: frozenset())


def hidden_parts(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums of these periods of whose parts none must be shown: where one is small, and where the sum is hidden.

    All parts of a sum are hidden or none, so that each part is guarded as the sum itself would be: from those that
    are shown elsewhere, none can be worked out.
    """
    return _hidden("parts", kpi, facts, periods, lambda chosen: _with_small_parts(kpi, facts, chosen))


def _hidden(name: str, kpi: Kpi, facts: Facts, periods: Sequence[Period], alone: Alone) -> frozenset[Key]:
    if not periods:
        return frozenset()
    kind = periods[0].kind
    if set(periods) <= set(_periods(kpi, facts)[kind]):
        everywhere: ByKind = facts.keep(("hidden", name, kpi), lambda: _everywhere(kpi, facts, alone))
        return everywhere[kind]
    key = ("hidden", name, kpi, tuple(periods))
    return facts.keep(key, lambda: _within(kpi, facts, periods, alone(periods)))


def _periods(kpi: Kpi, facts: Facts) -> dict[PeriodKind, list[Period]]:
    """All that a reader can choose from: the periods that the programme is in, up to the last day known about.

    Of figures that reach back further, those too.
    """
    first = facts.history_from if kpi.reaches_back else facts.rules.starts_on
    last = max(first, facts.as_at)
    return facts.keep(
        ("periods", first), lambda: {kind: facts.calendar.periods(kind, first, last) for kind in PeriodKind}
    )


def _everywhere(kpi: Kpi, facts: Facts, alone: Alone) -> ByKind:
    chosen = _periods(kpi, facts)
    found = {kind: _within(kpi, facts, periods, alone(periods)) for kind, periods in chosen.items()}
    if not any(found.values()):
        return found
    first = facts.history_from if kpi.reaches_back else facts.rules.starts_on
    time = _Time(chosen, first, facts.as_at, in_whole_months=kpi.reaches_back)
    sizes = {kind: small_numbers.sizes(*_counted(kpi, facts, periods)) for kind, periods in chosen.items()}
    reported = _reported(kpi, facts, chosen)
    while True:
        more = same_again(chosen, sizes, found) if kpi.is_stock else time.given_away(sizes, found, reported)
        if not any(more.values()):
            return found
        for kind, keys in more.items():
            if keys:
                found[kind] = _within(kpi, facts, chosen[kind], found[kind] | keys)


def _reported(
    kpi: Kpi, facts: Facts, chosen: Mapping[PeriodKind, Sequence[Period]]
) -> dict[PeriodKind, Set[Key]] | None:
    """The sums that something was handed over for; None where what is not there is nought."""
    if kpi.reported is None:
        return None
    return {kind: set(small_numbers.sizes(facts.rows(kpi.reported, periods), None)) for kind, periods in chosen.items()}


def _within(kpi: Kpi, facts: Facts, periods: Sequence[Period], also: Set[Key]) -> frozenset[Key]:
    limits = Limits(facts.rules.small_number_limit, facts.rules.fewest_respondents)
    return small_numbers.hidden(*_counted(kpi, facts, periods), limits, also)


def _counted(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The rows of people. Of a mean, only those that it is over are people."""
    whole = facts.rows(kpi.denominator, periods) if kpi.denominator else None
    if whole is not None and kpi.unit in ("score", "change"):
        return whole, whole
    return facts.rows(kpi.numerator, periods), whole


def _with_small_parts(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums that are hidden themselves, and those of which a part, or what no part has, is small."""
    limits = Limits(facts.rules.small_number_limit, facts.rules.fewest_respondents)
    rows = facts.rows(kpi.split or kpi.numerator, periods)
    if kpi.unit in ("score", "change"):
        rows = facts.rows(kpi.split_whole or kpi.denominator or kpi.numerator, periods)
        limits = Limits(max(limits.small, limits.fewest - 1), limits.fewest)
    by_part = [small_numbers.sizes(rows[rows["part"] == part], None) for part in kpi.parts_in(facts)]
    if kpi.parts_add_up:
        by_part.append(_rest(small_numbers.sizes(*_counted(kpi, facts, periods)), by_part))
    small = {key for sizes in by_part for key, size in sizes.items() if 1 <= size <= limits.small}
    return hidden_sums(kpi, facts, periods) | small


def _rest(whole: Mapping[Key, int], by_part: Sequence[Mapping[Key, int]]) -> dict[Key, int]:
    return {key: size - sum(sizes.get(key, 0) for sizes in by_part) for key, size in whole.items()}


def same_again(
    chosen: Mapping[PeriodKind, Sequence[Period]], sizes: Mapping[PeriodKind, Mapping[Key, int]], found: ByKind
) -> dict[PeriodKind, frozenset[Key]]:
    """Of a number counted on a day, what must be hidden too: the same number in other periods that hold that day."""
    spans = {(kind, period.key): period for kind, periods in chosen.items() for period in periods}
    by_place: dict[Key, list[tuple[PeriodKind, Key, int]]] = {}
    for kind, of_kind in sizes.items():
        for key, size in of_kind.items():
            by_place.setdefault(key[1:], []).append((kind, key, size))
    more: dict[PeriodKind, set[Key]] = {kind: set() for kind in found}
    for kind, keys in found.items():
        for key in keys:
            mine = spans[(kind, key[0])]
            size = sizes[kind].get(key, 0)
            for other, other_key, other_size in by_place.get(key[1:], []):
                period = spans[(other, other_key[0])]
                if other_size == size and period.overlaps(mine.start, mine.end) and other_key not in found[other]:
                    more[other].add(other_key)
    return {kind: frozenset(keys) for kind, keys in more.items()}


def _middle(period: Period) -> date:
    return period.start + (period.end - period.start) // 2


class _Time:
    """The periods of every kind, and how they are made of the same days.

    `in_whole_months`: what is counted stands on the middle days of months, so that a few days over are nobody's.
    """

    def __init__(
        self, chosen: Mapping[PeriodKind, Sequence[Period]], first: date, last: date, in_whole_months: bool
    ) -> None:
        self.periods = [period for periods in chosen.values() for period in periods]
        self.position = {(period.kind, period.key): at for at, period in enumerate(self.periods)}
        starts = np.array([period.start for period in self.periods], "datetime64[D]")
        ends = np.array([period.end for period in self.periods], "datetime64[D]")
        edges = np.unique(np.concatenate([starts, ends + 1]))
        # A reader takes it that nothing was counted before the programme, and nothing after the last known day.
        cells = edges[:-1][(edges[1:] > np.datetime64(first)) & (edges[:-1] <= np.datetime64(last))]
        if in_whole_months:
            middles = np.array([_middle(month) for month in chosen[PeriodKind.MONTH]], "datetime64[D]")
            cells = np.unique(cells[np.searchsorted(cells, middles, side="right") - 1])
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
        self,
        sizes: Mapping[PeriodKind, Mapping[Key, int]],
        found: ByKind,
        reported: Mapping[PeriodKind, Set[Key]] | None = None,
    ) -> dict[PeriodKind, frozenset[Key]]:
        """What must be hidden too, so that no place's hidden number can be worked out from other periods.

        `reported`: for what something was handed over; None where what is not there is nought, and known to be.
        """
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
        is_there = np.ones(size.shape, bool) if reported is None else self._there(places, reported)
        # A setting alone in its cluster or phase is one number under several names: worked out once.
        alike = np.hstack([size, is_hidden, is_there])
        _, first, name = np.unique(alike, axis=0, return_index=True, return_inverse=True)
        closed = np.array([self._closed(size[at], is_hidden[at], is_there[at]) for at in first])
        more: dict[PeriodKind, set[Key]] = {kind: set() for kind in found}
        names = list(places)
        for at, one in zip(*np.nonzero(closed[name.reshape(-1)] & ~is_hidden), strict=True):
            period = self.periods[one]
            more[period.kind].add((period.key, *names[at]))
        return {kind: frozenset(keys) for kind, keys in more.items()}

    def _there(self, places: Mapping[Key, int], reported: Mapping[PeriodKind, Set[Key]]) -> Flags:
        """[place, period]: whether something was handed over."""
        there = np.zeros((len(places), len(self.periods)), bool)
        for kind, keys in reported.items():
            for key in keys:
                if key[1:] in places:
                    there[places[key[1:]], self.position[(kind, key[0])]] = True
        return there

    def _closed(self, size: npt.NDArray[np.int64], is_hidden: Flags, is_there: Flags) -> Flags:
        """For one place: what is hidden, with what must be hidden too."""
        asked = size > 0
        if not (asked & ~is_hidden).any():
            return is_hidden
        # Where nobody is in a period, nobody is in any part of it: that is no secret. (Settings that change cluster can
        # make a part larger than its whole. Such a part says nothing about the rest.)
        is_known = self.contains[~asked & is_there].any(axis=0)
        asked &= self.contains[:, ~is_known].any(axis=1)
        lines = self.lines[:, asked]
        puzzle = Puzzle(self.contains[asked][:, ~is_known], lines[lines.sum(axis=1) > 1], size[asked])
        closed = is_hidden.copy()
        closed[asked] = puzzle.closed(is_hidden[asked])
        return closed
