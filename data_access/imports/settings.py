"""Settings from the DfE's register (GIAS), or from a local file in the same columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.coordinates import to_wgs84
from data_access.imports import gias
from data_access.imports.cells import a_count_or_none, a_date_or_none, a_reference, some_text
from data_access.imports.kind import Context, ImportKind, Plan, RowReader, fill, numbers
from data_access.imports.names import same
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Setting
from data_access.permissions import Action
from data_access.vocabulary import Phase, SettingStatus, SettingType

Values = dict[str, object]
COLUMNS = Columns(
    required=(gias.URN, gias.LA_CODE, gias.NAME, gias.TYPE, gias.STATUS, gias.PHASE),
    optional=(
        gias.OPENED,
        gias.CLOSED,
        gias.LOWEST_AGE,
        gias.HIGHEST_AGE,
        gias.PUPILS,
        gias.POSTCODE,
        gias.EASTING,
        gias.NORTHING,
        gias.UKPRN,
        gias.TRUST,
    ),
    are_among_others=True,
)
# The corners of the national grid.
FURTHEST_EAST, FURTHEST_NORTH = 700_000, 1_300_000


@dataclass
class Wanted:
    """A setting as the file has it. Only what the file says is in `values`; `urn` is "" for settings that have none."""

    row: int
    urn: str
    values: Values = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same setting: the URN, or else name and postcode."""
        return (self.urn,) if self.urn else _place(self.values.get("name"), self.values.get("postcode"))


def plan(context: Context, table: Table) -> Plan:
    """Takes the rows of the programme's authority. An empty cell or a missing column erases nothing."""
    tally = Tally()
    wanted = _without_repeats(_read(context.programme.la_code, table.rows, tally), tally)
    _add_coordinates(wanted)
    result = Plan(tally)
    stored = list(context.session.scalars(select(Setting).order_by(Setting.id)))
    by_key: dict[tuple[str, ...], Setting] = {(setting.urn,): setting for setting in stored}
    local = {_place(setting.name, setting.postcode): setting for setting in stored if setting.urn.startswith("L")}
    following = _last_reference(stored)
    for setting in wanted:
        record = by_key.get(setting.key) or local.get(setting.key)
        if record is not None:
            _update(result, setting, record)
        elif setting.urn.startswith("L"):
            tally.refuse(setting.row, gias.URN, "No setting has this reference. Leave the cell empty for a new one.")
        else:
            following += not setting.urn
            _create(result, setting, setting.urn or f"L{following:04d}", context.programme.la_code)
    return result


def _read(la_code: str, rows: Iterable[Row], tally: Tally) -> list[Wanted]:
    wanted = []
    for row in rows:
        code = row[gias.LA_CODE].removesuffix(".0")
        if (code and code.zfill(3) != la_code) or row[gias.STATUS].casefold() == gias.IN_ERROR:
            tally.passed_over += 1
        elif (found := _one(row, tally)) is not None:
            wanted.append(found)
    return wanted


def _one(row: Row, tally: Tally) -> Wanted | None:
    reader = RowReader(row, tally)
    if not row[gias.LA_CODE]:
        reader.refuse(gias.LA_CODE, "Write the authority's three-digit code, such as 861.")
    urn = reader.read(gias.URN, lambda text: a_reference(text) if text else "", "")
    kind = reader.read(gias.TYPE, gias.setting_type, SettingType.SCHOOL)
    if not urn and reader.is_right and kind != SettingType.EARLY_YEARS:
        reader.refuse(gias.URN, "Write the URN: only early years settings may be without one.")
    values: Values = {
        "name": reader.read(gias.NAME, some_text, ""),
        "setting_type": kind,
        "establishment_type": row[gias.TYPE],
        "status": reader.read(gias.STATUS, lambda text: _status(text, urn), SettingStatus.OPEN),
        "phase": reader.read(gias.PHASE, gias.phase, None),
        **_dates(reader),
        **_numbers(reader),
        "postcode": _postcode(row[gias.POSTCODE]),
        "ukprn": row[gias.UKPRN].removesuffix(".0"),
        "trust_name": row[gias.TRUST],
    }
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return Wanted(row.number, urn, told) if reader.is_right else None


def _status(text: str, urn: str) -> SettingStatus:
    return SettingStatus.OPEN if not text and not urn else gias.status(text)


def _dates(reader: RowReader) -> Values:
    opened_on = reader.read(gias.OPENED, a_date_or_none, None)
    closed_on = reader.read(gias.CLOSED, a_date_or_none, None)
    if opened_on and closed_on and closed_on < opened_on:
        reader.refuse(gias.CLOSED, "Write a closing date that is not before the opening date.")
    return {"opened_on": opened_on, "closed_on": closed_on}


