"""Peer reviews and the people who support others, worked out by hand."""

from datetime import date

import pandas as pd

from data_access.vocabulary import SupporterKind
from kpis import support
from kpis.support import Review

TODAY = date(2026, 11, 18)


def test_reviews_stand_by_what_happened_and_the_longest_overdue_come_first() -> None:
    rows = pd.DataFrame(
        [
            (1, "A", date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 10)),
            (2, "B", date(2026, 11, 1), date(2026, 11, 2), None),
            (3, "C", TODAY, None, None),
            (4, "D", date(2026, 11, 17), None, None),
            (5, "E", date(2026, 6, 1), None, None),
            (6, "F", date(2026, 12, 1), None, None),
            (7, "G", date(2026, 11, 3), date(2026, 11, 30), None),
        ],
        columns=["id", "setting", "planned_for", "held_on", "reported_on"],
    )
    found = support.with_standing(rows, TODAY)
    assert list(zip(found["id"], found["standing"], strict=True)) == [
        (5, Review.OVERDUE),
        (7, Review.OVERDUE),
        (4, Review.OVERDUE),
        (6, Review.PLANNED),
        (3, Review.PLANNED),
        (1, Review.REPORTED),
        (2, Review.HELD),
    ]
    assert support.with_standing(rows.iloc[:0], TODAY).empty


def test_people_are_counted_by_role_and_stage_and_by_place() -> None:
    coach, champion = SupporterKind.LOCAL_COACH.value, SupporterKind.IMPROVEMENT_CHAMPION.value
    people = pd.DataFrame(
        [("Central", coach, "trained"), ("Central", coach, "trained"), ("North", champion, "identified")],
        columns=["cluster", "kind", "stage"],
    )
    assert support.by_kind_and_stage(people)[list(support.STAGES)].to_numpy().tolist() == [
        [0, 0, 2],
        [1, 0, 0],
        [0, 0, 0],
    ]
    by_cluster = support.by_place(people, "cluster").set_index("cluster")
    assert by_cluster.loc["Central"].tolist() == [2, 0, 0, 2]
    assert by_cluster.loc["North"].tolist() == [0, 1, 0, 0]
