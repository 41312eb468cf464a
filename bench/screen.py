"""What a person sees, timed in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from data_access import clock, events, sessions
from data_access.permissions import COMMAND_LINE
from tests.browser import chromium

MINUTE = 60_000


def first_visit(port: int, token: str) -> float:
    """Seconds from asking for the overview, on a server that nobody has visited, to its last card."""
    with _page(port, token) as page:
        started = perf_counter()
        page.goto(f"http://127.0.0.1:{port}/")
        page.locator(".kpi-card").nth(5).wait_for(timeout=MINUTE)
        return perf_counter() - started


def other_screen(port: int, token: str) -> float:
    """Seconds from a register saved elsewhere to its title on an open participation page."""
    with _page(port, token) as page:
        page.goto(f"http://127.0.0.1:{port}/participation")
        page.get_by_role("heading", level=1).wait_for(timeout=MINUTE)
        page.get_by_text("live, updated").first.wait_for(timeout=MINUTE)
        before = page.get_by_test_id("stAppViewContainer").inner_text()
        answers = {
            "title": "Just held",
            "event_type": "cpd",
            "held_on": clock.today(),
            "mode": "virtual",
            "cluster": None,
        }
        rows = [{"urn": f"{100000 + number}", "is_attended": True, "people_count": 1} for number in range(1, 121)]
        events.record_register(COMMAND_LINE, answers, rows, "bench")
        started = perf_counter()
        page.wait_for_function(
            "before => !document.body.innerText.includes(before) && document.body.innerText.includes('Just held')",
            arg=before,
            timeout=MINUTE,
        )
        return perf_counter() - started


@contextmanager
def _page(port: int, token: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": f"http://127.0.0.1:{port}"}])
        yield context.new_page()
        browser.close()
