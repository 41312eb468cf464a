"""Files to take away: what they say, and that no spreadsheet runs them."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from pages.shared import downloads

FRAME = pd.DataFrame(
    {"Setting": ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "Plain"], "Share": [0.5] * 6 + [float("nan")]}
)


def test_csv_says_what_it_shows_before_the_table() -> None:
    rows = list(
        csv.reader(
            io.StringIO(downloads.as_csv(FRAME, ["Participation", "Central · data to 1 May"]).decode("utf-8-sig"))
        )
    )

    assert rows[:2] == [["Participation"], ["Central · data to 1 May"]]
    assert rows[3] == ["Setting", "Share"]
    assert rows[-1] == ["Plain", ""]


def test_csv_keeps_every_formula_as_text() -> None:
    rows = list(csv.reader(io.StringIO(downloads.as_csv(FRAME, []).decode("utf-8-sig"), newline="")))

    assert [row[0][0] for row in rows[2:8]] == ["'"] * 6


def test_xlsx_holds_numbers_as_numbers_and_formulas_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx(FRAME, ["Note"]))).active

    assert sheet["A1"].value == "Note"
    assert sheet["B4"].value == 0.5
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_negative_number_stays_a_number() -> None:
    assert downloads.safe(-3) == -3


def test_heading_that_is_a_formula_is_text_too() -> None:
    text = downloads.as_csv(pd.DataFrame({"=1+1": [1]}), ["=2+2"]).decode("utf-8-sig")

    assert text.splitlines()[0] == "'=2+2"
    assert text.splitlines()[2] == "'=1+1"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Participation rate", "Central", "2026-autumn"), "participation-rate_central_2026-autumn"),
        (("a/b\\c", "", "North & South"), "a-b-c_north-south"),
    ],
)
def test_file_is_named_for_what_it_holds(parts: tuple[str, ...], name: str) -> None:
    assert downloads.file_name(*parts) == name


def test_count_held_as_a_fraction_is_written_as_a_whole_number() -> None:
    text = downloads.as_csv(pd.DataFrame({"Counted": [31.0, "c", float("nan")]}), []).decode("utf-8-sig")

    assert text.splitlines()[2:] == ["31", "c", '""']
