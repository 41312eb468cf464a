"""Impact: each measure against the year before, settings to ring, rates for pupils and skill gains, by hand."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.models import SkillGain
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table
from tests.pages.two_years import YEAR, made

Open = Callable[..., AppTest]
CHOSEN = {"period": "academic_year", "of": YEAR}
ENDED = date(2025, 3, 20)


def seed() -> None:
    """September and October of two years for three schools; one January census; two interventions."""
    for year, attended, suspended in ((2023, 850, (6, 9)), (2024, 900, (10, 5))):
        for month in (9, 10):
            period = factories.month(year, month)
            factories.add_figure("attendance_rate", period, attended, 1000, urn="100001")
            for urn, count in zip(("100001", "100011"), suspended, strict=True):
                factories.add_figure("suspensions", period, count, urn=urn)
    factories.add_figure("sen_support", factories.month(2025, 1), 90)
    add_gain("Talk Boost", 12, 12)
    add_gain("Lego Therapy", 20, 11)


def add_gain(intervention: str, pupils: int, after: float, urn: str = "100001") -> None:
    """From a mean of 10 to `after`; both deviations are 4."""
    scores = {"before_mean": 10, "before_sd": 4, "after_mean": after, "after_sd": 4}
    setting = factories.setting_id_of(urn)
    one = SkillGain(setting_id=setting, intervention=intervention, ended_on=ENDED, pupil_count=pupils, **scores)
    one.recorded_by = "a test"
    factories.save(one)


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(sqlite_template, tmp_path_factory.mktemp("impact") / "template.db", seed)


@pytest.fixture
def figures(template: Path, sqlite_database: str) -> str:
    shutil.copy(template, sqlite_database.removeprefix("sqlite:///"))
    return sqlite_database


def captions(at: AppTest) -> str:
    return "\n".join(caption.value for caption in at.caption).replace("\N{NO-BREAK SPACE}", " ")


def test_measures_are_held_against_the_same_months_a_year_before(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN)
    assert not at.exception
    rows = table(at, "a-year-before").set_index("Measure")
    assert rows.loc["Attendance"].tolist() == [
        "90.0 %",
        "85.0 %",
        "Up 5.0 points",
        "Better",
        "September and October 2024",
    ]
    # 2 × (10 + 5) against 2 × (6 + 9).
    assert rows.loc["Suspensions"].tolist()[:4] == ["30", "30", "No change", "The same"]
    assert rows.loc["Pupils at SEN support"].tolist()[:3] == ["90", "", ""]
    assert (
        "Of 10 measures, held against the same time a year before, 1 is better and 1 is the same; 8 have nothing to be "
        "compared with."
    ) in said(at)


def test_settings_that_got_worse_are_to_be_rung_first(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN, measure="suspensions")
    listed = table(at, "suspensions_by-setting")
    assert listed[["Setting", "Figure", "On a year before", "Cluster"]].to_numpy().tolist() == [
        ["Central primary", "20", "Up 8, worse", "Central"],
        ["North primary", "10", "Down 8, better", "North"],
    ]
    assert all("/setting?" in address and "urn=1000" in address for address in listed["Profile"])
    assert "furthest worse than a year before" in captions(at)


def test_rate_is_over_summed_pupils_of_the_settings_that_gave_a_figure(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN, measure="suspensions")
    rates = table(at, "suspensions_per-100-pupils").set_index("Cluster")
    # 30 over 200 and 100 pupils; 20 over 200; 10 over 100.
    assert rates["Figure"].to_dict() == {"All of them": "10.0", "Central": "10.0", "North": "10.0"}
    assert rates["Out of"].to_dict() == {"All of them": "300", "Central": "200", "North": "100"}
    assert "Over the 300 pupils, as the register has them, of the 2 settings that gave a figure" in captions(at)
    assert "for every 100 pupils" not in said(opened("impact", **CHOSEN, measure="attendance_rate"))


def test_only_the_chosen_measure_is_drawn(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN)
    assert "90.0 % in 2024/25" in said(at)
    at.selectbox(key="choice of measure").set_value("sen_support").run()
    assert not at.exception
    assert at.query_params["measure"] == "sen_support"
    assert "Pupils at SEN support: 90 in 2024/25" in said(at)
    assert "Attendance: 90 %" not in said(at)


def test_each_intervention_has_its_scores_its_effect_and_the_caution(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN)
    gains = table(at, "skill-gains").set_index("Intervention")
    # A gain of 2 over a deviation of 4 is 0.5, one of 1 is 0.25.
    assert gains.loc["Talk Boost"].tolist() == ["12", "10", "12", "2", "+0.50, medium"]
    assert gains.loc["Lego Therapy"].tolist() == ["20", "10", "11", "1", "+0.25, small"]
    assert list(gains.index) == ["Talk Boost", "Lego Therapy"]
    assert "part of a gain is ordinary learning" in captions(at)


def test_scores_of_few_pupils_are_hidden_with_all_of_their_period(figures: str, opened: Open) -> None:
    add_gain("Sand Tray", 9, 14)
    hidden = table(opened("impact", Role.DELIVERY_GROUP, **CHOSEN), "skill-gains").set_index("Intervention")
    assert set(hidden.to_numpy().ravel()) == {"c"}
    exact = table(opened("impact", **CHOSEN), "skill-gains").set_index("Intervention")
    assert exact.loc["Sand Tray", "Pupils (n)"] == "9"


def test_small_counts_are_hidden_by_setting_in_the_list_in_the_rate_and_in_the_comparison(
    figures: str, opened: Open
) -> None:
    for year in (2023, 2024):
        factories.add_figure("suspensions", factories.month(year, 9), 2, urn="100002")
    at = opened("impact", Role.DELIVERY_GROUP, **CHOSEN, measure="suspensions")
    assert not at.exception
    listed = table(at, "suspensions_by-setting").set_index("Setting")
    assert listed.loc["Central secondary", "Figure"] == "c"
    assert listed.loc["Central secondary", "On a year before"] == ""
    assert list(listed["Figure"]).index("c") > 0 or set(listed["Figure"]) == {"c"}
    shown = [cell for name in listed for cell in listed[name]]
    assert "2" not in shown


def test_page_without_figures_says_that_nothing_can_be_compared(programme: str, opened: Open) -> None:
    at = opened("impact", Role.DELIVERY_GROUP)
    assert not at.exception
    assert [title.value for title in at.title] == ["What do children, families and staff notice?"]
    assert "Skill gains" in said(at)
    assert "no scores yet" in said(at)


def test_empty_database_says_what_is_missing(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    for page in ("impact", "ehc_plans"):
        at = opened(page, Role.ADMINISTRATOR)
        assert not at.exception
        assert "No settings have been put into clusters yet" in said(at)


def test_member_finds_no_setting_of_another_cluster(figures: str, opened: Open) -> None:
    at = opened("impact", Role.CLUSTER_MEMBER, clusters=("North",), **CHOSEN, measure="suspensions")
    assert not at.exception
    assert not any("Central" in str(frame.value.to_dict()) for frame in at.dataframe)
    assert table(at, "suspensions_by-setting")["Setting"].tolist() == ["North primary"]


def test_every_chart_has_alt_text_with_its_numbers(figures: str, opened: Open) -> None:
    at = opened("impact", **CHOSEN, measure="suspensions")
    charts = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert len(charts) >= 4
    assert all(any(letter.isdigit() for letter in chart.proto.alt) for chart in charts)
