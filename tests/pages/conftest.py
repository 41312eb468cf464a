"""A programme in progress for the pages to show, and a way to open them."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from data_access import clock, store
from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.vocabulary import Audience, EventType, Item, PeriodKind, Phase, Role, SettingType
from tests import factories

MAIN = Path(__file__).resolve().parents[2] / "pages" / "main.py"
CALENDAR = Calendar(STOKE_HALF_TERMS)

Open = Callable[..., AppTest]


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture(scope="session")
def programme_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the programme in it, made once and copied for each test."""
    path = tmp_path_factory.mktemp("programme") / "template.db"
    shutil.copy(sqlite_template, path)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{path}")
        _seed(clock.today())
        with store.engine().connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        store.engine().dispose()
    return path


@pytest.fixture
def programme(programme_template: Path, sqlite_database: str) -> str:
    """Two clusters of three settings. In this term Central's first two came, North's none; the term before, all did."""
    shutil.copy(programme_template, sqlite_database.removeprefix("sqlite:///"))
    return sqlite_database


@pytest.fixture
def opened(sqlite_database: str) -> Open:
    """Opens a page as somebody signed in: `opened("participation", Role.LA_LEAD, cluster="Central")`."""

    def open_page(page: str, role: Role = Role.LA_LEAD, *, clusters: tuple[str, ...] = (), **address: str) -> AppTest:
        return run(page, factories.signed_in_as(role, clusters=clusters), **address)

    return open_page


def _seed(today: date) -> None:
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    before = CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1))
    start = CALENDAR.period_of(PeriodKind.TERM, before.start - timedelta(days=1)).start
    factories.add_programme(starts_on=start, year_one_ends_on=before.end)
    factories.add_target("participation_rate", 0.95, before.end)
    factories.add_target("parent_confidence", 0.8, before.end)
    for cluster, first in (("Central", 100001), ("North", 100011)):
        factories.add_cluster(cluster)
        kinds = ((Phase.PRIMARY, SettingType.SCHOOL), (Phase.SECONDARY, SettingType.SCHOOL))
        for offset, (phase, kind) in enumerate((*kinds, (Phase.NURSERY, SettingType.EARLY_YEARS))):
            urn = str(first + offset)
            factories.add_setting(
                urn, f"{cluster} {phase}", cluster=cluster, joined_on=start, phase=phase, setting_type=kind
            )
    everyone = [str(number) for number in (100001, 100002, 100003, 100011, 100012, 100013)]
    factories.add_event("before-1", before.start, attended=everyone)
    factories.add_event(
        "now-1",
        term.start,
        attended=["100001", "100002"],
        absent=["100003"],
        event_type=EventType.CLUSTER_MEETING,
        cluster="Central",
        title="Central cluster meeting",
    )
    _answers(before.start, 16, 20)


def run(page: str, session_id: str | None, **address: str) -> AppTest:
    """The page as the holder of that session sees it."""
    at = AppTest.from_file(str(MAIN), default_timeout=30)
    at.user = {"session": session_id} if session_id else {}
    if "_" in page:
        # A page whose address differs from its file's name is known to the test only after a first run.
        at.run()
    for name, value in address.items():
        at.query_params[name] = value
    if page != "overview":
        at.switch_page(f"{page}.py")
    return at.run()


def said(at: AppTest) -> str:
    """Everything on the page that is text, one piece a line, tags and all. No-break spaces are plain ones."""
    pieces = [str(element.value) for kind in ("title", "header", "markdown", "info") for element in at.get(kind)]
    pieces += [element.proto.body for element in at.get("html")]
    pieces += [element.proto.label for element in at.get("page_link")]
    return "\n".join(pieces).replace("\N{NO-BREAK SPACE}", " ")


def unfolded(at: AppTest) -> AppTest:
    """The page with every box open that draws what is in it only then."""
    for box in (*at.get("expander"), *at.get("popover")):
        told = getattr(box.proto, "popover", box.proto) if box.type == "popover" else box.proto
        if told.id:
            at.session_state[told.id.split("-", 2)[2]] = True
    return at.run()


def table(at: AppTest, name: str) -> pd.DataFrame:
    """The table, as it is shown, whose file's name begins so: the one above that file's button."""
    shown = None
    for element in at.main:
        if isinstance(getattr(element, "value", None), pd.DataFrame):
            shown = element.value
        if element.type == "download_button" and f"xlsx {name}" in element.proto.id:
            assert shown is not None
            return shown.map(
                lambda value: value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else value
            )
    raise AssertionError(f"There is no table {name} on the page.")


def _answers(day: date, positive: int, total: int) -> None:
    for number in range(total):
        value = 4 if number < positive else 3
        answers = {Item.CONFIDENCE_IN_MAINSTREAM: value}
        factories.add_response(Audience.PARENT_CARER, day, answers, urn="100001", comment=f"Comment {number}")
