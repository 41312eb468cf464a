"""What is kept between runs belongs to those who may see it, and to the moment it was worked out at."""

from datetime import date, timedelta

from data_access.vocabulary import EventType, PeriodKind, Role
from tests import factories
from tests.pages.conftest import CALENDAR, Open, said


def test_people_of_different_scope_never_share_a_number(programme: str, opened: Open) -> None:
    everybody = said(opened("participation", Role.DELIVERY_GROUP))
    central = said(opened("participation", Role.CLUSTER_MEMBER, clusters=("Central",)))
    north = said(opened("participation", Role.CLUSTER_MEMBER, clusters=("North",)))
    assert "2 of 6 settings took part" in everybody
    assert "2 of 3 settings took part" in central
    assert "0 of 3 settings took part" in north


def test_number_that_was_kept_gives_way_to_what_was_just_recorded(programme: str, opened: Open, today: date) -> None:
    assert "2 of 6 settings took part" in said(opened("participation"))
    factories.add_event("now-2", today, attended=["100003", "100011"], event_type=EventType.CPD)
    assert "4 of 6 settings took part" in said(opened("participation"))


def test_people_who_see_exact_counts_share_no_number_with_those_who_do_not(
    programme: str, opened: Open, today: date
) -> None:
    """In the term before, 16 of 20 parents were more confident: 4 were not, and that is a small number."""
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    before = CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1))
    address = {"period": "term", "of": before.key}
    for role, is_shown in ((Role.LA_LEAD, True), (Role.DELIVERY_GROUP, False), (Role.PROGRAMME_STAFF, True)):
        assert ("16 of 20 parents" in said(opened("feedback", role, **address))) == is_shown
