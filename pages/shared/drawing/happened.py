"""What happened, on the charts: a number above the period that it fell into, and its words under the chart."""

import pandas as pd

from data_access import markers
from pages.shared import words
from pages.shared.chosen import Filters
from pages.shared.facts import View


def on(view: View, rows: pd.DataFrame, chosen: Filters) -> tuple[list[str], str]:
    """For each row (with period_start and period_end) the numbers of what happened in it; and the words of all."""
    known = view.built(_known)
    if chosen.cluster:
        known = known[known["cluster"].isna() | (known["cluster"] == chosen.cluster)]
    marks: list[list[str]] = [[] for _ in range(len(rows))]
    said: list[str] = []
    spans = list(zip(rows["period_start"].dt.date, rows["period_end"].dt.date, strict=True))
    for happened in known.to_dict("records"):
        places = [at for at, (start, end) in enumerate(spans) if start <= happened["day"] <= end]
        if places:
            number = str(len(said) + 1)
            marks[places[0]].append(number)
            said.append(f"{number}: {happened['title']}, {words.day(happened['day'])}")
    return [", ".join(numbers) for numbers in marks], "; ".join(said)


def cuts(view: View, kpi_key: str, rows: pd.DataFrame) -> tuple[list[int], list[str]]:
    """From which rows on a measure is judged anew, and why in words."""
    known = view.built(_rebased)
    known = known[known["kpi"] == kpi_key]
    starts = rows["period_end"].dt.date.tolist()
    at = [sum(end < day for end in starts) for day in known["day"]]
    reasons = [
        f"Judged anew from {words.day(day)}: {why}" for day, why in zip(known["day"], known["reason"], strict=True)
    ]
    return sorted({position for position in at if 0 < position < len(rows)}), reasons


def _known(view: View) -> pd.DataFrame:
    return markers.markers(view.viewer)


def _rebased(view: View) -> pd.DataFrame:
    return markers.rebases(view.viewer)
