"""Events marked on charts, and measures judged anew from them on."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data_access import audit_log, markers
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.permissions import ACTIONS, Action
from data_access.revisions import revisions
from data_access.vocabulary import MarkerKind, Role, Subject
from tests import factories

LAUNCH, PANEL = date(2025, 9, 15), date(2026, 1, 12)
REASON = "The panel counts requests by another rule."


def mark(day: date | None = PANEL, title: str = "New panel", cluster: str | None = None, **which: int) -> int:
    return markers.set_marker(factories.staff(), day, title, MarkerKind.POLICY_CHANGE, cluster, **which)


def test_markers_are_read_by_day_each_with_its_cluster(database: str) -> None:
    factories.add_cluster("Central")
    mark()
    mark(LAUNCH, "  Launch  in Central ", "Central")
    found = markers.markers(factories.la_lead())
    assert found[["day", "title", "kind", "version"]].astype(object).to_numpy().tolist() == [
        [LAUNCH, "Launch in Central", "policy_change", 1],
        [PANEL, "New panel", "policy_change", 1],
    ]
    assert found["cluster"].fillna("every cluster").tolist() == ["Central", "every cluster"]


def test_cluster_member_sees_what_concerns_their_cluster_or_everybody(database: str) -> None:
    central, north = factories.add_cluster("Central"), factories.add_cluster("North")
    mark(title="Everywhere")
    mark(title="In Central", cluster="Central")
    assert markers.markers(factories.member_of(central))["title"].tolist() == ["Everywhere", "In Central"]
    assert markers.markers(factories.member_of(north))["title"].tolist() == ["Everywhere"]


def test_several_people_who_mark_the_same_at_once_mark_it_once(database: str) -> None:
    starting_line = threading.Barrier(4)

    def click(_number: int) -> bool:
        starting_line.wait(timeout=20)
        try:
            return mark() > 0
        except InvalidInput:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == [False, False, False, True]
    assert len(markers.markers(factories.staff())) == 1


def test_marker_is_changed_once_for_each_version_and_taken_away(database: str) -> None:
    number = mark()
    assert mark(title="Another title", marker_id=number, version=1) == number
    assert markers.markers(factories.staff()).loc[0, ["title", "version"]].tolist() == ["Another title", 2]
    mark(title="Another title", marker_id=number, version=2)
    assert markers.markers(factories.staff()).loc[0, "version"] == 2
    with pytest.raises(Conflict) as told:
        mark(title="Too late", marker_id=number, version=1)
    assert told.value.current == {"day": PANEL, "title": "Another title"}
    with pytest.raises(Conflict):
        markers.remove_marker(factories.staff(), number, 1)
    markers.remove_marker(factories.staff(), number, 2)
    assert markers.markers(factories.staff()).empty
    with pytest.raises(NotFound):
        markers.remove_marker(factories.staff(), number, 2)
    actions = audit_log.audit_entries(factories.administrator(), 10, table="event_marker")["action"]
    assert set(actions) == {"created", "updated", "deleted"}


@pytest.mark.parametrize(
    ("day", "title", "field"),
    [
        (None, "New panel", "day"),
        (PANEL, "  ", "title"),
        (PANEL, "x" * 81, "title"),
        (PANEL, "Ask ada@example.org", "title"),
    ],
)
def test_marker_has_a_day_and_a_short_title_that_names_nobody(
    sqlite_database: str, day: date | None, title: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        mark(day, title)
    assert list(refused.value.answers) == [field]
    assert markers.markers(factories.staff()).empty


def test_marker_of_an_unknown_cluster_is_refused(sqlite_database: str) -> None:
    with pytest.raises(InvalidInput, match="no cluster called Atlantis"):
        mark(cluster="Atlantis")


def test_measure_is_judged_anew_from_a_marked_day_with_a_reason(database: str) -> None:
    mark()
    before = revisions()[Subject.PROGRAMME]
    number = markers.set_rebase(factories.staff(), "requests", PANEL, f"  {REASON}")
    assert revisions()[Subject.PROGRAMME] == before + 1
    found = markers.rebases(factories.member_of())
    assert found.astype(object).to_numpy().tolist() == [[number, "requests", PANEL, REASON, 1]]
    markers.set_rebase(factories.staff(), "requests", PANEL, "Another good reason.", rebase_id=number, version=1)
    with pytest.raises(Conflict):
        markers.set_rebase(factories.staff(), "requests", PANEL, REASON, rebase_id=number, version=1)
    markers.remove_rebase(factories.administrator(), number, 2)
    assert markers.rebases(factories.la_lead()).empty


def test_one_measure_and_day_is_judged_anew_once(database: str) -> None:
    mark()
    markers.set_rebase(factories.staff(), "requests", PANEL, REASON)
    markers.set_rebase(factories.staff(), "plans", PANEL, REASON)
    with pytest.raises(InvalidInput, match="from that day already"):
        markers.set_rebase(factories.staff(), "requests", PANEL, REASON)


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (LAUNCH, REASON, "day"),
        (None, REASON, "day"),
        (PANEL, "Because", "reason"),
        (PANEL, "x" * 301, "reason"),
        (PANEL, "Ring 01782 123456 about it", "reason"),
    ],
)
def test_new_judgement_needs_a_marked_day_and_a_sentence(
    sqlite_database: str, day: date | None, reason: str, field: str
) -> None:
    mark()
    with pytest.raises(InvalidInput) as refused:
        markers.set_rebase(factories.staff(), "requests", day, reason)
    assert list(refused.value.answers) == [field]
    assert markers.rebases(factories.staff()).empty


def test_marker_that_a_judgement_leans_on_stays(database: str) -> None:
    number = mark()
    markers.set_rebase(factories.staff(), "requests", PANEL, REASON)
    for act in (
        lambda: markers.remove_marker(factories.staff(), number, 1),
        lambda: mark(LAUNCH, marker_id=number, version=1),
    ):
        with pytest.raises(InvalidInput, match="Take that away first"):
            act()
    mark(title="Something else on that day")
    markers.remove_marker(factories.staff(), number, 1)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PROGRAMME_STAFF}))
def test_only_administrators_and_programme_staff_mark_events(sqlite_database: str, role: Role) -> None:
    assert role not in ACTIONS[Action.MARK_EVENTS]
    who = factories.identity(role)
    for act in (
        lambda: markers.set_marker(who, PANEL, "New panel", MarkerKind.OTHER),
        lambda: markers.remove_marker(who, 1, 1),
        lambda: markers.set_rebase(who, "requests", PANEL, REASON),
        lambda: markers.remove_rebase(who, 1, 1),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_double_click_marks_an_event_once(database: str) -> None:
    factories.add_programme()
    clicks = [
        markers.set_marker(factories.staff(), date(2026, 1, 12), "New panel", MarkerKind.OTHER, entry_key="key-1")
        for _ in range(2)
    ]
    assert len(set(clicks)) == 1
    assert len(markers.markers(factories.staff())) == 1
