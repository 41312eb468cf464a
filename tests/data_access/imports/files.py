"""Small files for import tests, in memory, and what a test wants to know of an import."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from data_access import imports, store
from data_access.imports import ImportReport
from data_access.models import AuditEntry, Base, Revision
from tests import factories

NOT_EVIDENCE = {"audit_entry", "revision", "import_run", "earlier_text"}
FILES = Path(__file__).parents[2] / "files"
REGISTER_HEADER = (
    "event_ref",
    "event_title",
    "event_type",
    "held_on",
    "mode",
    "cluster",
    "urn",
    "attended",
    "people_count",
)


def load(kind: str, content: bytes, **options: bool) -> ImportReport:
    return imports.run(factories.administrator(), kind, "file.csv", content, **options)


def csv_bytes(rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[object]], formats: dict[str, str]) -> bytes:
    """One sheet with some cells shown in another way; `formats` by cell."""
    book = load_workbook(io.BytesIO(xlsx_bytes({"Rows": rows})))
    for cell, shown in formats.items():
        book["Rows"][cell].number_format = shown
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def example(kind: str) -> bytes:
    """A file with the template's example as a row like any other."""
    row = imports.KINDS[kind].example
    return csv_bytes([list(row), list(row.values())])


def register(*rows: Sequence[object], **changes: object) -> bytes:
    """A register file of these rows; `changes` by column, for every row."""
    return csv_bytes([REGISTER_HEADER, *(changed(row, **changes) for row in rows)])


def line(urn: str = "100001", **changes: object) -> list[object]:
    """One right row of a register, with some cells changed."""
    right = ["E1", "Cluster meeting", "cluster_meeting", "2025-10-16", "in_person", "Central", urn, "yes", "2"]
    return changed(right, **changes)


def changed(row: Sequence[object], **changes: object) -> list[object]:
    cells = dict(zip(REGISTER_HEADER, row, strict=True))
    return list({**cells, **changes}.values())


def refusals(report: ImportReport) -> list[tuple[int, str]]:
    """Row and column of everything that was refused."""
    return [(refusal.row, refusal.column) for refusal in report.refused]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """(created, updated, unchanged, refused rows)"""
    return report.created, report.updated, report.unchanged, report.refused_row_count


def adds_up(report: ImportReport) -> bool:
    """True if every row that was read is counted once."""
    parts = [report.created, report.updated, report.unchanged, report.passed_over, report.repeated]
    return report.read == sum(parts) + report.refused_row_count


def traces() -> tuple[int, int]:
    """(audit entries, sum of the revisions): what no import may move that changes nothing."""
    with store.reading() as session:
        entries = session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()
        return entries, session.execute(select(func.sum(Revision.number))).scalar_one()


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All that is stored but for versions, which only ever rise."""
    found = {}
    with store.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in NOT_EVIDENCE:
                columns = [column for column in table.columns if column.name != "version"]
                found[table.name] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    return found
