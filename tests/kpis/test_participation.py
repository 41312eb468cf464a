"""Taking part, worked out by hand."""

from datetime import date

import pandas as pd

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.evaluate import EVERYWHERE, By, Where, evaluate
from kpis.facts import Facts
from tests.kpis.facts_by_hand import came, facts, member, periods, setting

OCTOBER, NOVEMBER, JANUARY, MARCH = date(2025, 10, 1), date(2025, 11, 3), date(2026, 1, 5), date(2026, 3, 1)
MONTH, HALF_TERM, YEAR = PeriodKind.MONTH, PeriodKind.HALF_TERM, PeriodKind.ACADEMIC_YEAR


def share(
    known: Facts, key: str, kind: PeriodKind, by: By | None = None, where: Where = EVERYWHERE
) -> dict[tuple[str, ...], tuple[float, float]]:
    """{(period, group): (numerator, denominator)}"""
    table = evaluate(kpi(key), known, periods(kind, known.as_at), by=by, where=where)
    group = [] if by is None else ["urn" if by == "setting" else by]
    names = table[["period_key", *group]].itertuples(index=False)
    return dict(zip(map(tuple, names), zip(table["numerator"], table["denominator"], strict=True), strict=True))


def test_setting_with_no_attendance_counts_as_not_taking_part() -> None:
    known = facts(
        as_at=date(2025, 10, 31),
        settings=[setting("1"), setting("2")],
        memberships=[member("1"), member("2")],
        attendance=[came("1", OCTOBER), came("2", OCTOBER, times=0)],
    )
    assert share(known, "participation_rate", MONTH) == {("2025-09",): (0, 2), ("2025-10",): (1, 2)}


def test_setting_counts_in_a_period_if_it_belonged_on_any_day_of_it() -> None:
    known = facts(
        as_at=date(2025, 12, 31),
        settings=[setting("1"), setting("2"), setting("3", closed_on=date(2025, 10, 1)), setting("4")],
        memberships=[
            member("1", joined_on=date(2025, 11, 30)),
            member("2", left_on=date(2025, 10, 1)),
            member("3"),
            member("4", joined_on=date(2026, 1, 1)),
        ],
    )
    by_month = {key[0]: asked for key, (_, asked) in share(known, "participation_rate", MONTH).items()}
    assert by_month == {"2025-09": 2, "2025-10": 2, "2025-11": 1, "2025-12": 1}


def test_setting_that_leaves_on_the_first_day_of_a_period_still_counts_in_it() -> None:
    known = facts(settings=[setting("1")], memberships=[member("1", left_on=date(2025, 11, 3))])
    assert set(share(known, "participation_rate", HALF_TERM, by="setting")) == {
        ("2025-autumn-1", "1"),
        ("2025-autumn-2", "1"),
    }


def test_days_after_the_last_known_one_do_not_count() -> None:
    known = facts(
        as_at=date(2025, 10, 15),
        settings=[setting("1")],
        memberships=[member("1", joined_on=date(2025, 10, 16))],
    )
    assert share(known, "participation_rate", MONTH)[("2025-10",)] == (0, 0)


def test_membership_before_the_programme_starts_counts_from_the_start() -> None:
    known = facts(
        settings=[setting("1"), setting("2")],
        memberships=[member("1", joined_on=date(2025, 7, 1), left_on=date(2025, 8, 31)), member("2")],
    )
    assert share(known, "participation_rate", YEAR) == {("2025-26",): (0, 1)}


def test_setting_that_changed_cluster_counts_once_where_it_was_last() -> None:
    known = facts(
        as_at=date(2025, 12, 31),
        settings=[setting("1")],
        memberships=[
            member("1", "Central", left_on=date(2025, 11, 14)),
            member("1", "North", joined_on=date(2025, 11, 15)),
        ],
        attendance=[came("1", OCTOBER)],
    )
    assert share(known, "participation_rate", MONTH, by="cluster") == {
        ("2025-09", "Central"): (0, 1),
        ("2025-10", "Central"): (1, 1),
        ("2025-11", "North"): (0, 1),
        ("2025-12", "North"): (0, 1),
    }
    assert share(known, "participation_rate", YEAR, by="cluster") == {("2025-26", "North"): (1, 1)}


def converted() -> Facts:
    """1 closes at Christmas, 3 takes over and has no membership of its own; 2 merges into it at Easter."""
    return facts(
        as_at=date(2026, 6, 30),
        settings=[
            setting("1", closed_on=date(2025, 12, 31), successor_urn="3"),
            setting("2", closed_on=date(2026, 3, 31), successor_urn="3", phase="nursery"),
            setting("3", opened_on=date(2026, 1, 1), phase="all_through"),
        ],
        memberships=[member("1"), member("2", "North")],
        attendance=[came("1", OCTOBER), came("2", MARCH)],
    )


