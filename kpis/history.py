"""One setting's own story: whether it came in each half term, and everything that was recorded, newest first."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from data_access.periods import Period


class Came(StrEnum):
    """What may be said of a setting and a half term."""

    CAME = "came"
    DID_NOT_COME = "did_not_come"
    NOT_YET = "not_yet"
    AHEAD = "ahead"
    NOT_IN_PROGRAMME = "not_in_programme"


def half_terms(measured: pd.DataFrame, urn: str, periods: Sequence[Period], as_at: date) -> pd.DataFrame:
    """Whether the setting came in each of the periods.

    `measured` is the answer of `evaluate` for taking part, by setting. Rows: one per period, in order.
    Columns: period (label), came (`Came`). Missing: a period that the setting did not belong to is NOT_IN_PROGRAMME.
    """
    values = measured.loc[measured["urn"] == urn].set_index("period_key")["value"].to_dict()
    rows = [(period.label, _came(period, values.get(period.key), as_at)) for period in periods]
    return pd.DataFrame(rows, columns=["period", "came"])


def _came(period: Period, value: float | None, as_at: date) -> Came:
    if period.start > as_at:
        return Came.AHEAD
    if value is None:
        return Came.NOT_IN_PROGRAMME
    if value > 0:
        return Came.CAME
    return Came.DID_NOT_COME if period.is_complete(as_at) else Came.NOT_YET


def was_there(half_terms: pd.DataFrame) -> bool:
    """True if the setting belonged to the programme in any of these half terms."""
    return bool(half_terms["came"].isin([Came.CAME, Came.DID_NOT_COME, Came.NOT_YET]).any())


def tally(attendance: pd.DataFrame) -> tuple[int, int]:
    """How many events a setting came to, and how many registers name it."""
    return int(attendance["is_attended"].sum()), len(attendance)


def timeline(entries: Iterable[tuple[date | None, str, str]]) -> pd.DataFrame:
    """Entries of (day, kind, words), newest first; on one day in the order of kind and words.

    Columns: on, kind, what. Missing: an entry without a day is left out.
    """
    dated = sorted({entry for entry in entries if isinstance(entry[0], date)}, key=lambda entry: entry[1:])
    newest_first = sorted(dated, key=lambda entry: entry[0] or date.min, reverse=True)
    return pd.DataFrame(newest_first, columns=["on", "kind", "what"])
