"""The kinds of file that hold records of one form and one row each, with their templates."""

from functools import partial

from data_access.imports import measures, records
from data_access.imports.asks import of_field
from data_access.imports.kind import ImportKind
from data_access.imports.record_rows import Reading, cells_of
from data_access.imports.tables import Columns
from data_access.record_kinds import KINDS, RecordKind
from data_access.vocabulary import Area

# Nothing tells two supporters of a setting apart but these, and their order in the file.
SUPPORTERS_ALIKE = ("urn", "kind", "identified_on")


def record_file(name: str, title: str, kind: RecordKind, explanation: str, example: dict[str, str]) -> ImportKind:
    """A file whose columns are the fields of the form."""
    fields = kind.spec.fields
    required = tuple(field.name for field in fields if field.is_required)
    reading = Reading(kind, cells_of(kind), kind.told_apart_by or SUPPORTERS_ALIKE)
    # Where nothing else is required, a file without a column of these says nothing: it is one of something else.
    says_nothing = set(required) <= set(reading.alike)
    one_of = tuple(field.name for field in fields if field.may_wait and says_nothing)
    optional = tuple(field.name for field in fields if not field.is_required and field.name not in one_of)
    return ImportKind(
        name=name,
        title=title,
        explanation=explanation,
        columns=Columns(required, optional, one_of),
        called_by=reading.alike,
        example={field.name: example.get(field.name, "") for field in fields},
        needs=kind.needs,
        plan=partial(records.plan, reading=reading),
        asks=tuple(of_field(field) for field in fields),
    )


_A_PLAN = {"urn": "123456", "cycle": "2025/26"}
_LEVELS = {f"level_{area.value}": "developing" for area in Area}
RECORD_FILES: tuple[ImportKind, ...] = (
    record_file(
        "cycles",
        "Cycles of self-evaluation",
        KINDS["evaluation_cycle"],
        "When self-evaluations and action plans are due: one row for each cycle. Load these first.",
        {"name": "2025/26", "opens_on": "2025-09-01", "due_on": "2025-12-19", "plans_due_on": "2026-01-30"},
    ),
    record_file(
        "self_evaluations",
        "Self-evaluations",
        KINDS["self_evaluation"],
        "Where settings stand in the eight areas: one row for each setting and cycle. A level is emerging, developing, "
        "established or enhanced. One that is not submitted yet has no submitted_on, and may have gaps.",
        {**_A_PLAN, **_LEVELS, "evidence_outcomes": "Reading ages over two years", "submitted_on": "2025-11-18"},
    ),
    record_file(
        "priorities",
        "Priorities",
        KINDS["priority"],
        "What settings mean to work on in a cycle: one row for each priority.",
        {**_A_PLAN, "area": "teaching", "title": "Every teacher plans for working memory"},
    ),
    record_file(
        "action_plans",
        "Action plans agreed",
        KINDS["action_plan"],
        "When the plans of settings were agreed: one row for each setting and cycle.",
        {**_A_PLAN, "agreed_on": "2025-11-18"},
    ),
    record_file(
        "actions",
        "Actions of plans",
        KINDS["action"],
        "What is to be done, by which role and by when: one row for each action. Name roles, never people.",
        {
            **_A_PLAN,
            "area": "teaching",
            "title": "Train all teaching staff",
            "owner_role": "SENCO",
            "due_on": "2026-03-27",
            "progress": "under_way",
        },
    ),
    record_file(
        "peer_reviews",
        "Peer reviews",
        KINDS["peer_review"],
        "Reviews of settings by people of others: one row for each review, planned or held.",
        {"urn": "123456", "reviewer_urn": "123457", "focus": "Reading", "planned_for": "2025-11-18"},
    ),
    record_file(
        "supporters",
        "Local coaches, champions and ILEs",
        KINDS["supporter"],
        "People of settings who support others: one row for each person, without a name. Those of one setting, role "
        "and day are told apart by their order: keep it when you load the file again.",
        {"urn": "123456", "kind": "local_coach", "identified_on": "2025-09-15", "training_started_on": "2025-10-01"},
    ),
    record_file(
        "evidence_pieces",
        "Audits, reflections and comments",
        KINDS["evidence_piece"],
        "What shows that practice has changed: one row for each piece. It counts once somebody has approved it.",
        {
            "kind": "school_audit",
            "urn": "123456",
            "happened_on": "2025-11-18",
            "title": "Audit of classroom practice",
            "text": "Every classroom has a quiet corner.",
        },
    ),
    ImportKind(
        name="measures",
        title="Measures",
        explanation="Figures that you have already: one row for each measure, place and period. A place is a URN, a "
        "cluster's name or the word authority. A count has a value; a share has a numerator and a denominator, and a "
        "value may stand beside them. Leave out rows without a number.",
        columns=measures.COLUMNS,
        called_by=("measure", "part", measures.PLACE, "period_kind", "period_start"),
        example=measures.EXAMPLE,
        needs=KINDS["figure"].needs,
        plan=partial(records.plan, reading=measures.READING, check=measures.without_overlaps),
        asks=measures.ASKS,
    ),
    record_file(
        "skill_gains",
        "Skill gains of groups",
        KINDS["skill_gain"],
        "Scores of groups of pupils before and after an intervention, summed up: one row for each group.",
        {
            "urn": "123456",
            "intervention": "Talk Boost",
            "ended_on": "2025-11-18",
            "pupil_count": "12",
            "before_mean": "81.5",
            "before_sd": "10.2",
            "after_mean": "88.25",
            "after_sd": "11.4",
        },
    ),
    record_file(
        "survey_rounds",
        "People invited to surveys",
        KINDS["survey_round"],
        "How many people were invited to answer: one row for each setting or cluster, and each time.",
        {
            "audience": "parent_carer",
            "urn": "123456",
            "opens_on": "2025-11-03",
            "closes_on": "2025-11-21",
            "invited_count": "240",
        },
    ),
    record_file(
        "team_members",
        "Members of the delivery team",
        KINDS["team_member"],
        "Who delivers the programme: one row for each person, by initials or job title, never by name.",
        {
            "label": "AB",
            "role": "coach",
            "organisation_kind": "delivery_partner",
            "dbs_checked_on": "2025-03-10",
            "safeguarding_trained_on": "2025-09-02",
        },
    ),
)
