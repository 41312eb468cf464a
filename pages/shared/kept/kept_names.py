"""What was taken away, in a few words: what kind of record it is, and what tells it apart."""

from collections.abc import Callable, Mapping
from typing import Any

import kpis
from data_access.evidence_kinds import EVIDENCE
from data_access.forms import Kind
from data_access.forms.choices import Choices
from data_access.removable import KINDS
from data_access.vocabulary import PLACEMENTS
from pages.shared import words
from pages.shared.entry import form_fields, ways_in

Names = Mapping[str, Any]


def in_words(kind: str, named_by: Names, known: Choices) -> str:
    """Central cluster meeting, 18 November 2025 (register)."""
    title = words.lower_first(KINDS[kind].title)
    about = _of_a_form(kind, named_by, known) if kind in ways_in.ALL else OTHERS[kind](named_by)
    return f"{about} ({title})" if about else title


def _of_a_form(kind: str, named_by: Names, known: Choices) -> str:
    # An event or a cycle that is gone as well is called by its own name or reference.
    gone = {
        field: {str(said): str(said)}
        for field, name in ((Kind.EVENT, "event_ref"), (Kind.CYCLE, "cycle"))
        if (said := named_by.get(name)) and said not in known[field]
    }
    return ways_in.ALL[kind].about(dict(named_by), {**known, **gone})


def _marker(named_by: Names) -> str:
    return f"{named_by['title']}, {_day(named_by)}"


def _measure(named_by: Names) -> str:
    return kpis.kpi(str(named_by["measure"])).title


def _target(named_by: Names) -> str:
    phase = words.phase(named_by["phase"]) if named_by["phase"] else None
    return ", ".join(filter(None, (_measure(named_by), named_by["cluster"], phase, f"by {_day(named_by)}")))


def _day(named_by: Names) -> str:
    day = form_fields.as_day(named_by["day"])
    return words.day(day) if day else ""


OTHERS: dict[str, Callable[[Names], str]] = {
    "marker": _marker,
    "rebase": lambda named_by: f"{_measure(named_by)}, from {_day(named_by)}",
    "target": _target,
    "unit_cost": lambda named_by: PLACEMENTS[named_by["placement"]],
    "expectation": lambda named_by: EVIDENCE[named_by["evidence"]].words,
    "saved_view": lambda named_by: str(named_by["name"]),
}
