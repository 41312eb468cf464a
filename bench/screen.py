"""What a person sees, timed in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from time import perf_counter

import httpx
from playwright.sync_api import Locator, Page, sync_playwright

from bench.session import COOKIE
from data_access import clock, events
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Item
from tests.browser import chromium

MINUTE = 60_000


def first_visit(port: int, token: str) -> float:
    """Seconds from asking for the overview, on a server that nobody has visited, to its last card."""
    return _first_visit(f"http://127.0.0.1:{port}/", lambda page: page.locator(".st-key-cards .value").nth(5), token)


def stock_first_visit(port: int, cards: int, rows: int) -> float:
    """The same of the stock page with as many metrics, and a table of as many rows."""
    address = f"http://127.0.0.1:{port}/?metrics={cards}&tables=1&rows={rows}"
    return _first_visit(address, lambda page: page.get_by_text(f"Measure {cards - 1}"), "")


def _first_visit(address: str, last: Callable[[Page], Locator], token: str) -> float:
    with _page(address, token) as page:
        started = perf_counter()
        page.goto(address)
        last(page).wait_for(timeout=MINUTE)
        return perf_counter() - started


def other_screen(port: int, token: str) -> float:
    """Seconds from a register saved elsewhere to its being counted on an open participation page."""
    address = f"http://127.0.0.1:{port}/participation"
    with _page(address, token) as page:
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for(timeout=MINUTE)
        page.get_by_text("live, updated").first.wait_for(timeout=MINUTE)
        held = page.get_by_role("heading", name="Events in ")  # "Events in autumn term 2026: 19"
        held.wait_for(timeout=MINUTE)
        before = held.inner_text()
        answers = {
            "title": "Just held",
            "event_type": "cpd",
            "held_on": clock.today(),
            "mode": "virtual",
            "cluster": None,
        }
        rows = [events.RegisterRow(f"{100000 + number}", True, 1) for number in range(1, 121)]
        events.record_register(COMMAND_LINE, answers, rows, "bench")
        started = perf_counter()
        page.wait_for_function(
            "before => [...document.querySelectorAll('h2')].every(heading => heading.innerText !== before)",
            arg=before,
            timeout=MINUTE,
        )
        return perf_counter() - started


def answer_shown(port: int, token: str, code: str) -> float:
    """Seconds from a parent's being thanked for an answer to its being counted on an open overview."""
    address = f"http://127.0.0.1:{port}"
    with _page(address, token) as page:
        page.goto(f"{address}/")
        page.get_by_text("live, updated").first.wait_for(timeout=MINUTE)
        counted = page.locator(".st-key-card-parent_confidence .data-to")  # "31 of 52 people. …"
        counted.wait_for(timeout=MINUTE)
        before = counted.inner_text()
        answers = {Item.CONFIDENCE_IN_MAINSTREAM: "4", "urn": "100004", "entry": f"bench {token}"}
        assert httpx.post(f"{address}/s/{code}", data=answers).status_code == HTTPStatus.SEE_OTHER
        started = perf_counter()
        page.wait_for_function(
            "before => { const card = document.querySelector('.st-key-card-parent_confidence .data-to');"
            " return card && card.innerText !== before; }",
            arg=before,
            timeout=MINUTE,
        )
        return perf_counter() - started


@contextmanager
def _page(address: str, token: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
        yield context.new_page()
        browser.close()
