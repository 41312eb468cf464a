"""Every measure, by every breakdown and kind of period, against the slow count over random programmes."""

from collections import Counter

import pandas as pd
import pytest

from data_access import rollups
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import PeriodKind
from kpis import CATALOGUE
from kpis.evaluate import By, Where, evaluate
from kpis.facts import Facts
from tests.factories import cluster_id_of, member_of
from tests.kpis.oracle import MEASURES, Counts, Oracle
from tests.kpis.random_programme import World, random_world, stored

BREAKDOWNS: tuple[By | None, ...] = (None, "cluster", "phase", "setting_type", "setting")
POSITION = {"cluster": 0, "phase": 1, "setting_type": 2, "setting": 3}
Figures = dict[tuple[str, str | None], tuple[float, float | None]]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", list(PeriodKind))
def test_every_measure_is_what_a_slow_count_over_the_records_says(
    sqlite_database: str, seed: int, kind: PeriodKind
) -> None:
    compare(stored(random_world(seed)), kind, BREAKDOWNS)


@pytest.mark.parametrize("kind", [PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR])
def test_every_measure_is_the_same_on_a_real_postgresql(postgresql_database: str, kind: PeriodKind) -> None:
    compare(stored(random_world(4)), kind, (None, "setting"))


@pytest.mark.parametrize("seed", [5, 6])
def test_cluster_member_sees_the_same_figures_for_their_cluster_as_everybody_else(database: str, seed: int) -> None:
    world = stored(random_world(seed))
    everyone = Facts.of(rollups.roll_ups(COMMAND_LINE, world.as_at))
    for name in world.clusters:
        mine = Facts.of(rollups.roll_ups(member_of(cluster_id_of(name)), world.as_at))
        for kind in (PeriodKind.QUARTER, PeriodKind.HALF_TERM):
            periods = mine.calendar.periods(kind, world.starts_on, world.as_at)
            for kpi in CATALOGUE:
                seen = evaluate(kpi, mine, periods, by="setting", exact=True)
                theirs = evaluate(kpi, everyone, periods, by="setting", where=Where(cluster=name), exact=True)
                pd.testing.assert_frame_equal(seen, theirs)


def compare(world: World, kind: PeriodKind, breakdowns: tuple[By | None, ...]) -> None:
    facts = Facts.of(rollups.roll_ups(COMMAND_LINE, world.as_at))
    periods = facts.calendar.periods(kind, world.starts_on, world.as_at)
    oracles = {period.key: Oracle(world, facts.calendar, period) for period in periods}
    for kpi in CATALOGUE:
        counts = {key: MEASURES[kpi.key](oracle) for key, oracle in oracles.items()}
        for by in breakdowns:
            expected: Figures = {}
            for key, oracle in oracles.items():
                expected |= grouped(key, by, oracle.members(), *counts[key])
            assert figures(evaluate(kpi, facts, periods, by=by, exact=True), by) == expected, (kpi.key, by)


def grouped(key: str, by: By | None, members: Counts, numerator: Counts, denominator: Counts | None) -> Figures:
    parts = [Counter(), Counter(), Counter()]
    for part, counts in zip(parts, (members, numerator, denominator or Counts()), strict=True):
        for place, count in counts.items():
            part[None if by is None else place[POSITION[by]]] += count
    groups = {None} if by is None else {group for part in parts for group in part}
    return {
        (key, group): (float(parts[1][group]), None if denominator is None else float(parts[2][group]))
        for group in groups
    }


def figures(table: pd.DataFrame, by: By | None) -> Figures:
    """Also checks that the share is the one sum over the other."""
    found: Figures = {}
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        group = None if by is None else row["urn" if by == "setting" else by]
        found[(row["period_key"], group)] = (row["numerator"], row["denominator"])
        share = row["numerator"] if row["denominator"] is None else None
        if row["denominator"]:
            share = row["numerator"] / row["denominator"]
        assert row["value"] == share
    assert len(found) == len(table)
    return found
