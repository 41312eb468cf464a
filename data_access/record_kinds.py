"""The records that are one form and one row each: where each is kept, and what goes with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data_access import forms
from data_access.forms import Answers, Field, FormSpec
from data_access.forms.figures import figure_fields
from data_access.forms.surveys import survey_fields
from data_access.models import (
    ActionPlan,
    EvaluationCycle,
    EvidencePiece,
    MeasureValue,
    PeerReview,
    PlanAction,
    Priority,
    SelfEvaluation,
    SkillGain,
    Supporter,
    Survey,
    SurveyRound,
    TeamMember,
)
from data_access.permissions import Action
from data_access.record_evidence import APPROVED_BY_SOMEBODY
from data_access.record_figures import ONE_PERIOD_ONE_PLACE
from data_access.record_keeping import Keeping
from data_access.record_levels import LEVELS_IN_ROWS
from data_access.record_surveys import ROUND_OF_A_SURVEY, SURVEY_KEPT
from data_access.vocabulary import Subject

NOTHING_BESIDES = Keeping()


@dataclass(frozen=True)
class RecordKind:
    """One kind. A field of its form is the column of that name, but for places and cycles, which are kept by id.

    `told_apart_by`: the fields in which no two records are alike. `question`: what the form answers; `explanation`:
    what a person has in hand who wants this one. `again`: the answers that the next one of a pile begins with.
    `counts_when`: when it counts, where that is not at once. `asks`: its fields, where they depend on the answers.
    `is_about_staff`: read by nobody but those who enter it.
    """

    spec: FormSpec
    model: Any
    needs: Action
    told_apart_by: tuple[str, ...]
    question: str
    explanation: str
    again: tuple[str, ...] = ()
    counts_when: str = ""
    keeping: Keeping = NOTHING_BESIDES
    asks: Callable[[Answers], tuple[Field, ...]] | None = None
    is_about_staff: bool = False

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def subject(self) -> Subject:
        """Whose revision a write raises."""
        subject: Subject = self.model.subject
        return subject

    def fields(self, answers: Answers) -> tuple[Field, ...]:
        """The fields that have to be asked, given what is answered already."""
        return self.spec.fields if self.asks is None else self.asks(answers)


_PER_CYCLE = ("urn", "cycle")
_FIGURE_PLACE = ("measure", "part", "urn", "cluster", "period_kind", "period_start")
ALL: Sequence[RecordKind] = (
    RecordKind(
        forms.SELF_EVALUATION,
        SelfEvaluation,
        Action.RECORD_PLAN,
        _PER_CYCLE,
        "Where does the setting stand?",
        "Where a setting stands in the eight areas. It may take several sittings.",
        again=("cycle",),
        keeping=LEVELS_IN_ROWS,
    ),
    RecordKind(
        forms.PRIORITY,
        Priority,
        Action.RECORD_PLAN,
        (*_PER_CYCLE, "title"),
        "What does the setting mean to work on?",
        "One thing that a setting means to work on in a cycle.",
        again=_PER_CYCLE,
    ),
    RecordKind(
        forms.ACTION_PLAN,
        ActionPlan,
        Action.RECORD_PLAN,
        _PER_CYCLE,
        "When was the plan agreed?",
        "That a setting's plan is agreed, and when.",
        again=("cycle", "agreed_on"),
    ),
    RecordKind(
        forms.ACTION,
        PlanAction,
        Action.RECORD_PLAN,
        (*_PER_CYCLE, "title"),
        "What is to be done, by whom and by when?",
        "One thing to be done: by which role, by when, and how far it has come.",
        again=(*_PER_CYCLE, "area"),
    ),
    RecordKind(
        forms.PEER_REVIEW,
        PeerReview,
        Action.RECORD_COACHING,
        ("urn", "planned_for", "focus"),
        "Who reviews whom, and when?",
        "A review of one setting by people of others: planned, held, reported.",
        again=("urn", "reviewer_urn"),
    ),
    RecordKind(
        forms.SUPPORTER,
        Supporter,
        Action.RECORD_COACHING,
        (),
        "Who supports other settings?",
        "A local coach, Improvement Champion or Inclusion Leader of Education, without a name.",
        again=("urn", "kind", "identified_on"),
    ),
    RecordKind(
        forms.EVIDENCE_PIECE,
        EvidencePiece,
        Action.RECORD_EVIDENCE,
        ("urn", "kind", "happened_on", "title"),
        "What shows that practice has changed?",
        "A school audit, a staff reflection or a comment by Ofsted.",
        again=("urn", "kind"),
        counts_when="It counts once somebody has approved it.",
        keeping=APPROVED_BY_SOMEBODY,
    ),
    RecordKind(
        forms.FIGURE,
        MeasureValue,
        Action.RECORD_FIGURE,
        _FIGURE_PLACE,
        "Which figure do you have?",
        "Requests, plans, moves, attendance, suspensions: a number of a place and a period.",
        again=("urn", "cluster", "period_kind", "period_start", "status", "source"),
        keeping=ONE_PERIOD_ONE_PLACE,
        asks=figure_fields,
    ),
    RecordKind(
        forms.SKILL_GAIN,
        SkillGain,
        Action.RECORD_FIGURE,
        ("urn", "intervention", "ended_on"),
        "What did the group gain?",
        "Scores of a group of pupils before and after an intervention, summed up.",
        again=("urn", "intervention"),
    ),
    RecordKind(
        forms.SURVEY_ROUND,
        SurveyRound,
        Action.RECORD_SURVEY_RESPONSE,
        ("audience", "urn", "cluster", "opens_on"),
        "How many were invited to answer?",
        "How many people were invited to answer a survey, so that the response rate is known.",
        again=("audience", "opens_on", "closes_on"),
        keeping=ROUND_OF_A_SURVEY,
    ),
    RecordKind(
        forms.SURVEY,
        Survey,
        Action.DESIGN_SURVEY,
        ("title", "opens_on"),
        "What do you want to ask, and whom?",
        "A survey that people answer on their phones, by a link or a code, without an account.",
        again=("audience", "urn", "cluster", "items", "purpose", "contact", "keep_until"),
        counts_when="Next, make its links on the page “Surveys”.",
        keeping=SURVEY_KEPT,
        asks=survey_fields,
    ),
    RecordKind(
        forms.TEAM_MEMBER,
        TeamMember,
        Action.RECORD_TEAM,
        ("label", "role", "organisation_kind"),
        "Who delivers the programme, and until when are they checked?",
        "Somebody who delivers the programme: what they do, and when they were checked and trained. No name.",
        again=("organisation_kind", "safeguarding_trained_on"),
        is_about_staff=True,
    ),
    RecordKind(
        forms.EVALUATION_CYCLE,
        EvaluationCycle,
        Action.CHANGE_PROGRAMME,
        ("name",),
        "When are evaluations and plans due?",
        "When self-evaluations and action plans are due.",
    ),
)
KINDS: dict[str, RecordKind] = {kind.name: kind for kind in ALL}
