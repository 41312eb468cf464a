"""Files of a few kilobytes, or of 20 MB, that are made to use up memory or time. Run by itself: see `main`."""

import io
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from data_access import imports
from data_access.errors import WrongFile
from tests import factories
from tests.data_access.imports.files import example

MEGABYTE = 1_000_000
# The most that an upload may be: see .streamlit/config.toml.
LARGEST = 20 * MEGABYTE
KIND = "registers"
HEADER, ROW = example(KIND).split(b"\r\n")[:2]


def workbook(sheet: bytes = b"", **parts: bytes) -> bytes:
    """A workbook with another first sheet, or with other parts."""
    right, stream = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(right) as book:
        book.add_worksheet().write_row(0, 0, HEADER.decode().split(","))
        book.worksheets()[0].write_row(1, 0, ROW.decode().split(","))
    replaced = {"xl/worksheets/sheet1.xml": sheet, **parts} if sheet else parts
    with zipfile.ZipFile(right) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other:
        for name in dict.fromkeys([*archive.namelist(), *replaced]):
            other.writestr(name, replaced[name] if name in replaced else archive.read(name))
    return stream.getvalue()


def sheet(rows: bytes, before: bytes = b"") -> bytes:
    start = b'<?xml version="1.0"?>' + before
    return (
        start
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + (rows + b"</sheetData></worksheet>")
    )


def cell(text: bytes) -> bytes:
    return b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"


def unpacks_to_half_a_gigabyte() -> bytes:
    return workbook(sheet(b" " * 500 * MEGABYTE))


def says_that_it_is_small() -> bytes:
    """The archive states ten bytes where there are many."""
    large = sheet(b" " * 50 * MEGABYTE)
    return workbook(large).replace(struct.pack("<I", len(large)), struct.pack("<I", 10))


def words_without_end() -> bytes:
    return workbook(**{"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 4 * MEGABYTE + b"</sst>"})


def many_parts() -> bytes:
    return workbook(**{f"xl/worksheets/sheet{number}.xml": b"<a/>" for number in range(2, 20_000)})


def a_billion_laughs() -> bytes:
    names = [b'<!ENTITY a0 "ha">'] + [
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 12)
    ]
    return workbook(sheet(cell(b"&a11;"), b"<!DOCTYPE a [" + b"".join(names) + b"]>"))


def one_long_name_many_times() -> bytes:
    start = b'<!DOCTYPE a [<!ENTITY b "' + b"b" * MEGABYTE + b'">]>'
    return workbook(sheet(cell(b"&b;" * 10_000), start))


def a_file_of_the_server() -> bytes:
    return workbook(sheet(cell(b"&b;"), b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'))


def a_name_after_a_long_remark() -> bytes:
    remark = b"<!--" + b" " * 3 * MEGABYTE + b"-->"
    return workbook(sheet(cell(b"&b;"), remark + b'<!DOCTYPE a [<!ENTITY b "c">]>'))


def names_in_another_encoding() -> bytes:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    return workbook(text.encode("utf-16"))


def a_row_far_down() -> bytes:
    return workbook(sheet(b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'))


def a_million_wide_rows() -> bytes:
    row = b'<row><c r="XFD1"><v>1</v></c></row>'
    return workbook(sheet(row * 100_000))


def one_cell_of_ten_megabytes() -> bytes:
    return HEADER + b"\r\n" + b"x" * 10 * MEGABYTE


def one_cell_of_ten_megabytes_in_a_workbook() -> bytes:
    return workbook(sheet(cell(b"x" * 10 * MEGABYTE)))


def one_quoted_cell_over_all_lines() -> bytes:
    return HEADER + b'\r\n"' + b"x\r\n" * (LARGEST // 3)


def nothing_but_commas() -> bytes:
    return b"," * LARGEST


def commas_over_many_quoted_lines() -> bytes:
    return HEADER + b"\r\n" + b'"a\n",' * (LARGEST // 5)


def nothing_but_line_ends() -> bytes:
    return HEADER + b"\n" * LARGEST


def nothing_but_quotation_marks() -> bytes:
    return b'"' * LARGEST


def nothing_but_bytes_of_nothing() -> bytes:
    return b"\x00" * LARGEST


def wrong_rows_without_end() -> bytes:
    return HEADER + b"\n" + b"x,x,x,x,x,x,x,x,x\n" * (LARGEST // 18)


def short_rows_without_end() -> bytes:
    return HEADER + b"\n" + b"x\n" * (LARGEST // 2)


def remarks_without_end() -> bytes:
    return b"<!-- -->" * (LARGEST // 8)


def a_long_text_to_be_read_for_names() -> bytes:
    header = b"kind,urn,happened_on,title,text\n"
    return header + b"school_audit,100001,2025-11-18,An audit," + b"Aa Bb " * 5000 + b"\n"


BOMBS: tuple[Callable[[], bytes], ...] = (
    unpacks_to_half_a_gigabyte, says_that_it_is_small, words_without_end, many_parts, a_billion_laughs,
    one_long_name_many_times, a_file_of_the_server, a_name_after_a_long_remark, names_in_another_encoding,
    a_row_far_down, a_million_wide_rows, one_cell_of_ten_megabytes, one_cell_of_ten_megabytes_in_a_workbook,
    one_quoted_cell_over_all_lines, nothing_but_commas, commas_over_many_quoted_lines, nothing_but_line_ends,
    nothing_but_quotation_marks, nothing_but_bytes_of_nothing, wrong_rows_without_end, short_rows_without_end,
    remarks_without_end, a_long_text_to_be_read_for_names,
)  # fmt: skip


def main(folder: str, most_more: int) -> None:
    """Loads every bomb of the folder with no more than so many megabytes beyond what the product itself takes."""
    who = factories.administrator()
    for path in sorted(Path(folder).iterdir()):
        content = path.read_bytes()
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + most_more * MEGABYTE, resource.RLIM_INFINITY))
        start = time.monotonic()
        kind = "evidence_pieces" if path.name.startswith("a_long_text") else KIND
        try:
            said = imports.run(who, kind, path.name, content).outcome()
        except WrongFile as problem:
            said = str(problem)
        print(path.name, round(time.monotonic() - start, 1), said.replace("\n", " "), sep="\t", flush=True)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
