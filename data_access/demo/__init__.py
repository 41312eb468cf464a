"""The demo: an invented programme in an invented city, on the shape of a real one, up to the day it is loaded."""

from datetime import date
from random import Random

from sqlalchemy import func, select

from data_access import accounts, clock, environment, expectations, programme, store
from data_access.demo import change, events, figures, places, plans, team, voices, way
from data_access.models import Programme, ProgrammePhase, Setting, UserAccount
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import Role

STARTS_ON = date(2025, 9, 1)
CITY_WIDE_ON = date(2026, 6, 1)
YEAR_ONE_ENDS_ON = date(2026, 8, 31)

# Email, role, password. Made only in the embedded database, and shown on its sign-in page.
ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("admin@demo.example", Role.ADMINISTRATOR, "orchard-lantern-copper"),
    ("staff@demo.example", Role.PROGRAMME_STAFF, "meadow-compass-violin"),
    ("lead@demo.example", Role.LA_LEAD, "harbour-thimble-maple"),
    ("group@demo.example", Role.DELIVERY_GROUP, "window-saddle-juniper"),
    ("member@demo.example", Role.CLUSTER_MEMBER, "pebble-ribbon-walnut"),
)
NAMES = ("Ada Admin", "Sam Staff", "Lee Lead", "Gwen Group", "Max Member")


def load(actor: Identity, today: date | None = None) -> bool:
    """Loads the demo into a migrated database that holds no programme, no setting and, unless embedded, no account.

    Value: whether it was loaded; False if the database is in use. Accounts are made only in the embedded database.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    today = today or clock.today()
    if _is_in_use():
        return False
    programme.create_programme(actor, "Larkford SEND Cluster Model", "999", STARTS_ON, YEAR_ONE_ENDS_ON, "Larkford")
    # The demo must look the same on every machine: the seed is fixed on purpose.
    random = Random(2025)
    with store.writing(actor) as session:
        session.get_one(Programme, 1).is_demo = True
        session.add(ProgrammePhase(name="Central pilot", starts_on=STARTS_ON, ends_on=date(2026, 5, 31)))
        session.add(ProgrammePhase(name="City-wide", starts_on=CITY_WIDE_ON, ends_on=date(2027, 8, 31)))
        places.load(session, random, STARTS_ON, CITY_WIDE_ON)
        registers = events.load(session, random, today)
        voices.load(session, random, today, registers)
        change.load(session, today)
        plans.load(session, random, today)
        figures.load(session, random, today, programme.calendar())
        way.load(session, STARTS_ON, CITY_WIDE_ON)
        team.load(session, today)
    expectations.take_over(actor)
    if environment.is_embedded():
        for (email, role, password), name in zip(ACCOUNTS, NAMES, strict=True):
            clusters = ("Central",) if role == Role.CLUSTER_MEMBER else ()
            accounts.create_user(actor, email, name, role, password, clusters)
    return True


def accounts_to_show() -> tuple[tuple[str, Role, str], ...]:
    """The demo's accounts where there are any: in the embedded database, while it holds the demo."""
    facts = programme.find_programme()
    return ACCOUNTS if environment.is_embedded() and facts is not None and facts.is_demo else ()


def _is_in_use() -> bool:
    with store.reading() as session:
        tables = (Programme, Setting, UserAccount)
        return any(session.scalar(select(func.count()).select_from(table)) for table in tables)
