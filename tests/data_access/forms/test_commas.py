"""A comma parts thousands: a number with any other is asked for again, and never read as another number."""

import pytest

from data_access import clock
from data_access.aims import amount
from data_access.errors import InvalidInput
from data_access.forms import SKILL_GAIN, field
from data_access.forms.commas import without_commas
from data_access.imports.cells import Refused, a_count


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,392", "1392"), ("12,345,678", "12345678"), ("1,392.5", "1392.5"), ("£52,000", "£52000"), ("12", "12")],
)
def test_commas_between_thousands_are_left_out(typed: str, read: str) -> None:
    assert without_commas(typed) == read


@pytest.mark.parametrize("typed", ["1,5", "81,25", "1,39", "1,3925", "12,34,567", ",123", "1.5,000", "1,234,5"])
def test_any_other_comma_stays_and_is_no_number(typed: str) -> None:
    assert "," in without_commas(typed)
    with pytest.raises(Refused, match="whole number"):
        a_count(typed)
    with pytest.raises(InvalidInput, match="Write the target as a number"):
        amount(typed, "count")


def test_target_of_more_than_a_thousand_is_what_was_typed() -> None:
    assert amount("1,392", "count") == 1392
    assert amount("95 %", "share") == 0.95


@pytest.mark.parametrize("name", ["before_mean", "pupil_count"])
def test_form_asks_again_for_a_number_with_a_comma_in_the_wrong_place(name: str) -> None:
    with pytest.raises(field.Refused):
        SKILL_GAIN.field(name).answer("81,5", None, clock.today())
    assert SKILL_GAIN.field("before_mean").answer("81.5", None, clock.today()) == 81.5
