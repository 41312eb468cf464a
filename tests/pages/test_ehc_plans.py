"""EHC plans: requests by school year, placements, moves and their cost, each number worked out by hand."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import unit_costs
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table
from tests.pages.filling_in import errors, field, labels, press
from tests.pages.two_years import END, YEAR, made, months

Open = Callable[..., AppTest]
CHOSEN = {"period": "academic_year", "of": YEAR}
CALENDAR_YEAR = (date(2023, 1, 1), date(2023, 12, 31))
INVENTED = "Section 251 budget"


def seed() -> None:
    """120 requests in 2023/24, ten a month; in 2024/25 five months are in, with 45, and 9 a month are planned."""
    months("ehcna_requests", 2023, *[10] * 12)
    months("ehcna_requests", 2024, 8, 12, 10, 6, 9)
    factories.add_target("ehcna_requests", 9, END, per="month")
    months("mainstream_to_isp", 2023, *[8] * 12)
    months("mainstream_to_isp", 2024, 6, 3, 7)
    months("mainstream_to_special", 2023, *[20] * 12)
    months("mainstream_to_special", 2024, 18, 19, 20)
    for year, parts in ((2024, {"mainstream": 50, "special_school": 30, "isp": 20}), (2025, {"mainstream": 60})):
        parts = parts if "isp" in parts else parts | {"special_school": 30, "isp": 10}
        for part, count in parts.items():
            factories.add_figure("ehc_plans", factories.month(year, 1), count, part=part)
    factories.add_figure("ehcna_requests", CALENDAR_YEAR, 683, kind="calendar_year")
    factories.add_figure("refusal_rate", CALENDAR_YEAR, 156, 683, kind="calendar_year")
    factories.add_figure("tribunal_appeals", CALENDAR_YEAR, 3, kind="calendar_year")


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(sqlite_template, tmp_path_factory.mktemp("ehc") / "template.db", seed)


@pytest.fixture
def figures(template: Path, sqlite_database: str) -> str:
    shutil.copy(template, sqlite_database.removeprefix("sqlite:///"))
    return sqlite_database


def column(at: AppTest, name: str, of: str) -> list[str]:
    return [str(cell) for cell in table(at, name)[of]]


def captions(at: AppTest) -> str:
    return "\n".join(caption.value for caption in at.caption).replace("\N{NO-BREAK SPACE}", " ")


def test_answer_holds_the_same_months_of_two_years_and_the_plan_against_each_other(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN)
    assert not at.exception
    assert "45 requests for an EHC needs assessment were received in September to January 2025" in said(at)
    assert ", 5 fewer than in the same months a year before; 45 planned." in said(at)
    assert "never a limit on what a child is entitled to" in said(at)


def test_cards_show_what_balances_a_reduction_beside_it(figures: str, opened: Open) -> None:
    requests = said(opened("ehc_plans", **CHOSEN))
    for title in ("Requests refused", "Decided within six weeks", "Plans issued within 20 weeks", "Appeals registered"):
        assert title in requests
    assert "Parents' and carers' confidence" in requests
    moves = said(opened("ehc_plans", **CHOSEN, topic="moves"))
    assert "Appeals registered" in moves
    assert "Parents' and carers' confidence" in moves


def test_months_stand_beside_the_year_before_and_the_plan(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN)
    assert column(at, "ehcna-requests_month-by-month", "2024/25") == ["8", "12", "10", "6", "9", *[""] * 7]
    assert column(at, "ehcna-requests_month-by-month", "2023/24") == ["10"] * 12
    assert column(at, "ehcna-requests_month-by-month", "Planned") == ["9"] * 12
    assert "Requests for assessment: 9 in January 2025, 1 fewer than in January 2024" in said(at)


def test_year_is_added_up_against_the_year_before_and_projected_with_its_uncertainty(
    figures: str, opened: Open
) -> None:
    at = opened("ehc_plans", **CHOSEN)
    now = column(at, "ehcna-requests_added-up", "2024/25")
    assert now[:6] == ["8", "20", "30", "36", "45", ""]
    assert column(at, "ehcna-requests_added-up", "2023/24")[4:12] == [str(10 * n) for n in range(5, 13)]
    # 45 are 50 of 120, the share of these months in the year before.
    assert now[-1] == "about 108"
    assert (
        "Requests for assessment: 45 in September 2024 to January 2025, 5 fewer than a year before; 45 planned"
        in said(at)
    )
    assert "divided by those months' share of a full year in the year before (42 %)" in captions(at)
    assert "nineteen times in twenty between" in captions(at)


def test_twelve_months_are_added_up_only_where_each_has_a_figure(figures: str, opened: Open) -> None:
    rolling = table(opened("ehc_plans", **CHOSEN), "ehcna-requests_twelve-months")
    known = dict(zip(rolling["Twelve months to"], rolling["Number"], strict=True))
    # February to August 2024 make 70, September to January 45.
    assert known["January 2025"] == "115"
    assert known["August 2024"] == "120"
    assert known["February 2025"] == ""


def test_no_projection_is_made_from_two_months_and_that_is_said(sqlite_database: str, opened: Open) -> None:
    made_of_two_months()
    at = opened("ehc_plans", **CHOSEN)
    assert not at.exception
    assert "No projection to the end of 2024/25" in captions(at)


def made_of_two_months() -> None:
    factories.add_programme(starts_on=date(2024, 9, 1), year_one_ends_on=END)
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central", joined_on=date(2024, 9, 1))
    months("ehcna_requests", 2024, 8, 12)


def test_placements_have_their_number_and_share_and_how_that_moved(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, topic="plans", part="isp")
    placed = table(at, "ehc-plans_by-part").set_index("Placement")
    assert dict(placed["Number"])["Independent specialist provision (ISP)"] == "10"
    assert placed["Share"].tolist() == ["60 %", "30 %", "10 %"]
    over_time = table(at, "ehc-plans_parts-over-time").set_index("Period")
    assert over_time["Independent specialist provision (ISP)"].to_dict() == {"2023/24": "20 %", "2024/25": "10 %"}
    assert "Independent specialist provision (ISP): 10 % in 2024/25, down 10 points on 2023/24" in said(at)
    assert "Plans placed in ISP: 10.0 % in January 2025, 20.0 % a year before" in said(at)


def test_plans_for_every_thousand_pupils_say_which_pupils(figures: str, opened: Open) -> None:
    # 100 plans over 600 pupils.
    at = said(opened("ehc_plans", **CHOSEN, topic="plans"))
    assert "166.7 plans for every 1,000 pupils: 100 plans over the 600 pupils of 3 open settings" in at
    assert "for every 1,000 pupils" not in said(opened("ehc_plans", **CHOSEN, topic="plans", cluster="Central"))


def test_moves_are_drawn_by_choice_and_conversions_are_explained(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, topic="moves")
    assert column(at, "mainstream-to-isp_month-by-month", "2024/25")[:4] == ["6", "3", "7", ""]
    assert "no child has moved" in captions(at)
    at.button_group(key="choice of moves").set_value("mainstream_to_special").run()
    assert not at.exception
    assert column(at, "mainstream-to-special_added-up", "2024/25")[:4] == ["18", "37", "57", ""]
    assert at.query_params["moves"] == "mainstream_to_special"


def test_no_cost_is_shown_until_somebody_has_said_what_places_cost(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, topic="moves")
    assert "No estimate is shown until somebody has said what places cost" in said(at)
    assert "£" not in said(at)


def test_lead_says_what_places_cost_and_reads_what_fewer_moves_are_worth(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, topic="moves")
    for place, cost in (("mainstream", "10000"), ("isp", "60,000")):
        field(at, "Place").set_value(place).run()
        field(at, "Pounds a year").set_value(cost)
        field(at, "Source").set_value(INVENTED)
        press(at, "Save the cost")
        assert not at.exception
    stored = unit_costs.unit_costs(factories.la_lead())
    assert dict(zip(stored["placement"], stored["annual_cost_pence"], strict=True)) == {
        "mainstream": 1_000_000,
        "isp": 6_000_000,
    }
    # 24 moves in September to November a year before, 16 now: 8 fewer, of £50,000 each.
    assert "An estimate for September to November 2024: 8 fewer moves than in the same months a year before" in said(at)
    assert ", which makes about £400,000 less a year (likely between" in said(at)
    assert column(at, "unit-costs", "Cost a year") == ["£10,000", "£60,000"]
    assert column(at, "unit-costs", "Source") == [INVENTED, INVENTED]


def test_moves_to_isp_are_not_counted_again_among_those_to_special_schools(figures: str, opened: Open) -> None:
    for place, cost in (("mainstream", "10000"), ("special_school", "30000"), ("isp", "60000")):
        unit_costs.set_unit_cost(factories.la_lead(), place, cost, INVENTED)
    rows = table(opened("ehc_plans", **CHOSEN, topic="moves"), "cost-avoided")
    # To any special school 57, of them 16 to ISP; a year before 60, of them 24.
    assert rows[["Place", "Moves expected", "Moves made", "Fewer moves"]].to_numpy().tolist() == [
        ["ISP", "24", "16", "8"],
        ["Other special schools", "36", "41", "−5"],
    ]
    assert rows["Saved a year, about"].tolist() == ["£400,000", "−£100,000"]


def test_wrong_cost_is_refused_and_stays_typed(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, topic="moves")
    field(at, "Pounds a year").set_value("a lot")
    field(at, "Source").set_value(INVENTED)
    press(at, "Save the cost")
    assert "Give what a place costs in a year" in errors(at)
    assert field(at, "Pounds a year").value == "a lot"


@pytest.mark.parametrize("role", [Role.PROGRAMME_STAFF, Role.DELIVERY_GROUP])
def test_others_read_the_assumptions_and_cannot_change_them(figures: str, opened: Open, role: Role) -> None:
    unit_costs.set_unit_cost(factories.la_lead(), "isp", "60000", INVENTED)
    at = opened("ehc_plans", role, **CHOSEN, topic="moves")
    assert column(at, "unit-costs", "Cost a year") == ["£60,000"]
    assert not {"Save the cost", "Take this cost away"} & set(labels(at))


def test_hidden_month_breaks_every_sum_that_holds_it(figures: str, opened: Open) -> None:
    for place, cost in (("mainstream", "10000"), ("isp", "60000")):
        unit_costs.set_unit_cost(factories.la_lead(), place, cost, INVENTED)
    at = opened("ehc_plans", Role.DELIVERY_GROUP, **CHOSEN, topic="moves")
    by_month = column(at, "mainstream-to-isp_month-by-month", "2024/25")
    assert by_month[1] == "c"
    first = by_month.index("c")
    added = column(at, "mainstream-to-isp_added-up", "2024/25")
    assert all(cell == "" for cell in added[first:12])
    assert (
        "Moves from mainstream to ISP in twelve months: no twelve months in a row that each have a figure to show"
        in said(at)
    )
    # 8 fewer moves, or £400,000, would give October away.
    assert "£400,000" not in said(at)
    assert "8 fewer" not in said(at)


def test_calendar_years_stand_apart_and_hide_small_numbers(figures: str, opened: Open) -> None:
    exact = table(opened("ehc_plans", **CHOSEN), "calendar-years").set_index("Year").loc["2023"]
    assert exact.to_dict() == {
        "Requests for assessment": "683",
        "Requests refused": "23 % of 683",
        "Appeals registered": "3",
    }
    hidden = table(opened("ehc_plans", Role.DELIVERY_GROUP, **CHOSEN), "calendar-years").set_index("Year").loc["2023"]
    assert hidden["Appeals registered"] == "c"
    assert hidden["Requests for assessment"] == "683"


def test_member_sees_the_figures_of_their_cluster_and_none_of_the_authority(figures: str, opened: Open) -> None:
    months("ehcna_requests", 2024, 11, 13, cluster="North")
    months("ehcna_requests", 2024, 21, 23, cluster="Central")
    at = opened("ehc_plans", Role.CLUSTER_MEMBER, clusters=("Central",), **CHOSEN)
    assert not at.exception
    assert column(at, "ehcna-requests_month-by-month", "2024/25")[:3] == ["21", "23", ""]
    assert "By calendar year" not in said(at)


def test_choice_without_figures_says_whose_they_are(figures: str, opened: Open) -> None:
    at = opened("ehc_plans", **CHOSEN, cluster="North")
    assert not at.exception
    assert "Most of these figures are counted for the whole authority" in said(at)


@pytest.mark.parametrize("topic", ["requests", "plans", "moves"])
def test_page_without_figures_says_who_adds_them_and_leads_those_who_may(
    programme: str, opened: Open, topic: str
) -> None:
    staff = opened("ehc_plans", Role.PROGRAMME_STAFF, topic=topic)
    group = opened("ehc_plans", Role.DELIVERY_GROUP, topic=topic)
    for at in (staff, group):
        assert not at.exception
        assert "has been handed over yet" in said(at)
    assert "Add a figure" in said(staff)
    assert "Add a figure" not in said(group)


def test_every_chart_has_alt_text_with_its_numbers(figures: str, opened: Open) -> None:
    for topic in ("requests", "plans", "moves"):
        at = opened("ehc_plans", **CHOSEN, topic=topic)
        charts = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
        assert charts
        assert all(any(letter.isdigit() for letter in chart.proto.alt) for chart in charts)
