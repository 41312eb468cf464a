"""To what evidence is summed up, what a viewer's scope lets through, and what the numbers in a roll-up stand for."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import CTE, ColumnElement, and_, case, or_, select, true
from sqlalchemy.orm import Session, aliased

from data_access import lineage
from data_access.models import Cluster, Setting
from data_access.periods import Calendar
from data_access.permissions import Identity
from data_access.reading import Column, table
from data_access.vocabulary import PeriodKind


@dataclass(frozen=True)
class Grid:
    """The first days of the cells that evidence is summed to, and the last day that counts."""

    starts: tuple[date, ...]
    as_at: date

    @classmethod
    def of(cls, calendar: Calendar, starts_on: date, as_at: date) -> "Grid":
        # A quarter or a year can be under way when the programme starts.
        first = min(calendar.period_of(kind, starts_on).start for kind in PeriodKind)
        return cls._from(calendar, first, as_at)

    @classmethod
    def reaching_back(cls, calendar: Calendar, day: date, as_at: date) -> "Grid":
        """From the beginning of the academic year that a day before the programme lies in."""
        return cls._from(calendar, calendar.period_of(PeriodKind.ACADEMIC_YEAR, day).start, as_at)

    @classmethod
    def _from(cls, calendar: Calendar, first: date, as_at: date) -> "Grid":
        cells = calendar.cells(first, max(first, as_at))
        return cls(tuple(start for start, _ in cells if start >= first), as_at)

    def cell(self, day: Column) -> ColumnElement[int]:
        """The position of the cell that a day lies in: numbers group and travel faster than dates."""
        # The latest come first: most evidence is recent.
        return case(*((day >= start, at) for at, start in reversed(list(enumerate(self.starts))))).label("cell")

    def holds(self, day: Column) -> ColumnElement[bool]:
        return and_(day >= self.starts[0], day <= self.as_at)


@dataclass(frozen=True)
class Within:
    """What a viewer's scope lets through, said in SQL."""

    clusters: frozenset[int] | None
    related: CTE | None

    @classmethod
    def of(cls, viewer: Identity) -> "Within":
        return cls(viewer.scope, None if viewer.scope is None else lineage.related(viewer.scope))

    def setting(self, setting_id: Column) -> ColumnElement[bool]:
        return true() if self.related is None else setting_id.in_(select(self.related.c.setting_id))

    def place(self, setting_id: Column, cluster_id: Column) -> ColumnElement[bool]:
        """True for what is of one of their settings or, where no setting is named, of one of their clusters."""
        if self.clusters is None:
            return true()
        return or_(self.setting(setting_id), and_(setting_id.is_(None), cluster_id.in_(self.clusters)))


@dataclass(frozen=True)
class Names:
    """What the numbers in a roll-up stand for. `settings` and `clusters` (their names) are labelled by id."""

    settings: pd.DataFrame
    clusters: "pd.Series[str]"

    @classmethod
    def of(cls, session: Session, within: Within) -> "Names":
        clusters = table(session, select(Cluster.id, Cluster.name).order_by(Cluster.id))
        return cls(_settings(session, within).set_index("id"), clusters.set_index("id")["name"])

    def put(self, rows: pd.DataFrame, grid: Grid | None = None) -> pd.DataFrame:
        """The rows with `urn`, `cluster` and `cell_start` in place of `setting_id`, `cluster_id` and `cell`."""
        rows = rows.assign(urn=rows.pop("setting_id").map(self.settings["urn"]))
        if "cluster_id" in rows:
            rows = rows.assign(cluster=rows.pop("cluster_id").map(self.clusters))
        if grid is not None:
            rows = rows.assign(cell_start=np.array(grid.starts, "datetime64[s]")[rows.pop("cell").to_numpy(int)])
        return rows


def _settings(session: Session, within: Within) -> pd.DataFrame:
    known = (Setting.urn, Setting.name, Setting.phase, Setting.setting_type, Setting.opened_on, Setting.closed_on)
    after = aliased(Setting)
    query = select(Setting.id, *known, after.urn.label("successor_urn")).outerjoin(
        after, after.id == Setting.successor_id
    )
    return table(session, query.where(within.setting(Setting.id)).order_by(Setting.urn))
