"""One right filling-in of each form, in a programme that has what it names."""

from datetime import date

from data_access import records
from data_access.forms import Answers
from tests import factories

DAY = date(2025, 11, 18)
LATER = date(2025, 12, 9)
CYCLE: Answers = {
    "name": "2025/26",
    "opens_on": date(2025, 9, 1),
    "due_on": date(2025, 12, 19),
    "plans_due_on": date(2026, 1, 30),
}
NO_LEVELS: Answers = {
    f"{what}_{area}": None
    for area in (
        *("outcomes", "leadership_of_send", "teaching", "pupils_and_families", "identification"),
        *("monitoring", "resources", "quality_of_provision"),
    )
    for what in ("level", "evidence")
}
RIGHT: dict[str, Answers] = {
    "self_evaluation": {
        **NO_LEVELS,
        "urn": "100001",
        "cycle": "2025/26",
        "level_outcomes": "developing",
        "evidence_outcomes": "Reading ages over two years.",
        "submitted_on": None,
    },
    "priority": {"urn": "100001", "cycle": "2025/26", "area": "teaching", "title": "Plan for working memory"},
    "action_plan": {"urn": "100001", "cycle": "2025/26", "agreed_on": DAY},
    "action": {
        "urn": "100001",
        "cycle": "2025/26",
        "area": "teaching",
        "title": "Train all teaching staff",
        "owner_role": "SENCO",
        "due_on": date(2026, 3, 27),
        "progress": "under_way",
        "done_on": None,
    },
    "peer_review": {
        "urn": "100001",
        "reviewer_urn": "100002",
        "focus": "Reading",
        "planned_for": DAY,
        "held_on": DAY,
        "reported_on": None,
    },
    "supporter": {
        "urn": "100001",
        "kind": "local_coach",
        "identified_on": DAY,
        "training_started_on": None,
        "trained_on": None,
        "ended_on": None,
    },
    "evidence_piece": {
        "kind": "school_audit",
        "urn": "100001",
        "happened_on": DAY,
        "title": "Audit of classroom practice",
        "text": "Every classroom has a quiet corner.",
    },
    "figure": {
        "measure": "refusal_rate",
        "part": None,
        "urn": "100001",
        "cluster": None,
        "period_kind": "month",
        "period_start": date(2025, 11, 1),
        "numerator": 3.0,
        "denominator": 12.0,
        "status": "provisional",
        "source": "Casework system",
    },
    "skill_gain": {
        "urn": "100001",
        "intervention": "Talk Boost",
        "ended_on": DAY,
        "pupil_count": 12,
        "before_mean": 81.5,
        "before_sd": 10.0,
        "after_mean": 88.25,
        "after_sd": 11.5,
    },
    "survey_round": {
        "audience": "parent_carer",
        "urn": "100001",
        "cluster": None,
        "opens_on": DAY,
        "closes_on": LATER,
        "invited_count": 240,
    },
    "survey": {
        "title": "How is support for your child?",
        "audience": "parent_carer",
        "urn": "100001",
        "cluster": None,
        "event_ref": None,
        "opens_on": DAY,
        "closes_on": LATER,
        "items": ["confidence_in_mainstream", "feeling_listened_to"],
        "statements": "Meetings are at a good time.\nI can read what I am sent.",
        "open_questions": "What would help most?",
        "purpose": None,
        "contact": "SEND team",
        "keep_until": date(2028, 8, 31),
        "invited_count": 240,
    },
    "team_member": {
        "label": "AB",
        "role": "coach",
        "organisation_kind": "delivery_partner",
        "dbs_checked_on": date(2024, 3, 10),
        "safeguarding_trained_on": None,
        "left_on": None,
    },
    "evaluation_cycle": CYCLE | {"name": "2026/27"},
}
# What somebody puts in its place.
OTHERWISE: dict[str, Answers] = {
    "self_evaluation": {"level_outcomes": None, "evidence_outcomes": None, "level_teaching": "enhanced"},
    "priority": {"title": "Read every day"},
    "action_plan": {"agreed_on": LATER},
    "action": {"progress": "done", "done_on": DAY},
    "peer_review": {"reviewer_urn": None},
    "supporter": {"trained_on": LATER},
    "evidence_piece": {"text": "Half of the classrooms have a quiet corner."},
    "figure": {"numerator": 4.0},
    "skill_gain": {"after_mean": 87.0},
    "survey_round": {"invited_count": 250},
    "survey": {"statements": "I can read what I am sent.", "invited_count": None},
    "team_member": {"safeguarding_trained_on": DAY},
    "evaluation_cycle": {"due_on": date(2025, 12, 18)},
}
KIND_NAMES = tuple(RIGHT)


def seed() -> dict[str, int]:
    """Two settings in two clusters, and a cycle. Value: the clusters' ids."""
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    records.record(factories.administrator(), "evaluation_cycle", CYCLE, "cycle")
    return clusters


def otherwise(kind: str) -> Answers:
    return RIGHT[kind] | OTHERWISE[kind]
