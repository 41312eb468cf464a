"""How settled the figures of a period are, in a word or two."""

from data_access import approvals
from data_access.approvals import State
from data_access.vocabulary import PeriodKind
from pages.shared import words
from pages.shared.facts import View


def in_words(view: View, kind: PeriodKind, key: str) -> str:
    """provisional; final; approved; approved, 2 corrections since. Empty while the period is not finished."""
    return view.built(_of_kind, str(kind)).get(key, "")


def said(state: str, corrections: int) -> str:
    """The same of a row of `approvals.states`."""
    return f"{state}, {words.plural(corrections, 'correction')} since" if corrections else state


def _of_kind(view: View, kind: str) -> dict[str, str]:
    found = approvals.states(view.viewer, view.periods(PeriodKind(kind)), view.as_at)
    return {
        key: "" if state == State.NOT_FINISHED else said(state, count)
        for key, state, count in zip(found["key"], found["state"], found["correction_count"], strict=True)
    }
