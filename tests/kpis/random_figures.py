"""Figures that were handed over, invented: by many places and stretches of time, whole and in parts, some too much."""

import random
from datetime import date

from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.vocabulary import FIGURES, FigureKind, FigureName, PeriodKind
from tests.kpis.world import Figure, World

CALENDAR = Calendar(STOKE_HALF_TERMS)
YEARS = (date(2024, 9, 1), date(2025, 9, 1), date(2026, 9, 1))
GIVEN = ("whole", "whole", "parts", "both")
Span = tuple[FigureKind, date, date]
Where = tuple[str | None, str | None]


def add_figures(chance: random.Random, world: World) -> None:
    for measure in FigureName:
        places: list[Where] = [(urn, None) for urn in world.places if chance.random() < 0.4]
        places += [(None, cluster) for cluster in world.clusters if chance.random() < 0.4]
        places += [(None, None)] if chance.random() < 0.6 else []
        # Most measures come in one rhythm, now and then somebody has another.
        usual = chance.choice(list(FigureKind))
        for place in places:
            for year in YEARS:
                kind = usual if chance.random() < 0.7 else chance.choice(list(FigureKind))
                _add_year(chance, world, measure, place, kind, year)


def _add_year(
    chance: random.Random, world: World, measure: FigureName, place: Where, kind: FigureKind, year: date
) -> None:
    parts = list(FIGURES[measure].parts)
    given = chance.choice(GIVEN) if parts else "whole"
    for span in _spans(kind, year):
        if chance.random() < 0.25:
            continue
        if given in ("whole", "both"):
            _add(chance, world, measure, "", place, span)
        if given in ("parts", "both"):
            for part in parts:
                if chance.random() < 0.6:
                    _add(chance, world, measure, part, place, span)


def _spans(kind: FigureKind, year: date) -> list[Span]:
    if kind == FigureKind.CALENDAR_YEAR:
        return [(kind, date(year.year, 1, 1), date(year.year, 12, 31))]
    # Quarters overlap the ends of the academic year: the form keeps them from being counted twice, and so does `_add`.
    found = CALENDAR.periods(PeriodKind(kind.value), year, date(year.year + 1, 8, 31))
    return [(kind, period.start, period.end) for period in found]


def _add(chance: random.Random, world: World, measure: FigureName, part: str, place: Where, span: Span) -> None:
    figure, scale = FIGURES[measure], 8 if place[0] else 40 if place[1] else 200
    step = 1 if figure.is_whole else 0.5
    whole = step * chance.randrange(0, scale)
    of = step * chance.randrange(0, scale) if figure.is_share else None
    if of is not None and figure.is_whole:  # what may be overspent is never of whole people
        whole, of = min(whole, of), max(whole, of)
    new = Figure(measure.value, part, *place, span[0].value, *span[1:], float(whole), None if of is None else float(of))
    if not any(_is_refused(new, other) for other in world.figures):
        world.figures.append(new)


def _is_refused(new: Figure, other: Figure) -> bool:
    """As by the form: another stretch of time over the same days, or the same one twice."""
    if (new.measure, new.part, new.place) != (other.measure, other.part, other.place):
        return False
    if new.kind == other.kind:
        return new.start == other.start
    overlaps = new.start <= other.end and other.start <= new.end
    return overlaps and FigureKind.CALENDAR_YEAR.value not in (new.kind, other.kind)
