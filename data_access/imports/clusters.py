"""Clusters and their members."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cluster_names import LONGEST_NAME
from data_access.imports.asks import A_DATE, A_SETTING, Ask, Names
from data_access.imports.cells import a_date, a_date_or_none, a_name, a_reference, is_reference, some_text
from data_access.imports.kind import Context, ImportKind, Plan, RowReader, numbers
from data_access.imports.names import Known, NameIndex, nearest_word, same
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Cluster, ClusterMembership, Setting
from data_access.permissions import Action
from data_access.places import overlaps

COLUMNS = Columns(required=("cluster", "joined_on"), one_of=("setting_name", "urn"), optional=("left_on",))


@dataclass(frozen=True)
class Stay:
    """A setting's time in a cluster; `cluster` as names are compared."""

    row: int
    setting: Known
    cluster: str
    cluster_name: str
    joined_on: date
    left_on: date | None

    @property
    def key(self) -> tuple[int, str, date]:
        return self.setting.id, self.cluster, self.joined_on

    def meets(self, other: "Stay") -> bool:
        return self.key != other.key and overlaps(self.joined_on, self.left_on, other.joined_on, other.left_on)


def plan(context: Context, table: Table) -> Plan:
    """Memberships by setting, cluster and first day. An empty `left_on` reopens a stay; a missing column does not."""
    tally = Tally()
    index = NameIndex(context.session.scalars(select(Setting)))
    names = {same(name): name for name in context.session.scalars(select(Cluster.name))}
    found = [stay for row in table.rows if (stay := _stay(row, tally, index, names)) is not None]
    wanted = _without_repeats(found, tally)
    stored = _stored(context.session)
    wanted = _without_overlaps(wanted, [stay for stay, _ in stored], tally)
    result = Plan(tally)
    by_key = {stay.key: (stay, record) for stay, record in stored}
    for stay in wanted:
        _plan_one(result, stay, by_key.get(stay.key), has_end="left_on" in table.columns)
    _note_new_clusters(tally, wanted, names)
    return result


def _stay(row: Row, tally: Tally, index: NameIndex, names: dict[str, str]) -> Stay | None:
    reader = RowReader(row, tally)
    cluster = reader.read("cluster", partial(a_name, longest=LONGEST_NAME), "")
    joined_on = reader.read("joined_on", a_date, date.min)
    left_on = reader.read("left_on", a_date_or_none, None)
    if reader.is_right and left_on is not None and left_on < joined_on:
        reader.refuse("left_on", "Write a last day that is not before joined_on, or leave the cell empty.")
    if not reader.is_right:
        return None
    # Whoever is told that a name is not known may write the URN in its place.
    if row["urn"] or is_reference(row["setting_name"]):
        setting = _by_urn(reader, "urn" if row["urn"] else "setting_name", index, joined_on)
    else:
        setting = _by_name(reader, index, joined_on)
    if setting is None:
        return None
    return Stay(row.number, setting, same(cluster), names.get(same(cluster), cluster), joined_on, left_on)


def _by_urn(reader: RowReader, column: str, index: NameIndex, joined_on: date) -> Known | None:
    urn = reader.read(column, a_reference, "")
    if not urn:
        return None
    setting = index.by_urn.get(urn)
    if setting is None:
        reader.refuse(column, f"No setting has the URN {urn}. Import the settings first, or write another URN.")
    elif not setting.was_open_on(joined_on):
        reader.refuse(column, _closed(setting))
        return None
    return setting


def _by_name(reader: RowReader, index: NameIndex, joined_on: date) -> Known | None:
    name = reader.read("setting_name", some_text, "")
    if not name:
        return None
    found = index.called(name, joined_on)
    if len(found) == 1:
        return found[0]
    if found:
        urns = " or ".join(setting.urn for setting in found)
        reader.refuse("setting_name", f"Several settings have this name. Write its URN instead: {urns}.")
        return None
    reader.refuse("setting_name", _no_such_name(index, name, joined_on))
    return None


def _no_such_name(index: NameIndex, name: str, joined_on: date) -> str:
    nearest = index.suggestions(name, joined_on)
    if not nearest:
        return "No open setting has this name. Write its name as in the register, or its URN."
    listed = "; ".join(f"{setting.name} (URN {setting.urn})" for setting in nearest)
    return f"No open setting has exactly this name. Write the right one, or its URN. Nearest: {listed}."


def _closed(setting: Known) -> str:
    return f"{setting.name} had closed before that day. Write the URN of the setting that took over."


