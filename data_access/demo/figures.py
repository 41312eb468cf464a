"""What the invented council and its settings hand over: requests, plans, moves, attendance, suspensions, scores."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import Cluster, MeasureValue, Setting, SkillGain, UnitCost
from data_access.periods import Calendar, Period
from data_access.vocabulary import FigureName, FigureStatus, PeriodKind, Phase, SettingType

FIRST = date(2023, 9, 1)
# From the spring in which the city prepared to join, requests come at a lower rate: the one real shift of the series.
SHIFT_ON, BEFORE, AFTER = date(2026, 2, 1), 68.0, 55.0
# Families ask more often when school is open and reports are out.
SEASON = {8: 0.55, 12: 0.8, 7: 1.0, 9: 1.0, 10: 1.15, 11: 1.15, 1: 1.1, 3: 1.15}
SOURCES = {"by_school": 0.45, "by_parent": 0.31, "by_others": 0.24}
# Share of all plans, and how that moves in a year.
PLACEMENTS = {
    "mainstream": (0.372, 0.004),
    "unit": (0.03, 0.001),
    "special_school": (0.288, -0.004),
    "isp": (0.104, -0.004),
    "alternative": (0.021, 0.0),
    "post_16": (0.138, 0.002),
    "other_placement": (0.047, 0.001),
}
COSTS = {"mainstream": 1_050_000, "special_school": 2_450_000, "isp": 6_150_000}


def load(session: Session, random: Random, today: date, calendar: Calendar) -> None:
    """Adds every figure of a month, term or January that was over on the day."""
    months = [month for month in calendar.periods(PeriodKind.MONTH, FIRST, today) if month.end < today]
    rows: list[dict[str, Any]] = []
    for number, month in enumerate(months):
        rows += _council(random, number, month)
    settings = list(session.scalars(select(Setting).order_by(Setting.id)))
    clusters = {cluster.name: cluster.id for cluster in session.scalars(select(Cluster))}
    rows += _schools(random, [month for month in months if month.start >= date(2024, 9, 1)], settings)
    rows += _census(random, months, settings)
    rows += _money(random, months, clusters)
    session.add_all(_figure(**row) for row in rows)
    _scores(session, random, today, settings)
    session.add_all(
        UnitCost(placement=placement, annual_cost_pence=pence, source="Invented, for the demo", recorded_by="demo")
        for placement, pence in COSTS.items()
    )


def _figure(
    measure: FigureName,
    month: Period,
    numerator: float,
    denominator: float | None = None,
    part: str = "",
    setting_id: int | None = None,
    cluster_id: int | None = None,
) -> MeasureValue:
    place = "authority" if cluster_id is None else f"cluster:{cluster_id}"
    return MeasureValue(
        measure=measure,
        part=part,
        setting_id=setting_id,
        cluster_id=cluster_id,
        place=place if setting_id is None else f"setting:{setting_id}",
        period_kind=month.kind.value,
        period_start=month.start,
        period_end=month.end,
        numerator=numerator,
        denominator=denominator,
        status=FigureStatus.FINAL,
        source="Invented council return" if setting_id is None else "Invented school return",
        recorded_by="demo",
    )


def _about(random: Random, mean: float) -> int:
    """A count that varies as counts do."""
    return max(0, round(random.gauss(mean, mean**0.5)))


def _council(random: Random, number: int, month: Period) -> Iterator[dict[str, Any]]:
    """One month of the assessment team's figures. Numbers of the whole authority."""
    level = (BEFORE if month.start < SHIFT_ON else AFTER) * SEASON.get(month.start.month, 1.0)
    parts = {part: _about(random, level * share) for part, share in SOURCES.items()}
    for part, count in parts.items():
        yield {"measure": FigureName.EHCNA_REQUESTS, "month": month, "numerator": count, "part": part}
    decided = _about(random, sum(parts.values()) * 0.95)
    of_decided = {"month": month, "denominator": decided}
    yield {"measure": FigureName.REFUSAL_RATE, "numerator": round(decided * random.gauss(0.26, 0.03)), **of_decided}
    in_six = decided - random.choice((0, 0, 1, 1, 2))
    yield {"measure": FigureName.SIX_WEEK_DECISIONS, "numerator": in_six, **of_decided}
    issued = _about(random, 42)
    in_twenty = round(issued * min(0.34 + number * 0.006, 0.7) + random.gauss(0, 2))
    issued_in_twenty = {"numerator": min(max(in_twenty, 0), issued), "denominator": issued}
    yield {"measure": FigureName.TWENTY_WEEK_PLANS, "month": month, **issued_in_twenty}
    yield {"measure": FigureName.TRIBUNAL_APPEALS, "month": month, "numerator": 5 + _about(random, 6)}
    fewer = 1.0 if month.start < SHIFT_ON else 0.8
    yield {"measure": FigureName.MAINSTREAM_TO_SPECIAL, "month": month, "numerator": 5 + _about(random, 9 * fewer)}
    yield {"measure": FigureName.MAINSTREAM_TO_ISP, "month": month, "numerator": 5 + _about(random, 3 * fewer)}
    plans = 2900 + number * 22
    for part, (share, growth) in PLACEMENTS.items():
        count = round(plans * (share + growth * number / 12))
        yield {"measure": FigureName.EHC_PLANS, "month": month, "numerator": count, "part": part}


