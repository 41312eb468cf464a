"""What a password must be, and how it is hashed and checked."""

import logging
import re
import string
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from data_access.errors import InvalidInput

SHORTEST = 12
MOST_BYTES = 72  # bcrypt reads no further
# Nobody's password: checked when there is no account, so that the answer takes as long as for a wrong password.
NOBODY = "$2b$12$/6fcpU3WFdX./tcmOc76.O6tOeyRSORB5JZrpfBjkenbWjjoI4oTG"

# What remains of the passwords most often met, once digits, signs and letters written as digits are undone.
COMMON_STEMS = frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="ascii").split())
UNDONE = str.maketrans("013457@$!", "oleastasi")
AT_THE_END = string.digits + string.punctuation + " "
RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789" * 3, "9876543210" * 3, "qwertyuiopasdfghjklzxcvbnm")


def problem_with(password: str, email: str) -> str | None:
    """The sentence that says what to type instead; None if the password will do for this person."""
    password = _same_spelling(password)
    name = re.split(r"[^a-z0-9]", email.partition("@")[0].casefold())
    if len(password) < SHORTEST:
        return f"Choose a password of {SHORTEST} characters or more. Three random words are easy to remember."
    if len(password.encode()) > MOST_BYTES:
        return f"Choose a shorter password: {MOST_BYTES} characters at most, fewer if it has accents or emoji."
    if any(unicodedata.category(character) == "Cc" for character in password):
        return "Leave out line breaks, tabs and other invisible characters."
    if any(len(part) >= 3 and part in password.casefold() for part in name):
        return "Choose a password that does not contain your email name."
    if _is_common(password.casefold()):
        return "This password is one of the first that somebody would try. Three random words are better."
    return None


def new_hash(password: str, email: str, field: str = "password") -> str:
    """The bcrypt hash to store for this person.

    Raises: InvalidInput, for the form field of that name, if the password will not do.
    """
    if problem := problem_with(password, email):
        raise InvalidInput({field: problem})
    return str(_hasher().hash(_same_spelling(password)))


def is_right(password: str, password_hash: str | None) -> bool:
    """True if the password belongs to the hash. Takes as long where there is no hash, and is then False."""
    password = _same_spelling(password)
    is_checkable = len(password.encode()) <= MOST_BYTES
    is_match = _hasher().check_pw(password if is_checkable else "", password_hash or NOBODY)
    return bool(is_match) and is_checkable and password_hash is not None


def is_email(text: str) -> bool:
    """True for something that an email could be sent to."""
    return len(text) <= 254 and bool(_validator().validate_email(text))


def _same_spelling(password: str) -> str:
    # An accented letter can be typed as one character or as two, depending on the keyboard.
    return unicodedata.normalize("NFKC", password)


def _is_common(password: str) -> bool:
    if len(set(password)) < 5 or any(password in run for run in RUNS):
        return True
    # "P4ssw0rd!!!!" is undone both with and without what was put at its end.
    spellings = (password, password.translate(UNDONE), password.rstrip(AT_THE_END).translate(UNDONE))
    stems = {re.sub(r"[^a-z]", "", spelling) for spelling in spellings}
    # A common word written twice is as common.
    halves = {stem[: len(stem) // 2] for stem in stems if stem[: len(stem) // 2] * 2 == stem}
    return "" in stems or not COMMON_STEMS.isdisjoint(stems | halves)


@cache
def _authenticator() -> Any:
    # The package draws on Streamlit as it is loaded, which warns whenever no page is being shown.
    logging.disable(logging.WARNING)
    try:
        import streamlit_authenticator.utilities as authenticator
    finally:
        logging.disable(logging.NOTSET)
    return authenticator


def _hasher() -> Any:
    return _authenticator().Hasher


def _validator() -> Any:
    return _authenticator().Validator()
