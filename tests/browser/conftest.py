"""A real browser and a real server for the tests that need to see the whole product at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.server import serving

# Two cores run the server, the browser and other tests at once: patience here hides nothing, it only waits.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

SignIn = Callable[..., Page]


@pytest.fixture
def served(sqlite_database: str) -> Iterator[str]:
    """The product on the test's own SQLite database. Value: its address."""
    with serving("app.py", "/health") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def sign_in(browser: Browser) -> Iterator[SignIn]:
    """`sign_in(address, email, password, **context)` gives the page that a person sees after signing in."""
    with ExitStack() as contexts:

        def in_a_browser_of_their_own(address: str, email: str, password: str, **options: object) -> Page:
            context = contexts.enter_context(
                browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
            )
            context.set_default_timeout(PATIENCE)
            return through_the_form(context, address, email, password)

        yield in_a_browser_of_their_own


def through_the_form(context: BrowserContext, address: str, email: str, password: str) -> Page:
    """The page at the address, after signing in on the way to it."""
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # A proxy of the machine's is not for addresses on the machine itself.
    monkeypatch.setenv("NO_PROXY", f"127.0.0.1,localhost,{os.environ.get('NO_PROXY', '')}")
