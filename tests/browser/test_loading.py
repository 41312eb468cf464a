"""Putting a row of a file right in a real browser: the table that is typed in is drawn on a canvas."""

from pathlib import Path

from playwright.sync_api import expect

from data_access import events, import_runs
from tests import factories
from tests.browser.conftest import SignIn
from tests.browser.test_entry import EMAIL, PASSWORD, seed
from tests.data_access.imports.files import line, register

# In pixels: past the number of the row and the reason, into the first column that can be typed in.
FIRST_COLUMN, FIRST_LINE = 76 + 420 + 30, 38 + 25


def test_a_refused_row_is_put_right_in_the_table_loaded_and_undone(
    served: str, sign_in: SignIn, tmp_path: Path
) -> None:
    seed()
    file = tmp_path / "register.csv"
    file.write_bytes(register(line("100001"), line("999999")))
    page = sign_in(f"{served}/imports", EMAIL, PASSWORD)
    page.locator("input[type=file]").set_input_files(file)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.dblclick(position={"x": FIRST_COLUMN, "y": FIRST_LINE})
    cell = page.get_by_test_id("textarea").or_(page.locator("textarea.gdg-input"))
    expect(cell).to_have_value("999999")
    cell.fill("100002")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check what you typed first")).to_be_visible()
    page.reload()
    # The file itself is chosen again; what was typed is still there.
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Load this file").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert set(events.register(factories.la_lead(), "E1")["urn"]) == {"100001", "100002"}
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Yes, undo this file").click()
    expect(page.get_by_text("Undone: Registers of events (CSV).")).to_be_visible()
    assert events.events(factories.la_lead()).empty
    assert not import_runs.loaded(factories.staff())["can_be_undone"].any()
