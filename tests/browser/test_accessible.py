"""Every page, in light on a laptop and in dark on a phone: axe-core finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data_access import accounts, demo
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role
from pages.shared import menu
from tests.browser.conftest import PATIENCE, through_the_form
from tests.browser.server import serving
from tests.conftest import SECRET

EMAIL, PASSWORD = "ada@council.example", "kettle marble orchard"
SCREENS = {
    "laptop": {"viewport": {"width": 1366, "height": 768}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
ENTRIES = [entry for entries in menu.GROUPS.values() for entry in entries]
# Rules that parts of Streamlit itself break: the rule, and what the part's HTML starts with. README lists them.
STREAMLITS_OWN = {
    "list": '<ul data-testid="stSidebarNavItems"',
    "listitem": '<li class="st-emotion-cache',
    "presentation-role-conflict": '<section role="presentation"',
}


@pytest.fixture(scope="module")
def address(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, served, with one administrator."""
    path = tmp_path_factory.mktemp("accessible") / "programme.db"
    path.write_bytes(sqlite_template.read_bytes())
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{path}")
        environment.setenv("SECRET_KEY", SECRET)
        demo.load(COMMAND_LINE)
        accounts.create_user(COMMAND_LINE, EMAIL, "Ada", Role.ADMINISTRATOR, PASSWORD)
        with serving("app.py", "/health") as port:
            yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module", params=SCREENS)
def signed_in(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The administrator's browser, on each screen in turn."""
    with browser.new_context(**SCREENS[request.param]) as context:
        context.set_default_timeout(PATIENCE)
        yield through_the_form(context, address, EMAIL, PASSWORD)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_page_can_be_used_by_everyone(signed_in: Page, address: str, entry: menu.Entry) -> None:
    query = "?urn=990001" if entry.name == "setting" else ""
    signed_in.goto(f"{address}/{entry.path}{query}")
    expect(signed_in.get_by_role("heading", level=1)).to_have_count(1)
    expect(signed_in.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert signed_in.get_by_test_id("stException").count() == 0
    found = Axe().run(signed_in).response["violations"]
    broken = [(violation["id"], node["html"][:200]) for violation in found for node in violation["nodes"]]
    assert [
        (rule, part) for rule, part in broken if rule not in STREAMLITS_OWN or not part.startswith(STREAMLITS_OWN[rule])
    ] == []
    is_wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not signed_in.evaluate(is_wider), "The page scrolls sideways."
