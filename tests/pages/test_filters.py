"""Filters: the address holds them, a link shares them, nonsense falls back with a sentence."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import PeriodKind, Role
from tests.pages.conftest import CALENDAR, said, table, unfolded

Open = Callable[..., AppTest]


def test_fresh_visit_starts_with_everything_in_the_term_in_progress(programme: str, opened: Open, today: date) -> None:
    at = opened("overview")

    assert at.selectbox(key="filter cluster").value == ""
    assert at.selectbox(key="filter period").value == PeriodKind.TERM
    assert at.selectbox(key="filter of").value == CALENDAR.period_of(PeriodKind.TERM, today).key
    assert "All clusters · all phases · all types of setting" in said(at)
    assert not at.info


def test_choice_goes_into_the_address_and_into_words(programme: str, opened: Open) -> None:
    at = opened("overview")

    at.selectbox(key="filter cluster").select("North").run()
    at.selectbox(key="filter phase").select("primary").run()

    assert at.query_params["cluster"] in ("North", ["North"])
    assert at.query_params["phase"] in ("primary", ["primary"])
    assert "North · primary · all types of setting" in said(at)


def test_copied_link_shows_somebody_else_the_same_view(programme: str, opened: Open) -> None:
    at = unfolded(opened("overview", phase="primary", type="school", period="half_term"))
    link = next(code.value for code in at.code if "?" in code.value)
    address = dict(part.split("=") for part in link.split("?")[1].split("&"))

    other = opened("overview", Role.DELIVERY_GROUP, **address)

    assert table(other, "all-measures").loc[0, "Out of"] == table(at, "all-measures").loc[0, "Out of"] == "2"
    assert other.selectbox(key="filter of").value == at.selectbox(key="filter of").value


def test_reset_is_one_click(programme: str, opened: Open) -> None:
    at = opened("overview", cluster="North", phase="primary", period="month")

    at.button(key="filters reset").click().run()

    assert not set(at.query_params) & {"cluster", "phase", "type", "period", "of"}
    assert "All clusters · all phases · all types of setting" in said(at)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("cluster", "Atlantis", "a cluster that is not here for you (Atlantis): all clusters shown"),
        ("phase", "<b>", "a phase that is not here for you"),
        ("type", "castle", "a setting type that is not here for you (castle): all types shown"),
        ("period", "fortnight", "not here for you (fortnight)"),
        ("of", "1066-autumn", "a period that is not here for you (1066-autumn): the usual one shown"),
    ],
)
def test_nonsense_in_the_address_falls_back_with_a_sentence(
    programme: str, opened: Open, name: str, value: str, sentence: str
) -> None:
    at = opened("overview", **{name: value})

    assert not at.exception
    assert any(sentence in info.value for info in at.info)
    assert table(at, "all-measures").set_index("Measure").loc["Settings taking part", "Out of"] == "6"


def test_link_to_another_cluster_tells_a_member_no_more_than_nonsense_does(programme: str, opened: Open) -> None:
    real = opened("overview", Role.CLUSTER_MEMBER, clusters=("North",), cluster="Central")
    made_up = opened("overview", Role.CLUSTER_MEMBER, clusters=("North",), cluster="Atlantis")

    assert [info.value.replace("Central", "Atlantis") for info in real.info] == [info.value for info in made_up.info]
    assert real.selectbox(key="filter cluster").options == ["All clusters", "North"]
    assert "North shown" in real.info[0].value


def test_filters_go_along_to_the_next_page(programme: str, opened: Open) -> None:
    at = opened("overview", cluster="North")

    at.query_params.clear()
    at.switch_page("participation.py").run()

    assert at.selectbox(key="filter cluster").value == "North"
    assert "North · all phases" in said(at)


def test_another_kind_of_period_starts_with_its_period_in_progress(programme: str, opened: Open, today: date) -> None:
    at = opened("overview", of=CALENDAR.period_of(PeriodKind.TERM, today).key)

    at.selectbox(key="filter period").select(PeriodKind.MONTH).run()

    assert at.selectbox(key="filter of").value == f"{today:%Y-%m}"
    assert not at.info


def test_presenting_puts_filters_away_and_can_be_left(programme: str, opened: Open) -> None:
    at = opened("overview", present="1", cluster="North")
    assert not at.selectbox
    assert "North · all phases" in said(at)

    at.button(key="filters leave").click().run()

    assert at.selectbox(key="filter cluster").value == "North"


def test_member_of_one_cluster_reads_its_name_and_not_all_clusters(programme: str, opened: Open) -> None:
    assert "North · all phases" in said(opened("overview", Role.CLUSTER_MEMBER, clusters=("North",)))
