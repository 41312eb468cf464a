"""Entering evidence in a real browser: what only there can go wrong with typing, leaving and clicking twice."""

import re

import pytest
from playwright.sync_api import expect

from data_access import accounts, clock, drafts, events
from data_access.permissions import Identity
from data_access.vocabulary import Role
from tests import factories
from tests.browser.conftest import SignIn

EMAIL, PASSWORD = "ann@council.example", "kettle marble orchard"
KEPT = re.compile("Saved as a draft at")


def seed() -> Identity:
    """A programme with three settings. Value: a member of staff, who may sign in."""
    factories.add_programme()
    factories.add_cluster("Central")
    for number in range(3):
        factories.add_setting(str(100001 + number), f"School {number}", cluster="Central")
    staff = Role.PROGRAMME_STAFF
    user_id = accounts.create_user(factories.administrator(), EMAIL, "Ann", staff, password=PASSWORD)
    return Identity(user_id, EMAIL, "Ann", staff)


def test_long_answer_is_kept_while_it_is_typed_and_is_there_after_the_tab_was_closed(
    served: str, sign_in: SignIn
) -> None:
    ann = seed()
    page = sign_in(f"{served}/enter-case-study", EMAIL, PASSWORD)
    page.get_by_label("Context").click()
    page.keyboard.type("Mornings were hard")
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_label("Context")).to_be_focused()
    address = page.url
    other = page.context.new_page()
    page.close()
    other.goto(address)
    expect(other.get_by_label("Context")).to_have_value("Mornings were hard")
    assert [draft.answers["context"] for draft in drafts.drafts(ann)] == ["Mornings were hard"]


def test_register_is_filled_in_by_keyboard_and_a_double_click_makes_one(served: str, sign_in: SignIn) -> None:
    ann = seed()
    page = sign_in(f"{served}/enter-register", EMAIL, PASSWORD)
    page.get_by_label("What the event was called").click()
    page.keyboard.type("Central cluster meeting")
    page.keyboard.press("Tab")
    page.keyboard.type("Cluster m")
    page.keyboard.press("Enter")
    # Past the button that clears the choice.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{clock.today():%d%m%Y}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Everyone came")).to_be_visible()
    page.get_by_text("School 1", exact=True).click()
    save = page.get_by_role("button", name="Save register: 1 of 3 came")
    expect(save).to_be_visible()
    save.dblclick()
    expect(page.get_by_text("1 of 3 settings came")).to_be_visible()
    found = events.events(ann).to_dict("records")
    assert [(event["title"], event["mode"], event["attended_count"]) for event in found] == [
        ("Central cluster meeting", "in_person", 1)
    ]
    assert drafts.drafts(ann) == []


def test_first_thing_that_is_wrong_is_brought_into_view_on_a_phone_each_time_a_save_is_refused(
    served: str, sign_in: SignIn
) -> None:
    seed()
    page = sign_in(f"{served}/enter-record?kind=action", EMAIL, PASSWORD)
    page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(2):
        page.get_by_role("group", name="Done on").scroll_into_view_if_needed()
        page.get_by_role("button", name="Save action").click()
        expect(page.get_by_text("Choose the setting.", exact=True)).to_be_in_viewport()


def test_what_a_long_form_of_administrators_saved_is_brought_into_view_on_a_phone(served: str, sign_in: SignIn) -> None:
    seed()
    accounts.create_user(factories.administrator(), "ada@council.example", "Ada", Role.ADMINISTRATOR, password=PASSWORD)
    page = sign_in(f"{served}/programme", "ada@council.example", PASSWORD)
    page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(2):
        page.get_by_role("button", name="Save the programme").click()
        expect(page.get_by_text("The programme is saved.")).to_be_in_viewport()


@pytest.mark.parametrize(("typed", "shown"), [("1,5", ""), ("1,392", "1392.00"), ("1.5", "1.50")])
def test_comma_in_a_number_never_makes_it_ten_times_as_large(
    served: str, sign_in: SignIn, typed: str, shown: str
) -> None:
    seed()
    page = sign_in(f"{served}/enter-record?kind=skill_gain", EMAIL, PASSWORD)
    for leave in ("Tab", "Enter"):
        score = page.get_by_label("Mean score before")
        score.click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed)
        page.keyboard.press(leave)
        expect(score).to_have_value(shown)
        expect(page.get_by_text("Type this number again")).to_have_count(0 if shown else 1)
    score.click()
    page.keyboard.type("2")
    expect(page.get_by_text("Type this number again")).to_have_count(0)
