"""Two people at once: what one saves, the other sees, without a touch. `make bench` measures how soon."""

import re

from playwright.sync_api import Page, expect

from data_access import accounts, clock, events
from data_access.vocabulary import Role
from tests import factories
from tests.browser.conftest import SignIn

STAFF, MEETING, MEMBER = "ann@council.example", "bea@council.example", "cat@council.example"
PASSWORD = "kettle marble orchard"


def seed() -> None:
    """Two clusters of two settings, and one person of each kind."""
    factories.add_programme(starts_on=clock.today())
    for cluster, first in (("Central", 100001), ("North", 100003)):
        factories.add_cluster(cluster)
        for urn in (first, first + 1):
            place = {"latitude": 53 + urn % 10 / 100, "longitude": -2.2 + urn % 10 / 100}
            factories.add_setting(str(urn), f"School {urn}", cluster=cluster, joined_on=clock.today(), **place)
    actor = factories.administrator()
    accounts.create_user(actor, STAFF, "Ann", Role.PROGRAMME_STAFF, PASSWORD)
    accounts.create_user(actor, MEETING, "Bea", Role.DELIVERY_GROUP, PASSWORD)
    accounts.create_user(actor, MEMBER, "Cat", Role.CLUSTER_MEMBER, PASSWORD, ("North",))


def enter_a_register(page: Page) -> None:
    """One of Central's two settings came to a meeting today."""
    page.get_by_label("What the event was called").fill("Central cluster meeting")
    page.get_by_label("What kind of event it was").click()
    page.get_by_role("option", name="Cluster meeting").click()
    page.get_by_role("group", name="When it was held").first.click()
    page.keyboard.type(f"{clock.today():%d%m%Y}")
    page.get_by_text("In person", exact=True).click()
    page.get_by_text("School 100001", exact=True).click()
    page.get_by_role("button", name=re.compile("Save register: 1 of 4 came")).click()
    expect(page.get_by_text("1 of 4 settings came")).to_be_visible()


def test_register_saved_by_one_person_moves_what_the_others_see(served: str, sign_in: SignIn) -> None:
    seed()
    overview = sign_in(served, MEETING, PASSWORD)
    participation = overview.context.new_page()
    participation.goto(f"{served}/participation")
    on_map = overview.context.new_page()
    on_map.goto(f"{served}/map")
    expect(overview.get_by_text("0 of 4").first).to_be_visible()
    expect(on_map.get_by_role("listitem").filter(has_text="4 not yet reached")).to_be_visible()
    expect(participation.get_by_text(re.compile("0 of 4 settings took part")).first).to_be_visible()
    enter_a_register(sign_in(f"{served}/enter-register", STAFF, PASSWORD))
    expect(participation.get_by_text(re.compile("1 of 4 settings took part")).first).to_be_visible()
    expect(overview.get_by_text("1 of 4").first).to_be_visible()
    expect(on_map.get_by_role("listitem").filter(has_text="3 not yet reached")).to_be_visible()


def test_copied_link_shows_somebody_else_the_same_view_within_their_own_scope(served: str, sign_in: SignIn) -> None:
    seed()
    register = {"title": "Training", "event_type": "cpd", "held_on": clock.today(), "mode": "virtual", "cluster": None}
    line = events.RegisterRow("100003", is_attended=True, people_count=1)
    events.record_register(factories.administrator(), register, [line], "entry")
    page = sign_in(f"{served}/participation", MEETING, PASSWORD)
    page.get_by_label("Cluster").first.click()
    page.get_by_role("option", name="North").click()
    expect(page).to_have_url(re.compile("cluster=North"))
    expect(page.get_by_text(re.compile("1 of 2 settings took part")).first).to_be_visible()
    copied = page.url

    same = sign_in(copied, MEMBER, PASSWORD)
    expect(same.get_by_text(re.compile("1 of 2 settings took part")).first).to_be_visible()
    same.goto(copied.replace("North", "Central"))
    expect(same.get_by_text(re.compile("Central.*not")).first).to_be_visible()
    expect(same.get_by_text("School 100001")).to_have_count(0)

    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text(re.compile("of 4 settings took part")).first).to_be_visible()
