"""Figures of calendar years are read apart from all others, and only by those who see the whole authority."""

from datetime import date

from data_access import records
from data_access.calendar_years import calendar_years
from tests import factories


def hand_over(measure: str, kind: str, start: date, numerator: float, **more: object) -> None:
    answers = {
        "measure": measure,
        "part": None,
        "urn": None,
        "cluster": None,
        "period_kind": kind,
        "period_start": start,
        "numerator": numerator,
        "denominator": None,
        "status": "final",
        "source": "SEN2 2026",
        **more,
    }
    records.record(factories.staff(), "figure", answers, f"{measure} {kind} {start} {more}")


def test_years_stand_by_measure_and_year_without_figures_of_other_periods(database: str) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    hand_over("ehcna_requests", "calendar_year", date(2024, 5, 1), 788)
    hand_over("ehcna_requests", "calendar_year", date(2023, 1, 1), 683)
    hand_over("ehcna_requests", "calendar_year", date(2023, 1, 1), 12, cluster="Central")
    hand_over("ehcna_requests", "month", date(2024, 5, 1), 70)
    hand_over("refusal_rate", "calendar_year", date(2024, 1, 1), 189, denominator=788)
    found = calendar_years(factories.delivery_group())
    shown = found[["measure", "part", "year", "numerator", "denominator"]].fillna(0).to_numpy().tolist()
    assert shown == [
        ["ehcna_requests", "", 2023, 683, 0],
        ["ehcna_requests", "", 2024, 788, 0],
        ["refusal_rate", "", 2024, 189, 788],
    ]
    assert set(found["source"]) == {"SEN2 2026"}


def test_those_who_see_their_clusters_only_find_none(database: str) -> None:
    factories.add_programme()
    central = factories.add_cluster("Central")
    hand_over("ehcna_requests", "calendar_year", date(2024, 1, 1), 788)
    found = calendar_years(factories.member_of(central))
    assert found.empty
    assert "numerator" in found
