"""Figures that were handed over, the slow way: what each place still adds, and when and where it counts."""

from dataclasses import dataclass, replace
from datetime import date

from data_access.vocabulary import FIGURES, FigureKind, PeriodKind
from tests.kpis.oracle import Counts, Oracle, Place
from tests.kpis.world import Figure, Stay, World

# What a period of each kind is made of: itself, and what nests in it.
MADE_OF = {
    PeriodKind.MONTH: {"month"},
    PeriodKind.HALF_TERM: {"month", "half_term"},
    PeriodKind.TERM: {"month", "half_term", "term"},
    PeriodKind.QUARTER: {"month", "quarter"},
    PeriodKind.ACADEMIC_YEAR: {"month", "half_term", "term", "academic_year"},
}


@dataclass
class Amounts:
    """Counts of places; `reported`: how many figures stand behind each."""

    numerator: Counts
    denominator: Counts
    reported: Counts


class HandedOver:
    """All that was handed over, made to add up; the same for every period."""

    def __init__(self, world: World) -> None:
        self.world = world
        over = [
            figure
            for figure in world.figures
            if figure.end <= world.as_at and figure.kind != FigureKind.CALENDAR_YEAR.value
        ]
        figures = over + self._sums_of_parts(over)
        self.by_authority = [figure for figure in figures if figure.place == (None, None)]
        self.apart = self._apart(figures)

    def _sums_of_parts(self, over: list[Figure]) -> list[Figure]:
        """For days of which a place gave only parts, their sum is its whole."""
        found: dict[object, Figure] = {}
        for figure in over:
            if not figure.part or any(self._says_the_whole(other, figure) for other in over):
                continue
            key = (figure.measure, figure.place, figure.span)
            so_far = found.get(key, replace(figure, part="", numerator=0.0, denominator=figure.denominator and 0.0))
            so_far.numerator += figure.numerator
            if so_far.denominator is not None:
                so_far.denominator += figure.denominator
            found[key] = so_far
        return list(found.values())

    def _says_the_whole(self, other: Figure, figure: Figure) -> bool:
        is_of_it = (other.measure, other.part, other.place) == (figure.measure, "", figure.place)
        return is_of_it and other.start <= figure.end and figure.start <= other.end

    def _apart(self, figures: list[Figure]) -> list[Figure]:
        """Settings under their cluster; of wider figures, what narrower ones of the same span leave over."""
        settings = [
            replace(figure, cluster=self.home(figure.urn, figure.end)) for figure in figures if figure.urn is not None
        ]
        clusters = [self._less(figure, settings) for figure in figures if figure.urn is None and figure.cluster]
        authority = [self._less(figure, settings + clusters) for figure in figures if figure.place == (None, None)]
        return settings + clusters + authority

    def _less(self, wider: Figure, narrower: list[Figure]) -> Figure:
        left = replace(wider)
        for figure in narrower:
            is_within = wider.cluster is None or figure.cluster == wider.cluster
            if is_within and (figure.measure, figure.part, figure.span) == (wider.measure, wider.part, wider.span):
                left.numerator -= figure.numerator
                if left.denominator is not None and figure.denominator is not None:
                    left.denominator -= figure.denominator
        left.numerator = max(0.0, left.numerator)
        left.denominator = None if left.denominator is None else max(0.0, left.denominator)
        return left

    def home(self, urn: str, day: date) -> str | None:
        """The cluster that a setting was in on the day, or the first it joined after it.

        A setting carries on the membership of those that it took over from.
        """
        urn = self._line(urn, day)[-1]
        stays: list[tuple[date, Stay]] = []
        for stay in self.world.stays:
            line = self._line(stay.urn, date.max)
            if urn in line:
                closed = [self.world.places[one].closed_on for one in line[: line.index(urn)]]
                stays.append((max([stay.joined_on, *closed]), stay))
        stays = [(start, stay) for start, stay in stays if stay.left_on is None or stay.left_on >= max(day, start)]
        there = [(start, stay.cluster) for start, stay in stays if start <= day]
        later = [(start, stay.cluster) for start, stay in stays if start > day]
        return max(there)[1] if there else min(later)[1] if later else None

    def _line(self, urn: str, day: date) -> list[str]:
        """The setting and those that had taken over from it by the day."""
        found = [urn]
        while True:
            place = self.world.places[found[-1]]
            if place.closed_on is None or place.closed_on > day or place.successor is None:
                return found
            opened = self.world.places[place.successor].opened_on
            if opened is not None and opened > day:
                return found
            found.append(place.successor)


class Figures:
    """What handed-over figures come to in one period."""

    def __init__(self, who: Oracle, handed_over: HandedOver) -> None:
        self.who, self.handed_over = who, handed_over

    def amounts(self, measure: str, part: str = "") -> Amounts:
        mine = [figure for figure in self.handed_over.apart if figure.measure == measure and self._counts(figure)]
        if FIGURES[measure].is_stock:
            mine = self._as_last_counted(measure, mine)
        found = Amounts(Counts(), Counts(), Counts())
        for figure in mine:
            if figure.part == part:
                place = self._place(figure)
                found.numerator[place] += figure.numerator
                found.denominator[place] += figure.denominator or 0.0
                found.reported[place] += 1
        return found

    def _counts(self, figure: Figure) -> bool:
        middle = figure.start + (figure.end - figure.start) // 2
        period = self.who.period
        return figure.kind in MADE_OF[period.kind] and period.start <= middle <= period.end

    def _as_last_counted(self, measure: str, mine: list[Figure]) -> list[Figure]:
        """Of one day: the authority's last, or else each place's own last; whole and parts of the same day."""
        wholes = [
            figure
            for figure in self.handed_over.by_authority
            if figure.measure == measure and not figure.part and self._counts(figure)
        ]
        if wholes:
            span = max((figure.end, figure.span) for figure in wholes)[1]
            return [figure for figure in mine if figure.span == span]
        last: dict[object, tuple[date, object]] = {}
        for figure in mine:
            if not figure.part:
                last[self._who(figure)] = max(last.get(self._who(figure), (date.min, "")), (figure.end, figure.span))
        return [figure for figure in mine if last.get(self._who(figure), (None, None))[1] == figure.span]

    def _who(self, figure: Figure) -> tuple[str | None, str | None]:
        """Whose figure it is: a setting's, whichever cluster it was in, or a cluster's."""
        return (None, figure.cluster) if figure.urn is None else (self.who.counts_as(figure.urn), None)

    def _place(self, figure: Figure) -> Place:
        urn = None if figure.urn is None else self.who.counts_as(figure.urn)
        return self.who.place(urn, figure.cluster)
