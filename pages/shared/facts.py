"""The numbers behind a page, worked out once for each state of the database and kept until a write moves it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

import kpis
from data_access import clock, environment, revisions, rollups
from data_access.periods import Calendar, Period
from data_access.permissions import Action, Identity
from data_access.programme import ProgrammeFacts, find_programme
from data_access.vocabulary import PeriodKind, Subject
from kpis.evaluate import By, Where, evaluate
from kpis.facts import Facts

EVERYTHING = Where()
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Key:
    """All that a cached number depends on: two people share one only where everything here agrees."""

    database: str
    revisions: tuple[tuple[str, int], ...]
    scope: tuple[int, ...] | None
    as_at: date
    exact: bool
    sees_unapproved: bool

    def of(self, kpi_key: str) -> "Key":
        """As much of it as a measure depends on: what is written elsewhere leaves its tables as they are."""
        return self.moved_by(rollups.PARTS[READ_WITH[kpis.kpi(kpi_key).evidence]])

    def moved_by(self, subjects: Iterable[Subject]) -> "Key":
        """As much of it as what is read of these subjects depends on."""
        moves = {*MOVES_ALL, *subjects}
        return replace(self, revisions=tuple(pair for pair in self.revisions if pair[0] in moves))

    def of_facts(self) -> "Key":
        """As much of it as the facts depend on: which of their numbers a role may see is decided afterwards."""
        return replace(self, exact=False, sees_unapproved=False)


# The evidence that a measure names -> the part of the roll-ups that it is read with, and kept as long as.
READ_WITH: dict[str, str] = {
    "registers": "registers",
    "sessions": "registers",
    "responses": "voices",
    "rounds": "voices",
    "case_studies": "evidence",
    "evidence": "evidence",
    "self_evaluations": "plans",
    "action_plans": "plans",
    "actions": "plans",
    "peer_reviews": "coaching",
    "supporters": "coaching",
    "figures": "figures",
    "skill_gains": "figures",
}
# Settings and the programme's rules move every part.
MOVES_ALL = (Subject.SETTINGS, Subject.PROGRAMME)
MOVES_NOTHING = (Subject.PEOPLE, Subject.VIEWS)
# Streamlit takes a data class apart to tell it from others; its words do that ten times as fast.
BY_WORDS: dict[str | type[Any], Callable[[Any], Any]] = {Key: repr, Where: repr}


@dataclass(frozen=True)
class Outline:
    """What the filters and the frame need to know, without the facts themselves.

    `watched`: the measures that a meeting holds against a target, with the headlines, in the catalogue's order.
    """

    starts_on: date
    history_from: date
    year_one_ends_on: date
    calendar: Calendar
    clusters: tuple[str, ...]
    phases: tuple[str, ...]
    setting_types: tuple[str, ...]
    fewest_respondents: int
    small_number_limit: int
    watched: tuple[str, ...]
    has_registers: bool


@dataclass(frozen=True)
class View:
    """The programme as one viewer may see it, at one moment."""

    viewer: Identity
    key: Key
    outline: Outline = field(compare=False)

    @property
    def as_at(self) -> date:
        """The day that the figures run to."""
        return self.key.as_at

    @property
    def exact(self) -> bool:
        """True for roles that see small numbers."""
        return self.key.exact

    @property
    def facts(self) -> Facts:
        """The roll-ups themselves. Only needed where no cached table answers."""
        return _facts(key=self.key.of_facts(), _viewer=self.viewer)

    @property
    def is_empty(self) -> bool:
        """True until settings have been given clusters."""
        return not self.outline.clusters

    def periods(self, kind: PeriodKind) -> list[Period]:
        """Every period of the kind from the programme's start to today, in order."""
        last = max(self.as_at, self.outline.starts_on)
        return self.outline.calendar.periods(kind, self.outline.starts_on, last)

    def table(
        self, kpi_key: str, by: By | None = None, kind: PeriodKind | None = None, where: Where = EVERYTHING
    ) -> pd.DataFrame:
        """What `kpis.evaluate` answers, for every period of the kind (terms, unless told)."""
        return _table(
            key=self.key.of(kpi_key), kpi_key=kpi_key, by=by, kind=kind or PeriodKind.TERM, where=where, _view=self
        )

    def history(
        self, kpi_key: str, by: By | None = None, kind: PeriodKind = PeriodKind.MONTH, where: Where = EVERYTHING
    ) -> pd.DataFrame:
        """The same, for a measure of handed-over figures also from before the programme, as far as they reach back."""
        if not kpis.kpi(kpi_key).reaches_back:
            return self.table(kpi_key, by, kind, where)
        return _history(key=self.key.of(kpi_key), kpi_key=kpi_key, by=by, kind=kind, where=where, _view=self)

    def chart(self, builder: Callable[..., dict[str, Any]], *args: object) -> dict[str, Any]:
        """`builder(view, *args)`, built once for each state of the database; `args` are short and hashable."""
        return self.built(builder, *args)

    def built(self, builder: Callable[..., Answer], *args: object) -> Answer:
        """Anything else that is worked out from the facts once, and drawn many times."""
        # Every page calls itself __main__: the file tells builders of one name apart.
        name = f"{builder.__code__.co_filename}:{builder.__qualname__}"
        hash(args)  # a frame among them would be told apart by its first lines only
        answer: Answer = _built(key=self.key, name=f"{name}{args!r}", _args=args, _builder=builder, _view=self)
        return answer


