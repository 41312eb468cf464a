"""Sign-in, sign-out and a survey as people meet them: in Chromium, with and without scripts, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from data_access import accounts, clock, survey_words
from tests import factories
from tests.data_access.test_accounts import WORDS
from tests.surveys import add_right_to_left, link, seed, survey
from tests.web.conftest import Server, TestClient, new_email, person


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_deep_link_survives_sign_in_in_a_browser(server: Server, page: Page) -> None:
    email = new_email()
    person(email)
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{server.address}/map?phase=primary")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.address}/map?phase=primary")
    page.get_by_text("LA lead").wait_for()
    assert violations == []


def test_one_press_signs_out_every_tab_and_each_finds_its_way_back(server: Server, page: Page) -> None:
    email = new_email()
    person(email)

    def fill_in(tab: Page) -> None:
        tab.get_by_label("Email").fill(email)
        tab.get_by_label("Password").fill(WORDS)
        tab.get_by_role("button", name="Sign in").click()

    page.goto(f"{server.address}/account")
    fill_in(page)
    other = page.context.new_page()
    other.goto(f"{server.address}/participation?cluster=Central")
    other.get_by_text("LA lead").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.address}/sign-in")
    other.get_by_text("You are signed out").wait_for()
    other.get_by_role("link", name="Go to sign-in").click()
    other.wait_for_url("**/sign-in?next=*")
    fill_in(other)
    other.wait_for_url(f"{server.address}/participation?cluster=Central")
    other.get_by_text("LA lead").wait_for()


def test_sign_in_works_without_scripts_and_by_keyboard(server: Server, browser: Browser) -> None:
    email = new_email()
    person(email)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/sign-in?next=/health")
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}/health")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_own_pages_have_no_accessibility_violation_and_fit(
    server: Server, browser: Browser, scheme: str, width: int
) -> None:
    invitation = accounts.invite_user(factories.administrator(), new_email(), "Max", "la_lead")
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # axe is a script, and these pages allow none
    )
    page = context.new_page()
    for path in ("/sign-in", "/sign-out", f"/invitation/{invitation}", "/invitation/none"):
        page.goto(server.address + path)
        if path == "/sign-in":
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("alert").wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_language_that_is_read_from_right_to_left_fits_and_is_accessible(
    client: TestClient, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(clock.today())
    code = link(survey())
    add_right_to_left(tmp_path, monkeypatch)
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    try:
        for answer in (client.get(f"/s/{code}?lang=ur"), client.post(f"/s/{code}?lang=ur", data={"urn": "100001"})):
            page.set_content(answer.text)
            page.add_style_tag(content=client.get("/sign-in.css").text)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            send = page.get_by_role("button", name="میرے").bounding_box()
            assert send is not None
            assert send["x"] + send["width"] > 300
    finally:
        survey_words.languages.cache_clear()
        context.close()