def _schools(random: Random, months: list[Period], settings: list[Setting]) -> Iterator[dict[str, Any]]:
    """Attendance of every school, and what the secondaries and the pupil referral unit record of behaviour."""
    schools = [one for one in settings if one.setting_type in (SettingType.SCHOOL, SettingType.SPECIAL)]
    ways = {one.id: random.gauss(0.938, 0.012) for one in schools}
    for month in months:
        if month.start.month == 8:
            continue
        gone = (month.start - FIRST).days / 365
        for one in schools:
            possible = (one.pupil_count or 200) * 36
            attended = round(possible * min(ways[one.id] + 0.003 * gone + random.gauss(0, 0.004), 0.99))
            at = {"month": month, "setting_id": one.id}
            yield {"measure": FigureName.ATTENDANCE_RATE, "numerator": attended, "denominator": possible, **at}
            if one.phase == Phase.SECONDARY:
                lower = 0.9**gone
                suspensions = _about(random, 11 * lower)
                yield {"measure": FigureName.SUSPENSIONS, "numerator": suspensions, **at}
                yield {
                    "measure": FigureName.DAYS_LOST,
                    "numerator": round(suspensions * random.uniform(3, 5)) / 2,
                    **at,
                }
                yield {"measure": FigureName.BEHAVIOUR_INCIDENTS, "numerator": _about(random, 140 * lower), **at}
        yield {
            "measure": FigureName.PERMANENT_EXCLUSIONS,
            "month": month,
            "numerator": random.choice((0, 0, 1, 2, 3, 5)),
        }
        pupils = sum(one.pupil_count or 0 for one in schools)
        absent = round(pupils * (0.205 - 0.008 * gone + random.gauss(0, 0.006)))
        yield {
            "measure": FigureName.PERSISTENT_ABSENCE,
            "month": month,
            "numerator": absent,
            "denominator": pupils,
        }


def _census(random: Random, months: list[Period], settings: list[Setting]) -> Iterator[dict[str, Any]]:
    """Pupils at SEN support, each January, by school."""
    for month in months:
        if month.start.month != 1:
            continue
        for one in settings:
            if one.setting_type == SettingType.SCHOOL:
                share = random.gauss(0.155 + 0.006 * (month.start.year - 2024), 0.02)
                count = max(6, round((one.pupil_count or 200) * share))
                yield {
                    "measure": FigureName.SEN_SUPPORT,
                    "month": month,
                    "numerator": count,
                    "setting_id": one.id,
                }


def _money(random: Random, months: list[Period], clusters: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The cluster's allocations and what was spent of them, since September 2025."""
    for number, month in enumerate(one for one in months if one.start >= date(2025, 9, 1)):
        for pot, pounds in (("revenue", 210_000), ("capital", 175_000)):
            spent = min(pounds * (number + 1) * random.uniform(0.045, 0.055), pounds)
            at = {"part": pot, "cluster_id": clusters["Central"], "month": month}
            yield {"measure": FigureName.BUDGET_USED, "numerator": round(spent), "denominator": pounds, **at}


def _scores(session: Session, random: Random, today: date, settings: list[Setting]) -> None:
    """Two interventions, each in a dozen primaries, at the end of two terms."""
    primaries = [one for one in settings if one.phase == Phase.PRIMARY]
    for intervention, before, gain, spread in (("Talking time", 82.0, 6.5, 11.0), ("Reading mentors", 90.0, 3.0, 12.5)):
        for ended_on in (date(2026, 3, 20), date(2026, 7, 10)):
            if ended_on > today:
                continue
            for one in random.sample(primaries, 12):
                mean = random.gauss(before, 2)
                session.add(
                    SkillGain(
                        setting_id=one.id,
                        intervention=intervention,
                        ended_on=ended_on - timedelta(days=random.randint(0, 9)),
                        pupil_count=random.randint(10, 24),
                        before_mean=round(mean, 1),
                        before_sd=round(random.gauss(spread, 0.8), 1),
                        after_mean=round(mean + random.gauss(gain, 1.2), 1),
                        after_sd=round(random.gauss(spread, 0.8), 1),
                        recorded_by="demo",
                    )
                )
