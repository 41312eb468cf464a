"""Evidence of self-evaluations: who reads it, and whose."""

from datetime import date

import pytest

from data_access import records, self_evaluations
from data_access.errors import NotAllowed
from data_access.vocabulary import Role
from tests import factories
from tests.data_access.records.filled_in import CYCLE, NO_LEVELS

READERS_OF_APPROVED = (Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER)


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    somebody = factories.administrator()
    records.record(somebody, "evaluation_cycle", CYCLE, "cycle")
    levels = {name: "developing" for name in NO_LEVELS if name.startswith("level_")}
    answers = NO_LEVELS | levels | {"evidence_teaching": "Books show it.", "urn": "100001", "cycle": "2025/26"}
    records.record(somebody, "self_evaluation", {**answers, "submitted_on": date(2025, 11, 18)}, "first")


def test_submitted_evidence_is_read_area_by_area(database: str) -> None:
    seed()
    rows = self_evaluations.evidence_of(factories.la_lead(), "100001")
    assert rows.to_dict("records") == [
        {"cycle": "2025/26", "submitted_on": date(2025, 11, 18), "area": "teaching", "evidence": "Books show it."}
    ]
    assert self_evaluations.evidence_of(factories.la_lead(), "100002").empty


@pytest.mark.parametrize("role", READERS_OF_APPROVED)
def test_those_who_read_only_what_is_approved_are_refused(sqlite_database: str, role: Role) -> None:
    seed()
    with pytest.raises(NotAllowed):
        self_evaluations.evidence_of(factories.identity(role), "100001")
