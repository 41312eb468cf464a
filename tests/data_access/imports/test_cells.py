"""What a cell may say, and what it is answered when it says something else."""

from datetime import date

import pytest

from data_access.imports import cells
from data_access.imports.cells import Refused
from data_access.vocabulary import EventType, Mode


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-16",
        "16/10/2025",
        "16-10-2025",
        "16.10.2025",
        "16/10/25",
        "16.10.25",
        "16 October 2025",
        "16-Oct-25",
        "2025-10-16 00:00:00",
        "2025-10-16T00:00:00",
    ],
)
def test_a_date_is_read_year_first_or_day_first(text: str) -> None:
    assert cells.a_date(text) == date(2025, 10, 16)


@pytest.mark.parametrize("text", ["45946", "45946.0"])
def test_a_day_that_a_spreadsheet_holds_as_its_number_is_that_day(text: str) -> None:
    assert cells.a_date(text) == date(2025, 10, 16)


def test_a_date_that_could_be_either_way_round_is_the_british_one() -> None:
    assert cells.a_date("03/04/2026") == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10/16/2025",
        "2025-13-01",
        "31/02/2026",
        "25-10-16",
        "10/16/25",
        "16 Ju 2025",
        "October",
        "4594",
        "99999",
        "2025-10-16 09:30:00",
    ],
)
def test_a_date_is_never_guessed(text: str) -> None:
    with pytest.raises(Refused, match="yyyy-mm-dd or dd/mm/yyyy"):
        cells.a_date(text)


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1", "Present"])
def test_yes_in_every_spelling(text: str) -> None:
    assert cells.yes_or_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "false", "0", "Absent"])
def test_no_in_every_spelling(text: str) -> None:
    assert cells.yes_or_no(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "2"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="yes or no"):
        cells.yes_or_no(text)


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("1,250", 1250), ("0", 0)])
def test_a_count_is_a_whole_number(text: str, number: int) -> None:
    assert cells.a_count(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "two", "²", "999999999"])
def test_no_count_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="whole number"):
        cells.a_count(text)


@pytest.mark.parametrize(("text", "urn"), [("123988", "123988"), ("123988.0", "123988"), ("l0001", "L0001")])
def test_a_reference_is_a_urn_or_a_local_one(text: str, urn: str) -> None:
    assert cells.a_reference(text) == urn


@pytest.mark.parametrize("text", ["", "A123456789012", "943 476 5919", "Jane Example"])
def test_what_is_no_reference_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(Refused) as refused:
        cells.a_reference(text)
    assert not text or text not in str(refused.value)


def test_a_word_may_be_its_code_or_its_label() -> None:
    assert cells.a_word("Cluster meeting", EventType) == EventType.CLUSTER_MEETING
    assert cells.a_word("in-person", Mode) == Mode.IN_PERSON
    assert cells.a_word("Training (CPD)", EventType) == EventType.CPD


def test_an_unknown_word_is_answered_with_the_list() -> None:
    with pytest.raises(Refused, match="Write one of: In person; Virtual"):
        cells.a_word("hybrid", Mode)
