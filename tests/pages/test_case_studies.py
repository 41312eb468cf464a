"""Case studies as they are read, filtered and approved."""

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from data_access import case_studies, review
from data_access.vocabulary import ReviewDecision, Role, TextSource, Theme
from tests import factories
from tests.pages.conftest import said, unfolded
from tests.pages.filling_in import labels, press

Open = Callable[..., AppTest]


def titles(at: AppTest) -> list[str]:
    return [story.label.split("**")[1].replace("\\", "") for story in at.expander if story.label.startswith("**")]


def add_some(today: date) -> None:
    factories.add_case_study("100001", approved_on=today, title="One", themes=[Theme.WELLBEING])
    factories.add_case_study(
        "100011", approved_on=today, title="Two", themes=[Theme.TRANSITION, Theme.WELLBEING], quotation="Kept to us."
    )
    factories.add_case_study(
        "100012", approved_on=today, title="Three", themes=[Theme.TRANSITION], quotation="I like it.", has_consent=True
    )
    factories.add_case_study("100001", title="Four", happened_on=today)
    factories.add_case_study("100001", title="Five", happened_on=today, status="submitted")


def test_nothing_to_read_yet_is_a_sentence(programme: str, opened: Open) -> None:
    at = unfolded(opened("case_studies", Role.DELIVERY_GROUP))
    assert not at.exception
    assert any("There is no case study to read yet" in note.value for note in at.info)


def test_readers_see_approved_ones_without_buttons_and_quotations_with_consent(
    programme: str, opened: Open, today: date
) -> None:
    add_some(today)
    at = unfolded(opened("case_studies", Role.DELIVERY_GROUP))
    assert not at.exception
    assert sorted(titles(at)) == ["One", "Three", "Two"]
    assert not {"Submit", "Take back"} & set(labels(at))
    assert "I like it" in said(at)
    assert "Kept to us" not in said(at)


def test_cluster_member_reads_own_cluster_only(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    at = unfolded(opened("case_studies", Role.CLUSTER_MEMBER, clusters=("North",)))
    assert sorted(titles(at)) == ["Three", "Two"]


def test_theme_cluster_and_phase_narrow_the_list(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    reader = Role.DELIVERY_GROUP
    assert sorted(titles(unfolded(opened("case_studies", reader, theme="transition")))) == ["Three", "Two"]
    assert sorted(titles(unfolded(opened("case_studies", reader, cluster="North", phase="primary")))) == ["Two"]
    assert sorted(titles(unfolded(opened("case_studies", reader, theme="nonsense")))) == ["One", "Three", "Two"]
    at = unfolded(opened("case_studies", reader, theme="leadership"))
    assert any("No case study fits these filters" in note.value for note in at.info)


def test_the_story_that_a_link_names_comes_first_and_is_open(programme: str, opened: Open, today: date) -> None:
    add_some(today)
    known = case_studies.case_studies(factories.staff()).set_index("title")["id"]
    at = opened("case_studies", Role.DELIVERY_GROUP, id=str(known["One"]))
    assert titles(at)[0] == "One"
    assert at.expander[0].proto.expanded


def test_story_is_submitted_read_by_a_reviewer_and_taken_back(programme: str, opened: Open, today: date) -> None:
    factories.add_case_study("100001", title="Four", happened_on=today)
    staff = unfolded(opened("case_studies", Role.PROGRAMME_STAFF))
    press(staff, "Submit")
    assert any("“Four” is submitted." in note.value for note in staff.info)
    lead = unfolded(opened("case_studies", Role.LA_LEAD))
    assert "Submit" not in labels(lead)
    assert "Review it" in said(lead)
    number = case_studies.case_studies(factories.la_lead())["id"].tolist()[0]
    review.decide(factories.la_lead(), TextSource.CASE_STUDY, number, 2, ReviewDecision.APPROVED)
    assert titles(unfolded(opened("case_studies", Role.DELIVERY_GROUP))) == ["Four"]
    lead = unfolded(opened("case_studies", Role.LA_LEAD))
    press(lead, "Take back")
    assert any("“Four” is a draft again." in note.value for note in lead.info)


def test_a_draft_without_consent_is_not_submitted_and_says_what_is_missing(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_case_study("100001", title="Four", happened_on=today, consent_from=None)
    staff = unfolded(opened("case_studies", Role.PROGRAMME_STAFF))
    press(staff, "Submit")
    assert any("who agreed that it is shared" in note.value for note in staff.info)
    assert case_studies.case_study(factories.staff(), number)["status"] == "draft"


def test_submitting_what_somebody_has_changed_in_between_is_refused_in_words(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_case_study("100001", title="Five", happened_on=today)
    staff = unfolded(opened("case_studies", Role.PROGRAMME_STAFF))
    answers = case_studies.case_study(factories.staff(), number)
    case_studies.correct_case_study(factories.staff(), number, 1, {**answers, "impact": "Other."})
    press(staff, "Submit")
    assert any("Somebody else changed this case study" in note.value for note in staff.info)
    assert case_studies.case_study(factories.staff(), number)["status"] == "draft"


def test_what_was_typed_is_shown_as_it_was_typed(programme: str, opened: Open, today: date) -> None:
    factories.add_case_study("100001", approved_on=today, title="<b>*Bold*</b> $x$", context="# No heading\n- no list")
    at = unfolded(opened("case_studies", Role.DELIVERY_GROUP))
    assert "\\# No heading  \n\\- no list" in said(at)
    assert at.expander[0].label.startswith("**\\<b\\>\\*Bold\\*\\</b\\> \\$x\\$**")


def test_who_approved_is_named_only_to_those_who_review(programme: str, opened: Open, today: date) -> None:
    factories.add_case_study("100001", approved_on=today, approved_by="lee@council.example")
    reviewers, readers = (
        unfolded(opened("case_studies", Role.LA_LEAD)),
        unfolded(opened("case_studies", Role.DELIVERY_GROUP)),
    )
    named = [any("lee" in note.value for note in page.caption) for page in (reviewers, readers)]
    assert named == [True, False]
    assert any("Approved on" in note.value for note in readers.caption)
