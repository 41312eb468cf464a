"""Figures by calendar year, as national statistics have them: they stand beside all other periods, and never add up."""

import pandas as pd
from sqlalchemy import select

from data_access import store
from data_access.models import MeasureValue
from data_access.permissions import Identity
from data_access.reading import table
from data_access.vocabulary import FigureKind


def calendar_years(viewer: Identity) -> pd.DataFrame:
    """The whole authority's figures of calendar years, exact. Whoever shows them hides small numbers first.

    Rows: one per measure, part and year, in that order; none for those who are limited to clusters.
    Columns: measure (FigureName), part ("" for the whole), year, numerator, denominator, status, source.
    Missing: NaN for the denominator of a count.
    """
    value = MeasureValue
    columns = (value.measure, value.part, value.period_start, value.numerator, value.denominator)
    query = (
        select(*columns, value.status, value.source)
        .where(value.period_kind == FigureKind.CALENDAR_YEAR, value.place == "authority")
        .order_by(value.measure, value.part, value.period_start)
    )
    if viewer.scope is not None:
        query = query.where(value.id.is_(None))
    with store.reading() as session:
        rows = table(session, query)
    rows.insert(2, "year", [day.year for day in rows.pop("period_start")])
    return rows.astype({"year": "int64", "numerator": float, "denominator": float})
