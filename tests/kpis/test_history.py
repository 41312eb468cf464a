"""A setting's half terms and its diary."""

from datetime import date

import pandas as pd

from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.vocabulary import PeriodKind
from kpis import history
from kpis.history import Came

HALVES = Calendar(STOKE_HALF_TERMS).periods(PeriodKind.HALF_TERM, date(2025, 9, 1), date(2026, 8, 31))
AS_AT = date(2026, 3, 2)


def came(rows: pd.DataFrame) -> list[Came]:
    return list(history.half_terms(rows, "100", HALVES, AS_AT)["came"])


def with_keys(values: list[float | None]) -> pd.DataFrame:
    rows = [("100", half.key, value) for half, value in zip(HALVES, values, strict=False) if value is not None]
    return pd.DataFrame(rows, columns=["urn", "period_key", "value"])


def test_each_half_term_says_what_may_be_said_of_it() -> None:
    assert came(with_keys([None, 1.0, 0.0, 0.0])) == [
        Came.NOT_IN_PROGRAMME,
        Came.CAME,
        Came.DID_NOT_COME,
        Came.NOT_YET,
        Came.AHEAD,
        Came.AHEAD,
    ]


def test_running_half_term_counts_as_soon_as_somebody_came() -> None:
    assert came(with_keys([1.0, 1.0, 1.0, 1.0]))[3] == Came.CAME


def test_setting_that_was_never_in_the_programme_was_not_there() -> None:
    rows = history.half_terms(with_keys([]), "100", HALVES, AS_AT)
    assert not history.was_there(rows)
    assert history.was_there(history.half_terms(with_keys([0.0]), "100", HALVES, AS_AT))


def test_tally_counts_registers_and_those_with_a_yes() -> None:
    assert history.tally(pd.DataFrame({"is_attended": [True, False, True]})) == (2, 3)


def test_diary_is_newest_first_once_each_and_without_what_has_no_day() -> None:
    joined = (date(2025, 9, 1), "cluster", "Joined")
    entries = [joined, (None, "setting", "Closed"), (date(2026, 1, 9), "event", "B"), (date(2026, 1, 9), "event", "A")]
    diary = history.timeline([*entries, joined])
    assert list(diary["what"]) == ["A", "B", "Joined"]
