"""Which kind of file a file is taken for."""

import csv
import io

import pytest

from data_access import imports
from data_access.errors import WrongFile
from data_access.imports import known_others
from data_access.imports.known_others import Other
from tests.data_access.imports.files import csv_bytes, xlsx_bytes


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_a_template_is_taken_for_its_own_kind(kind: str) -> None:
    assert imports.likely_kinds(imports.template(kind).encode()) == [imports.KINDS[kind]]


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_a_file_with_no_more_than_the_needed_columns_is_taken_for_its_own_kind(kind: str) -> None:
    columns = imports.KINDS[kind].columns
    header = [*columns.required, *columns.one_of[:1]]
    assert imports.likely_kinds(csv_bytes([header])) == [imports.KINDS[kind]]


def test_only_a_record_that_would_say_nothing_needs_one_column_more() -> None:
    named = {kind.name: kind.columns.one_of for kind in imports.KINDS.values() if kind.columns.one_of}
    assert list(named) == ["clusters", "self_evaluations", "measures", "survey_responses"]


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_columns_of_nobody_and_sheets_of_something_else_make_no_difference(kind: str) -> None:
    header, example = csv.reader(io.StringIO(imports.template(kind)))
    content = xlsx_bytes({"Read me": [("About",)], "Rows": [[*header, "Remarks"], example]})
    assert imports.likely_kinds(content) == [imports.KINDS[kind]]


def test_a_table_of_something_else_is_of_no_kind() -> None:
    assert imports.likely_kinds(b"name,shoe size\nA,7\n") == []


@pytest.mark.parametrize("other", known_others.OTHERS, ids=lambda other: other.sentence[:40])
def test_a_public_file_that_is_not_read_is_told_by_its_headings(other: Other) -> None:
    content = csv_bytes([["Of another year", *(name.replace(" ", "_").upper() for name in other.headings)], ["1"]])
    assert imports.likely_kinds(content) == []
    assert imports.said_of_another(content) == other.sentence
    assert imports.said_of_another(b"name,shoe size\nA,7\n") is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{ "type": "FeatureCollection",\n"features": []}', "file of boundaries .* on the page “Clusters”"),
        ('\ufeff[{"name": "A", "other": "B\n"}]', "JSON file, not a table"),
    ],
)
def test_outlines_and_other_json_say_what_they_are(content: str, sentence: str) -> None:
    with pytest.raises(WrongFile, match=sentence):
        imports.likely_kinds(content.encode())


def test_what_is_no_table_says_so() -> None:
    with pytest.raises(WrongFile, match="web page"):
        imports.likely_kinds(b"<html></html>")


@pytest.mark.parametrize(
    ("kind", "wrong"), [("actions", "progress"), ("registers", "attended"), ("case_studies", "impact")]
)
def test_a_file_with_one_heading_misspelt_is_taken_for_its_own_kind(kind: str, wrong: str) -> None:
    header = [f"{name}s" if name == wrong else name for name in imports.KINDS[kind].columns.all]
    assert imports.likely_kinds(csv_bytes([header])) == [imports.KINDS[kind]]


@pytest.mark.parametrize("header", [["urn", "cycle"], ["urn", "cycle", "agreed"]])
def test_a_file_that_fits_two_kinds_alike_is_taken_for_neither(header: list[str]) -> None:
    names = [kind.name for kind in imports.likely_kinds(csv_bytes([header]))]
    assert names == ["self_evaluations", "action_plans"]
