"""Surveys that people were invited to, and how many answered while each was open."""

from datetime import date

import pytest

from data_access.errors import NotAllowed
from data_access.survey_rounds import rounds
from data_access.vocabulary import Audience, Item
from tests import factories

OPEN = (date(2025, 10, 6), date(2025, 10, 10))


def test_answers_count_while_the_survey_is_open_and_for_its_own_place(database: str) -> None:
    factories.add_programme()
    for cluster, urn in (("Central", "100001"), ("North", "100002")):
        factories.add_cluster(cluster)
        factories.add_setting(urn, f"School {cluster}", cluster=cluster)
    for urn, day in (("100001", 6), ("100001", 10), ("100001", 11), ("100002", 7)):
        factories.add_response(Audience.SENCO, date(2025, 10, day), {Item.CONFIDENCE_AND_CAPABILITY: 4}, urn=urn)
    factories.add_round(Audience.SENCO, *OPEN, 5, urn="100001")
    factories.add_round(Audience.SENCO, *OPEN, 1, cluster="Central")
    factories.add_round(Audience.PUPIL, *OPEN, 9, cluster="North")

    found = rounds(factories.la_lead(), *OPEN)
    assert found[["audience", "place", "cluster", "invited_count", "answered_count"]].to_numpy().tolist() == [
        ["pupil", "North", "North", 9, 0],
        ["senco", "Central", "Central", 1, 2],
        ["senco", "School Central", "Central", 5, 2],
    ]
    assert rounds(factories.la_lead(), date(2025, 10, 11), date(2025, 12, 1)).empty


def test_roles_without_exact_counts_are_refused(database: str) -> None:
    with pytest.raises(NotAllowed):
        rounds(factories.delivery_group(), *OPEN)
