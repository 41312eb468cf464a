"""Money in words."""

import pytest

from pages.shared.ehc import money_words


@pytest.mark.parametrize(
    ("pence", "said"), [(5_200_000, "£52,000"), (0, "£0"), (-300_000, "−£3,000"), (12_345_678_99, "£12,345,679")]
)
def test_pounds_are_whole(pence: int, said: str) -> None:
    assert money_words.pounds(pence) == said


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (171_234_56, "£170,000"),
        (-171_234_56, "−£170,000"),
        (99_999_00, "£100,000"),
        (1_260_000_00, "£1.3 million"),
        (9_99, "£10"),
        (12, "£0"),
    ],
)
def test_an_estimate_has_two_figures(pence: int, said: str) -> None:
    assert money_words.about(pence) == said