def test_closed_setting_counts_as_its_successor_from_the_period_of_the_change_on() -> None:
    by_setting = share(converted(), "participation_rate", PeriodKind.QUARTER, by="setting")
    assert by_setting == {
        ("2025-q2", "1"): (0, 1),
        ("2025-q2", "2"): (0, 1),
        ("2025-q3", "1"): (1, 1),
        ("2025-q3", "2"): (0, 1),
        # 2 has closed by the end of the quarter: two have become one.
        ("2025-q4", "3"): (1, 1),
        ("2026-q1", "3"): (0, 1),
    }


def test_successor_counts_with_its_own_phase_in_the_cluster_of_the_latest_membership() -> None:
    assert share(converted(), "participation_rate", YEAR, by="phase") == {("2025-26", "all_through"): (1, 1)}
    assert share(converted(), "participation_rate", YEAR, by="cluster") == {("2025-26", "North"): (1, 1)}


def test_successor_that_has_not_opened_yet_does_not_count() -> None:
    known = facts(
        as_at=date(2025, 12, 31),
        settings=[
            setting("1", closed_on=date(2025, 12, 31), successor_urn="2"),
            setting("2", opened_on=date(2026, 1, 1)),
        ],
        memberships=[member("1")],
    )
    assert ("2025-26", "1") in share(known, "participation_rate", YEAR, by="setting")


def active() -> Facts:
    """Two half terms over by the end of February 2026, and a third that ends on the 22nd."""
    return facts(
        as_at=date(2026, 2, 28),
        settings=[setting(urn) for urn in "123456"],
        memberships=[
            *(member(urn) for urn in "123"),
            member("4", joined_on=date(2026, 1, 4)),
            member("5", joined_on=date(2026, 1, 5)),
            member("6", left_on=date(2026, 2, 27)),
        ],
        attendance=[
            *(came(urn, day) for urn in "126" for day in (OCTOBER, NOVEMBER, JANUARY)),
            came("3", OCTOBER, times=9),
            came("4", JANUARY),
            came("5", JANUARY),
        ],
    )


def test_active_setting_came_in_every_half_term_completed_since_it_joined() -> None:
    by_setting = share(active(), "active_participation_rate", YEAR, by="setting")
    # 3 came often, but in one half term; 4 joined on the last day of the second and missed it; 6 has left.
    assert by_setting == {
        ("2025-26", "1"): (1, 1),
        ("2025-26", "2"): (1, 1),
        ("2025-26", "3"): (0, 1),
        ("2025-26", "4"): (0, 1),
        ("2025-26", "5"): (1, 1),
        ("2025-26", "6"): (0, 0),
    }


def test_programme_may_allow_a_half_term_to_be_missed() -> None:
    known = facts(
        as_at=date(2026, 2, 28),
        rules={"active_half_terms_missed_allowed": 1},
        settings=[setting("1"), setting("2")],
        memberships=[member("1"), member("2")],
        attendance=[came("1", OCTOBER), came("1", JANUARY), came("2", OCTOBER)],
    )
    assert share(known, "active_participation_rate", YEAR) == {("2025-26",): (1, 2)}


def test_there_is_no_data_until_a_half_term_of_the_year_is_over() -> None:
    known = facts(as_at=date(2025, 11, 2), settings=[setting("1")], memberships=[member("1")])
    table = evaluate(kpi("active_participation_rate"), known, periods(MONTH, known.as_at))
    assert table["denominator"].tolist() == [0, 0, 1]
    assert table["status"].tolist() == ["no_data", "no_data", None]
    assert pd.isna(table["value"].iloc[0])


def test_half_terms_of_the_year_before_do_not_count() -> None:
    known = facts(
        as_at=date(2026, 11, 30),
        settings=[setting("1")],
        memberships=[member("1")],
        attendance=[came("1", date(2026, 10, 1))],
    )
    assert share(known, "active_participation_rate", YEAR) == {("2025-26",): (0, 1), ("2026-27",): (1, 1)}


def test_quarter_that_runs_into_september_is_of_the_year_that_ends_until_then() -> None:
    settings, members = [setting("1")], [member("1", joined_on=date(2026, 6, 1))]
    came_in_june = [came("1", date(2026, 6, 1))]
    in_august = facts(as_at=date(2026, 8, 31), settings=settings, memberships=members, attendance=came_in_june)
    assert share(in_august, "active_participation_rate", PeriodKind.QUARTER)[("2026-q2",)] == (1, 1)
    in_september = facts(as_at=date(2026, 9, 30), settings=settings, memberships=members, attendance=came_in_june)
    assert share(in_september, "active_participation_rate", PeriodKind.QUARTER)[("2026-q2",)] == (0, 0)


def test_filters_narrow_the_view_to_what_lies_within() -> None:
    north = Where(cluster="North")
    assert share(converted(), "participation_rate", PeriodKind.QUARTER, where=north) == {
        ("2025-q2",): (0, 1),
        ("2025-q3",): (0, 1),
        ("2025-q4",): (1, 1),
        ("2026-q1",): (0, 1),
    }
    assert share(converted(), "participation_rate", YEAR, where=Where(phase="primary")) == {("2025-26",): (0, 0)}
