"""What is stored can be taken out as files, and a file that is loaded again changes nothing."""

import csv
import io

import pytest

from data_access import demo, exports, imports
from data_access.errors import NotAllowed, NotFound
from data_access.permissions import COMMAND_LINE, Identity
from data_access.vocabulary import Role
from tests import factories


def rows_of(kind: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports.export(COMMAND_LINE, kind).decode("utf-8-sig"))))


@pytest.mark.usefixtures("database")
def test_every_file_of_the_demo_is_taken_out_and_changes_nothing_when_it_is_loaded_again() -> None:
    demo.load(COMMAND_LINE)
    # Nobody took over from a setting of the demo.
    assert [kind for kind in imports.KINDS if not rows_of(kind)] == ["setting_links"]
    for kind in imports.KINDS.keys() - {"setting_links"}:
        report = imports.run(COMMAND_LINE, kind, "again.csv", exports.export(COMMAND_LINE, kind), dry_run=True)
        assert (report.created, report.updated, report.refused) == (0, 0, ()), kind
        assert report.unchanged + report.repeated == report.read == len(rows_of(kind)), kind


@pytest.mark.usefixtures("database")
def test_a_setting_that_took_over_and_a_formula_come_out_as_they_went_in() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "=SUM(A1)", cluster="Central")
    factories.add_setting("100002", "Example Academy", cluster="Central")
    links = "URN,LinkURN,LinkType\n100001,100002,Successor\n"
    imports.run(COMMAND_LINE, "setting_links", "links.csv", links.encode())
    assert [(row["URN"], row["LinkURN"]) for row in rows_of("setting_links")] == [("100001", "100002")]
    assert [row["EstablishmentName"] for row in rows_of("settings")] == ["'=SUM(A1)", "Example Academy"]


@pytest.mark.usefixtures("database")
def test_only_those_who_load_a_kind_may_take_it_out() -> None:
    factories.add_programme()
    for role in (Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER, Role.LA_LEAD):
        with pytest.raises(NotAllowed):
            exports.export(Identity(1, "a@example.org", "A", role), "registers")
    with pytest.raises(NotAllowed):
        exports.export(Identity(1, "a@example.org", "A", Role.PROGRAMME_STAFF), "settings")


@pytest.mark.usefixtures("database")
def test_an_unknown_kind_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="registers"):
        exports.export(COMMAND_LINE, "everything")
