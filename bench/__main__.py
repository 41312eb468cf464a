"""`make bench`: every page's rerun against a stock page of the same size, the first visitor, and another's screen."""

import os
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import city, screen
from bench.session import COOKIE, Drawn, Session, drawn, session
from data_access import accounts, clock, sessions
from data_access.migrate import migrate
from data_access.permissions import COMMAND_LINE, PAGES
from data_access.vocabulary import Role, label
from tests import surveys
from tests.browser.server import serving

RUNS = 9
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
            drawn = screen.first_visit(port, _token())
            print(f"First visitor, from asking to a drawn overview: {drawn:.2f} s (aim 1.5)")
            shown = screen.other_screen(port, _token())
            print(f"A register saved, until another screen shows it: {shown:.2f} s (aim 2.0)")
            for role in ROLES:
                shown = screen.answer_shown(port, _token(role), code)
                name = label(role)
                print(f"A parent's answer, until the overview shows it to {name}: {shown:.2f} s (aim 2.0)", flush=True)
            print()
            measured = _pages(port)
        # From its own folder: an ordinary page has an ordinary configuration, not ours.
        with serving("stock_page.py", "/_stcore/health", Path(__file__).parent) as port:
            _compare(port, measured)


def _email(role: Role) -> str:
    return f"{role}@example.org"


def _token(role: Role = Role.ADMINISTRATOR) -> str:
    return sessions.sign_in(_email(role), PASSWORD)


def _pages(port: int) -> dict[str, tuple[float, Drawn]]:
    cookie = f"{COOKIE}={_token()}"
    measured = {}
    for page in PAGES:
        path = "" if page == "overview" else page.replace("_", "-")
        with session(port, cookie) as viewer:
            measured[page] = _median(viewer, path, QUERIES.get(page, ""))
    return measured


def _median(viewer: Session, path: str, query: str) -> tuple[float, Drawn]:
    _, answers = viewer.ask(path, query)
    viewer.ask(path, query)
    return median(viewer.ask(path, query)[0] for _ in range(RUNS)), drawn(answers)


def _compare(port: int, measured: dict[str, tuple[float, Drawn]]) -> None:
    print(f"{'page':24}{'charts':>7}{'cards':>7}{'tables':>7}{'rows':>7}{'ours ms':>9}{'stock ms':>9}{'ratio':>7}")
    for page, (ours, shown) in measured.items():
        with session(port) as viewer:
            query = f"charts={shown.charts}&metrics={shown.cards}&tables={shown.tables}&rows={shown.rows}"
            stock, _ = _median(viewer, "", query)
        counts = f"{shown.charts:>7}{shown.cards:>7}{shown.tables:>7}{shown.rows:>7}"
        print(f"{page:24}{counts}{ours * 1000:>9.0f}{stock * 1000:>9.0f}{ours / stock:>7.2f}", flush=True)
    print("The aim is a ratio of 0.30.")


if __name__ == "__main__":
    started = perf_counter()
    main()
    print(f"\nMeasured in {perf_counter() - started:.0f} s.")
