"""Money as it is said to people."""

from pages.shared import words

MILLION = 1_000_000


def pounds(pence: float) -> str:
    """£52,000; £1.25 million; −£3,000. Units: pence, rounded to pounds."""
    return _with_sign(pence, f"{round(abs(pence) / 100):,}")


def about(pence: float) -> str:
    """£170,000 for £171,234.56: two figures, because an estimate knows no more."""
    whole = abs(pence) / 100
    if whole < 1:
        return "£0"
    digits = len(str(int(whole)))
    rounded = round(whole, 2 - digits)
    return _with_sign(pence, f"{rounded / MILLION:,.1f} million" if rounded >= MILLION else f"{rounded:,.0f}")


def _with_sign(pence: float, said: str) -> str:
    return f"{words.MINUS if pence < 0 else ''}£{said}"
