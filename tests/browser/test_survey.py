"""Surveys in a real browser and against a real server: on a phone, by keyboard, and by a full hall at once."""

import re
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from data_access import accounts, clock, store, survey_links, surveys
from data_access.models import SurveyAnswer, SurveyLink, SurveyResponse
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Audience, Item, Role
from tests import factories
from tests.browser.conftest import SignIn
from tests.surveys import link, seed, survey

PHONE = {"viewport": {"width": 390, "height": 844}}
EMAIL, PASSWORD = "lead@council.example", "kettle marble orchard"
# Made once: it takes longer than an answer does.
NO_TLS = ssl.create_default_context()
HALL, AT_ONCE, SECONDS = 200, 20, 60


@pytest.fixture
def code(served: str) -> str:
    seed(clock.today())
    return link(survey())


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """An old phone: no script runs."""
    context = browser.new_context(**PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_parent_types_a_code_and_answers_on_a_phone_without_scripts(served: str, code: str, phone: Page) -> None:
    phone.goto(f"{served}/s")
    phone.get_by_label("Your code").fill(f"{code[:4]} {code[4:]}".lower())
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("button", name="Send my answers").click()
    phone.get_by_role("alert").get_by_role("link", name="Answer at least one question").click()
    expect(phone).to_have_url(re.compile("#confidence_in_mainstream-1$"))
    phone.get_by_label("Which school").select_option("Bridge Primary")
    phone.get_by_role("group", name="how well do you feel listened to").get_by_label("Much better").check()
    phone.get_by_label("anything else").fill("Ring me on 01782 234567.")
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("alert")).to_contain_text("a phone number")
    expect(phone.get_by_label("anything else")).to_have_value("Ring me on 01782 234567.")
    expect(phone.get_by_label("Which school")).to_have_value("100002")
    phone.get_by_label("anything else").fill("They listened.")
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")
    phone.goto(f"{served}/s/{code}")
    expect(phone.get_by_text("has answered this survey already")).to_be_visible()
    row = surveys.responses(factories.staff()).to_dict("records")
    assert [(one["setting"], one["positive_count"]) for one in row] == [("Bridge Primary", 1)]
    assert surveys.comments(factories.staff())["comment"].tolist() == ["They listened."]


def test_language_is_changed_halfway_on_a_phone_without_scripts_and_nothing_is_lost(
    served: str, code: str, phone: Page
) -> None:
    phone.goto(f"{served}/s/{code}")
    phone.get_by_label("Which school").select_option("Bridge Primary")
    phone.get_by_label("anything else").fill("They listened.")
    phone.get_by_role("button", name="Polski").click()
    expect(phone.locator("html")).to_have_attribute("lang", "pl")
    expect(phone).to_have_url(f"{served}/s/{code}?lang=pl")
    expect(phone.locator("select")).to_have_value("100002")
    group = phone.get_by_role("group").first
    group.get_by_role("radio").nth(3).check()
    # The Enter key sends the answers: it does not press a language, which stands first on the page.
    group.get_by_role("radio").nth(3).press("Enter")
    expect(phone).to_have_url(re.compile("thank-you"))
    assert surveys.comments(factories.staff())["comment"].tolist() == ["They listened."]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_violation_and_fit_a_small_phone(
    served: str, code: str, browser: Browser, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two words that it takes
        bypass_csp=True,  # axe is a script, and these pages allow none
    )
    page = context.new_page()
    for path in ("/s", f"/s/{code}", f"/s/{code}?lang=pl", f"/s/{code}/thank-you", "/s/CDFGHJKM"):
        page.goto(served + path)
        if path == f"/s/{code}":
            page.get_by_role("button", name="Send my answers").click()
            page.get_by_role("alert").wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


def person(served: str, code: str, number: int) -> float:
    """One parent in the hall: opens the link, answers, sends it a second time. Value: seconds that the answer took."""
    with httpx.Client(base_url=served, timeout=30, verify=NO_TLS) as browser:
        found = re.search(r'name="entry" value="(\w+)"', browser.get(f"/s/{code}").text)
        assert found is not None
        answers = {"entry": found[1], "urn": "100001", Item.FEELING_LISTENED_TO: "4", "comment": f"Person {number}"}
        began = time.perf_counter()
        assert browser.post(f"/s/{code}", data=answers).status_code == 303
        took = time.perf_counter() - began
        if number % 10 == 0:
            assert browser.post(f"/s/{code}", data=answers).status_code == 303
        return took


def test_hall_of_two_hundred_at_one_address_answers_within_a_minute_and_every_answer_is_there_once(
    served: str, code: str
) -> None:
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as hall:
        seconds = sorted(hall.map(lambda number: person(served, code, number), range(HALL)))
    whole = time.perf_counter() - began
    print(f"{HALL / whole:.0f} answers a second; {seconds[int(HALL * 0.95)]:.2f} s for 95 in 100 of them")
    with store.reading() as session:
        comments = session.scalars(select(SurveyResponse.comment)).all()
        counted = session.scalar(select(SurveyLink.answer_count))
        answered = session.scalar(select(func.count()).select_from(SurveyAnswer))
    assert sorted(map(str, comments)) == sorted(f"Person {number}" for number in range(HALL))
    assert (counted, answered) == (HALL, HALL)
    assert whole < SECONDS


def test_answer_is_on_the_dashboard_without_a_touch(served: str, code: str, sign_in: SignIn) -> None:
    accounts.create_user(COMMAND_LINE, EMAIL, "Lee", Role.LA_LEAD, PASSWORD)
    for _ in range(20):
        factories.add_response(Audience.PARENT_CARER, clock.today(), {Item.CONFIDENCE_IN_MAINSTREAM: 4}, urn="100001")
    page = sign_in(f"{served}/feedback", EMAIL, PASSWORD)
    expect(page.get_by_text(re.compile("20 of 20")).first).to_be_visible()
    sent = {"urn": "100001", Item.CONFIDENCE_IN_MAINSTREAM: "1", "entry": "somebody"}
    began = time.perf_counter()
    assert httpx.post(f"{served}/s/{code}", data=sent).status_code == 303
    page.get_by_text(re.compile("20 of 21")).first.wait_for()
    print(f"on the dashboard after {time.perf_counter() - began:.2f} s")


def test_survey_is_designed_linked_and_printed_by_its_staff(served: str, code: str, sign_in: SignIn) -> None:
    accounts.create_user(COMMAND_LINE, EMAIL, "Ann", Role.PROGRAMME_STAFF, PASSWORD)
    page = sign_in(f"{served}/surveys", EMAIL, PASSWORD)
    page.get_by_text("Make more links or codes").click()
    page.get_by_label("How many codes").fill("3")
    page.get_by_role("button", name="Make codes for one use each").click()
    expect(page.get_by_text("There are 3 new codes")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Print the slips").click()
    slips = opened.value
    assert slips.locator(".slips li svg.qr").count() == 3
    assert survey_links.links(factories.staff(), 1)["batch"].notna().sum() == 3
    slips.goto(f"{served}/poster/{code}")
    expect(slips.get_by_text(f"{code[:4]}-{code[4:]}")).to_be_visible()
    slips.emulate_media(media="print")
    slips.set_viewport_size({"width": 680, "height": 1010})  # what A4 leaves within its margins
    assert slips.evaluate("document.documentElement.scrollHeight") <= 1010
