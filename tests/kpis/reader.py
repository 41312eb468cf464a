"""A reader without exact counts, who writes down everything that is shown and works out what is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog

from data_access.periods import Period
from data_access.vocabulary import FIGURES, FigureName, PeriodKind
from kpis import kpi
from kpis.hidden import hidden_parts, hidden_sums
from tests.kpis.crowd import INVITED, SESSION, Crowd, Grain
from tests.kpis.facts_by_hand import CALENDAR
from tests.kpis.oracle import Oracle, Place
from tests.kpis.oracle_figures import MADE_OF

Key = tuple[str, ...]
# What is told of people at a sum: name -> which of the counts it adds up.
Told = Mapping[str, frozenset[str]]
ALL = "*"
SURE = 1e-6


@dataclass
class Number:
    """Something that a view shows or hides: which counts it adds up, and what it comes to."""

    name: tuple[str, ...]
    counts: frozenset[int]
    value: int


@dataclass
class Seen:
    """Everything about one measure: the values of the unknown counts, what is shown, and what must not be known."""

    values: list[int] = field(default_factory=list)
    shown: list[Number] = field(default_factory=list)
    secret: list[tuple[Number, ...]] = field(default_factory=list)
    # Hidden sums have somebody in them.
    hidden: list[Number] = field(default_factory=list)

    def worked_out(self) -> list[tuple[Number, ...]]:
        """The secrets that follow from what is shown by adding, taking away, and knowing where nobody is."""
        unknown = self._unknown()
        shown = {tuple(sorted(number.counts & unknown)) for number in self.shown} - {()}
        at = {count: column for column, count in enumerate(sorted(unknown))}
        table = self._table(shown, at)
        strength, directions = np.linalg.eigh(table.T @ table)
        known = directions[:, strength > SURE]
        return [numbers for numbers in self.secret if all(_follows(number, at, known) for number in numbers)]

    def pinned_down(self) -> list[tuple[Number, ...]]:
        """Those too of which only one value fits, because no count is below nought and nobody hides an empty sum."""
        unknown = self._unknown()
        at = {count: column for column, count in enumerate(sorted(unknown))}
        equal = {tuple(sorted(number.counts & unknown)): number.value for number in self.shown}
        equal.pop((), None)
        some = {tuple(sorted(number.counts & unknown)) for number in self.hidden} - {()}
        what = {"A_eq": self._table(equal, at), "b_eq": list(equal.values())}
        if some:
            what |= {"A_ub": -self._table(some, at), "b_ub": -np.ones(len(some))}
        pinned: dict[frozenset[int], bool] = {}
        for number in {number.counts & unknown: number for numbers in self.secret for number in numbers}.values():
            pinned[number.counts & unknown] = _is_pinned(number, at, what)
        return [numbers for numbers in self.secret if all(pinned[number.counts & unknown] for number in numbers)]

    def _unknown(self) -> set[int]:
        nobody = set[int]().union(*(number.counts for number in self.shown if number.value == 0))
        return set(range(len(self.values))) - nobody

    def _table(self, rows: Iterable[tuple[int, ...]], at: Mapping[int, int]) -> np.ndarray:
        rows = list(rows)
        table = np.zeros((len(rows), len(at)))
        for row, counts in enumerate(rows):
            table[row, [at[count] for count in counts]] = 1
        return table


def _follows(number: Number, at: Mapping[int, int], known: np.ndarray) -> bool:
    wanted = np.zeros(len(at))
    wanted[[at[count] for count in number.counts if count in at]] = 1
    return bool(np.linalg.norm(wanted - known @ (known.T @ wanted)) < SURE)


def _is_pinned(number: Number, at: Mapping[int, int], what: Mapping[str, object]) -> bool:
    wanted = np.zeros(len(at))
    wanted[[at[count] for count in number.counts if count in at]] = 1
    if not wanted.any():
        return True
    ends = [linprog(sign * wanted, bounds=(0, None), method="highs", **what) for sign in (1, -1)]
    assert all(end.status in (0, 3) for end in ends), [end.message for end in ends]
    return all(end.status == 0 for end in ends) and -ends[1].fun - ends[0].fun < 0.999


# What the measures tell


def told(key: str) -> tuple[Told, Told, bool]:
    """What a sum of the measure tells, what its parts tell, and whether few people are a secret in themselves."""
    if key == "senco_confidence":
        return _named(positive="45", rest="123"), {point: frozenset(point) for point in "12345"}, True
    if key == "response_rate":
        names = [f"{who} {of}" for who in INVITED for of in ("came", "not")]
        sums = {of: frozenset(name for name in names if name.endswith(of)) for of in ("came", "not")}
        return sums, {name: frozenset([name]) for name in names}, True
    if key in ("event_feedback", "programme_effect"):
        names = [f"{who} {what}" for who, what in SESSION] if key == "event_feedback" else ["Talk Boost", "Nurture"]
        return {"all": frozenset(names)}, {name: frozenset([name]) for name in names}, True
    figure = FIGURES[FigureName(key)]
    if figure.is_share:
        return {"num": frozenset(["num"]), "rest": frozenset(["rest"])}, {}, True
    names = [*figure.parts, ""]
    return {"all": frozenset(names)}, {name: frozenset([name]) for name in names} if figure.parts else {}, False


def _named(**letters: str) -> Told:
    return {name: frozenset(each) for name, each in letters.items()}


def seen(of: Crowd, key: str, small: int = 4, fewest: int = 10) -> Seen:
    """The measure as everything that `evaluate` answers shows it, whatever is chosen."""
    found = Seen()
    number_of = {}
    for at, grain in enumerate(of.grains[key]):
        for name, count in grain.counts:
            number_of[at, name] = len(found.values)
            found.values.append(count)
    sums, parts, is_few_secret = told(key)
    measure = kpi(key)
    first = of.facts.history_from if measure.reaches_back else of.facts.rules.starts_on
    for kind in PeriodKind:
        periods = CALENDAR.periods(kind, first, of.world.as_at)
        views = views_of(of, key, periods)
        hidden = {"sum": hidden_sums(measure, of.facts, periods), "part": hidden_parts(measure, of.facts, periods)}
        looks: list[tuple[str, Told, frozenset[Key]]] = [("sum", sums, hidden["sum"])]
        looks += [("part", parts, hidden["part"])] if parts else []
        if key == "ehc_plans":
            share = {"isp": frozenset(["isp"]), "all": sums["all"]}
            looks.append(("isp_share", share, hidden_sums(kpi("isp_share"), of.facts, periods)))
        for view, (look, names, closed) in product(views.items(), looks):
            numbers = [
                _number(found, number_of, (look, *view[0]), view[1], name, which) for name, which in names.items()
            ]
            if view[0] not in closed:
                found.shown += numbers
                continue
            whole = Number((look, *view[0], "whole"), frozenset().union(*(number.counts for number in numbers)), 0)
            whole.value = sum(found.values[count] for count in whole.counts)
            found.hidden.append(whole)
            if look == "sum":  # nor must what is hidden for the sake of another be known
                found.secret.append((whole,))
            found.secret += [(number,) for number in (*numbers, whole) if 1 <= number.value <= small]
            if is_few_secret and look == "sum" and 1 <= whole.value < fewest:
                found.secret.append(tuple(numbers))
    return found


def _number(
    found: Seen,
    number_of: Mapping[tuple[int, str], int],
    key: Key,
    grains: Iterable[int],
    name: str,
    which: frozenset[str],
) -> Number:
    counts = frozenset(number_of[grain, each] for grain in grains for each in which if (grain, each) in number_of)
    return Number((*key, name), counts, sum(found.values[count] for count in counts))


def views_of(of: Crowd, key: str, periods: Iterable[Period]) -> dict[Key, list[int]]:
    """Every sum that can be asked for in these periods, and the grains in it; those that nothing is in left out."""
    views: dict[Key, list[int]] = {}
    for period in periods:
        who = Oracle(of.world, CALENDAR, period)
        for at in counted_in(of, key, who):
            for names in _asked_for(_place(who, key, of.grains[key][at])):
                views.setdefault((period.key, *names), []).append(at)
    return views


def _asked_for(place: Place) -> Iterator[Key]:
    for mask in product((True, False), repeat=4):
        yield tuple(ALL if is_all else (name or "") for is_all, name in zip(mask, place, strict=True))


def _place(who: Oracle, key: str, grain: Grain) -> Place:
    if grain.urn is None:
        return who.place(None, grain.cluster)
    if key in set(FigureName):
        return who.place(who.counts_as(grain.urn), grain.cluster)
    return who.of_setting(grain.urn)


def counted_in(of: Crowd, key: str, who: Oracle) -> list[int]:
    """The grains that count in the period; of a number counted on a day, the last of each place or of the authority."""
    period = who.period
    mine = [
        at
        for at, grain in enumerate(of.grains[key])
        if period.start <= grain.cell_start <= period.end and (not grain.kind or grain.kind in MADE_OF[period.kind])
    ]
    if key not in set(FigureName) or not FIGURES[FigureName(key)].is_stock:
        return mine
    last: dict[object, tuple[object, str]] = {}
    for at in mine:
        grain = of.grains[key][at]
        last[_whose(who, grain)] = max(last.get(_whose(who, grain), (grain.ended_on, "")), (grain.ended_on, grain.kind))
    authority = last.get((None, None))
    return [
        at
        for at in mine
        if (of.grains[key][at].ended_on, of.grains[key][at].kind)
        == (authority or last[_whose(who, of.grains[key][at])])
    ]


def _whose(who: Oracle, grain: Grain) -> tuple[str | None, str | None]:
    return (None, grain.cluster) if grain.urn is None else (who.counts_as(grain.urn), None)
