"""Files as people save them: encodings, delimiters, workbooks, and what is no table at all."""

import io
import zipfile

import pytest

from data_access.errors import WrongFile
from data_access.imports import archives, tables
from data_access.imports.tables import Columns
from tests.data_access.imports.files import csv_bytes, xlsx_bytes

COLUMNS = Columns(required=("cluster", "joined_on"), one_of=("setting_name", "urn"), optional=("left_on",))
HEADER = ("cluster", "setting_name", "joined_on")
CAFE = ("Central", "Café – St Mark’s", "2025-09-01")
SMALL_WORKBOOK = xlsx_bytes({"Sheet": [HEADER, CAFE]})


def read(content: bytes) -> list[dict[str, str]]:
    table = tables.read(content, COLUMNS)
    return [{name: row[name] for name in sorted(table.columns)} for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_every_usual_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    found = read(csv_bytes([HEADER, CAFE], encoding, delimiter))
    assert found == [{"cluster": "Central", "joined_on": "2025-09-01", "setting_name": "Café – St Mark’s"}]


def test_a_workbook_reads_as_the_same_table() -> None:
    assert read(SMALL_WORKBOOK) == read(csv_bytes([HEADER, CAFE]))


def test_the_header_may_be_quoted_and_differ_in_capitals_and_spaces() -> None:
    content = b'"CLUSTER","Setting  Name "," Joined On"\nCentral,A School,2025-09-01\n'
    assert read(content)[0]["setting_name"] == "A School"


def test_columns_may_stand_in_any_order_among_others() -> None:
    content = csv_bytes([("note", "joined_on", "cluster", "urn"), ("x", "2025-09-01", "Central", "100001")])
    assert read(content) == [{"cluster": "Central", "joined_on": "2025-09-01", "urn": "100001"}]


def test_blank_rows_are_left_out_and_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    content = csv_bytes([HEADER, CAFE, (), ("", "", ""), CAFE])
    assert [row.number for row in tables.read(content, COLUMNS).rows] == [2, 5]


def test_a_cell_with_a_line_break_does_not_shift_the_row_numbers() -> None:
    content = b'cluster,setting_name,joined_on\nCentral,"A\nSchool",2025-09-01\nCentral,B,2025-09-01\n'
    rows = list(tables.read(content, COLUMNS).rows)
    assert [(row.number, row["setting_name"]) for row in rows] == [(2, "A School"), (3, "B")]


def test_a_short_row_is_filled_up_and_a_long_one_is_marked() -> None:
    content = b"cluster,setting_name,joined_on\nCentral,A\nCentral,B,2025-09-01,more\nCentral,C,2025-09-01,,\n"
    rows = list(tables.read(content, COLUMNS).rows)
    assert [(row["joined_on"], row.is_too_long) for row in rows] == [
        ("", False),
        ("2025-09-01", True),
        ("2025-09-01", False),
    ]


def test_the_first_sheet_that_has_the_header_is_read() -> None:
    content = xlsx_bytes({"About": [("Read me",)], "Members": [HEADER, CAFE], "More": [HEADER]})
    assert len(read(content)) == 1


def test_what_is_wrong_with_the_first_sheet_is_what_is_said() -> None:
    with pytest.raises(WrongFile, match="“joined_on”"):
        read(xlsx_bytes({"Members": [("cluster", "urn"), ("Central", 1)], "About": [("Read me",)]}))


def test_a_name_in_a_workbook_that_looks_like_a_formula_stays_text() -> None:
    found = read(xlsx_bytes({"Sheet": [HEADER, ("Central", "@Home School", "2025-09-01")]}))
    assert found[0]["setting_name"] == "@Home School"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"cluster,setting_name,joined_on\r\n", "no rows below"),
        (b"cluster,setting_name,joined_on\r\n,,\r\n", "no rows below"),
        (b"<!DOCTYPE html><html><body><table></table></body></html>", "web page"),
        (b"\n  <html><head><title>Sign in</title></head></html>", "web page"),
        (b"<!-- saved --> <table><tr><td>cluster</td></tr></table>", "web page"),
        (b"cluster,setting_name\nCentral,A\n", "no column “joined_on”"),
        (b"cluster\nCentral\n", "no columns “joined_on”, “setting_name” or “urn”"),
        (b"name,value\nA,1\n", "none of the columns"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x08" * 9, "not text"),
        (b"cluster,setting_name,joined_on\nCentral,\x81\x8d,2025-09-01\n", "not text"),
        (b"cluster,setting_name,joined_on,cluster\nCentral,A,2025-09-01,North\n", "more than once"),
        (b'cluster,setting_name,joined_on\nCentral,"A,2025-09-01\nCentral,B,2025-09-01\n', "quotation mark"),
        (b"%PDF-1.7\n\x01\x02", "This is a PDF, not a table"),
        (b"\x89PNG\r\n\x1a\n\x00", "This is a picture, not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (SMALL_WORKBOOK[:-200], "damaged"),
        (xlsx_bytes({"Empty": []}), "empty"),
    ],
)
def test_a_file_that_is_no_such_table_is_answered_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(WrongFile, match=words):
        read(content)


@pytest.mark.parametrize("as_file", [csv_bytes, lambda rows: xlsx_bytes({"Sheet": list(rows)})])
def test_a_title_above_the_header_is_refused_with_the_row_of_the_header(as_file) -> None:
    rows = [("Central cluster: members", "", ""), ("", "", ""), HEADER, CAFE]
    with pytest.raises(WrongFile, match="Delete what is above row 3"):
        read(as_file(rows))


@pytest.mark.parametrize(
    ("part", "words"), [("word/document.xml", "not an Excel workbook"), ("content.xml", "which LibreOffice writes")]
)
def test_a_document_that_is_not_a_workbook_says_so(part: str, words: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "<w/>")
    with pytest.raises(WrongFile, match=words):
        read(stream.getvalue())


def test_a_workbook_in_the_strict_kind_of_its_format_is_not_taken_for_an_empty_one() -> None:
    stream = io.BytesIO()
    usual, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006", b"http://purl.oclc.org/ooxml/spreadsheetml"
    with zipfile.ZipFile(io.BytesIO(SMALL_WORKBOOK)) as before, zipfile.ZipFile(stream, "w") as archive:
        for part in before.namelist():
            archive.writestr(part, before.read(part).replace(usual, strict))
    with pytest.raises(WrongFile, match="Save it as “Excel Workbook"):
        read(stream.getvalue())


def test_a_workbook_that_would_unpack_to_more_than_the_machine_holds_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 1000)
    with pytest.raises(WrongFile, match="too large"):
        read(SMALL_WORKBOOK)


def test_a_file_that_is_too_large_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_FILE", 10)
    with pytest.raises(WrongFile, match="too large"):
        read(csv_bytes([HEADER, CAFE]))


def test_a_formula_without_a_result_is_not_read_as_an_empty_cell() -> None:
    content = xlsx_bytes({"Sheet": [HEADER, ("Central", '="A " & "School"', "2025-09-01")]})
    with pytest.raises(WrongFile, match="never worked out"):
        read(content)
