"""A connection that is lost, a server and a session that end: said on the page, and what was typed arrives."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import update

from data_access import drafts, store
from data_access.models import SignInSession
from data_access.permissions import COMMAND_LINE, Identity
from tests.browser.cable import cable
from tests.browser.conftest import PATIENCE, SignIn
from tests.browser.server import serving
from tests.browser.test_entry import EMAIL, KEPT, PASSWORD, seed

SAID_BY_STYLE = "getComputedStyle(document.querySelector('.stApp'), '::after').content"
IS_LOST = f"{SAID_BY_STYLE}.includes('The connection is lost')"
IS_BACK = f"!{IS_LOST} && !document.querySelector('textarea').disabled"


def begin(page: Page) -> None:
    """Types, waits until it is kept, and types on."""
    page.get_by_label("Context").click()
    page.keyboard.type("Mornings were hard")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.keyboard.type(" for all of us")


def kept(person: Identity) -> list[object]:
    return [draft.answers.get("context") for draft in drafts.drafts(person)]


def wait_until_kept(page: Page, person: Identity, text: str) -> None:
    deadline = datetime.now(UTC) + timedelta(milliseconds=PATIENCE)
    while kept(person) != [text] and datetime.now(UTC) < deadline:
        page.wait_for_timeout(200)
    assert kept(person) == [text]


def test_lost_connection_is_said_and_what_was_typed_is_sent_when_it_is_back(
    sqlite_database: str, sign_in: SignIn
) -> None:
    ann = seed()
    with serving("app.py", "/health") as port, cable(port) as line:
        page = sign_in(f"http://127.0.0.1:{line.port}/enter-case-study", EMAIL, PASSWORD)
        begin(page)
        line.pull_out()
        page.wait_for_function(IS_LOST)
        expect(page.get_by_role("alert").filter(has_text="The connection is lost")).to_have_count(1)
        expect(page.get_by_label("Context")).to_have_value("Mornings were hard for all of us")
        line.plug_in()
        page.wait_for_function(IS_BACK)
        wait_until_kept(page, ann, "Mornings were hard for all of us")
        expect(page.get_by_label("Context")).to_have_value("Mornings were hard for all of us")


def test_server_that_restarts_in_the_middle_loses_neither_the_session_nor_the_words(
    sqlite_database: str, sign_in: SignIn
) -> None:
    ann = seed()
    with cable(0) as line:
        with serving("app.py", "/health") as first:
            line.server_port = first
            page = sign_in(f"http://127.0.0.1:{line.port}/enter-case-study", EMAIL, PASSWORD)
            begin(page)
        page.wait_for_function(IS_LOST)
        with serving("app.py", "/health") as second:
            line.server_port = second
            page.wait_for_function(IS_BACK)
            wait_until_kept(page, ann, "Mornings were hard for all of us")
            page.reload()
            expect(page.get_by_label("Context")).to_have_value("Mornings were hard for all of us")


def test_session_that_is_about_to_end_is_said_while_somebody_types_and_goes_on_after_a_click(
    sqlite_database: str, sign_in: SignIn
) -> None:
    seed()
    with serving("app.py", "/health") as port:
        page = sign_in(f"http://127.0.0.1:{port}/enter-case-study", EMAIL, PASSWORD)
        begin(page)
        with store.writing(COMMAND_LINE) as session:
            session.execute(update(SignInSession).values(expires_at=datetime.now(UTC) + timedelta(minutes=5)))
        page.reload()
        warning = page.get_by_text("You will be signed out in 5 minutes")
        expect(warning).to_be_visible()
        expect(warning).to_be_in_viewport()
        page.get_by_role("button", name="Stay signed in").click()
        expect(warning).to_have_count(0)
        expect(page.get_by_label("Context")).to_be_visible()
