"""`make bench`: every page's rerun against a stock page of the same size, the first visitor, and another's screen."""

import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from statistics import fmean, median
from time import perf_counter

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import city, screen
from bench.session import COOKIE, Drawn, Session, drawn, session
from data_access import accounts, clock, sessions
from data_access.migrate import migrate
from data_access.permissions import COMMAND_LINE, PAGES
from data_access.vocabulary import Role, label
from tests import surveys
from tests.browser.server import serving

TURNS, IN_A_ROW = 7, 4
PASSWORD = "measure twice cut once"
# Who looks, and at which clusters: numbers are worked out for each otherwise.
ROLES: dict[Role, list[str]] = {role: ["Central"] if role == Role.CLUSTER_MEMBER else [] for role in Role}
QUERIES = {"setting": "urn=100001", "enter_record": "kind=self_evaluation"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'city.db'}"
        os.environ["SECRET_KEY"] = "for measuring only " * 3
        migrate()
        city.fill(clock.today())
        for role, clusters in ROLES.items():
            accounts.create_user(COMMAND_LINE, _email(role), role, role, PASSWORD, clusters=clusters)
        code = surveys.link(surveys.survey())
        print(f"{city.SETTINGS} settings, 3 years, {city.SETTINGS * city.EVENTS:,} register rows, SQLite\n")
        with serving("app.py", "/health") as port:
            with _stock() as stock:
                theirs = screen.stock_first_visit(stock, cards=9, rows=13)
            ours = screen.first_visit(port, _token())
            print(
                f"First visitor, from asking to a drawn overview: {ours:.2f} s (aim 1.5); "
                f"the stock page's, with as many cards: {theirs:.2f} s"
            )
            shown = screen.other_screen(port, _token())
            print(f"A register saved, until another screen shows it: {shown:.2f} s (aim 2.0)")
            for role in ROLES:
                shown = screen.answer_shown(port, _token(role), code)
                name = label(role)
                print(f"A parent's answer, until the overview shows it to {name}: {shown:.2f} s (aim 2.0)", flush=True)
            print()
            with _stock() as stock:
                _compare(port, stock)


def _stock() -> AbstractContextManager[int]:
    # From its own folder: an ordinary page has an ordinary configuration, not ours.
    return serving("stock_page.py", "/_stcore/health", Path(__file__).parent)


def _email(role: Role) -> str:
    return f"{role}@example.org"


def _token(role: Role = Role.ADMINISTRATOR) -> str:
    return sessions.sign_in(_email(role), PASSWORD)


def _compare(port: int, stock: int) -> None:
    print(f"{'page':24}{'charts':>7}{'cards':>7}{'tables':>7}{'rows':>7}{'ours ms':>9}{'stock ms':>9}{'ratio':>7}")
    cookie = f"{COOKIE}={_token()}"
    for page in PAGES:
        with session(port, cookie) as our_viewer, session(stock) as stock_viewer:
            ours, theirs, shown = _pair(our_viewer, stock_viewer, page)
        counts = f"{shown.charts:>7}{shown.cards:>7}{shown.tables:>7}{shown.rows:>7}"
        print(f"{page:24}{counts}{ours * 1000:>9.0f}{theirs * 1000:>9.0f}{ours / theirs:>7.2f}", flush=True)
    print("The aim is a ratio of 0.30.")


def _pair(our_viewer: Session, stock_viewer: Session, page: str) -> tuple[float, float, Drawn]:
    """Median seconds of ours and of the stock page, asked in turns: a busy moment of the machine then slows both."""
    ours = partial(our_viewer.ask, "" if page == "overview" else page.replace("_", "-"), QUERIES.get(page, ""))
    _, answers = ours()
    shown = drawn(answers)
    query = f"charts={shown.charts}&metrics={shown.cards}&tables={shown.tables}&rows={shown.rows}"
    theirs = partial(stock_viewer.ask, "", query)
    our_seconds, stock_seconds = [], []
    for _ in range(TURNS):
        our_seconds.append(_in_a_row(ours))
        stock_seconds.append(_in_a_row(theirs))
    return median(our_seconds), median(stock_seconds), shown


def _in_a_row(ask: Callable[[], tuple[float, list[ForwardMsg]]]) -> float:
    """Seconds of one of several reruns straight after each other.

    What Streamlit clears up after a run is paid by that run or by the next, as it happens: together they pay for it
    once each. The first is not counted, because nobody clears up before it.
    """
    return fmean([ask()[0] for _ in range(IN_A_ROW + 1)][1:])


if __name__ == "__main__":
    started = perf_counter()
    main()
    print(f"\nMeasured in {perf_counter() - started:.0f} s.")
