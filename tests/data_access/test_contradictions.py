"""Every kind of contradiction, planted and found; and what is right, left alone."""

from collections.abc import Callable
from datetime import date

import pytest

from data_access.contradictions import CONTRADICTIONS, contradictions
from data_access.errors import NotAllowed
from data_access.expectations import ASKED
from data_access.models import ActionPlan, PlanAction
from data_access.permissions import PAGES
from data_access.places import link_successor
from data_access.vocabulary import Audience, FigureName, Item
from tests import factories

OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
OPENED, CLOSED = date(2025, 9, 15), date(2025, 10, 24)
ANSWER = {Item.CONFIDENCE_IN_MAINSTREAM: 4}


@pytest.fixture
def places(database: str) -> None:
    """Ash and Birch in Central; Cedar opened in September and closed in October; Dogwood is in no cluster."""
    factories.add_programme()
    for name in ("Central", "North"):
        factories.add_cluster(name)
    factories.add_setting("100001", "Ash", cluster="Central")
    factories.add_setting("100002", "Birch", cluster="Central")
    factories.add_setting("100003", "Cedar", cluster="Central", opened_on=OPENED, closed_on=CLOSED)
    factories.add_setting("100004", "Dogwood")


def came_after_it_closed() -> None:
    factories.add_event("E1", date(2025, 11, 3), attended=["100003"], absent=["100001"], title="A network")


def came_before_it_opened() -> None:
    factories.add_event("E1", date(2025, 9, 10), attended=["100003"], title="A network")


def answered_after_it_closed() -> None:
    factories.add_response(Audience.PARENT_CARER, date(2025, 11, 3), ANSWER, urn="100003")


def evaluated_after_it_closed() -> None:
    factories.add_self_evaluation("100003", cycle(), date(2025, 11, 3))


def plan_agreed_after_it_closed() -> None:
    columns = {"setting_id": factories.setting_id_of("100003"), "agreed_on": date(2025, 11, 3)}
    factories.save(ActionPlan(cycle_id=cycle(), **columns, recorded_by="a test"))


def figure_after_it_closed() -> None:
    factories.add_figure(FigureName.SUSPENSIONS, (date(2025, 11, 1), date(2025, 11, 30)), 3, urn="100003")


def came_from_no_cluster() -> None:
    factories.add_event("E1", date(2025, 10, 6), attended=["100004"], title="A network")


def more_answers() -> None:
    factories.add_round(Audience.PARENT_CARER, *OCTOBER, 1, urn="100001")
    for _ in range(2):
        factories.add_response(Audience.PARENT_CARER, date(2025, 10, 6), ANSWER, urn="100001")


def parts() -> None:
    factories.add_figure(FigureName.EHCNA_REQUESTS, OCTOBER, 10)
    factories.add_figure(FigureName.EHCNA_REQUESTS, OCTOBER, 7, part="by_school")
    factories.add_figure(FigureName.EHCNA_REQUESTS, OCTOBER, 5, part="by_parent")


def settings_of_a_cluster() -> None:
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 10, cluster="Central")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 7, urn="100001")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 5, urn="100002")


def settings_of_the_authority() -> None:
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 10)
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 7, urn="100001")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 5, urn="100002")


def clusters_of_the_authority() -> None:
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 10)
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 7, cluster="Central")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 5, cluster="North")


def isp() -> None:
    factories.add_figure(FigureName.EHC_PLANS, OCTOBER, 10)
    factories.add_figure(FigureName.EHC_PLANS, OCTOBER, 12, part="isp")


def refused() -> None:
    factories.add_figure(FigureName.REFUSAL_RATE, OCTOBER, 12, 40)
    factories.add_figure(FigureName.SIX_WEEK_DECISIONS, OCTOBER, 9, 10)


def attendance() -> None:
    factories.add_figure(FigureName.ATTENDANCE_RATE, OCTOBER, 12, 10, urn="100001")


def action() -> None:
    columns = {"setting_id": factories.setting_id_of("100001"), "area": "outcomes", "title": "Train"}
    days = {"due_on": date(2025, 12, 1), "done_on": date(2025, 8, 20)}
    factories.save(
        PlanAction(cycle_id=cycle(), **columns, **days, owner_role="SENCO", progress="done", recorded_by="a test")
    )


def story() -> None:
    factories.add_case_study("100004", approved_on=date(2025, 10, 6), title="Calmer")


def seven_levels() -> None:
    factories.add_self_evaluation("100001", cycle(), date(2025, 10, 6), areas=7)


def cycle() -> int:
    return factories.add_cycle("2025/26", date(2025, 9, 1), date(2025, 11, 28))


