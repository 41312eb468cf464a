"""The history of a record on its page: in words, and back to an earlier version with a click."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from data_access import case_studies, clock, events, records
from data_access.events import RegisterRow
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind, Role
from pages.shared.typed import plain
from tests import factories
from tests.pages.conftest import CALENDAR, said
from tests.pages.filling_in import fill

STAFF = Role.PROGRAMME_STAFF
ADA = Identity(None, "ada@example.org", "Ada", STAFF)


def answers() -> dict[str, object]:
    return {
        "title": "First name",
        "event_type": "cpd",
        "held_on": clock.today(),
        "mode": "virtual",
        "cluster": None,
    }


def corrected_register() -> str:
    rows = [RegisterRow("100001", True, 3), RegisterRow("100002", False)]
    reference = events.record_register(ADA, answers(), rows, "key-1")
    events.correct_register(ADA, reference, 1, {**answers(), "title": "Second name"}, [RegisterRow("100001", True, 4)])
    return reference


def with_history(at: AppTest) -> AppTest:
    return next(toggle for toggle in at.toggle if toggle.label.startswith("Show the history")).set_value(True).run()


def click(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def test_history_of_a_register_is_in_words_and_goes_back(programme: str, opened: Callable[..., AppTest]) -> None:
    reference = corrected_register()
    at = opened("enter_register", STAFF, id=reference)
    assert "First name" not in said(at)
    at = with_history(at)
    assert not at.exception
    text = said(at)
    assert f"by {plain(ADA.name_in_log)}** (as it stands now)" in text
    assert "What the event was called: First name → Second name" in text
    assert "Central primary, 100001: came, 3 people → came, 4 people" in text
    assert "Central secondary, 100002: did not come → not listed" in text
    assert "**Entered on " in text
    at = click(at, "Put this version back")
    assert not at.exception
    assert "Put back: the version of" in " ".join(message.value for message in at.success)
    stored = events.register_for_editing(ADA, reference)
    assert (stored.answers["title"], stored.version, len(stored.rows)) == ("First name", 3, 2)
    assert at.text_input[0].value == "First name"


def test_nothing_is_put_back_over_what_somebody_is_typing(programme: str, opened: Callable[..., AppTest]) -> None:
    at = opened("enter_register", STAFF, id=corrected_register())
    at = with_history(fill(at, What_the_event_was_called="Half a wo"))
    assert "Save or discard what you typed" in said(at)
    assert "Put this version back" not in [button.label for button in at.button]


def test_going_back_asks_why_where_figures_are_approved(programme: str, opened: Callable[..., AppTest]) -> None:
    reference = corrected_register()
    term = CALENDAR.period_of(PeriodKind.TERM, clock.today())
    factories.add_approval(PeriodKind.TERM, term.key, term.start, term.end)
    at = click(with_history(opened("enter_register", STAFF, id=reference)), "Put this version back")
    assert "Say why this is corrected" in " ".join(warning.value for warning in at.warning)
    next(one for one in at.text_input if one.label == "Why is this corrected?").set_value("It was right before.").run()
    at = click(at, "Put this version back")
    assert events.register_for_editing(ADA, reference).answers["title"] == "First name"
    assert "Reason: It was right before." in said(with_history(at))


def test_history_of_a_case_study_says_its_way_and_what_is_kept_no_more(
    programme: str, opened: Callable[..., AppTest]
) -> None:
    study: dict[str, object] = {
        "urn": "100001", "title": "A calmer start", "happened_on": clock.today(), "themes": ["wellbeing"],
        "context": "Before.", "what_was_done": "A quiet room.", "impact": "Calmer.", "quotation": "It helps us.",
        "has_consent": True, "quotation_from": "one_pupil", "quotation_agreed_on": clock.today(),
        "quotation_for": "partners", "consent_from": "headteacher", "consented_on": clock.today(),
        "consent_for": "public",
    }  # fmt: skip
    number = case_studies.write_case_study(ADA, study, "key-1")
    case_studies.correct_case_study(ADA, number, 1, {**study, "quotation": None, "has_consent": False})
    case_studies.submit_case_study(ADA, number, 2)
    text = said(with_history(opened("enter_case_study", STAFF, id=str(number))))
    assert "Status: Draft → Submitted" in text
    assert "words that are kept no more → nothing" in text
    assert "helps us" not in text


def test_history_of_a_record_shows_choices_in_words(programme: str, opened: Callable[..., AppTest]) -> None:
    said_first: dict[str, object] = {"urn": "100001", "kind": "local_coach", "identified_on": clock.today()}
    number = records.record(ADA, "supporter", said_first, "key-1")
    records.correct(ADA, "supporter", number, 1, {**said_first, "urn": "100002"})
    text = said(with_history(opened("enter_record", STAFF, kind="supporter", id=str(number))))
    assert "Central primary, 100001 → Central secondary, 100002" in text
