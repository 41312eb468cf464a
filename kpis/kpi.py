"""The shape of a measure: one declaration says what it counts, over what, and how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts

# (facts, periods of one kind) -> DataFrame[period_key, urn, cluster, phase, setting_type, count]
Rows = Callable[[Facts, Sequence[Period]], pd.DataFrame]


@dataclass(frozen=True)
class Kpi:
    """One measure, declared once.

    `numerator` and `denominator` return rows whose `count` add up, over clusters, phases, setting types and settings;
    a `count` measure has no denominator. `counts_people`: its parts are people, so small numbers are hidden.
    `balancing` names measures to be read beside it, `page` the page that tells more. `sentence` says a result whole,
    with {numerator} and {denominator} in their places.
    """

    key: str
    title: str
    question: str
    unit: Literal["share", "count"]
    better: Literal["higher", "lower", "neither"]
    numerator: Rows
    denominator: Rows | None
    numerator_label: str
    denominator_label: str
    sentence: str
    definition: str
    why: str
    source: str
    owner: str
    frequency: str
    page: str
    counts_people: bool = False
    balancing: tuple[str, ...] = ()
