"""Files that are wrong in every way that files are, made from a seed: the same ones each time."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

from data_access import imports
from tests.data_access.imports.files import csv_bytes, xlsx_bytes

Rows = list[list[str]]
ODD_CELLS = (
    "", " ", "\N{NO-BREAK SPACE}", "0", "-1", "1e400", "NaN", "inf", "-inf", "99999999999999999999", "1.5", "½",
    "٣", "１２３", "0x10", "1,2,3", "31/02/2026", "2026-13-01", "00/00/0000", "9999-12-31", "16/10/25", "45946",
    "99999.0", "yesterday", "=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org")',
    "=cmd|' /C calc'!A0", "\t=1", "'=1", "#REF!", "#N/A", "#DIV/0!", "true", "TRUE", "None", "null", "z", "c",
    "low", "..", "~", "23.4%", "£5", "'; DROP TABLE event; --", "<script>alert(1)</script>", "&lt;", "&amp;#0;",
    "a\nb", 'a "quoted" word', "😀" * 40, "\u202eabc", "\u200b", "\ufeffabc", "é" * 300, "x" * 5000, "{}", "[]",
    "${jndi:x}", "../../etc/passwd", "%s%n", "123456", "L0001", "L9999", "Central", "Jane Doe born 01/02/2018",
    "jo@example.org", "01782 234567", "ﬁ", "\U0010ffff", "A1:B2", "R1C1",
)  # fmt: skip

BEGINNINGS = (
    b"%PDF-1.7", b"\x89PNG\r\n", b"<html>", b"<!-- a --><!-- b -->", b"{", b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip


def files(seed: int, count: int) -> Iterator[tuple[str, str, bytes]]:
    """(the kind that it is loaded as, what was done to it, the file)"""
    chance = random.Random(seed)
    kinds = list(imports.KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        spoil = chance.choice(SPOILT)
        yield kind, spoil.__name__, spoil(chance, _right(kind))


def _right(kind: str) -> Rows:
    example = imports.KINDS[kind].example
    return [list(example), list(example.values()), [*example.values()]]


def cut_short(chance: random.Random, rows: Rows) -> bytes:
    content = _either(chance, rows)
    return content[: chance.randrange(len(content))]


def bytes_changed(chance: random.Random, rows: Rows) -> bytes:
    content = bytearray(_either(chance, rows))
    for _ in range(chance.randrange(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def in_another_encoding(chance: random.Random, rows: Rows) -> bytes:
    rows[1][0] += "é€’ü"
    encoding = chance.choice(["utf-7", "utf-16-le", "utf-16-be", "utf-32", "cp850", "cp037", "shift-jis", "mac-roman"])
    text = csv_bytes(rows).decode()
    content = text.encode(encoding, "replace")
    return content + chance.choice([b"", b"\xff", b"\x81\x8d", b"\xfe\xff", b"\x00"])


def odd_cells(chance: random.Random, rows: Rows) -> bytes:
    for row in rows[1:]:
        for at in range(len(row)):
            if chance.random() < 0.5:
                row[at] = chance.choice(ODD_CELLS)
    return _either(chance, rows)


def formulas(chance: random.Random, rows: Rows) -> bytes:
    rows[1:] = [[f"={chance.choice('+-@=')}{cell}" for cell in row] for row in rows[1:]]
    return _either(chance, rows)


def header_twice(chance: random.Random, rows: Rows) -> bytes:
    at = chance.randrange(len(rows[0]))
    return _either(chance, [[*row, row[at]] for row in rows])


def header_spoilt(chance: random.Random, rows: Rows) -> bytes:
    header = list(rows[0])
    header[chance.randrange(len(header))] = chance.choice(ODD_CELLS)
    chance.shuffle(header)
    return _either(chance, [header, *rows[1:]])


def columns_lost(chance: random.Random, rows: Rows) -> bytes:
    left = chance.randrange(len(rows[0]))
    return _either(chance, [row[:left] for row in rows])


def rows_of_other_lengths(chance: random.Random, rows: Rows) -> bytes:
    for row in rows[1:]:
        row += ["more"] * chance.randrange(5)
        del row[: chance.randrange(3)]
    return _either(chance, rows)


def many_columns(chance: random.Random, rows: Rows) -> bytes:
    width = chance.choice([300, 1000, 16_384, 16_385])
    return csv_bytes([row + [""] * (width - len(row)) for row in rows])


def line_ends_mixed(chance: random.Random, rows: Rows) -> bytes:
    lines = csv_bytes(rows * 2).split(b"\r\n")
    return b"".join(line + chance.choice([b"\n", b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x0c", b""]) for line in lines)


def nothing_bytes(chance: random.Random, rows: Rows) -> bytes:
    content = csv_bytes(rows)
    at = chance.randrange(len(content))
    return content[:at] + b"\x00" * chance.randrange(1, 2000) + content[at:]


def quotation_marks(chance: random.Random, rows: Rows) -> bytes:
    content = csv_bytes(rows)
    at = chance.randrange(len(content))
    return content[:at] + b'"' * chance.choice([1, 2, 3, 501]) + content[at:]


def long_cell(chance: random.Random, rows: Rows) -> bytes:
    size = chance.choice([4001, 32_768, 140_000])
    rows[1][chance.randrange(len(rows[1]))] = chance.choice("x0 1/A@") * size
    return csv_bytes(rows)


def another_thing(chance: random.Random, rows: Rows) -> bytes:
    start = chance.choice(BEGINNINGS)
    return start + chance.choice([b"", chance.randbytes(3000), csv_bytes(rows), b"<table>" * 50])


def any_bytes(chance: random.Random, _rows: Rows) -> bytes:
    return chance.randbytes(chance.choice([0, 1, 2, 10, 1000, 20_000]))


def sheet_spoilt(chance: random.Random, rows: Rows) -> bytes:
    """The XML of the sheet says what no spreadsheet program would."""
    old, new = chance.choice(
        [
            (r'<row r="2"', '<row r="99999999999"'),
            (r'<row r="2"', '<row r="-5"'),
            (r'<row r="2"', '<row r="two"'),
            (r'r="A2"', 'r="XFE2"'),
            (r'r="A2"', 'r="ZZZZZ2"'),
            (r'r="A2"', 'r="A0"'),
            (r'r="A2"', 'r=""'),
            (r't="inlineStr"|t="s"', 't="d"'),
            (r't="inlineStr"|t="s"', 't="b"'),
            (r't="inlineStr"|t="s"', 't="e"'),
            (r't="inlineStr"|t="s"', 't="n"'),
            (r't="inlineStr"|t="s"', 't="unheard-of"'),
            (r"<v>[0-9]+</v>", "<v>999999</v>"),
            (r"<v>[0-9]+</v>", "<v>-1</v>"),
            (r"<v>[0-9]+</v>", "<v></v>"),
            (r"<v>[0-9]+</v>", "<v>1e999</v>"),
            (r"<v>[0-9]+</v>", "<f>1+1</f>"),
            (r"<sheetData>", "<sheetData><sheetData>"),
            (r"</sheetData>", ""),
            (r"<worksheet", "<chartsheet"),
            (r"<\?xml.*?\?>", '<!DOCTYPE a [<!ENTITY b "c">]>'),
            (r"<c ", '<c s="9999" '),
            (r"main\"", 'other"'),
        ]
    )
    return _with_part(xlsx_bytes({"Rows": rows}), "xl/worksheets/sheet1.xml", lambda text: re.sub(old, new, text))


def part_spoilt(chance: random.Random, rows: Rows) -> bytes:
    content = xlsx_bytes({"Rows": rows})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = chance.choice(archive.namelist())
    spoil: Callable[[str], str] = chance.choice(
        [lambda _: "", lambda text: text[: len(text) // 2], lambda text: text.replace("s", "z"), lambda _: "<a/>"]
    )
    return _with_part(content, name, spoil)


def part_lost(chance: random.Random, rows: Rows) -> bytes:
    content, stream = xlsx_bytes({"Rows": rows}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w") as other:
        lost = chance.choice(archive.namelist())
        for name in archive.namelist():
            if name != lost:
                other.writestr(name, archive.read(name))
    return stream.getvalue()


def days_out_of_reach(chance: random.Random, rows: Rows) -> bytes:
    """Cells that are formatted as dates, with numbers that are none."""
    content = xlsx_bytes({"Rows": rows})
    number = chance.choice(["-1", "1e12", "99999999", "0", "0.99999", "2958466", "60"])
    sheet = f'<c r="A2" s="1"><v>{number}</v></c><c r="B2" s="1"><v>{number}</v></c><c r="C2" s="1"><v>{number}</v></c>'
    styled = _with_part(content, "xl/styles.xml", lambda text: re.sub(r"<cellXfs.*?</cellXfs>", DATE_STYLE, text))
    return _with_part(
        styled,
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub(r'(<row r="2".*?>).*?</row>', rf"\g<1>{sheet}</row>", text),
    )


DATE_STYLE = (
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
)
SPOILT: tuple[Callable[[random.Random, Rows], bytes], ...] = (
    cut_short, bytes_changed, in_another_encoding, odd_cells, odd_cells, formulas, header_twice, header_spoilt,
    columns_lost, rows_of_other_lengths, many_columns, line_ends_mixed, nothing_bytes, quotation_marks, long_cell,
    another_thing, any_bytes, sheet_spoilt, sheet_spoilt, part_spoilt, part_lost, days_out_of_reach,
)  # fmt: skip


def _either(chance: random.Random, rows: Rows) -> bytes:
    """The rows as a CSV file or a workbook, whichever can hold them."""
    no_control = [[re.sub(r"[\x00-\x08\x0b-\x1f]", "", cell) for cell in row] for row in rows]
    return xlsx_bytes({"Rows": no_control}) if chance.random() < 0.4 else csv_bytes(rows)


def _with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other:
        for part in archive.namelist():
            text = archive.read(part)
            other.writestr(part, change(text.decode()).encode() if part == name else text)
    return stream.getvalue()
