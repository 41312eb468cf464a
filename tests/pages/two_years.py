"""Two school years of figures for the pages on plans and impact, made once and copied for each test."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data_access import store
from data_access.vocabulary import Phase
from tests import factories

# All of the year in question lies behind us, whatever day it is.
START, END, YEAR = date(2024, 9, 1), date(2025, 8, 31), "2024-25"
SETTINGS = (
    ("100001", "Central", Phase.PRIMARY, 200),
    ("100002", "Central", Phase.SECONDARY, 300),
    ("100011", "North", Phase.PRIMARY, 100),
)


def made(template: Path, path: Path, seed: Callable[[], None]) -> Path:
    """A file with two clusters, three settings, and what `seed` adds."""
    shutil.copy(template, path)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{path}")
        factories.add_programme(starts_on=START, year_one_ends_on=END)
        for cluster in ("Central", "North"):
            factories.add_cluster(cluster)
        for urn, cluster, phase, pupils in SETTINGS:
            name = f"{cluster} {phase}"
            factories.add_setting(urn, name, cluster=cluster, joined_on=START, phase=phase, pupil_count=pupils)
        seed()
        with store.engine().connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        store.engine().dispose()
    return path


def months(measure: str, first_year: int, *numerators: float, **more: Any) -> None:
    """Figures of September, October and so on of a school year."""
    for at, numerator in enumerate(numerators):
        factories.add_figure(measure, factories.month(first_year, 9 + at), numerator, **more)
