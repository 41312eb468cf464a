"""What needs attention, worked out by hand for a handful of settings over four half terms."""

from datetime import date

import pandas as pd

from data_access.periods import STOKE_HALF_TERMS, Calendar, Period
from data_access.vocabulary import PeriodKind
from kpis import attention
from kpis.evaluate import Where
from kpis.facts import Facts, Rules

START, AS_AT = date(2025, 9, 1), date(2026, 3, 10)  # in the second half of the spring term
CALENDAR = Calendar(STOKE_HALF_TERMS)
HALVES = CALENDAR.periods(PeriodKind.HALF_TERM, START, AS_AT)
AUTUMN_1, AUTUMN_2, SPRING_1, SPRING_2 = (period.start for period in HALVES)


def facts(came: dict[str, list[date]], joined: dict[str, date] | None = None) -> Facts:
    """Settings of one cluster that came in the half terms that start on those days."""
    rows = [(urn, day) for urn, days in came.items() for day in days]
    return Facts.of(
        {
            "as_at": AS_AT,
            "calendar": CALENDAR,
            "rules": {name: getattr(Rules(START, date(2026, 8, 31)), name) for name in Rules.__annotations__},
            "settings": pd.DataFrame(
                {
                    "urn": list(came),
                    "name": [f"School {urn}" for urn in came],
                    "phase": "primary",
                    "setting_type": "school",
                    "opened_on": pd.NaT,
                    "closed_on": pd.NaT,
                    "successor_urn": None,
                }
            ),
            "memberships": pd.DataFrame(
                {
                    "urn": list(came),
                    "cluster": ["North" if urn < "5" else "South" for urn in came],
                    "joined_on": [(joined or {}).get(urn, START) for urn in came],
                    "left_on": pd.NaT,
                }
            ),
            "attendance": pd.DataFrame(
                {
                    "urn": [urn for urn, _ in rows],
                    "cell_start": [day for _, day in rows],
                    "attended_count": 1,
                    "listed_count": 1,
                    "people_count": 1,
                }
            ),
        }
    )


def test_half_terms_missed_are_counted_back_from_the_last_complete_one() -> None:
    quiet = attention.quiet_settings(facts({"1": [AUTUMN_1], "2": [SPRING_1], "3": []}), HALVES)

    assert dict(zip(quiet["urn"], quiet["half_terms_missed"], strict=True)) == {"3": 3, "1": 2, "2": 0}


def test_setting_that_came_in_the_unfinished_half_term_is_not_quiet() -> None:
    quiet = attention.quiet_settings(facts({"1": [SPRING_2]}), HALVES)

    assert list(quiet["half_terms_missed"]) == [0]
    assert list(quiet["last_came"]) == [HALVES[3].label]


def test_half_terms_before_a_setting_joined_do_not_count() -> None:
    quiet = attention.quiet_settings(facts({"1": []}, joined={"1": SPRING_1}), HALVES)

    assert list(quiet["half_terms_missed"]) == [1]
    assert quiet["last_came"].isna().all()


def test_longest_quiet_stands_first_and_of_those_the_one_that_never_came() -> None:
    quiet = attention.quiet_settings(facts({"1": [AUTUMN_1], "2": [], "3": [AUTUMN_2]}), HALVES)

    assert list(quiet["urn"]) == ["2", "1", "3"]


def test_setting_that_has_left_is_nobody_to_ring() -> None:
    left = facts({"1": []})
    left.memberships["left_on"] = pd.Timestamp(SPRING_1)

    assert attention.quiet_settings(left, HALVES).empty


def test_before_the_first_half_term_nobody_is_quiet() -> None:
    assert attention.quiet_settings(facts({"1": []}), []).empty


def test_first_attendance_counts_once() -> None:
    known = facts({"1": [AUTUMN_1, SPRING_1], "2": [SPRING_1], "3": []})

    assert list(attention.came_first(known, HALVES, _key(HALVES[2]))["urn"]) == ["2"]


def test_left_off_are_those_of_the_period_before_that_are_missing_now() -> None:
    known = facts({"1": [AUTUMN_2], "2": [AUTUMN_2, SPRING_1], "3": [AUTUMN_1]})

    assert list(attention.left_off(known, HALVES, _key(HALVES[2]))["urn"]) == ["1"]
    assert attention.left_off(known, HALVES, _key(HALVES[0])).empty


def test_not_yet_is_everyone_of_the_period_who_came_to_nothing_in_it() -> None:
    known = facts({"1": [SPRING_1], "2": [AUTUMN_1], "6": []})

    assert list(attention.not_yet(known, HALVES, _key(HALVES[2]))["urn"]) == ["2", "6"]


def test_lists_keep_to_the_chosen_cluster() -> None:
    known = facts({"1": [], "6": []})

    assert list(attention.not_yet(known, HALVES, _key(HALVES[2]), Where(cluster="South"))["urn"]) == ["6"]
    assert list(attention.quiet_settings(known, HALVES, Where(cluster="North"))["urn"]) == ["1"]


def _key(period: Period) -> str:
    return period.key
