"""Targets with the way to them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import targets
from data_access.aims import PER, Aim, amount, typed
from data_access.errors import InvalidInput
from data_access.imports.asks import A_DATE, Ask, Names, a_choice
from data_access.imports.cells import Refused, a_date, a_date_or_none, a_word
from data_access.imports.kind import Context, ImportKind, Plan, RowReader
from data_access.imports.names import nearest_word
from data_access.imports.programme_rows import Cells, Wanted, plan_of, typed_as_text
from data_access.imports.register_rows import Places
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Cluster, Target, TargetPoint
from data_access.permissions import Action
from data_access.target_points import Point
from data_access.vocabulary import PeriodKind, Phase
from data_access.vocabulary.measures import TARGET_UNITS

COLUMNS = Columns(
    required=("measure", "value", "due_on"),
    optional=("cluster", "phase", "per", "baseline_value", "baseline_on", "points"),
)
A_POINT = "Write a day, a colon and a value, and a semicolon before the next: 2026-03-31: 60%; 2026-05-31: 70%."
NOT_PER = "Leave this empty: only what is counted can be so much a month or a quarter."
Key = tuple[object, ...]
Stored = dict[Key, tuple[Target, Aim]]


def plan(context: Context, table: Table) -> Plan:
    """Targets by measure, cluster, phase and day. An empty cell or a missing column erases nothing."""
    tally, places = Tally(), Places(context)
    stored: Stored = {_key(aim): (record, aim) for record, aim in aims(context.session)}
    return plan_of([one for row in table.rows if (one := _wanted(row, tally, places, stored)) is not None], tally)


def aims(session: Session) -> Iterator[tuple[Target, Aim]]:
    """Every target with what it says, in the order of their making."""
    points: dict[int, tuple[Point, ...]] = {}
    for point in session.scalars(select(TargetPoint).order_by(TargetPoint.target_id, TargetPoint.day)):
        points[point.target_id] = (*points.get(point.target_id, ()), (point.day, point.value))
    query = select(Target, Cluster.name).outerjoin(Cluster, Cluster.id == Target.cluster_id).order_by(Target.id)
    for one, cluster in session.execute(query).all():
        per = PeriodKind(one.per) if one.per else None
        baseline = one.baseline_value, one.baseline_on
        yield one, Aim(one.kpi, one.value, one.due_on, cluster, one.phase, *baseline, points.get(one.id, ()), per)


def cells(aim: Aim) -> Cells:
    """A target as a row of a file says it."""
    unit = TARGET_UNITS.get(aim.kpi, "count")
    return {
        "measure": aim.kpi,
        "cluster": aim.cluster,
        "phase": aim.phase,
        "value": typed(aim.value, unit),
        "due_on": aim.due_on,
        "per": aim.per,
        "baseline_value": None if aim.baseline_value is None else typed(aim.baseline_value, unit),
        "baseline_on": aim.baseline_on,
        "points": "; ".join(f"{day.isoformat()}: {typed(value, unit)}" for day, value in aim.points),
    }


def _key(aim: Aim) -> Key:
    return aim.kpi, aim.cluster, aim.phase, aim.due_on


def _wanted(row: Row, tally: Tally, places: Places, stored: Stored) -> Wanted | None:
    reader = RowReader(row, tally)
    given = _given(reader, places)
    if not reader.is_right:
        return None
    record, before = stored.get(_key(given), (None, None))
    aim = given if before is None else _with_what_is_kept(given, before)
    try:
        aim.due(places.since)
    except InvalidInput as invalid:
        for column, sentence in invalid.answers.items():
            reader.refuse(column, sentence)
        return None
    save = partial(_save, record=record, aim=aim)
    return Wanted(row.number, _key(aim), cells(aim), None if before is None else cells(before), save)


def _given(reader: RowReader, places: Places) -> Aim:
    """What the row says by itself. Amounts wait until it is known what is measured."""
    kpi = reader.read("measure", _measure, "")
    cluster = reader.read("cluster", places.cluster, None)
    phase = reader.read("phase", lambda text: a_word(text, Phase).value if text else None, None)
    due_on = reader.read("due_on", a_date, date.min)
    baseline_on = reader.read("baseline_on", a_date_or_none, None)
    per = reader.read("per", lambda text: a_word(text, PER) if text else None, None)
    if not kpi:
        return Aim(kpi, 0, due_on)
    unit = TARGET_UNITS[kpi]
    if per is not None and unit != "count":
        reader.refuse("per", NOT_PER)
    value = reader.read("value", _amount(unit), 0.0)
    baseline = reader.read("baseline_value", lambda text: _amount(unit)(text) if text else None, None)
    nowhere: tuple[Point, ...] = ()
    points = reader.read("points", partial(_points, unit=unit), nowhere)
    return Aim(kpi, value, due_on, cluster, phase, baseline, baseline_on, points, per)


def _measure(text: str) -> str:
    """A key of the catalogue; capitals, spaces and hyphens make no difference."""
    key = "_".join(text.replace("-", " ").replace("_", " ").split()).casefold()
    if key not in TARGET_UNITS:
        near = nearest_word(key, TARGET_UNITS) or next(iter(TARGET_UNITS))
        raise Refused(f"Write the key of a measure that can have a target, such as {near}. The template lists them.")
    return key


def _amount(unit: str) -> Callable[[str], float]:
    return typed_as_text(partial(amount, unit=unit))


def _points(text: str, unit: str) -> tuple[Point, ...]:
    """ "2026-03-31: 60%; 2026-05-31: 70%" as points by day."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        day, colon, value = part.partition(":")
        if not colon:
            raise Refused(A_POINT)
        found.append((a_date(day.strip()), _amount(unit)(value.strip())))
    return tuple(sorted(found))


