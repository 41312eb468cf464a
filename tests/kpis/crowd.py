"""Invented crowds: a small programme with people counted here and there, many or few, as facts to attack."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_access.periods import Period
from data_access.vocabulary import FIGURES, Audience, FigureKind, FigureName, Item, PeriodKind, Phase, SettingType
from kpis.facts import Facts
from tests.kpis.facts_by_hand import CALENDAR, facts
from tests.kpis.world import Place, Stay, World

FIRST = date(2025, 9, 1)
ASKED = (Audience.SENCO, Item.CONFIDENCE_AND_CAPABILITY)
SESSION = ((Audience.SENCO, Item.SESSION_USEFUL), (Audience.SCHOOL_STAFF, Item.SESSION_PUT_TO_USE))
INVITED = (Audience.SENCO, Audience.PUPIL)
OF_MONTHS = (FigureName.SUSPENSIONS, FigureName.REFUSAL_RATE, FigureName.EHCNA_REQUESTS)
OF_DAYS = (FigureName.EHC_PLANS, FigureName.SEN_SUPPORT)
Counts = dict[str, int]


@dataclass(frozen=True)
class Grain:
    """People counted in one place and cell, by what is told of them; `kind` and `ended_on` of a figure."""

    urn: str | None
    cluster: str | None
    cell_start: date
    counts: tuple[tuple[str, int], ...]
    kind: str = ""
    ended_on: date = date.max


@dataclass
class Crowd:
    world: World
    facts: Facts
    grains: dict[str, list[Grain]]


def crowd(seed: int, settings: int = 9, density: float = 0.6) -> Crowd:
    chance = random.Random(seed)
    world = World(as_at=FIRST + timedelta(chance.choice([250, 364, 480])), missed_allowed=0, starts_on=FIRST)
    _settle(chance, world, settings)
    grains = {
        "senco_confidence": _grains(chance, world, density, ("1", "2", "3", "4", "5")),
        "event_feedback": _grains(chance, world, density / 2, [f"{who} {what}" for who, what in SESSION]),
        "response_rate": _grains(
            chance, world, density / 3, [f"{who} {of}" for who in INVITED for of in ("came", "not")]
        ),
        "programme_effect": _grains(chance, world, density / 4, ("Talk Boost", "Nurture"), of_settings=True),
        **{measure.value: _figures(chance, world, measure, density) for measure in (*OF_MONTHS, *OF_DAYS)},
    }
    return Crowd(world, _facts(world, grains), grains)


def _settle(chance: random.Random, world: World, settings: int) -> None:
    """Most stay where they are; one moves, one joins late, one becomes an academy."""
    for number in range(settings):
        urn = str(number)
        world.places[urn] = Place(
            urn, chance.choice([Phase.PRIMARY, Phase.SECONDARY]), chance.choice(list(SettingType)[:2])
        )
        cluster, moved_on = chance.choice(world.clusters), FIRST + timedelta(chance.randrange(40, 250))
        if number == 1:
            world.stays.append(Stay(urn, cluster, FIRST, moved_on))
            cluster = chance.choice(world.clusters)
        if number != 3:
            world.stays.append(Stay(urn, cluster, FIRST if number != 1 else moved_on + timedelta(1), None))
    world.places["2"].closed_on = FIRST + timedelta(chance.randrange(60, 200))
    world.places["2"].successor = "3"


def _size(chance: random.Random) -> int:
    return chance.choice([0, 0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 40])


def _told(chance: random.Random, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    few = chance.random() < 0.4
    return tuple((name, chance.choice([0, 0, 1, 2]) if few else _size(chance)) for name in names)


def _grains(
    chance: random.Random, world: World, density: float, names: Sequence[str], of_settings: bool = False
) -> list[Grain]:
    places: list[tuple[str | None, str | None]] = [(urn, None) for urn in world.places]
    places += [] if of_settings else [(None, cluster) for cluster in world.clusters[:2]]
    cells = [start for start, _ in CALENDAR.cells(FIRST, world.as_at) if start <= world.as_at]
    found = [
        Grain(urn, cluster, cell, _told(chance, names))
        for urn, cluster in places
        for cell in cells
        if chance.random() < density
    ]
    return [grain for grain in found if sum(count for _, count in grain.counts)]


def _figures(chance: random.Random, world: World, measure: FigureName, density: float) -> list[Grain]:
    """Handed over by month or by term; what a cluster's and the authority's leave over is a place of its own."""
    figure, home = FIGURES[measure], {stay.urn: stay.cluster for stay in world.stays}
    names = (*figure.parts, "") if figure.parts else ("num", "rest") if figure.is_share else ("",)
    places: list[tuple[str | None, str | None]] = [(urn, home.get(urn)) for urn in world.places]
    places += [(None, world.clusters[0]), (None, None)]
    found = []
    for urn, cluster in places:
        kind = chance.choice([FigureKind.MONTH, FigureKind.MONTH, FigureKind.MONTH, FigureKind.TERM])
        for period in CALENDAR.periods(PeriodKind(kind.value), FIRST, world.as_at):
            if period.end <= world.as_at and chance.random() < density:
                told = _told(chance, names)
                found.append(Grain(urn, cluster, _cell(period), told, kind.value, period.end))
    return found


def _cell(period: Period) -> date:
    middle = period.start + (period.end - period.start) // 2
    return max(start for start, _ in CALENDAR.cells(FIRST, period.end) if start <= middle)


def _facts(world: World, grains: dict[str, list[Grain]]) -> Facts:
    figures = [row for measure in (*OF_MONTHS, *OF_DAYS) for row in _figure_rows(measure, grains[measure.value])]
    days = [row for row in figures if row["urn"] is None and row["cluster"] is None and row["part"] == ""]
    gains = [row for grain in grains["programme_effect"] for row in _gain_rows(grain)]
    return facts(
        as_at=world.as_at,
        rules={"starts_on": FIRST},
        settings=[
            {"urn": place.urn, "name": place.urn, "phase": place.phase, "setting_type": place.setting_type,
             "closed_on": place.closed_on, "successor_urn": place.successor}
            for place in world.places.values()
        ],
        memberships=[vars(stay) for stay in world.stays],
        answers=[row for grain in grains["senco_confidence"] for row in [_answers(grain, *ASKED)]]
        + [row for grain in grains["event_feedback"] for row in _session_rows(grain)],
        rounds=[row for grain in grains["response_rate"] for row in _round_rows(grain)],
        figures=figures,
        count_days=[{name: row[name] for name in ("measure", "kind", "cell_start", "ended_on")} for row in days],
        gains=gains,
        yardsticks=[{name: value for name, value in row.items() if name not in ("urn", "cell_start")} for row in gains],
    )  # fmt: skip


def _where(grain: Grain) -> dict[str, Any]:
    return {"urn": grain.urn, "cluster": grain.cluster, "cell_start": grain.cell_start}


def _answers(grain: Grain, audience: Audience, item: Item) -> dict[str, Any]:
    points = {int(point): count for point, count in grain.counts}
    return {
        **_where(grain),
        "audience": audience,
        "item": item,
        "answered_count": sum(points.values()),
        "positive_count": points[4] + points[5],
        "score_sum": sum(point * count for point, count in points.items()),
        **{f"count_{point}": count for point, count in points.items()},
    }


def _session_rows(grain: Grain) -> list[dict[str, Any]]:
    counts = dict(grain.counts)
    return [
        {**_where(grain), "audience": who, "item": what, "answered_count": counts[f"{who} {what}"],
         "score_sum": 4 * counts[f"{who} {what}"]}
        for who, what in SESSION
    ]  # fmt: skip


def _round_rows(grain: Grain) -> list[dict[str, Any]]:
    counts = dict(grain.counts)
    came = {who: (counts[f"{who} came"], counts[f"{who} not"]) for who in INVITED}
    return [
        {**_where(grain), "audience": who, "answered_count": yes, "invited_count": yes + no}
        for who, (yes, no) in came.items()
    ]


def _gain_rows(grain: Grain) -> list[dict[str, Any]]:
    scores = {"before_mean": 10, "before_sd": 4, "after_mean": 12, "after_sd": 4}
    where = {"urn": grain.urn, "cell_start": grain.cell_start}
    return [{**where, "intervention": name, "pupil_count": count, **scores} for name, count in grain.counts if count]


def _figure_rows(measure: FigureName, grains: Sequence[Grain]) -> list[dict[str, Any]]:
    rows = []
    for grain in grains:
        counts, figure = dict(grain.counts), FIGURES[measure]
        same = {**_where(grain), "measure": measure.value, "kind": grain.kind, "ended_on": grain.ended_on}
        if figure.is_share:
            rows.append({**same, "part": "", "numerator": counts["num"], "denominator": sum(counts.values())})
            continue
        rows.append({**same, "part": "", "numerator": sum(counts.values())})
        rows += [{**same, "part": part, "numerator": counts[part]} for part in figure.parts]
    return rows
