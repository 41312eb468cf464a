"""Every measure, by every breakdown and kind of period, against the slow count over random programmes."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pandas as pd
import pytest

from data_access.vocabulary import PeriodKind
from kpis import CATALOGUE
from kpis.evaluate import By, Where, evaluate
from kpis.facts import Facts
from kpis.kpi import Kpi
from tests.kpis.conftest import Known, known
from tests.kpis.oracle import Place
from tests.kpis.oracle_figures import HandedOver
from tests.kpis.oracle_measures import Measured, Slow
from tests.kpis.random_programme import random_world

BREAKDOWNS: tuple[By | None, ...] = (None, "cluster", "phase", "setting_type", "setting")
POSITION = {"cluster": 0, "phase": 1, "setting_type": 2, "setting": 3}
Group = str | None
# (period, group) -> (numerator, denominator), None for no data
Figures = dict[tuple[str, Group], tuple[float | None, float | None]]


EVERY_KIND = tuple(PeriodKind)
SOME = ((2, PeriodKind.ACADEMIC_YEAR), (2, PeriodKind.HALF_TERM), (3, PeriodKind.MONTH), (3, PeriodKind.QUARTER))


@pytest.mark.parametrize(("seed", "kind"), [*product([1], EVERY_KIND), *SOME])
def test_every_measure_is_what_a_slow_count_over_the_records_says(
    programme: Callable[[int], Known], seed: int, kind: PeriodKind
) -> None:
    compare(programme(seed), kind, BREAKDOWNS)


@pytest.mark.parametrize("kind", [PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR])
def test_every_measure_is_the_same_on_a_real_postgresql(postgresql_database: str, kind: PeriodKind) -> None:
    compare(known(random_world(4)), kind, (None, "setting"))


@pytest.mark.parametrize("seed", [1, 2])
def test_cluster_member_sees_the_same_figures_for_their_cluster_as_everybody_else(
    programme: Callable[[int], Known], seed: int
) -> None:
    assert_seen_alike(programme(seed), (PeriodKind.QUARTER, PeriodKind.HALF_TERM, PeriodKind.ACADEMIC_YEAR))


def test_cluster_member_sees_the_same_figures_on_a_real_postgresql(postgresql_database: str) -> None:
    assert_seen_alike(known(random_world(5)), (PeriodKind.QUARTER,))


def assert_seen_alike(of: Known, kinds: tuple[PeriodKind, ...]) -> None:
    for (name, mine), kind in product(of.of_cluster.items(), kinds):
        periods = mine.calendar.periods(kind, of.facts.history_from, of.world.as_at)
        for kpi, by in product(CATALOGUE, ("setting", "part")):
            theirs = evaluate(kpi, of.facts, periods, by=by, where=Where(cluster=name), exact=True)
            seen = evaluate(kpi, mine, periods, by=by, exact=True)
            if kpi.parts_from is not None and by == "part":  # names of parts come from what one may see
                theirs = theirs[theirs["part"].isin(kpi.parts_in(mine))].reset_index(drop=True)
            pd.testing.assert_frame_equal(seen, theirs, obj=f"{kpi.key} by {by} in {name}")


def compare(of: Known, kind: PeriodKind, breakdowns: tuple[By | None, ...]) -> None:
    facts, handed_over = of.facts, HandedOver(of.world)
    of_history = facts.calendar.periods(kind, facts.history_from, of.world.as_at)
    of_programme = facts.calendar.periods(kind, of.world.starts_on, of.world.as_at)
    every = {period.key: Slow(of.world, facts.calendar, period, handed_over) for period in of_history}
    for kpi in CATALOGUE:
        periods = of_history if kpi.reaches_back else of_programme
        slow = {period.key: every[period.key] for period in periods}
        measured = {key: each.measured(kpi.key) for key, each in slow.items()}
        for by in breakdowns:
            expected: Figures = {}
            for key, each in slow.items():
                expected |= grouped(key, by, each.who.members(), measured[key])
            assert_same(evaluate(kpi, facts, periods, by=by, exact=True), by, expected, kpi)
        compare_parts(kpi, facts, slow, measured, evaluate(kpi, facts, periods, by="part", exact=True))


def compare_parts(
    kpi: Kpi, facts: Facts, slow: Mapping[str, Slow], measured: Mapping[str, Measured], table: pd.DataFrame
) -> None:
    expected: Figures = {}
    for key, each in slow.items():
        parts = {part: totals(of) for part, of in each.by_part(kpi.key).items() if part in kpi.parts_in(facts)}
        expected |= {(key, part): numbers for part, numbers in parts.items()}
        whole = totals(measured[key])
        if kpi.parts_add_up and whole[0] is not None:
            rest = whole[0] - sum(numerator or 0.0 for numerator, _ in parts.values())
            of = None if whole[1] is None else whole[1] - sum(each or 0.0 for _, each in parts.values())
            if rest > 0:
                expected[(key, "")] = (rest, of)
    assert_same(table, "part", expected, kpi)


def totals(of: Measured) -> tuple[float | None, float | None]:
    if of.reported is not None and not sum(of.reported.values()):
        return None, None
    return (
        float(sum(of.numerator.values())),
        None if of.denominator is None else float(sum(of.denominator.values())),
    )


def grouped(key: str, by: By | None, members: Mapping[Place, float], of: Measured) -> Figures:
    """What is counted of each group; every group with a setting in the programme, and every other with anything."""
    parts: list[Counter[Group]] = []
    for counts in (members, of.numerator, of.denominator or {}, of.reported or {}):
        parts.append(Counter())
        for place, count in counts.items():
            parts[-1][None if by is None else place[POSITION[by]]] += count
    groups = {None} if by is None else {group for part in parts for group in part}
    found: Figures = {}
    for group in groups:
        is_there = of.reported is None or parts[3][group] > 0
        denominator = None if of.denominator is None or not is_there else float(parts[2][group])
        found[(key, group)] = (float(parts[1][group]) if is_there else None, denominator)
    return found


def assert_same(table: pd.DataFrame, by: By | None, expected: Figures, kpi: Kpi) -> None:
    found = dict(figures(table, by))
    assert len(found) == len(table)
    assert set(found) == set(expected), (kpi.key, by)
    wrong = {
        key: (found[key], expected[key])
        for key in found
        if not all(is_same(one, other) for one, other in zip(found[key], expected[key], strict=True))
    }
    assert not wrong, (kpi.key, by)


def is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def figures(
    table: pd.DataFrame, by: By | None
) -> Iterator[tuple[tuple[str, Group], tuple[float | None, float | None]]]:
    """Also checks that the share is the one sum over the other."""
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        group = None if by is None else row["urn" if by == "setting" else by]
        yield (row["period_key"], group), (row["numerator"], row["denominator"])
        share = row["numerator"] if row["denominator"] is None else None
        if row["denominator"] is not None and row["denominator"] > 0:
            share = row["numerator"] / row["denominator"]
        assert row["value"] == share
