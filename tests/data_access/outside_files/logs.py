"""A booking log as an office keeps one, in memory."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.data_access.imports.files import csv_bytes

HEADER = ("Date", "School", "Type of support", "Status", "Coach", "Rating", "Time")
DAY = date(2025, 11, 18)


def booking(**changes: object) -> list[object]:
    """One right row, with some cells changed."""
    right = {
        "Date": f"{DAY:%d/%m/%Y}",
        "School": "Abbey Primary",
        "Type of support": "Coaching",
        "Status": "Attended",
        "Coach": "Anne Other",
        "Rating": "4",
        "Time": "09:30",
    }
    return list({**right, **{name.replace("_", " "): value for name, value in changes.items()}}.values())


def ahead(today: date) -> str:
    return f"{today + timedelta(days=7):%d/%m/%Y}"


def log(*rows: Sequence[object]) -> bytes:
    return csv_bytes([HEADER, *rows])
