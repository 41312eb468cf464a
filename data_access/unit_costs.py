"""What a place costs in a year: assumptions that everybody can read, and that an estimate of cost rests on."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms.commas import without_commas
from data_access.forms.personal_data import findings
from data_access.models import UnitCost
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.taken_away import take_away
from data_access.vocabulary import PLACEMENTS

LONGEST_SOURCE = 120
# A place for a year costs less than a million pounds; more is a slip of the keys.
MOST_POUNDS = 999_999


def unit_costs(viewer: Identity) -> pd.DataFrame:
    """What places cost. The same for everyone: it is part of how an estimate is to be read.

    Rows: one per placement that has a cost, in the order of `PLACEMENTS`.
    Columns: id, placement, annual_cost_pence, source, version, recorded_at (UTC).
    """
    del viewer
    columns = (UnitCost.id, UnitCost.placement, UnitCost.annual_cost_pence, UnitCost.source, UnitCost.version)
    with store.reading() as session:
        rows = table(session, select(*columns, UnitCost.recorded_at).order_by(UnitCost.placement))
    order = {placement: at for at, placement in enumerate(PLACEMENTS)}
    return rows.sort_values("placement", key=lambda names: names.map(order), ignore_index=True)


def set_unit_cost(actor: Identity, placement: str, annual_cost: str, source: str, version: int | None = None) -> int:
    """Says what a place costs in a year, or changes it. Value: its id. Units: `annual_cost` is in pounds, as typed.

    Raises: NotAllowed; Conflict if it was changed since `version` was read (None: there was none); InvalidInput.
    """
    require(actor, Action.CHANGE_ASSUMPTIONS)
    told = " ".join(source.split())
    pence = _checked(placement, annual_cost, told)
    with store.writing(actor) as session:
        record = _stored(session, placement, version)
        if record is None:
            record = UnitCost(placement=placement, recorded_by=actor.name_in_log)
        record.annual_cost_pence, record.source = pence, told
        if record.id is not None and session.is_modified(record):
            record.version += 1
        session.add(record)
        session.flush()
        return record.id


def remove_unit_cost(actor: Identity, placement: str, version: int) -> int | None:
    """Takes a cost away: no estimate rests on it any more. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict if it was changed since `version` was read.
    """
    require(actor, Action.CHANGE_ASSUMPTIONS)
    with store.writing(actor) as session:
        record = _stored(session, placement, version)
        if record is None:
            raise NotFound("This cost is not there any more.")
        return take_away(session, actor, "unit_cost", record, {"placement": record.placement})


def _stored(session: Session, placement: str, version: int | None) -> UnitCost | None:
    record = session.scalar(select(UnitCost).where(UnitCost.placement == placement).with_for_update())
    if record is None and version is not None:
        raise NotFound("This cost was taken away since you opened it.")
    if record is not None and record.version != version:
        current: dict[str, object] = {"annual_cost": f"£{record.annual_cost_pence / 100:,.2f}", "source": record.source}
        raise Conflict("Somebody else changed this cost since you opened it.", current)
    return record


def _checked(placement: str, annual_cost: str, source: str) -> int:
    wrong = {}
    plain = without_commas("".join(annual_cost.split()).removeprefix("£"))
    pounds, _, rest = plain.partition(".")
    is_money = pounds.isascii() and pounds.isdigit() and (not rest or (rest.isascii() and rest.isdigit()))
    if placement not in PLACEMENTS:
        wrong["placement"] = "Choose one of the placements."
    if not is_money or len(rest) > 2 or not plain.strip("0."):
        wrong["annual_cost"] = "Give what a place costs in a year, in pounds, such as 52,000."
    elif int(pounds) > MOST_POUNDS:
        wrong["annual_cost"] = f"Give the cost of one place in one year, £{MOST_POUNDS:,} or less."
    if not source:
        wrong["source"] = "Say where the cost comes from, for example Section 251 budget 2026/27."
    elif len(source) > LONGEST_SOURCE:
        wrong["source"] = f"Shorten the source to {LONGEST_SOURCE} characters."
    elif found := findings(source):
        wrong["source"] = f"This looks like {found[0].kind}. Take it out: a source names nobody."
    if wrong:
        raise InvalidInput(wrong)
    return int(pounds) * 100 + int(rest.ljust(2, "0") or 0)
