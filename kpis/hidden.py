"""Which numbers of a measure are hidden, in view of everything that a reader can switch to.

Whatever a reader chooses, place by place and period by period, is a sum of the same grains. Small sums are hidden, and
then more, until nothing small follows from those that are shown: not within a period, not over time, not from both.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis.closing import Closing, Told
from kpis.facts import Facts
from kpis.kpi import Kpi, Rows
from kpis.small_numbers import Key, Limits, is_small
from kpis.sums import Sums, all_sums

Table = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
ByKind = Mapping[PeriodKind, frozenset[Key]]
Chosen = Mapping[PeriodKind, Sequence[Period]]
MOST_KEPT = 256
_kept: dict[bytes, Flags] = {}


def hidden_sums(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums of these periods, all of one kind, that must not be shown."""
    if kpi.part_of is not None:
        # What a part comes to can be read off its measure by part.
        return _hidden("sums", kpi, facts, periods, _sums) | hidden_parts(kpi.part_of, facts, periods)
    return _hidden("sums", kpi, facts, periods, _sums)


def hidden_parts(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> frozenset[Key]:
    """The sums of these periods of whose parts none must be shown: where one is small, and where the sum is hidden.

    All parts of a sum are hidden or none, so that each part is guarded as the sum itself would be.
    """
    return _hidden("parts", kpi, facts, periods, _parts)


def _hidden(
    name: str, kpi: Kpi, facts: Facts, periods: Sequence[Period], closed: Callable[[Kpi, Facts, Chosen], ByKind]
) -> frozenset[Key]:
    """Of periods that a reader can choose elsewhere, what is hidden there; of others, what is in view of themselves."""
    if not periods:
        return frozenset()
    kind, chosen = periods[0].kind, _periods(kpi, facts)
    known = set(chosen[kind])
    everywhere = facts.keep(("hidden", name, kpi), lambda: closed(kpi, facts, chosen))
    others = tuple(period for period in periods if period not in known)
    if not others:
        return everywhere[kind]
    alone = facts.keep(("hidden", name, kpi, others), lambda: closed(kpi, facts, {kind: others}))
    return everywhere[kind] | alone[kind]


def _periods(kpi: Kpi, facts: Facts) -> dict[PeriodKind, list[Period]]:
    """All that a reader can choose from: the periods that the programme is in, up to the last day known about.

    Of figures that reach back further, those too.
    """
    first = facts.history_from if kpi.reaches_back else facts.rules.starts_on
    last = max(first, facts.as_at)
    return facts.keep(
        ("periods", first), lambda: {kind: facts.calendar.periods(kind, first, last) for kind in PeriodKind}
    )


def _sums(kpi: Kpi, facts: Facts, chosen: Chosen) -> ByKind:
    """Of a sum: its part, the rest and the whole. Of a mean, only those that it is over are people."""
    is_mean, whole = kpi.unit in ("score", "change"), kpi.denominator
    counted = [kpi.numerator] if whole is None else [whole] if is_mean else [kpi.numerator, whole]
    sums = _all_sums(kpi, facts, chosen, [(rows, None) for rows in counted])
    if sums is None:
        return _by_kind(None, None)
    limits = Limits(facts.rules.small_number_limit, facts.rules.fewest_respondents)
    small = partial(_small, limits=limits, is_mean=is_mean)
    values = sums.values
    told = [Told(values[:, -1], values[:, -1] > 0)]
    if len(counted) == 2:
        part, rest = values[:, 0], values[:, 1] - values[:, 0]
        told = [Told(values[:, 1], values[:, 1] > 0)]
        told += [Told(each, _few(each, limits, only_small=True)) for each in (part, rest)]
    return _by_kind(sums, _closed(sums, told, small(values), small))


def _parts(kpi: Kpi, facts: Facts, chosen: Chosen) -> ByKind:
    """Of a sum: each of its parts, and what no part has."""
    hidden = {kind: hidden_sums(kpi, facts, periods) for kind, periods in chosen.items()}
    parts = list(kpi.parts_in(facts))
    if not parts:
        return hidden
    limits = Limits(facts.rules.small_number_limit, facts.rules.fewest_respondents)
    is_mean = kpi.unit in ("score", "change")
    rows = kpi.split or kpi.numerator
    if is_mean:
        rows = kpi.split_whole or kpi.denominator or kpi.numerator
        limits = Limits(max(limits.small, limits.fewest - 1), limits.fewest)
    whole = kpi.denominator if kpi.denominator is not None and (is_mean or not kpi.parts_add_up) else kpi.numerator
    counted: list[tuple[Rows, str | None]] = [(rows, part) for part in parts]
    has_wholes = kpi.unit == "share" and kpi.split_whole is None and kpi.denominator is not None
    if has_wholes and kpi.denominator is not None:
        counted += [(kpi.denominator, part) for part in parts]
    sums = _all_sums(kpi, facts, chosen, [*counted, (whole, None)])
    if sums is None:
        return _by_kind(None, None)
    small = partial(_small_parts, limits=limits, parts=len(parts), has_wholes=has_wholes, adds_up=kpi.parts_add_up)
    told = [Told(each, _few(each, limits, only_small=True)) for each in _apart(sums.values, len(parts), has_wholes)]
    already = np.zeros(len(sums.values), bool)
    for kind, keys in hidden.items():
        of_name = sums.of_name.get(kind, np.zeros(0, np.int64))
        already[of_name[[key in keys for key in sums.names.get(kind, [])]]] = True
    return _by_kind(sums, _closed(sums, told, already | small(sums.values), small))


def _apart(values: Table, parts: int, has_wholes: bool) -> list[Table]:
    """Each part; of a share also what is left of its whole; and what no part has."""
    each = [values[:, at] for at in range(parts)]
    if has_wholes:
        return each + [values[:, parts + at] - values[:, at] for at in range(parts)]
    return [*each, np.maximum(values[:, -1] - values[:, :parts].sum(axis=1), 0)]


def _small_parts(values: Table, limits: Limits, parts: int, has_wholes: bool, adds_up: bool) -> Flags:
    each = np.ceil(np.column_stack(_apart(values, parts, has_wholes)))
    if not (has_wholes or adds_up):
        each = each[:, :-1]
    found: Flags = np.any((each >= 1) & (each <= limits.small), axis=1)
    if has_wholes:
        found = found | np.any(_few(values[:, parts : 2 * parts], limits), axis=1)
    return found


def _small(values: Table, limits: Limits, is_mean: bool) -> Flags:
    # A part of one, such as half a day, is somebody's all the same.
    counts = np.ceil(values).astype(np.int64)
    if is_mean:
        return is_small(counts[:, 0], counts[:, 0], limits)
    return is_small(counts[:, 0], counts[:, 1] if counts.shape[1] == 2 else None, limits)


def _few(people: Table, limits: Limits, only_small: bool = False) -> Flags:
    most = limits.small if only_small else max(limits.fewest - 1, limits.small)
    found: Flags = (people > 0) & (np.ceil(people) <= most)
    return found


def _all_sums(kpi: Kpi, facts: Facts, chosen: Chosen, counted: Sequence[tuple[Rows, str | None]]) -> Sums | None:
    grains = facts.by_grain()
    rows = {
        kind: [_of_part(grains.rows(of, periods), part) for of, part in counted]
        for kind, periods in chosen.items()
        if periods
    }
    return all_sums(chosen, rows, kpi.is_stock)


def _of_part(rows: pd.DataFrame, part: str | None) -> pd.DataFrame:
    return rows if part is None else rows[rows["part"] == part]


def _closed(sums: Sums, told: Sequence[Told], is_hidden: Flags, small: "partial[Flags]") -> Flags:
    """An answer to one survey leaves what others said as it was: what is asked about that again is not worked out."""
    hidden = is_hidden | (np.arange(len(is_hidden)) >= sums.shown_count)
    asked = _digest(sums, told, hidden, small)
    found = _kept.get(asked)
    if found is None:
        found = Closing(sums, told, sums.values[:, -1], small).closed(hidden)
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[asked] = found
    return found


def _digest(sums: Sums, told: Sequence[Told], hidden: Flags, small: "partial[Flags]") -> bytes:
    """Of all that the closing goes by."""
    found = hashlib.blake2b(f"{small.func.__name__} {small.keywords} {sums.shown_count} {len(told)}".encode())
    for table in (sums.contains, sums.lines):
        for part in (table.indptr, table.indices, table.data):
            found.update(part)
    for values in (sums.values, hidden, *(part for one in told for part in (one.value, one.is_secret))):
        found.update(f"{values.shape}".encode() + values.tobytes())
    return found.digest()


def _by_kind(sums: Sums | None, hidden: Flags | None) -> ByKind:
    if sums is None or hidden is None:
        return dict.fromkeys(PeriodKind, frozenset())
    return {
        kind: frozenset(key for key, is_in in zip(names, hidden[sums.of_name[kind]], strict=True) if is_in)
        for kind, names in sums.names.items()
    }
