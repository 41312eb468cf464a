"""Putting rows of a file right in a real browser, as fast as anybody types: nothing of it is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_access import events, import_runs
from tests import factories
from tests.browser.conftest import SignIn
from tests.browser.test_entry import EMAIL, PASSWORD, seed
from tests.data_access.imports.files import line, register


@pytest.fixture
def at_the_rows(served: str, sign_in: SignIn, tmp_path: Path) -> Page:
    """The page on which a file with three rows to put right was dropped, one more being right."""
    seed()
    file = tmp_path / "register.csv"
    wrong = (line(f"99999{number}", event_ref=f"E{number}", attended="maybe") for number in (1, 2, 3))
    file.write_bytes(register(line("100001"), *wrong))
    page = sign_in(f"{served}/imports", EMAIL, PASSWORD)
    drop(page, file)
    return page


def drop(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_a_refused_row_is_put_right_loaded_and_undone(served: str, sign_in: SignIn, tmp_path: Path) -> None:
    seed()
    file = tmp_path / "register.csv"
    file.write_bytes(register(line("100001"), line("999999")))
    page = sign_in(f"{served}/imports", EMAIL, PASSWORD)
    drop(page, file)
    page.get_by_label("urn").fill("100002")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check what you typed first")).to_be_visible()
    page.reload()
    # The file itself is chosen again; what was typed is still there.
    drop(page, file)
    page.get_by_role("button", name="Load this file").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert set(events.register(factories.la_lead(), "E1")["urn"]) == {"100001", "100002"}
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Yes, undo this file").click()
    expect(page.get_by_text("Undone: Registers of events (CSV).")).to_be_visible()
    assert events.events(factories.la_lead()).empty
    assert not import_runs.loaded(factories.staff())["can_be_undone"].any()


@pytest.mark.parametrize("pause", [0, 30])
def test_what_is_typed_right_after_selecting_a_cell_and_from_one_to_the_next_is_kept(
    at_the_rows: Page, pause: int
) -> None:
    page = at_the_rows
    page.get_by_label("attended").first.click()
    for number in range(3):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("yes", delay=pause)
        page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("100002" if number else "100001", delay=pause)
        # Past the choice of the row's other cells, into the next row.
        for _ in range(2):
            page.keyboard.press("Tab")
    expect(page.get_by_text("Check what you typed first")).to_be_visible()
    assert [box.input_value() for box in page.get_by_label("attended").all()] == ["yes"] * 3
    page.get_by_role("button", name="Check again").click()
    # On a phone the button is far below what is said of it.
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Load this file").click()
    expect(page.get_by_text("Saved.")).to_be_in_viewport()
    held = {ref: events.register(factories.la_lead(), ref)["urn"].tolist() for ref in ("E1", "E2", "E3")}
    assert held == {"E1": ["100001"], "E2": ["100002"], "E3": ["100002"]}


def test_what_is_pasted_into_a_cell_is_kept(at_the_rows: Page) -> None:
    page = at_the_rows
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('100002')")
    page.get_by_label("urn").nth(1).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+v")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Check what you typed first")).to_be_visible()
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_label("urn")).to_have_count(2)


def test_why_a_file_is_not_taken_is_said_without_a_mouse(served: str, sign_in: SignIn, tmp_path: Path) -> None:
    seed()
    file = tmp_path / "large.csv"
    file.write_bytes(bytes(21 * 1024 * 1024))
    page = sign_in(f"{served}/imports", EMAIL, PASSWORD)
    drop(page, file)
    reason = page.get_by_test_id("stFileChip").get_by_role("alert")
    expect(reason).to_contain_text("20.0MB or smaller")
    shown = reason.bounding_box()
    assert shown is not None
    assert min(shown["width"], 10 * shown["height"]) > 100
