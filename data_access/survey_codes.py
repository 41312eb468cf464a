"""The code of a survey's link: short enough to be typed from a poster, long enough not to be guessed."""

import re
import secrets

# No vowels, so that no word comes up, and nothing that is taken for something else: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
LETTERS = "CDFGHJKMNPQRTVWXY34679"
LENGTH = 8


def new() -> str:
    """A code that nobody can foresee: one of fifty thousand million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """CDFG-HJKM, which is easier to type than one piece."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def typed(text: str) -> str:
    """The code in what somebody typed or pasted: in small letters, with gaps, or the whole link."""
    return re.sub(r"[^0-9A-Z]", "", text.rpartition("/s/")[2].partition("?")[0].upper())[: 2 * LENGTH]