def _with_what_is_kept(given: Aim, stored: Aim) -> Aim:
    return replace(
        given,
        baseline_value=stored.baseline_value if given.baseline_value is None else given.baseline_value,
        baseline_on=given.baseline_on or stored.baseline_on,
        points=given.points or stored.points,
        per=given.per or stored.per,
    )


def _save(session: Session, record: Target | None, aim: Aim) -> None:
    targets.put(session, record or Target(), aim)


TARGETS = ImportKind(
    name="targets",
    title="Targets",
    explanation="What measures should reach, by when, and where they should be on the way: one row for each measure, "
    "cluster, phase and day. Without a cluster or a phase it is for all of them. An empty cell keeps what is stored.",
    columns=COLUMNS,
    called_by=("measure", "cluster", "phase", "per"),
    example={
        "measure": "participation_rate",
        "cluster": "",
        "phase": "",
        "value": "95%",
        "due_on": "2026-08-31",
        "per": "",
        "baseline_value": "50%",
        "baseline_on": "2025-09-01",
        "points": "2026-03-31: 60%; 2026-05-31: 70%",
    },
    needs=Action.CHANGE_PROGRAMME,
    plan=plan,
    asks=(
        Ask("measure", "What is measured, by its key.", words=tuple(TARGET_UNITS)),
        Ask("cluster", "The name of a cluster; empty for all of them.", names=Names.CLUSTERS),
        a_choice("phase", "The phase of the settings; empty for all of them.", tuple(Phase)),
        Ask("value", "What should be reached: a share in percent, such as 95%, anything else as a number, such as 12."),
        Ask("due_on", f"The day by which it should be reached. {A_DATE}", is_date=True),
        a_choice("per", "Where the measure is a count: what it is for; empty for any period.", PER),
        Ask("baseline_value", "Where it started, such as 50%. It goes with baseline_on."),
        Ask("baseline_on", f"The day on which it started there. {A_DATE}", is_date=True),
        Ask("points", f"Where it should be on the way; empty for a straight way. {A_POINT}"),
    ),
)
