"""Events that are marked on every chart over time."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import markers
from data_access.errors import InvalidInput
from data_access.imports.asks import A_DATE, Ask, Names, a_choice
from data_access.imports.cells import a_date, a_word
from data_access.imports.kind import Context, ImportKind, Plan, RowReader
from data_access.imports.programme_rows import Cells, Wanted, plan_of, typed_as_text
from data_access.imports.register_rows import Places
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Cluster, EventMarker
from data_access.permissions import Action
from data_access.vocabulary import MarkerKind

COLUMNS = Columns(required=("day", "title", "kind"), optional=("cluster",))
Key = tuple[object, ...]
Stored = dict[Key, tuple[EventMarker, Cells]]


def plan(context: Context, table: Table) -> Plan:
    """Events by day, title and cluster."""
    tally, places = Tally(), Places(context)
    stored: Stored = {_key(said): (record, said) for record, said in events(context.session)}
    author = context.actor.name_in_log
    found = (_wanted(row, tally, places, stored, author) for row in table.rows)
    return plan_of([one for one in found if one is not None], tally)


def events(session: Session) -> Iterator[tuple[EventMarker, Cells]]:
    """Every marked event with its cells, in the order of their making."""
    query = select(EventMarker, Cluster.name).outerjoin(Cluster, Cluster.id == EventMarker.cluster_id)
    for record, cluster in session.execute(query.order_by(EventMarker.id)).all():
        yield record, _cells(record.day, record.title, record.kind, cluster)


def _cells(day: date, title: str, kind: str, cluster: str | None) -> Cells:
    return {"day": day, "title": title, "kind": str(kind), "cluster": cluster}


def _key(said: Cells) -> Key:
    return said["day"], said["title"], said["cluster"]


def _wanted(row: Row, tally: Tally, places: Places, stored: Stored, author: str) -> Wanted | None:
    reader = RowReader(row, tally)
    day = reader.read("day", a_date, date.min)
    title = reader.read("title", typed_as_text(_title), "")
    kind = reader.read("kind", lambda text: a_word(text, MarkerKind), MarkerKind.OTHER)
    cluster = reader.read("cluster", places.cluster, None)
    if not reader.is_right:
        return None
    said = _cells(day, title, kind, cluster)
    record, before = stored.get(_key(said), (None, None))
    cluster_id = None if cluster is None else places.cluster_id(cluster)
    put = partial(_save, record=record, author=author, day=day, title=title, kind=kind, cluster_id=cluster_id)
    return Wanted(row.number, _key(said), said, before, put)


def _title(text: str) -> str:
    """Raises: InvalidInput as the form does."""
    if wrong := markers.wrong_title(text):
        raise InvalidInput({"title": wrong})
    return text


def _save(
    session: Session,
    record: EventMarker | None,
    author: str,
    day: date,
    title: str,
    kind: MarkerKind,
    cluster_id: int | None,
) -> None:
    markers.put_marker(session, record or EventMarker(recorded_by=author), day, title, kind, cluster_id)


MARKERS = ImportKind(
    name="markers",
    title="Events on charts",
    explanation="What happened and is marked on every chart over time: one row for each event. Without a cluster it "
    "concerns all of them. Events of one day, title and cluster are the same event.",
    columns=COLUMNS,
    called_by=("title", "day"),
    example={"day": "2026-02-02", "title": "New panel for top-up funding", "kind": "policy_change", "cluster": ""},
    needs=Action.MARK_EVENTS,
    plan=plan,
    asks=(
        Ask("day", f"The day on which it happened. {A_DATE}", is_date=True),
        Ask("title", f"What happened, in {markers.LONGEST_TITLE} characters or fewer. Name nobody."),
        a_choice("kind", "What the mark stands for.", tuple(MarkerKind)),
        Ask("cluster", "The name of the cluster that it concerns; empty for all of them.", names=Names.CLUSTERS),
    ),
)
