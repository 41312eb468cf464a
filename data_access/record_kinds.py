"""The records that are one form and one row each: where each is kept, and what goes with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import clock, forms, term_dates
from data_access.errors import InvalidInput
from data_access.forms import Answers, FormSpec
from data_access.forms.plans import evidence_field, level_field
from data_access.models import (
    ActionPlan,
    AreaLevel,
    EvaluationCycle,
    EvidencePiece,
    MeasureValue,
    PeerReview,
    PlanAction,
    Priority,
    SelfEvaluation,
    SkillGain,
    Supporter,
    SurveyRound,
)
from data_access.periods import Period
from data_access.permissions import Action
from data_access.vocabulary import LEVELS, Area, CaseStudyStatus, FigureKind, Level, PeriodKind, Subject

Answered = Callable[[Session, Any], Answers]
Step = Callable[[Session, Any, Answers], None]


def nothing_else(_session: Session, _record: Any, _answers: Answers) -> None:
    """What most kinds have to do besides writing their columns."""


def no_other_answers(_session: Session, _record: Any) -> Answers:
    """What most kinds keep outside their own row."""
    return {}


@dataclass(frozen=True)
class RecordKind:
    """One kind. A field of its form is the column of that name, but for places and cycles, which are kept by id.

    `told_apart_by`: the fields in which no two records are alike. `prepare` fills columns that follow from the answers,
    `finish` writes what is kept in other tables once the record has its id; `others` reads that back as answers.
    `beside`: the fields that no column is for.
    """

    spec: FormSpec
    model: Any
    needs: Action
    told_apart_by: tuple[str, ...]
    explanation: str
    prepare: Step = nothing_else
    finish: Step = nothing_else
    others: Answered = no_other_answers
    beside: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def subject(self) -> Subject:
        """Whose revision a write raises."""
        subject: Subject = self.model.subject
        return subject


def _write_levels(session: Session, record: SelfEvaluation, answers: Answers) -> None:
    stored = {row.area: row for row in session.scalars(_levels(record.id))}
    for area in Area:
        level, evidence = answers[level_field(area)], answers[evidence_field(area)]
        row = stored.get(area.value)
        if level is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = AreaLevel(self_evaluation_id=record.id, area=area.value)
            session.add(row)
        row.level = LEVELS.index(Level(str(level))) + 1
        row.evidence = None if evidence is None else str(evidence)


def _read_levels(session: Session, record: SelfEvaluation) -> Answers:
    stored = {row.area: row for row in session.scalars(_levels(record.id))}
    answers: Answers = {}
    for area in Area:
        row = stored.get(area.value)
        answers[level_field(area)] = None if row is None else LEVELS[row.level - 1].value
        answers[evidence_field(area)] = None if row is None else row.evidence
    return answers


def _levels(self_evaluation_id: int) -> Any:
    return select(AreaLevel).where(AreaLevel.self_evaluation_id == self_evaluation_id).order_by(AreaLevel.id)


def _place_figure(session: Session, record: MeasureValue, answers: Answers) -> None:
    """Puts the figure on the whole period that the day lies in, and refuses one that overlaps another kind's."""
    kind = FigureKind(str(answers["period_kind"]))
    period = _period_of(kind, cast(date, answers["period_start"]))
    if period.end >= clock.today():
        raise InvalidInput({"period_start": "This period is not over yet. Give its figure once it is."})
    record.part = str(answers["part"] or "")
    record.place = place_of(record)
    record.period_start, record.period_end = period.start, period.end
    if kind != FigureKind.CALENDAR_YEAR and (other := _overlapping(session, record)):
        sentence = f"There is a figure of another stretch of time for some of these days ({other.period_start}). "
        raise InvalidInput({"period_kind": sentence + "Take that one away first, or give this one by the same."})


def place_of(record: MeasureValue) -> str:
    """Where a figure is of, in one word that is never missing."""
    if record.setting_id is not None:
        return f"setting:{record.setting_id}"
    return "authority" if record.cluster_id is None else f"cluster:{record.cluster_id}"