PLANTED: list[tuple[Callable[[], None], str, str, str, str]] = [
    (came_after_it_closed, "not_open", "Cedar", "enter_register", "“A network” is of 3 November 2025, but the setting "
     "closed on 24 October 2025."),
    (came_before_it_opened, "not_open", "Cedar", "enter_register", "“A network” is of 10 September 2025, but the "
     "setting opened only on 15 September 2025."),
    (answered_after_it_closed, "not_open", "Cedar", "enter_survey_response", "Survey response of parents and carers "
     "is of 3 November 2025, but the setting closed on 24 October 2025."),
    (evaluated_after_it_closed, "not_open", "Cedar", "enter_record", "Self-evaluation is of 3 November 2025, but the "
     "setting closed on 24 October 2025."),
    (plan_agreed_after_it_closed, "not_open", "Cedar", "enter_record", "Action plan is of 3 November 2025, but the "
     "setting closed on 24 October 2025."),
    (figure_after_it_closed, "not_open", "Cedar", "enter_record", "Suspensions is of 30 November 2025, but the setting "
     "closed on 24 October 2025."),
    (came_from_no_cluster, "no_cluster", "Dogwood", "enter_register", "“A network” was attended on 6 October 2025, but "
     "the setting belonged to no cluster that day."),
    (more_answers, "more_answers_than_invited", "Ash", "enter_record", "Survey of parents and carers has 2 answers, "
     "but only 1 people were invited."),
    (parts, "parts_more_than_whole", "The whole authority", "enter_record", "Requests for an EHC needs assessment has "
     "parts that add up to 12, but the whole is given as 10."),
    (settings_of_a_cluster, "settings_more_than_cluster", "Central", "enter_record", "Suspensions is given as 10, but "
     "its settings add up to 12."),
    (settings_of_the_authority, "places_more_than_authority", "The whole authority", "enter_record", "Suspensions is "
     "given as 10, but settings or clusters add up to 12."),
    (clusters_of_the_authority, "places_more_than_authority", "The whole authority", "enter_record", "Suspensions is "
     "given as 10, but settings or clusters add up to 12."),
    (isp, "isp_more_than_plans", "The whole authority", "enter_record", "EHC plans has 12 plans in independent "
     "specialist provision, but only 10 plans in all."),
    (refused, "refused_more_than_decided", "The whole authority", "enter_record", "Requests refused has 12 requests "
     "refused, but only 10 decided."),
    (attendance, "share_over_the_whole", "Ash", "enter_record", "Attendance counts 12 out of 10."),
    (action, "done_before_the_cycle", "Ash", "enter_record", "Action “Train” was done on 20 August 2025, but its cycle "
     "opened only on 1 September 2025."),
    (story, "story_from_outside", "Dogwood", "case_studies", "Case study “Calmer” was approved on 6 October 2025, but "
     "the setting belonged to no cluster that day."),
    (seven_levels, "without_eight_levels", "Ash", "enter_record", "Self-evaluation was handed in with 7 of 8 areas "
     "answered."),
]  # fmt: skip
TITLES = {one.key: one.title for one in CONTRADICTIONS}


@pytest.mark.parametrize(
    ("plant", "kind", "setting", "page", "wrong"), PLANTED, ids=lambda one: getattr(one, "__name__", "")
)
def test_contradiction_is_found_once_with_what_is_wrong(
    places: None, plant: Callable[[], None], kind: str, setting: str, page: str, wrong: str
) -> None:
    plant()

    found = contradictions(factories.la_lead())
    assert found[["kind", "setting", "page", "wrong"]].to_numpy().tolist() == [[TITLES[kind], setting, page, wrong]]


def test_every_kind_is_planted_and_says_what_to_do_where_and_whom_to_ask() -> None:
    assert {kind for _, kind, *_ in PLANTED} == set(TITLES)
    assert {page for *_, page, _ in PLANTED} <= set(PAGES)
    assert all(one.ask in ASKED and one.to_do.endswith(".") for one in CONTRADICTIONS)


def test_what_agrees_is_left_alone(places: None) -> None:
    number = cycle()
    factories.add_event("E1", CLOSED, attended=["100001", "100003"], absent=["100004"])
    factories.add_response(Audience.PARENT_CARER, OPENED, ANSWER, urn="100003")
    factories.add_round(Audience.PARENT_CARER, *OCTOBER, 1, urn="100001")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 12)
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 12, cluster="Central")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 5, urn="100001")
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 7, urn="100003")
    factories.add_figure(FigureName.REFUSAL_RATE, OCTOBER, 10, 10)
    factories.add_figure(FigureName.BUDGET_USED, OCTOBER, 12, 10)
    factories.add_self_evaluation("100001", number, date(2025, 10, 6))
    factories.add_self_evaluation("100002", number, None, areas=3)
    factories.add_case_study("100001", approved_on=date(2025, 10, 6))

    assert contradictions(factories.la_lead()).empty


def test_setting_that_carries_on_a_closed_ones_membership_is_in_the_programme(places: None) -> None:
    factories.add_setting("100009", "New Cedar", opened_on=date(2025, 10, 25))
    link_successor(factories.administrator(), "100003", "100009")
    factories.add_event("E1", date(2025, 11, 3), attended=["100009"])

    assert contradictions(factories.la_lead()).empty


def test_record_leads_to_where_it_can_be_corrected(places: None) -> None:
    came_from_no_cluster()
    number = factories.add_figure(FigureName.ATTENDANCE_RATE, OCTOBER, 12, 10, urn="100001")

    assert contradictions(factories.la_lead())["query"].tolist() == ["id=E1", f"kind=figure&id={number}"]


def test_roles_without_exact_counts_are_refused(places: None) -> None:
    with pytest.raises(NotAllowed):
        contradictions(factories.delivery_group())
