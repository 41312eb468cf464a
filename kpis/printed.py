"""Figures as text: a table to read, CSV for a spreadsheet, JSON for a program."""

import csv
import io
import json
import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from kpis import kpi

HIDDEN, NOTHING = "c", "No data"
GROUPS = {"setting": "urn"}
# A spreadsheet takes a cell that starts with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_json(figures: pd.DataFrame, by: str | None) -> str:
    """A list of objects; dates as 2026-03-31, null where there is no figure or it is hidden."""
    return json.dumps(_records(figures, by), indent=2, ensure_ascii=False)


def as_csv(figures: pd.DataFrame, by: str | None) -> str:
    """Comma-separated, with a line of column names; empty where there is no figure or it is hidden."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_columns(by))
    for record in _records(figures, by):
        writer.writerow([_cell(value) for value in record.values()])
    return text.getvalue().removesuffix("\n")


def as_table(figures: pd.DataFrame, by: str | None) -> str:
    """Aligned columns under a heading for each measure; "c" is hidden, "No data" over nothing."""
    records = _records(figures, by)
    lines = []
    for key in dict.fromkeys(record["kpi"] for record in records):
        measure = kpi(key)
        group = [] if by is None else ["Setting" if by == "setting" else by.replace("_", " ").capitalize()]
        figure = {"share": "Share", "score": "Mean", "change": "Mean"}.get(measure.unit)
        header = ["Period", *group, "Number", *(["Out of", figure] if figure else []), "Target", "Status"]
        mine = [record for record in records if record["kpi"] == key]
        lines += [f"{measure.title} ({key})", *_aligned([header, *(_words(record, by) for record in mine)]), ""]
    return "\n".join(lines).rstrip("\n")


FORMATS: dict[str, Callable[[pd.DataFrame, str | None], str]] = {"table": as_table, "csv": as_csv, "json": as_json}


def _columns(by: str | None) -> list[str]:
    group = [] if by is None else [GROUPS.get(by, by)]
    figures = ["numerator", "denominator", "value", "target", "status", "suppressed", "complete"]
    return ["kpi", "period", "period_start", "period_end", *group, *figures]


def _records(figures: pd.DataFrame, by: str | None) -> list[dict[str, Any]]:
    columns = _columns(by)
    rows = zip(*(figures[column].tolist() for column in columns), strict=True)
    return [{column: _plain(value) for column, value in zip(columns, row, strict=True)} for row in rows]


def _plain(value: Any) -> Any:
    """Whole numbers without a point, dates as text, None for what is missing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _words(record: dict[str, Any], by: str | None) -> list[str]:
    """One line of the table."""
    measure = kpi(record["kpi"])
    period = record["period"] if record["complete"] else f"{record['period']} (unfinished)"
    group = [] if by is None else [record[GROUPS.get(by, by)] or "Not stated"]
    absent = HIDDEN if record["suppressed"] else NOTHING
    figures = [_figure(record["numerator"], absent)]
    target = record["target"]
    if measure.denominator:
        say = _share if measure.unit == "share" else _mean
        figures += [_figure(record["denominator"], absent), say(record["value"], absent)]
        target = say(target, "")
    return [period, *group, *figures, _figure(target, ""), (record["status"] or "").replace("_", " ")]


def _figure(value: Any, absent: str) -> str:
    return absent if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _mean(value: float | None, absent: str) -> str:
    return absent if value is None else f"{value:.2f}"


def _share(value: float | None, absent: str) -> str:
    return absent if value is None else f"{value:.1%}"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return ["  " + "  ".join(row).rstrip() for row in padded]
