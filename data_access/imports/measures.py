"""Files of figures: one number, or two for a share, of a measure, a place and a period."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy.orm import Session

from data_access.forms import FIGURE, Answers
from data_access.imports.asks import Ask, Names, of_field
from data_access.imports.cells import REFERENCE, Refused
from data_access.imports.names import same
from data_access.imports.record_rows import Cells, Key, Reading, RecordPlaces, read_fields
from data_access.imports.records import ByKey, Wanted
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row
from data_access.record_figures import calendar, overlap_sentence, period_of
from data_access.record_kinds import KINDS
from data_access.vocabulary import FIGURES, Figure, FigureKind, FigureName

PLACE, AUTHORITY = "setting_urn_or_cluster_or_authority", "authority"
COLUMNS = Columns(
    required=("measure", PLACE, "period_start", "period_kind", "status", "source"),
    one_of=("value", "numerator"),
    optional=("denominator", "part"),
)
EXAMPLE = {
    "measure": "refusal_rate",
    PLACE: AUTHORITY,
    "period_start": "2025-10-01",
    "period_kind": "month",
    "value": "23.4%",
    "numerator": "15",
    "denominator": "64",
    "status": "provisional",
    "source": "Casework system, 3 November 2025",
    "part": "",
}
FIELDS = {name: FIGURE.field(name) for name in ("measure", "part", "period_kind", "period_start", "status", "source")}
ASKS = (
    *(of_field(field) for field in FIELDS.values()),
    Ask(PLACE, "A setting's URN, a cluster's name, or the word authority for all of it.", names=Names.CLUSTERS),
    Ask("value", "The number, such as 61. Beside the two numbers of a share, the share itself, such as 23.4%."),
    Ask("numerator", "The number, or of a share the first number: how many."),
    Ask("denominator", "Of a share, the second number: out of how many."),
)
NUMBERS = dict.fromkeys(("value", "numerator", "denominator")).keys()
# What statistics of the DfE write where there is no number -> what it means.
SYMBOLS = {
    "z": "does not apply",
    "x": "is not available",
    "c": "is kept back, because few people are counted",
    "low": "rounds to 0 and is more than 0",
    "k": "rounds to 0 and is more than 0",
    "u": "is not reliable",
    ":": "is not available",
    "~": "is too small to be given",
    "..": "is not available",
    "np": "is not published",
    "supp": "is kept back, because few people are counted",
    "na": "is not available",
}
# Half a percentage point: a share that is rounded to whole per cent agrees with its parts.
CLOSE_ENOUGH = 0.005 + 1e-9
NUMBER = re.compile(r"£?\s?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]+)?)\s?(%?)")
NO_NUMBER = "Write a number here, 0 or more, such as 61 or 1,392."


@dataclass(frozen=True)
class Number:
    """A cell with a number, and whether a percent sign stands behind it."""

    value: float
    is_percent: bool

    def agrees_with(self, share: float) -> bool:
        """True if it is the share, or the share in per cent, to half a percentage point."""
        read = [self.value / 100] if self.is_percent else [self.value, self.value / 100]
        return any(abs(value - share) <= CLOSE_ENOUGH for value in read)


def cells(row: Row, places: RecordPlaces) -> Cells:
    """The raw answers by field, and what is wrong by column."""
    raw, wrong = read_fields(row, FIELDS, places)
    raw["urn"] = raw["cluster"] = None
    try:
        raw["urn"], raw["cluster"] = _place(row[PLACE], places)
    except Refused as refusal:
        wrong[PLACE] = str(refusal)
    given, no_numbers = _numbers(row)
    wrong |= no_numbers
    figure = FIGURES[FigureName(str(raw["measure"]))] if raw["measure"] else None
    if figure is not None and not wrong.keys() & NUMBERS:
        wrong |= _share(figure, given) if figure.is_share else _count(given)
    if wrong.keys() & NUMBERS:
        # Said already: the row is refused, and nothing else has to be said of its numbers.
        given = dict.fromkeys(NUMBERS if figure is not None and figure.is_share else ["value"], Number(0, False))
    numerator, denominator = given.get("numerator") or given.get("value"), given.get("denominator")
    raw["numerator"] = None if numerator is None else f"{numerator.value:.6f}"
    raw["denominator"] = None if denominator is None else f"{denominator.value:.6f}"
    return raw, wrong


def _place(text: str, places: RecordPlaces) -> tuple[str | None, str | None]:
    """(URN or local reference, cluster): one of the two, or neither for the whole authority."""
    if same(text) == AUTHORITY:
        return None, None
    urn = text.removesuffix(".0").upper()
    if urn in places.settings:
        return urn, None
    if same(text) in places.clusters:
        return None, places.cluster(text)
    if REFERENCE.fullmatch(urn):
        places.setting(urn)
    names = ", ".join(places.cluster_names) or "there are none yet"
    raise Refused(f"Write a setting's URN, a cluster's name ({names}), or the word authority for all of it.")


def _numbers(row: Row) -> tuple[dict[str, Number], dict[str, str]]:
    """(the numbers of the row, what is wrong with its other cells for numbers), both by column."""
    given: dict[str, Number] = {}
    wrong: dict[str, str] = {}
    for column in NUMBERS:
        try:
            if row[column]:
                given[column] = _number(row[column])
        except Refused as refusal:
            wrong[column] = str(refusal)
    return given, wrong


def _number(text: str) -> Number:
    if (meaning := SYMBOLS.get(text.casefold())) is not None:
        raise Refused(
            f"The sign “{text}” says that this number {meaning}. It is not read as 0: put the number here if you "
            "have it, or leave this row out."
        )
    found = NUMBER.fullmatch(text)
    if found is None:
        raise Refused(NO_NUMBER)
    return Number(float(found[1].replace(",", "")), bool(found[2]))


def _count(given: Mapping[str, Number]) -> dict[str, str]:
    wrong = {name: "Write a plain number here, without a percent sign." for name in given if given[name].is_percent}
    if "value" not in given and "numerator" not in given:
        wrong["value"] = "Write the number here. Where there is none, leave this row out: empty is not read as 0."
    elif "value" in given and "numerator" in given and given["value"].value != given["numerator"].value:
        wrong["value"] = "Write the number once: here or under numerator, not two that differ."
    return wrong


def _share(figure: Figure, given: Mapping[str, Number]) -> dict[str, str]:
    parts = {"numerator": figure.numerator, "denominator": figure.denominator}
    wrong = {
        name: f"Write here: {words}. A share is added up from both numbers, never from percentages."
        for name, words in parts.items()
        if name not in given
    }
    wrong |= {
        name: "Write a plain number here, without a percent sign."
        for name in parts
        if name in given and given[name].is_percent
    }
    if wrong or "value" not in given:
        return wrong
    if not given["denominator"].value:
        return {"value": "Leave this empty: there is no share of 0."}
    share = given["numerator"].value / given["denominator"].value
    if not given["value"].agrees_with(share):
        return {"value": f"The two numbers make {share:.1%}. Put right what differs, or leave this empty."}
    return {}


READING = Reading(
    KINDS["figure"],
    cells,
    KINDS["figure"].told_apart_by,
    columns={"urn": PLACE, "cluster": PLACE},
)


@dataclass(frozen=True)
class Span:
    """The days that a figure counts. `row` is 0 for one that is stored."""

    kind: str
    first: date
    last: date
    row: int

    def counts_days_of(self, other: "Span") -> bool:
        return self.kind != other.kind and self.first <= other.last and other.first <= self.last


def without_overlaps(session: Session, wanted: list[Wanted], stored: ByKey, tally: Tally) -> list[Wanted]:
    """Refuses figures that count days which another kind of period counts already, in the file or in the database."""
    spans: dict[Key, list[Span]] = defaultdict(list)
    of_row: dict[int, tuple[Key, Span]] = {}
    for one in wanted:
        place, span = _span(session, one.answers, one.row)
        of_row[one.row] = place, span
        spans[place].append(span)
    for answers in (one.answers for group in stored.values() for one in group):
        place, span = _span(session, answers, 0)
        if place in spans:
            spans[place].append(span)
    kept = []
    for one in wanted:
        place, span = of_row[one.row]
        other = _in_the_way(span, spans[place])
        if other is None:
            kept.append(one)
        else:
            tally.refuse(one.row, "period_kind", _overlap(other))
    return kept


def _span(session: Session, answers: Answers, row: int) -> tuple[Key, Span]:
    kind, first = FigureKind(str(answers["period_kind"])), cast(date, answers["period_start"])
    last = period_of(calendar(session), kind, first).end
    return tuple(answers[name] for name in ("measure", "part", "urn", "cluster")), Span(kind, first, last, row)


def _in_the_way(span: Span, others: Iterable[Span]) -> Span | None:
    """National figures are of calendar years, and stand beside local ones."""
    if span.kind == FigureKind.CALENDAR_YEAR:
        return None
    return next((one for one in others if one.kind != FigureKind.CALENDAR_YEAR and one.counts_days_of(span)), None)


def _overlap(other: Span) -> str:
    if not other.row:
        return overlap_sentence(other.first)
    return f"Row {other.row} counts some of these days as well, by another stretch of time. Keep one of the two."
