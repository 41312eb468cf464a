"""The map as a browser really draws it."""

import io
from datetime import date
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import Page, Request, expect

from data_access import accounts
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role
from pages.shared.locality.map_icons import SHADES
from tests import factories
from tests.browser.conftest import SignIn

ADDRESS = "/map?period=term&of=2025-autumn"
EMAIL, PASSWORD = "lead@example.org", "violet-harbour-seven"
# Of one colour: fewer are a stray edge, not a mark.
FEWEST_PIXELS = 40


def a_programme() -> None:
    """One setting that came, far from one that did not."""
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100", "Ash School", cluster="Central", latitude=53.00, longitude=-2.20)
    factories.add_setting("200", "Birch School", cluster="Central", latitude=53.02, longitude=-2.16)
    factories.add_event("E1", date(2025, 10, 16), attended=["100"], absent=["200"])
    accounts.create_user(COMMAND_LINE, EMAIL, "Lee Lead", Role.LA_LEAD, PASSWORD)


def middle_of(colour: str, picture: np.ndarray) -> tuple[float, float] | None:
    """Where the pixels of exactly this colour lie on average; None if there are too few to be a mark."""
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    down, across = np.nonzero((picture == wanted).all(axis=2))
    return None if len(across) < FEWEST_PIXELS else (float(across.mean()), float(down.mean()))


def picture_of(page: Page) -> np.ndarray:
    shot = page.get_by_test_id("stDeckGlJsonChart").screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))


def drawn(page: Page, colour: str) -> tuple[float, float]:
    """The middle of the mark of that colour, once it is there."""
    for _ in range(60):
        found = middle_of(colour, picture_of(page))
        if found:
            return found
        page.wait_for_timeout(500)
    raise AssertionError(f"Nothing of colour {colour} was drawn on the map.")


def test_map_is_drawn_and_said_without_a_request_to_another_host(served: str, sign_in: SignIn) -> None:
    a_programme()
    page = sign_in(served + ADDRESS, EMAIL, PASSWORD)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.reload()
    came, did_not_come = drawn(page, SHADES[4]), drawn(page, SHADES[0])
    # The one that came lies to the south-west of the one that did not.
    assert came[0] < did_not_come[0]
    assert came[1] > did_not_come[1]
    hosts = {urlsplit(request.url).netloc for request in asked if request.url.startswith(("http", "ws"))}
    assert hosts == {urlsplit(served).netloc}
    figure = page.get_by_role("figure", name="Map: Settings taking part")
    label = figure.get_attribute("aria-label") or ""
    assert "2 settings: 1 reached and 1 not yet reached. Clusters outlined: Central." in label


def test_mark_and_row_choose_the_same_setting_and_lead_to_its_page(served: str, sign_in: SignIn) -> None:
    a_programme()
    page = sign_in(served + ADDRESS, EMAIL, PASSWORD)
    across, down = drawn(page, SHADES[4])
    page.get_by_test_id("stDeckGlJsonChart").click(position={"x": across, "y": down})
    expect(page.get_by_role("heading", name="Ash School")).to_be_visible()
    assert "urn=100" in page.url
    # The table is drawn on a canvas: its first row, which is furthest behind, has its tick box here.
    page.get_by_test_id("stDataFrame").click(position={"x": 20, "y": 55})
    expect(page.get_by_role("heading", name="Birch School")).to_be_visible()
    assert "urn=200" in page.url
    page.get_by_role("link", name="Open its page").click()
    expect(page.get_by_role("heading", level=1, name="Birch School")).to_be_visible()
    assert "/setting?urn=200" in page.url