def load(viewer: Identity) -> View:
    """The programme as it is now, for this viewer: one small query where nothing has moved."""
    # Accounts and kept views are no part of any number; what a viewer may see of it stands in the key by itself.
    counted = revisions.revisions().items()
    moved = tuple(sorted((str(subject), number) for subject, number in counted if subject not in MOVES_NOTHING))
    scope = None if viewer.scope is None else tuple(sorted(viewer.scope))
    exact, sees_unapproved = viewer.may(Action.SEE_EXACT_COUNTS), viewer.may(Action.SEE_UNAPPROVED)
    key = Key(environment.database_url(), moved, scope, clock.today(), exact, sees_unapproved)
    return View(viewer, key, _outline(key=key, _viewer=viewer))


def programme(counted: Mapping[Subject, int]) -> ProgrammeFacts | None:
    """The programme of this database at these revisions; None while none has been set up."""
    return _programme(database=environment.database_url(), revision=counted[Subject.PROGRAMME])


def forget() -> None:
    """Lets go of what pages have built, in this process: a text without consent must not lie in its memory."""
    _built.clear()


# Called by the names of their arguments throughout: of one without, Streamlit works the name out on every call.
# Shared, not copied: facts never change, and keep what is worked out from them along the way.
@st.cache_resource(max_entries=12, hash_funcs=BY_WORDS, show_spinner="Adding up the evidence …")
def _facts(key: Key, _viewer: Identity) -> Facts:
    read: dict[str, Any] = {}
    for part, subjects in rollups.PARTS.items():
        read |= _part(key=key.moved_by(subjects), part=part, _viewer=_viewer)
    return Facts.of(read)


@st.cache_resource(max_entries=12 * len(rollups.PARTS), hash_funcs=BY_WORDS, show_spinner=False)
def _part(key: Key, part: str, _viewer: Identity) -> dict[str, Any]:
    return rollups.roll_ups(_viewer, key.as_at, [part])


@st.cache_data(max_entries=8, show_spinner=False)
def _programme(database: str, revision: int) -> ProgrammeFacts | None:
    del database, revision  # Only what the answer is kept under.
    return find_programme()


@st.cache_data(max_entries=64, hash_funcs=BY_WORDS, show_spinner=False)
def _outline(key: Key, _viewer: Identity) -> Outline:
    facts = _facts(key=key.of_facts(), _viewer=_viewer)
    rules, belonging = facts.rules, facts.memberships
    if facts.scope is not None:
        belonging = belonging[belonging["cluster"].isin(facts.scope)]
    settings = facts.settings[facts.settings["urn"].isin(belonging["urn"])]
    return Outline(
        starts_on=rules.starts_on,
        history_from=facts.history_from,
        year_one_ends_on=rules.year_one_ends_on,
        calendar=facts.calendar,
        clusters=tuple(sorted(set(belonging["cluster"]))),
        phases=tuple(sorted(set(settings["phase"]))),
        setting_types=tuple(sorted(set(settings["setting_type"]))),
        fewest_respondents=rules.fewest_respondents,
        small_number_limit=rules.small_number_limit,
        watched=tuple(kpi.key for kpi in kpis.CATALOGUE if kpi.key in {*kpis.HEADLINES, *facts.targets["kpi"]}),
        has_registers=not facts.attendance.empty,
    )


@st.cache_data(max_entries=2048, hash_funcs=BY_WORDS, show_spinner=False)
def _table(key: Key, kpi_key: str, by: By | None, kind: PeriodKind, where: Where, _view: View) -> pd.DataFrame:
    return evaluate(kpis.kpi(kpi_key), _view.facts, _view.periods(kind), by=by, where=where, exact=key.exact)


@st.cache_data(max_entries=1024, hash_funcs=BY_WORDS, show_spinner=False)
def _history(key: Key, kpi_key: str, by: By | None, kind: PeriodKind, where: Where, _view: View) -> pd.DataFrame:
    outline = _view.outline
    periods = outline.calendar.periods(kind, outline.history_from, max(_view.as_at, outline.starts_on))
    return evaluate(kpis.kpi(kpi_key), _view.facts, periods, by=by, where=where, exact=key.exact)


@st.cache_data(max_entries=2048, hash_funcs=BY_WORDS, show_spinner=False)
def _built(key: Key, name: str, _args: tuple[object, ...], _builder: Callable[..., Any], _view: View) -> Any:
    del key, name  # Only what the answer is kept under; Streamlit leaves names with an underscore out of that.
    return _builder(_view, *_args)
