"""Taking away and putting back, as a person does it: undone at once, or from the page of what was taken away."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access import case_studies, clock, events, markers, programme, saved_views, surveys
from data_access.permissions import Identity
from data_access.vocabulary import Audience, Item, MarkerKind, PeriodKind, Role, label
from tests import factories
from tests.pages.conftest import CALENDAR, said

STAFF = Role.PROGRAMME_STAFF
PARENT = label(Audience.PARENT_CARER)
WHY = "The event was taken away by mistake."


def click(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def successes(at: AppTest) -> str:
    return " ".join(message.value for message in at.success)


def references() -> list[str]:
    return list(events.events(factories.staff())["event_ref"])


def test_register_that_is_taken_away_is_there_again_after_undo(programme: str, opened: Callable[..., AppTest]) -> None:
    at = click(opened("enter_register", STAFF, id="now-1"), "Yes, take it away")
    assert "Taken away: Central cluster meeting" in successes(at)
    assert references() == ["before-1"]
    at = click(at, "Undo")
    assert not at.exception
    assert "Put back: Central cluster meeting" in successes(at)
    assert references() == ["now-1", "before-1"]
    assert len(events.register(factories.staff(), "now-1")) == 3
    assert "Undo" not in [button.label for button in at.button]
    # The form is there for the next one.
    assert "Yes, take it away" not in [button.label for button in at.button]
    assert any(button.label.startswith("Save register") for button in at.button)


def test_page_of_what_was_taken_away_says_what_when_and_how_long_and_puts_it_back(
    programme: str, opened: Callable[..., AppTest]
) -> None:
    events.remove_register(factories.staff(), "now-1", 1)
    number = int(surveys.entered_lately(factories.staff(), 1)["id"][0])
    surveys.remove_response(factories.staff(), number, 1)
    at = opened("taken_away", STAFF)
    text = said(at)
    assert "Central cluster meeting" in text
    assert "(register)" in text
    assert "by a programme_staff. 30 days left." in text.replace("\\", "")
    assert PARENT in text
    at = click(at, "Put back")
    assert "Put back:" in successes(at)
    assert PARENT not in said(at)
    at = click(at, "Put back")
    assert "Nothing was taken away in the last 30 days." in said(at)
    assert references() == ["now-1", "before-1"]


def test_why_it_cannot_be_put_back_is_said(programme: str, opened: Callable[..., AppTest]) -> None:
    events.remove_register(factories.staff(), "now-1", 1)
    at = opened("taken_away", STAFF)
    factories.add_event("now-1", clock.today(), attended=["100001"])
    at = click(at, "Put back")
    assert "There is a register like this already" in " ".join(error.value for error in at.error)
    assert "Central cluster meeting" in said(at)


def test_evidence_of_approved_figures_is_put_back_with_a_reason(programme: str, opened: Callable[..., AppTest]) -> None:
    events.remove_register(factories.staff(), "now-1", 1)
    term = CALENDAR.period_of(PeriodKind.TERM, clock.today())
    factories.add_approval(PeriodKind.TERM, term.key, term.start, term.end)
    at = click(opened("taken_away", STAFF), "Put back")
    assert "Say why this is corrected" in " ".join(warning.value for warning in at.warning)
    assert references() == ["before-1"]
    at.text_input[0].set_value(WHY).run()
    at = click(at, "Put back")
    assert references() == ["now-1", "before-1"]


def test_consent_is_withdrawn_from_a_case_study_that_was_taken_away(
    programme: str, opened: Callable[..., AppTest]
) -> None:
    number = factories.add_case_study("100001")
    case_studies.remove_case_study(factories.staff(), number, 1)
    # Who reviews may put evidence back, and withdraws nothing.
    assert "Remove it for good" not in [one.label for one in opened("taken_away", Role.LA_LEAD).button]
    at = click(opened("taken_away", STAFF), "Remove it for good")
    assert "Choose the role of the person who withdrew it." in " ".join(error.value for error in at.error)
    at.selectbox[0].set_value("headteacher").run()
    at = click(at, "Remove it for good")
    assert "It cannot be put back any more." in successes(at)
    assert "Nothing was taken away in the last 30 days." in said(at)


@pytest.mark.parametrize("kind", ["survey_response", "case_study", "evidence_piece"])
def test_other_evidence_is_taken_away_on_its_page_and_undone(
    programme: str, opened: Callable[..., AppTest], kind: str
) -> None:
    makers: dict[str, Callable[[], int]] = {
        "survey_response": lambda: factories.add_response(
            Audience.SENCO, clock.today(), {Item.TIME_FOR_ROLE: 3}, urn="100001"
        ),
        "case_study": lambda: factories.add_case_study("100001"),
        "evidence_piece": lambda: factories.add_evidence_piece("100001"),
    }
    number = str(makers[kind]())
    page, address = {
        "survey_response": ("enter_survey_response", {}),
        "case_study": ("enter_case_study", {}),
        "evidence_piece": ("enter_record", {"kind": "evidence_piece"}),
    }[kind]
    at = click(opened(page, STAFF, id=number, **address), "Yes, take it away")
    assert "Taken away:" in successes(at)
    assert "There is no" in " ".join(e.value for e in opened(page, STAFF, id=number, **address).error)
    at = click(at, "Undo")
    assert "Put back:" in successes(at)
    assert not opened(page, STAFF, id=number, **address).error


def test_marker_and_target_are_undone_on_their_pages(programme: str, opened: Callable[..., AppTest]) -> None:
    markers.set_marker(factories.staff(), clock.today(), "New panel", MarkerKind.OTHER)
    at = opened("markers", STAFF)
    at.selectbox(key="marker").set_value(int(markers.markers(factories.staff())["id"][0])).run()
    at = click(at, "Take this event off the charts")
    assert markers.markers(factories.staff()).empty
    at = click(at, "Undo")
    assert list(markers.markers(factories.staff())["title"]) == ["New panel"]
    assert "Put back:" in successes(at)

    at = opened("targets", Role.ADMINISTRATOR)
    before = len(stored_targets())
    at.selectbox(key="target").set_value(1).run()
    at = click(at, "Take this target away")
    assert len(stored_targets()) == before - 1
    click(at, "Undo")
    assert len(stored_targets()) == before


def stored_targets() -> list[int]:
    return list(programme.targets(factories.administrator())["id"])


def test_view_is_offered_back_only_to_whoever_kept_it(programme: str, opened: Callable[..., AppTest]) -> None:
    user_id = factories.add_user("group@example.org", Role.DELIVERY_GROUP)
    owner = Identity(user_id, "group@example.org", "Group", Role.DELIVERY_GROUP)
    number = saved_views.save_view(owner, "Only mine", "overview", {})
    saved_views.delete_view(owner, number)
    assert "Only mine" not in said(opened("taken_away", Role.ADMINISTRATOR))


def test_second_of_two_quick_clicks_finds_done_what_the_first_one_did(
    programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def still_drawn(deleted_id: int) -> None:
        """The button, as it stands until the page has been drawn again."""
        from pages.shared.kept import undoing

        undoing.announce()
        undoing.offer(deleted_id, "the meeting", "Undo")

    monkeypatch.setattr("pages.shared.access.identity", factories.staff)
    deleted_id = events.remove_register(factories.staff(), "now-1", 1)
    at = AppTest.from_function(still_drawn, args=(deleted_id,)).run()
    for _ in range(2):
        at = click(at, "Undo")
        assert "Put back: the meeting" in successes(at)
        assert not at.error
    assert references() == ["now-1", "before-1"]