def _period_of(kind: FigureKind, day: date) -> Period:
    if kind == FigureKind.CALENDAR_YEAR:
        return Period(date(day.year, 1, 1), date(day.year, 12, 31), PeriodKind.ACADEMIC_YEAR, "", str(day.year))
    return term_dates.calendar().period_of(PeriodKind(kind.value), day)


def _overlapping(session: Session, record: MeasureValue) -> MeasureValue | None:
    with session.no_autoflush:
        return session.scalar(
            select(MeasureValue).where(
                MeasureValue.measure == record.measure,
                MeasureValue.part == record.part,
                MeasureValue.place == record.place,
                MeasureValue.period_kind.not_in([record.period_kind, FigureKind.CALENDAR_YEAR]),
                MeasureValue.period_start <= record.period_end,
                MeasureValue.period_end >= record.period_start,
            )
        )


def _awaits_approval(_session: Session, record: EvidencePiece, _answers: Answers) -> None:
    """What stands as approved is what somebody approved: a corrected piece waits again."""
    record.status, record.approved_on, record.approved_by = CaseStudyStatus.SUBMITTED, None, None


_PER_CYCLE = ("urn", "cycle")
_FIGURE_PLACE = ("measure", "part", "urn", "cluster", "period_kind", "period_start")
ALL: Sequence[RecordKind] = (
    RecordKind(
        forms.SELF_EVALUATION,
        SelfEvaluation,
        Action.RECORD_PLAN,
        _PER_CYCLE,
        "Where a setting stands in the eight areas. It may take several sittings.",
        finish=_write_levels,
        others=_read_levels,
        beside=frozenset(name for area in Area for name in (level_field(area), evidence_field(area))),
    ),
    RecordKind(
        forms.PRIORITY, Priority, Action.RECORD_PLAN, (*_PER_CYCLE, "title"), "What a setting means to work on."
    ),
    RecordKind(
        forms.ACTION_PLAN, ActionPlan, Action.RECORD_PLAN, _PER_CYCLE, "That a setting's plan is agreed, and when."
    ),
    RecordKind(
        forms.ACTION,
        PlanAction,
        Action.RECORD_PLAN,
        (*_PER_CYCLE, "title"),
        "One thing to be done: by which role, by when, and how far it has come.",
    ),
    RecordKind(
        forms.PEER_REVIEW,
        PeerReview,
        Action.RECORD_COACHING,
        ("urn", "planned_for", "focus"),
        "A review of one setting by people of others: planned, held, reported.",
    ),
    RecordKind(
        forms.SUPPORTER,
        Supporter,
        Action.RECORD_COACHING,
        (),
        "A local coach, Improvement Champion or Inclusion Leader of Education, without a name.",
    ),
    RecordKind(
        forms.EVIDENCE_PIECE,
        EvidencePiece,
        Action.RECORD_EVIDENCE,
        ("urn", "kind", "happened_on", "title"),
        "A school audit, a staff reflection or a comment by Ofsted.",
        prepare=_awaits_approval,
    ),
    RecordKind(
        forms.FIGURE,
        MeasureValue,
        Action.RECORD_FIGURE,
        _FIGURE_PLACE,
        "Requests, plans, moves, attendance, suspensions: a number of a place and a period.",
        prepare=_place_figure,
        beside=frozenset({"part"}),
        others=lambda _session, record: {"part": record.part or None},
    ),
    RecordKind(
        forms.SKILL_GAIN,
        SkillGain,
        Action.RECORD_FIGURE,
        ("urn", "intervention", "ended_on"),
        "Scores of a group of pupils before and after an intervention, summed up.",
    ),
    RecordKind(
        forms.SURVEY_ROUND,
        SurveyRound,
        Action.RECORD_SURVEY_RESPONSE,
        ("audience", "urn", "cluster", "opens_on"),
        "How many people were invited to answer a survey, so that the response rate is known.",
    ),
    RecordKind(
        forms.EVALUATION_CYCLE,
        EvaluationCycle,
        Action.CHANGE_PROGRAMME,
        ("name",),
        "When self-evaluations and action plans are due.",
    ),
)
KINDS: dict[str, RecordKind] = {kind.name: kind for kind in ALL}