def _without_repeats(found: list[Stay], tally: Tally) -> list[Stay]:
    groups: dict[tuple[int, str, date], list[Stay]] = {}
    for stay in found:
        groups.setdefault(stay.key, []).append(stay)
    kept = []
    for group in groups.values():
        if len({stay.left_on for stay in group}) > 1:
            rows = [stay.row for stay in group]
            tally.refuse_all(rows, "left_on", f"Keep one of {numbers(rows)}: they give different last days.")
        else:
            kept.append(group[0])
            tally.repeated += len(group) - 1
    return kept


def _without_overlaps(wanted: list[Stay], stored: list[Stay], tally: Tally) -> list[Stay]:
    """Leaves out stays that have a day in common with another one of the same setting."""
    rewritten = {stay.key for stay in wanted}
    others: dict[int, list[Stay]] = {}
    for stay in [*wanted, *(stay for stay in stored if stay.key not in rewritten)]:
        others.setdefault(stay.setting.id, []).append(stay)
    kept = []
    for stay in wanted:
        in_the_way = next((other for other in others[stay.setting.id] if stay.meets(other)), None)
        if in_the_way is None:
            kept.append(stay)
        else:
            where = f"row {in_the_way.row}" if in_the_way.row else f"{in_the_way.cluster_name}, as stored"
            sentence = (
                f"The setting is in a cluster on these days already ({where}). Say when it left that one: write its "
                f"last day there under left_on, in a row with joined_on {in_the_way.joined_on}."
            )
            tally.refuse(stay.row, "joined_on", sentence)
    return kept


def _stored(session: Session) -> list[tuple[Stay, ClusterMembership]]:
    rows = session.execute(
        select(ClusterMembership, Setting, Cluster.name)
        .join(Setting, Setting.id == ClusterMembership.setting_id)
        .join(Cluster, Cluster.id == ClusterMembership.cluster_id)
        .order_by(ClusterMembership.id)
    )
    return [
        (Stay(0, Known.of(setting), same(name), name, record.joined_on, record.left_on), record)
        for record, setting, name in rows
    ]


def _plan_one(result: Plan, stay: Stay, stored: tuple[Stay, ClusterMembership] | None, has_end: bool) -> None:
    if stored is None:
        result.tally.new_rows.add(stay.row)
        result.add(partial(_create, stay=stay))
    elif has_end and stored[1].left_on != stay.left_on:
        result.tally.updated += 1
        result.tally.change(stay.row, {"left_on": stored[1].left_on}, {"left_on": stay.left_on})
        result.add(partial(_end, record=stored[1], left_on=stay.left_on))
    else:
        result.tally.unchanged += 1


def _create(session: Session, stay: Stay) -> None:
    clusters = {same(cluster.name): cluster for cluster in session.scalars(select(Cluster))}
    cluster = clusters.get(stay.cluster)
    if cluster is None:
        cluster = Cluster(name=stay.cluster_name)
        session.add(cluster)
        session.flush()
    session.add(
        ClusterMembership(
            cluster_id=cluster.id, setting_id=stay.setting.id, joined_on=stay.joined_on, left_on=stay.left_on
        )
    )


def _end(_session: Session, record: ClusterMembership, left_on: date | None) -> None:
    record.left_on = left_on


def _note_new_clusters(tally: Tally, wanted: list[Stay], names: dict[str, str]) -> None:
    for compared, name in {stay.cluster: stay.cluster_name for stay in wanted}.items():
        if compared not in names:
            near = nearest_word(name, names.values())
            tally.notes.append(f"new cluster: {name}" + (f" (there is also one called {near})" if near else ""))


CLUSTERS = ImportKind(
    name="clusters",
    title="Clusters and their settings",
    explanation="Which setting belongs to which cluster from when. A setting is found by its exact name in the "
    "register, or by its URN. A new cluster is made when it is first named.",
    columns=COLUMNS,
    called_by=("setting_name", "urn", "cluster"),
    example={
        "cluster": "Central",
        "setting_name": "Example Primary School",
        "urn": "123456",
        "joined_on": "2025-09-01",
        "left_on": "",
    },
    needs=Action.CHANGE_SETTINGS,
    plan=plan,
    asks=(
        Ask("cluster", "The name of the cluster. A new one is made when it is first named.", names=Names.CLUSTERS),
        Ask("setting_name", "The setting's name, exactly as in the register.", names=Names.SETTINGS),
        Ask("urn", f"{A_SETTING} It settles which setting is meant where names are alike.", names=Names.URNS),
        Ask("joined_on", f"The first day in the cluster. {A_DATE}", is_date=True),
        Ask("left_on", f"The last day in the cluster; empty while it belongs. {A_DATE}", is_date=True),
    ),
)
