"""What a password must be, and how it is checked."""

import pytest

from data_access import passwords
from tests.data_access.test_accounts import OTHER_WORDS


@pytest.mark.parametrize(
    "password",
    [
        "three random words",
        "orchard-lantern-copper",
        "Ünïcödé wörds hère",
        "correct horse battery",
        "x7#Kp2!mQz9w",
        "é" * 10 + "abcdefg hij klm",
    ],
)
def test_good_password_is_welcome(password: str) -> None:
    assert passwords.problem_with(password, "ann.other@example.org") is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "12 characters"),
        ("elevenchars", "12 characters"),
        ("ab cd ef gh " * 7, "shorter"),
        ("é orchard " * 7, "shorter"),
        ("orchard\nlantern", "invisible"),
        ("orchard\0lantern", "invisible"),
        ("xx-Other-lantern", "email name"),
        ("ANN orchard lantern", "email name"),
        ("Password1234!", "first"),
        ("p4ssw0rd!!!!", "first"),
        ("passwordpassword", "first"),
        ("123456789012", "first"),
        ("aaaaaaaaaaaa", "first"),
        ("abababababab", "first"),
        ("qwertyuiop123", "first"),
        ("abcdefghijkl", "first"),
        ("0000-1111-2222-3333", "first"),
        ("stokeontrent2026", "first"),
    ],
)
def test_poor_password_is_refused_in_words(password: str, sentence: str) -> None:
    problem = passwords.problem_with(password, "ann.other@example.org")
    assert problem is not None
    assert sentence in problem


def test_accent_typed_in_two_ways_is_one_password(sqlite_database: str) -> None:
    composed, decomposed = "caf\u00e9 orchard lantern", "cafe\u0301 orchard lantern"
    assert passwords.is_right(decomposed, passwords.new_hash(composed, "ann@example.org"))


def test_password_longer_than_bcrypt_reads_is_wrong_and_no_error() -> None:
    password_hash = passwords.new_hash(OTHER_WORDS, "ann@example.org")
    assert not passwords.is_right(OTHER_WORDS + " " * 60 + "x", password_hash)
    assert not passwords.is_right("", None)
    assert not passwords.is_right("", passwords.NOBODY)