def _numbers(reader: RowReader) -> Values:
    easting = reader.read(gias.EASTING, partial(a_count_or_none, most=FURTHEST_EAST), None)
    northing = reader.read(gias.NORTHING, partial(a_count_or_none, most=FURTHEST_NORTH), None)
    is_placed = bool(easting and northing)
    return {
        "lowest_age": reader.read(gias.LOWEST_AGE, partial(a_count_or_none, most=99), None),
        "highest_age": reader.read(gias.HIGHEST_AGE, partial(a_count_or_none, most=99), None),
        "pupil_count": reader.read(gias.PUPILS, a_count_or_none, None),
        "easting": easting if is_placed else None,
        "northing": northing if is_placed else None,
    }


def _postcode(text: str) -> str:
    plain = "".join(text.split()).upper()
    return f"{plain[:-3]} {plain[-3:]}" if len(plain) > 4 else plain


def _place(name: object, postcode: object) -> tuple[str, ...]:
    return "place", same(str(name)), str(postcode or "")


def _without_repeats(found: list[Wanted], tally: Tally) -> list[Wanted]:
    """One row for each setting: a second that says the same is counted, one that says otherwise is refused."""
    groups: dict[tuple[str, ...], list[Wanted]] = {}
    for wanted in found:
        groups.setdefault(wanted.key, []).append(wanted)
    kept = []
    for group in groups.values():
        if any(wanted.values != group[0].values for wanted in group):
            rows = [wanted.row for wanted in group]
            tally.refuse_all(rows, gias.URN, f"Keep one of {numbers(rows)}: they contradict each other.")
        else:
            kept.append(group[0])
            tally.repeated += len(group) - 1
    return kept


def _add_coordinates(wanted: list[Wanted]) -> None:
    placed = [setting.values for setting in wanted if "easting" in setting.values]
    places = to_wgs84(
        [int(str(values["easting"])) for values in placed], [int(str(values["northing"])) for values in placed]
    )
    for values, (latitude, longitude) in zip(placed, places, strict=True):
        values["latitude"], values["longitude"] = latitude, longitude


def _last_reference(stored: list[Setting]) -> int:
    given = [int(setting.urn[1:]) for setting in stored if setting.urn.startswith("L") and setting.urn[1:].isdigit()]
    return max(given, default=0)


def _create(result: Plan, wanted: Wanted, urn: str, la_code: str) -> None:
    usual = gias.usual_phase(SettingType(str(wanted.values["setting_type"])))
    record = Setting(**{"urn": urn, "la_code": la_code, "phase": usual, **wanted.values})
    result.tally.new_rows.add(wanted.row)
    result.add(lambda session: session.add(record))


def _update(result: Plan, wanted: Wanted, record: Setting) -> None:
    values = dict(wanted.values)
    if record.phase == Phase.NOT_APPLICABLE and "phase" not in values:
        values["phase"] = gias.usual_phase(SettingType(str(values["setting_type"])))
    if values["status"] == SettingStatus.OPEN:
        # A closing date belongs to a closed establishment, or to one that is about to close.
        values.setdefault("closed_on", None)
    if all(getattr(record, name) == value for name, value in values.items()):
        result.tally.unchanged += 1
        return
    result.tally.updated += 1
    said = {column: name for name, column in gias.COLUMN_OF.items() if name in values}
    result.tally.change(
        wanted.row,
        {column: getattr(record, name) for column, name in said.items()},
        {column: values[name] for column, name in said.items()},
    )
    result.add(partial(_write, record=record, values=values))


def _write(_session: Session, record: Setting, values: Values) -> None:
    if fill(record, values):
        record.version += 1


SETTINGS = ImportKind(
    name="settings",
    title="Settings (GIAS)",
    explanation="Schools and colleges from the DfE's register, “Get Information About Schools”, in its own columns; "
    "early years settings without a URN in the same columns. Rows of other authorities are passed over.",
    columns=COLUMNS,
    called_by=(gias.NAME,),
    example={
        gias.URN: "",
        gias.LA_CODE: "861",
        gias.NAME: "Example Day Nursery",
        gias.TYPE: "Private nursery",
        gias.STATUS: "Open",
        gias.PHASE: "Nursery",
        gias.OPENED: "01-09-2015",
        gias.CLOSED: "",
        gias.LOWEST_AGE: "0",
        gias.HIGHEST_AGE: "5",
        gias.PUPILS: "48",
        gias.POSTCODE: "ST1 5DD",
        gias.EASTING: "388392",
        gias.NORTHING: "349075",
        gias.UKPRN: "",
        gias.TRUST: "",
    },
    needs=Action.CHANGE_SETTINGS,
    plan=plan,
    asks=gias.ASKS,
)
