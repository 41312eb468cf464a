"""What a save changed: the measures of the term, before and after."""

from collections.abc import Sequence
from datetime import date

import kpis
from data_access.periods import Period
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from pages.shared import facts, words

NOT_NUMBERS = {words.NO_DATA, words.HIDDEN}


def standing(viewer: Identity, kpi_keys: Sequence[str], day: object) -> dict[str, str]:
    """How each measure stands in the term of the day, in words, by its title and period; nothing until it is a day."""
    if not isinstance(day, date):
        return {}
    view = facts.load(viewer)
    found = {}
    for key in kpi_keys:
        rows = view.table(key, kind=PeriodKind.TERM)
        period: Period = view.outline.calendar.period_of(PeriodKind.TERM, day)
        row = rows[rows["period_key"] == period.key]
        if not row.empty:
            kpi = kpis.kpi(key)
            shown = words.shown(row.iloc[0]["value"], kpi.said_in, bool(row.iloc[0]["suppressed"]))
            found[f"{kpi.title}, {words.period(period)}"] = shown
    return found


def sentences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """ "Taking part, autumn term 2026: now 85 %, was 81 %.", one for each measure that has a number."""
    said = []
    for name, value in after.items():
        if value in NOT_NUMBERS:
            continue
        was = before.get(name, words.NO_DATA)
        if was == value:
            said.append(f"{name}: {value}, as before.")
        else:
            said.append(f"{name}: now {value}{'' if was in NOT_NUMBERS else f', was {was}'}.")
    return said
