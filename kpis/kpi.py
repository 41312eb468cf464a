"""The shape of a measure: one declaration says what it counts, over what, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts

# (facts, periods of one kind) -> DataFrame[period_key, urn, cluster, phase, setting_type, part, count]
Rows = Callable[[Facts, Sequence[Period]], pd.DataFrame]
# share: of the denominator, 0 to 1. count: a number by itself. score: a mean on a scale of 1 to 5. change: a mean
# difference, which may be below nought.
Unit = Literal["share", "count", "score", "change"]
# How people are told a value: by its unit, or a share in tenths of a percent.
SaidIn = Unit | Literal["tenths"]


@dataclass(frozen=True, eq=False)
class Kpi:
    """One measure, declared once.

    `numerator` and `denominator` return rows whose `count` add up, over clusters, phases, setting types and settings;
    a `count` measure has no denominator. `counts_people`: its parts are people, so small numbers are hidden.
    `balancing` names measures to be read beside it, `page` the page that tells more. `sentence` says a result whole,
    with {numerator} and {denominator} in their places.

    `parts`: how it can be split, key → words; `split` and `split_whole` return the rows by part (the numerator and
    denominator themselves where they are not given). `parts_from`: the parts that are data, such as the names of
    interventions. `parts_add_up`: what no part has stands as not stated.
    `reported`: how much was handed over (`split_reported`: by part); where that is nothing, there is no data, which is
    not nought.
    `reaches_back`: figures from before the programme are known. `is_stock`: counted on a day, not added up over time.
    `part_of`: the measure of whose parts its numerator is one. `evidence` names the records behind it.
    `is_fine`: a share of so many that tenths of a percent tell something.
    """

    key: str
    title: str
    question: str
    unit: Unit
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
    evidence: str
    counts_people: bool = False
    balancing: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    parts_from: Callable[[Facts], Mapping[str, str]] | None = None
    split: Rows | None = None
    split_whole: Rows | None = None
    split_reported: Rows | None = None
    parts_add_up: bool = False
    reported: Rows | None = None
    reaches_back: bool = False
    is_stock: bool = False
    part_of: "Kpi | None" = None
    is_fine: bool = False

    def parts_in(self, facts: Facts) -> Mapping[str, str]:
        """How it can be split, with the parts that these facts name."""
        return self.parts if self.parts_from is None else self.parts_from(facts)

    @property
    def said_in(self) -> SaidIn:
        """How a value is told to people."""
        return "tenths" if self.is_fine else self.unit

    @property
    def is_sample(self) -> bool:
        """True for shares of those who answered, which stand for more people than were asked."""
        return self.unit == "share" and self.evidence == "responses"

    @property
    def is_flow(self) -> bool:
        """True for figures that add up over time: to be held against the same months of another year."""
        return self.reaches_back and not self.is_stock
