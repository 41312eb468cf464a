"""`make bench`: every page's rerun against a stock page of the same size, the first visitor, and another's screen."""

import os
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import city, screen
from bench.session import COOKIE, session
from data_access import accounts, clock, sessions
from data_access.migrate import migrate
from data_access.permissions import COMMAND_LINE, PAGES
from data_access.vocabulary import Role
from tests.browser.server import serving

RUNS = 9
EMAIL, PASSWORD = "bench@example.org", "measure twice cut once"
QUERIES = {"setting": "urn=100001"}
CHARTS = ("vega_lite_chart", "deck_gl_json_chart", "echarts_chart")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'city.db'}"
        os.environ["SECRET_KEY"] = "for measuring only " * 3
        migrate()
        city.fill(clock.today())
        accounts.create_user(COMMAND_LINE, EMAIL, "Bench", Role.ADMINISTRATOR, PASSWORD)
        print(f"{city.SETTINGS} settings, 3 years, {city.SETTINGS * city.EVENTS:,} register rows, SQLite\n")
        with serving("app.py", "/health") as port:
            drawn = screen.first_visit(port, _token())
            print(f"First visitor, from asking to a drawn overview: {drawn:.2f} s (aim 1.5)")
            shown = screen.other_screen(port, _token())
            print(f"A register saved, until another screen shows it: {shown:.2f} s (aim 2.0)\n")
            measured = _pages(port)
        with serving("bench/stock_page.py", "/_stcore/health") as port:
            _compare(port, measured)


def _token() -> str:
    return sessions.sign_in(EMAIL, PASSWORD)


def _pages(port: int) -> dict[str, tuple[float, Counter[str]]]:
    cookie = f"{COOKIE}={_token()}"
    measured = {}
    for page in PAGES:
        path = "" if page == "overview" else page.replace("_", "-")
        query = QUERIES.get(page, "")
        with session(port, cookie) as viewer:
            _, elements, _ = viewer.ask(path, query)
            viewer.ask(path, query)
            measured[page] = (median(viewer.ask(path, query)[0] for _ in range(RUNS)), elements)
    return measured


def _compare(port: int, measured: dict[str, tuple[float, Counter[str]]]) -> None:
    print(f"{'page':24}{'charts':>7}{'cards':>7}{'tables':>7}{'ours ms':>9}{'stock ms':>9}{'ratio':>7}   (aim 0.30)")
    for page, (ours, elements) in measured.items():
        charts = sum(elements[kind] for kind in CHARTS)
        cards, tables = elements["metric"], elements["dataframe"] + elements["table"]
        query = f"charts={charts}&metrics={cards}&rows={city.SETTINGS * tables}"
        with session(port) as viewer:
            viewer.ask("", query)
            stock = median(viewer.ask("", query)[0] for _ in range(RUNS))
        print(
            f"{page:24}{charts:>7}{cards:>7}{tables:>7}{ours * 1000:>9.0f}{stock * 1000:>9.0f}{ours / stock:>7.2f}",
            flush=True,
        )


if __name__ == "__main__":
    started = perf_counter()
    main()
    print(f"\nMeasured in {perf_counter() - started:.0f} s.")
