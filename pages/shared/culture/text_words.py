"""What texts, and the people and settings behind them, are called on screen."""

from collections.abc import Mapping
from typing import Any

from data_access.vocabulary import Audience, EvidenceKind, TextSource, label
from pages.shared import words

SOURCES: dict[TextSource, str] = {
    TextSource.CASE_STUDY: "Case studies",
    TextSource.SURVEY_RESPONSE: "Survey comments",
    TextSource.EVIDENCE_PIECE: "Audits, reflections, Ofsted",
}
FIELDS: dict[str, str] = {
    "context": "How it was",
    "what_was_done": "What was done",
    "impact": "What changed",
    "quotation": "Quotation",
}


def part(value: str) -> str:
    """Staff reflection; for a comment, whose: "SENCOs, in a survey"."""
    return label(EvidenceKind(value)) if value in set(EvidenceKind) else f"{label(Audience(value))}, in a survey"


def whence(text: Mapping[Any, Any]) -> str:
    """Case study · Abbey Primary · Central · 2 May 2026. A comment has no setting."""
    known = [text["setting"], text["cluster"]]
    return " · ".join(
        [part(text["part"]), *(str(one) for one in known if not words.is_missing(one)), words.day(text["day"])]
    )
