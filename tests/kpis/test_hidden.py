"""A reader who switches from months to quarters cannot work out what is hidden in either."""

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from data_access.vocabulary import Audience, Item, PeriodKind
from kpis import kpi
from kpis.closing import Closing
from kpis.evaluate import evaluate
from kpis.facts import Facts
from kpis.sums import Sums
from tests.kpis.facts_by_hand import CALENDAR, START, facts, member, periods, setting, target

AS_AT = date(2026, 8, 31)
CELLS = [start for start, _ in CALENDAR.cells(START, AS_AT)]


def said(urn: str, cell_start: date, positive: int, answered: int) -> dict[str, Any]:
    return {
        "urn": urn,
        "cluster": None,
        "cell_start": cell_start,
        "audience": Audience.SENCO,
        "item": Item.CONFIDENCE_AND_CAPABILITY,
        "answered_count": answered,
        "positive_count": positive,
    }


def surveyed(*answers: dict[str, Any]) -> Facts:
    return facts(
        as_at=AS_AT,
        settings=[setting("1")],
        memberships=[member("1")],
        answers=answers,
        targets=[target(0.9, kpi="senco_confidence")],
    )


def shown(known: Facts, kind: PeriodKind) -> dict[str, float]:
    """{period: how many answered} of the periods that are not hidden."""
    table = evaluate(kpi("senco_confidence"), known, periods(kind, known.as_at))
    table = table[~table["suppressed"]]
    return dict(zip(table["period_key"], table["denominator"], strict=True))


def test_month_hidden_alone_in_a_quarter_takes_the_smallest_other_month_with_it() -> None:
    known = surveyed(
        said("1", date(2025, 10, 1), 20, 40),
        said("1", date(2025, 11, 3), 10, 30),
        said("1", date(2025, 12, 1), 2, 20),
    )
    months = shown(known, PeriodKind.MONTH)
    assert months["2025-10"] == 40
    assert "2025-11" not in months
    assert "2025-12" not in months
    assert shown(known, PeriodKind.QUARTER)["2025-q3"] == 90


def test_what_is_hidden_is_worked_out_again_only_where_something_else_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    days = (date(2025, 10, 1), date(2025, 11, 3), date(2025, 12, 1))
    said_before = [said("1", day, *of) for day, of in zip(days, ((20, 41), (10, 30), (2, 20)), strict=True)]
    parents = {**said("1", date(2025, 10, 1), 3, 30), "audience": Audience.PARENT_CARER}
    months = shown(surveyed(*said_before), PeriodKind.MONTH)
    begun: list[Sums] = []

    def counted(sums: Sums, *more: Any) -> Closing:
        begun.append(sums)
        return Closing(sums, *more)

    monkeypatch.setattr("kpis.hidden.Closing", counted)
    assert shown(surveyed(*said_before, parents), PeriodKind.MONTH) == months
    assert begun == []
    one_more = [said("1", days[0], 20, 42), *said_before[1:]]
    assert shown(surveyed(*one_more), PeriodKind.MONTH)["2025-10"] == 42
    assert len(begun) == 1


def test_nothing_is_hidden_where_every_period_is_large_enough() -> None:
    known = surveyed(said("1", date(2025, 10, 1), 20, 40), said("1", date(2025, 12, 1), 20, 40))
    assert shown(known, PeriodKind.MONTH)["2025-12"] == 40
    assert shown(known, PeriodKind.ACADEMIC_YEAR)["2025-26"] == 80


def test_period_outside_the_programme_is_still_guarded_in_itself() -> None:
    known = surveyed(said("1", date(2025, 10, 1), 2, 20))
    alone = CALENDAR.periods(PeriodKind.MONTH, date(2025, 8, 1), date(2025, 10, 31))
    table = evaluate(kpi("senco_confidence"), known, alone)
    assert table["suppressed"].tolist() == [False, False, True]


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_period_is_a_combination_of_shown_ones(seed: int) -> None:
    chance = random.Random(seed)
    answers = []
    for cell in CELLS[2:]:
        answered = chance.choice([0, 12, 30, 50])
        if answered:
            answers.append(said("1", cell, chance.choice([2, answered // 2, answered // 2]), answered))
    answers.append(said("1", date(2025, 10, 1), 2, 12))
    known = surveyed(*answers)
    seen = {kind: shown(known, kind) for kind in PeriodKind}
    chosen = [(kind, period) for kind in PeriodKind for period in periods(kind, AS_AT)]
    empty = [period for kind, period in chosen if seen[kind].get(period.key) == 0]
    # Where nobody answered in a period, the reader knows that nobody did in any part of it.
    cells = [cell for cell in CELLS if not any(period.start <= cell <= period.end for period in empty)]
    rows: dict[bool, list[list[int]]] = {True: [], False: []}
    for kind, period in chosen:
        rows[period.key in seen[kind]].append([int(period.start <= cell <= period.end) for cell in cells])
    assert rows[True]
    assert rows[False]
    rank = np.linalg.matrix_rank(np.array(rows[True]))
    for hidden_row in rows[False]:
        assert np.linalg.matrix_rank(np.array([*rows[True], hidden_row])) == rank + 1
