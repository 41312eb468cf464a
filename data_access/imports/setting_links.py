"""Which establishment took over from which, from the links file of the DfE's register (GIAS)."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.imports.asks import A_DATE, Ask, Names
from data_access.imports.cells import Refused, a_date_or_none, a_reference
from data_access.imports.kind import Context, ImportKind, Plan, RowReader
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Setting
from data_access.permissions import Action

COLUMNS = Columns(required=("URN", "LinkURN", "LinkType"), optional=("LinkName", "LinkEstablishedDate"))


@dataclass(frozen=True)
class Link:
    """One establishment and the one that followed it."""

    row: int
    closed: str
    successor: str
    established_on: date


def plan(context: Context, table: Table) -> Plan:
    """Links between settings of the programme; of several successors, as after a split, the latest counts."""
    tally = Tally()
    settings = {setting.urn: setting for setting in context.session.scalars(select(Setting))}
    result = Plan(tally)
    chosen: dict[str, Link] = {}
    for row in table.rows:
        link = _link(row, tally, settings)
        if link is None:
            continue
        earlier = chosen.get(link.closed)
        if earlier is not None:
            # The file says every link twice, from both sides.
            tally.repeated += 1
        if earlier is None or (link.established_on, link.successor) > (earlier.established_on, earlier.successor):
            chosen[link.closed] = link
    after = {urn: _urn_of(settings, setting.successor_id) for urn, setting in settings.items()}
    for link in chosen.values():
        _plan_one(result, link, settings, after)
    return result


def _link(row: Row, tally: Tally, settings: dict[str, Setting]) -> Link | None:
    kind = row["LinkType"].casefold()
    if not kind.startswith(("successor", "predecessor")):
        tally.passed_over += 1
        return None
    reader = RowReader(row, tally)
    urn = reader.read("URN", a_reference, "")
    other = reader.read("LinkURN", a_reference, "")
    established_on = reader.read("LinkEstablishedDate", a_date_or_none, None) or date.min
    if not reader.is_right:
        return None
    if urn not in settings or other not in settings:
        tally.passed_over += 1
        return None
    closed, successor = (urn, other) if kind.startswith("successor") else (other, urn)
    return Link(row.number, closed, successor, established_on)


def _plan_one(result: Plan, link: Link, settings: dict[str, Setting], after: dict[str, str | None]) -> None:
    if after[link.closed] == link.successor:
        result.tally.unchanged += 1
        return
    try:
        _refuse_circle(link, after)
    except Refused as refusal:
        result.tally.refuse(link.row, "LinkURN", str(refusal))
        return
    # A link may be told from either side: which of the two gets a successor is said in words.
    followed = f"Successor of {link.closed}"
    result.tally.change(link.row, {followed: after[link.closed]}, {followed: link.successor})
    after[link.closed] = link.successor
    result.tally.updated += 1
    result.add(partial(_write, record=settings[link.closed], successor=settings[link.successor]))


def _refuse_circle(link: Link, after: dict[str, str | None]) -> None:
    following: str | None = link.successor
    while following is not None:
        if following == link.closed:
            raise Refused("Take this link out: a setting would follow itself, directly or through others.")
        following = after[following]


def _urn_of(settings: dict[str, Setting], setting_id: int | None) -> str | None:
    return next((urn for urn, setting in settings.items() if setting.id == setting_id), None) if setting_id else None


def _write(_session: Session, record: Setting, successor: Setting) -> None:
    record.successor_id = successor.id
    record.version += 1


SETTING_LINKS = ImportKind(
    name="setting_links",
    title="Predecessors and successors (GIAS)",
    explanation="The links file of “Get Information About Schools”: which academy took over from which school. "
    "Links of settings that the programme does not know are passed over.",
    columns=COLUMNS,
    called_by=("URN", "LinkURN"),
    example={
        "URN": "123456",
        "LinkURN": "154321",
        "LinkName": "Example Academy",
        "LinkType": "Successor",
        "LinkEstablishedDate": "01-04-2026",
    },
    needs=Action.CHANGE_SETTINGS,
    plan=plan,
    asks=(
        Ask("URN", "The URN of one of the two.", names=Names.URNS),
        Ask("LinkURN", "The URN of the other.", names=Names.URNS),
        Ask("LinkName", "The name of the other. It is not read."),
        Ask("LinkType", "What the other is to the first: Successor or Predecessor, in the words of GIAS."),
        Ask("LinkEstablishedDate", f"Since when. {A_DATE}", is_date=True),
    ),
)
