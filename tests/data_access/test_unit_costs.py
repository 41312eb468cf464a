"""What places cost: read by all, changed by administrators and LA leads, one version at a time."""

import pytest

from data_access import audit_log, unit_costs
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.revisions import revisions
from data_access.vocabulary import Role, Subject
from tests import factories

SOURCE = "Section 251 budget 2026/27"


def set_cost(placement: str = "isp", cost: str = "52,000", source: str = SOURCE, version: int | None = None) -> int:
    return unit_costs.set_unit_cost(factories.la_lead(), placement, cost, source, version)


def test_costs_are_read_in_the_order_of_placements_in_whole_pence(database: str) -> None:
    before = revisions()[Subject.FIGURES]
    set_cost("isp", "£52,000.5")
    set_cost("mainstream", " 9 500 ")
    found = unit_costs.unit_costs(factories.delivery_group())
    assert found[["placement", "annual_cost_pence", "source", "version"]].to_numpy().tolist() == [
        ["mainstream", 950000, SOURCE, 1],
        ["isp", 5200050, SOURCE, 1],
    ]
    assert revisions()[Subject.FIGURES] == before + 2


def test_cost_is_changed_once_for_each_version_and_the_log_keeps_what_it_was(database: str) -> None:
    number = set_cost()
    assert set_cost(cost="54000", version=1) == number
    set_cost(cost="54000", version=2)
    assert unit_costs.unit_costs(factories.staff())["version"].tolist() == [2]
    with pytest.raises(Conflict) as told:
        set_cost(cost="60000", version=1)
    assert told.value.current == {"annual_cost": "£54,000.00", "source": SOURCE}
    with pytest.raises(Conflict):
        set_cost(cost="60000")
    with pytest.raises(Conflict):
        unit_costs.remove_unit_cost(factories.administrator(), "isp", 1)
    unit_costs.remove_unit_cost(factories.administrator(), "isp", 2)
    assert unit_costs.unit_costs(factories.staff()).empty
    with pytest.raises(NotFound):
        unit_costs.remove_unit_cost(factories.administrator(), "isp", 2)
    with pytest.raises(NotFound):
        set_cost(version=2)
    entries = audit_log.audit_entries(factories.administrator(), 10, table="unit_cost")
    assert set(entries["action"]) == {"created", "updated", "deleted"}


@pytest.mark.parametrize("role", [Role.PROGRAMME_STAFF, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_only_read(database: str, role: Role) -> None:
    set_cost()
    reader = factories.identity(role)
    assert len(unit_costs.unit_costs(reader)) == 1
    with pytest.raises(NotAllowed):
        unit_costs.set_unit_cost(reader, "isp", "1", SOURCE, 1)
    with pytest.raises(NotAllowed):
        unit_costs.remove_unit_cost(reader, "isp", 1)


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("placement", ("castle", "52000", SOURCE)),
        ("annual_cost", ("isp", "", SOURCE)),
        ("annual_cost", ("isp", "a lot", SOURCE)),
        ("annual_cost", ("isp", "-5", SOURCE)),
        ("annual_cost", ("isp", "£0.00", SOURCE)),
        ("annual_cost", ("isp", "1.234", SOURCE)),
        ("annual_cost", ("isp", "5200000", SOURCE)),
        ("source", ("isp", "52000", "  ")),
        ("source", ("isp", "52000", "x" * 121)),
        ("source", ("isp", "52000", "told by ada@example.org")),
    ],
)
def test_wrong_answer_is_said_beside_its_field(database: str, field: str, answers: tuple[str, str, str]) -> None:
    with pytest.raises(InvalidInput) as told:
        set_cost(*answers)
    assert list(told.value.answers) == [field]
    assert unit_costs.unit_costs(factories.staff()).empty
