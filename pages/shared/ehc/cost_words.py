"""What fewer moves are worth: estimates from shown numbers and stated costs, in words and as a table."""

import math
from dataclasses import dataclass

import pandas as pd

from data_access import unit_costs
from data_access.vocabulary import PLACEMENTS
from kpis import cost, year_to_date
from kpis.cost import Saving
from pages.shared import words
from pages.shared.chosen import Filters
from pages.shared.ehc import money_words, school_years
from pages.shared.ehc.school_years import SchoolYears
from pages.shared.facts import View

HOME, ISP, SPECIAL = "mainstream", "isp", "special_school"
NEEDED = {
    HOME: "Mainstream place with support",
    SPECIAL: "Place in a maintained special school or academy",
    ISP: "Place in independent specialist provision (ISP)",
}
PLACES = {ISP: "ISP", SPECIAL: "Other special schools"}
# (expected, made).
Moves = tuple[float, float]
PLAN, LAST_YEAR = "the plan", "the same months a year before"


@dataclass(frozen=True)
class Estimate:
    """Of one kind of place: moves expected and made in the first months of the year, and what fewer are worth."""

    against: str
    place: str
    expected: float
    moved: float
    saving: Saving


@dataclass(frozen=True)
class Estimates:
    """All that can be said. `months` in words; `why_not`: what is missing, where nothing can be said."""

    rows: tuple[Estimate, ...]
    months: str
    why_not: str


def costs(view: View) -> dict[str, dict[str, object]]:
    """Placement → its cost as stored: pence, source, version."""
    rows = unit_costs.unit_costs(view.viewer).to_dict("records")
    return {str(row["placement"]): {str(name): value for name, value in row.items()} for row in rows}


def estimates(view: View, chosen: Filters) -> Estimates:
    """Moves expected less moves made, times what their place costs more than a mainstream one, a year.

    Only months that are shown count, from September on and without a gap; moves to ISP are taken out of those to any
    special school, where there is a cost of each.
    """
    pence = {placement: int(str(row["annual_cost_pence"])) for placement, row in view.built(costs).items()}
    if HOME not in pence or not (set(pence) & set(PLACES)):
        return Estimates((), "", "No estimate is shown until somebody has said what places cost: see below.")
    isp = school_years.of(view, "mainstream_to_isp", chosen)
    special = school_years.of(view, "mainstream_to_special", chosen)
    count = min([years.last_month() for years in ((isp, special) if SPECIAL in pence else (isp,))])
    if not count:
        why = f"No estimate for {isp.label}: from September on, no month of it has figures that are shown."
        return Estimates((), "", why)
    rows = []
    for against in (PLAN, LAST_YEAR):
        moves = {ISP: _moves(isp, against, count)}
        if SPECIAL in pence:
            moves[SPECIAL] = _others(view, _moves(special, against, count), moves[ISP], against)
        rows += _of(moves, {place: pence[place] - pence[HOME] for place in PLACES if place in pence}, against)
    months = school_years.span(count, isp.year)
    return Estimates(tuple(rows), months, "" if rows else f"There is neither a plan nor a year before for {months}.")


def sentence(found: Estimates) -> str:
    """Held against the plan, in September and October 2026: 4 fewer moves, which makes about £170,000 less a year."""
    if not found.rows:
        return found.why_not
    said = [_whole(found, against) for against in (PLAN, LAST_YEAR) if any(r.against == against for r in found.rows)]
    return f"An estimate for {found.months}: {'; '.join(said)}."


def table(found: Estimates) -> pd.DataFrame:
    """Rows: one per yardstick and kind of place."""
    return pd.DataFrame(
        {
            "Held against": [words.sentence_case(row.against) for row in found.rows],
            "Place": [PLACES[row.place] for row in found.rows],
            "Moves expected": [words.count(round(row.expected, 1)) for row in found.rows],
            "Moves made": [words.count(row.moved) for row in found.rows],
            "Fewer moves": [_signed(round(row.saving.fewer, 1)) for row in found.rows],
            "Saved a year, about": [money_words.about(row.saving.pence) for row in found.rows],
            "Likely between": [_between(row.saving) for row in found.rows],
        }
    )


def assumptions(view: View) -> pd.DataFrame:
    """Rows: one per placement that has a cost. Columns: Place, Cost a year, Source, Said on."""
    known = view.built(costs)
    return pd.DataFrame(
        {
            "Place": [NEEDED.get(placement, PLACEMENTS[placement]) for placement in known],
            "Cost a year": [money_words.pounds(int(str(row["annual_cost_pence"]))) for row in known.values()],
            "Source": [str(row["source"]) for row in known.values()],
        }
    )


def _moves(years: SchoolYears, against: str, count: int) -> Moves:
    """The first months of the year. Missing: NaN where a month is not known, or hidden."""
    expected = years.plan if against == PLAN else years.months(years.year - 1)
    first, second = (year_to_date.added_up(of)[count - 1] for of in (expected, years.months(years.year)))
    return first, second


def _others(view: View, every: Moves, isp: Moves, against: str) -> Moves:
    """The moves to any special school without those to ISP. Missing: NaN also where the difference is hidden."""
    expected, made = every[0] - isp[0], every[1] - isp[1]
    counted = (made, expected) if against == LAST_YEAR else (made,)
    few = not view.exact and any(1 <= number <= view.outline.small_number_limit for number in counted)
    return (math.nan, math.nan) if few or min(counted) < 0 else (expected, made)


def _of(moves: dict[str, Moves], more: dict[str, int], against: str) -> list[Estimate]:
    found = []
    for place, difference in more.items():
        expected, moved = moves[place]
        one = cost.saving(moved, expected, difference, is_count=against == LAST_YEAR)
        if one is not None:
            found.append(Estimate(against, place, expected, moved, one))
    return found


def _whole(found: Estimates, against: str) -> str:
    """4 fewer moves than in the plan, which makes about £170,000 less a year (likely between … less and … less)."""
    whole = cost.together([row.saving for row in found.rows if row.against == against])
    if whole is None:
        return ""
    if whole.fewer == 0:
        return f"as many moves as in {against}"
    which = "fewer" if whole.fewer > 0 else "more"
    unsure = "; too early to tell from chance" if whole.low < 0 < whole.high else ""
    return (
        f"{words.plural(round(abs(whole.fewer)), f'{which} move')} than in {against}, which makes about "
        f"{_less_or_more(whole.pence)} a year (likely between {_less_or_more(whole.low)} and "
        f"{_less_or_more(whole.high)}{unsure})"
    )


def _less_or_more(pence: int) -> str:
    """£170,000 less; £30,000 more."""
    return f"{money_words.about(abs(pence))} {'less' if pence >= 0 else 'more'}"


def _between(saving: Saving) -> str:
    return f"{money_words.about(saving.low)} to {money_words.about(saving.high)}"


def _signed(number: float) -> str:
    return f"{words.MINUS}{words.count(abs(number))}" if number < 0 else words.count(number)
