"""Plans, coaching, figures and themes"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SUBJECTS = ("plans", "coaching", "figures", "culture", "quality", "views")
# The themes that a codebook starts with: name and what belongs to it.
FIRST_THEMES = (
    (
        "Inclusive teaching",
        "Teaching, materials or classrooms were changed so that pupils with special educational needs learn with the "
        "others.",
    ),
    (
        "Early identification",
        "A need was noticed, checked or acted on sooner than before, without waiting for a formal assessment.",
    ),
    (
        "Working with families",
        "Parents and carers were listened to, informed or involved in what is planned for their child.",
    ),
    (
        "Leadership",
        "Heads, governors, trusts or SENCOs gave SEND time, money, attention or a place in decisions.",
    ),
    (
        "Transition",
        "Children were helped through a move: into a setting, between phases or classes, or on to college and work.",
    ),
    (
        "Wellbeing",
        "Children or staff feel safer, calmer, happier or less under strain, or something was done so that they might.",
    ),
    (
        "Pupil voice",
        "Children and young people said what they think, and it was heard or shaped what was done.",
    ),
    (
        "Working together",
        "Settings, or settings and services, shared people, training, places or decisions with each other.",
    ),
)


def upgrade() -> None:
    op.create_table(
        "codebook_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_theme")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_codebook_theme_entry_key")),
        sa.UniqueConstraint("name", name=op.f("uq_codebook_theme_name")),
    )
    _first_themes()
    op.create_table(
        "evaluation_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("plans_due_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_cycle")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_evaluation_cycle_entry_key")),
        sa.UniqueConstraint("name", name=op.f("uq_evaluation_cycle_name")),
    )
    op.create_table(
        "expectation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("period_kind", sa.String(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_expectation_entry_key")),
        sa.UniqueConstraint("evidence", "period_kind", name=op.f("uq_expectation_evidence_period_kind")),
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint(
            "source",
            "source_id",
            "field",
            "starts_at",
            "ends_at",
            name=op.f("uq_passage_source_source_id_field_starts_at_ends_at"),
        ),
    )
    op.create_table(
        "period_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_kind", sa.String(), nullable=False),
        sa.Column("period_key", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_approval")),
        sa.UniqueConstraint("period_kind", "period_key", name=op.f("uq_period_approval_period_kind_period_key")),
    )
    op.create_table(
        "rebase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rebase")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_rebase_entry_key")),
        sa.UniqueConstraint("kpi", "day", name=op.f("uq_rebase_kpi_day")),
    )
    op.create_table(
        "unit_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement", sa.String(), nullable=False),
        sa.Column("annual_cost_pence", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_cost")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_unit_cost_entry_key")),
        sa.UniqueConstraint("placement", name=op.f("uq_unit_cost_placement")),
    )
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["evaluation_cycle.id"], name=op.f("fk_action_plan_cycle_id_evaluation_cycle")
        ),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_action_plan_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("cycle_id", "setting_id", name=op.f("uq_action_plan_cycle_id_setting_id")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_action_plan_entry_key")),
    )
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "event_marker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_event_marker_cluster_id_cluster")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_marker")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_event_marker_entry_key")),
    )
    with op.batch_alter_table("event_marker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_marker_cluster_id"), ["cluster_id"], unique=False)

    op.create_table(
        "evidence_piece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_evidence_piece_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_piece")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_evidence_piece_entry_key")),
    )
    with op.batch_alter_table("evidence_piece", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_piece_happened_on_status"), ["happened_on", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_evidence_piece_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "measure_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("period_kind", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=False),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.CheckConstraint("numerator >= 0", name=op.f("ck_measure_value_not_negative")),
        sa.CheckConstraint("setting_id IS NULL OR cluster_id IS NULL", name=op.f("ck_measure_value_one_place")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_measure_value_cluster_id_cluster")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_measure_value_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_value")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_measure_value_entry_key")),
        sa.UniqueConstraint(
            "measure",
            "part",
            "place",
            "period_kind",
            "period_start",
            name=op.f("uq_measure_value_measure_part_place_period_kind_period_start"),
        ),
    )
    with op.batch_alter_table("measure_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_value_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_measure_value_period_start_measure"), ["period_start", "measure"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_measure_value_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "passage_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("was_suggested", sa.Boolean(), nullable=False),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_passage_code_passage_id_passage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["codebook_theme.id"], name=op.f("fk_passage_code_theme_id_codebook_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_code")),
        sa.UniqueConstraint("passage_id", "theme_id", "coder", name=op.f("uq_passage_code_passage_id_theme_id_coder")),
    )
    with op.batch_alter_table("passage_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_code_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "peer_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("focus", sa.String(), nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["reviewer_id"], ["setting.id"], name=op.f("fk_peer_review_reviewer_id_setting")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_peer_review_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_review")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_peer_review_entry_key")),
    )
    with op.batch_alter_table("peer_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peer_review_planned_for"), ["planned_for"], unique=False)
        batch_op.create_index(batch_op.f("ix_peer_review_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_peer_review_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "plan_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["evaluation_cycle.id"], name=op.f("fk_plan_action_cycle_id_evaluation_cycle")
        ),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_plan_action_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_plan_action_entry_key")),
    )
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_action_due_on_setting_id"), ["due_on", "setting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_action_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "priority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["evaluation_cycle.id"], name=op.f("fk_priority_cycle_id_evaluation_cycle")
        ),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_priority_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_priority_entry_key")),
    )
    with op.batch_alter_table("priority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_priority_setting_id_cycle_id"), ["setting_id", "cycle_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_view_user_id_name")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_user_id"), ["user_id"], unique=False)

    op.create_table(
        "self_evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["evaluation_cycle.id"], name=op.f("fk_self_evaluation_cycle_id_evaluation_cycle")
        ),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_self_evaluation_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_evaluation")),
        sa.UniqueConstraint("cycle_id", "setting_id", name=op.f("uq_self_evaluation_cycle_id_setting_id")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_self_evaluation_entry_key")),
    )
    with op.batch_alter_table("self_evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_evaluation_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "skill_gain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("intervention", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("pupil_count", sa.Integer(), nullable=False),
        sa.Column("before_mean", sa.Double(), nullable=False),
        sa.Column("before_sd", sa.Double(), nullable=False),
        sa.Column("after_mean", sa.Double(), nullable=False),
        sa.Column("after_sd", sa.Double(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.CheckConstraint("pupil_count >= 2", name=op.f("ck_skill_gain_a_group")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_skill_gain_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_gain")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_skill_gain_entry_key")),
    )
    with op.batch_alter_table("skill_gain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_gain_intervention"), ["intervention"], unique=False)
        batch_op.create_index(batch_op.f("ix_skill_gain_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "supporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("identified_on", sa.Date(), nullable=False),
        sa.Column("training_started_on", sa.Date(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_supporter_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_supporter_entry_key")),
    )
    with op.batch_alter_table("supporter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supporter_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "survey_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("invited_count", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "setting_id IS NOT NULL OR cluster_id IS NOT NULL", name=op.f("ck_survey_round_has_a_place")
        ),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_survey_round_cluster_id_cluster")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_survey_round_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_survey_round_entry_key")),
    )
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_round_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_round_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "area_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("self_evaluation_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_area_level_four_levels")),
        sa.ForeignKeyConstraint(
            ["self_evaluation_id"],
            ["self_evaluation.id"],
            name=op.f("fk_area_level_self_evaluation_id_self_evaluation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_level")),
        sa.UniqueConstraint("self_evaluation_id", "area", name=op.f("uq_area_level_self_evaluation_id_area")),
    )
    op.create_table(
        "target_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_target_point_target_id_target"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_point")),
        sa.UniqueConstraint("target_id", "day", name=op.f("uq_target_point_target_id_day")),
    )
    op.add_column("audit_entry", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("audit_entry", sa.Column("day_before", sa.Date(), nullable=True))
    op.add_column("audit_entry", sa.Column("day_after", sa.Date(), nullable=True))
    op.create_index(
        "ix_audit_entry_corrections",
        "audit_entry",
        ["recorded_at"],
        unique=False,
        sqlite_where=sa.text("reason IS NOT NULL"),
        postgresql_where=sa.text("reason IS NOT NULL"),
    )

    # Added in place: recreated by SQLite, a table takes with it all that refers to it.
    op.add_column("event", sa.Column("is_cancelled", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("target", sa.Column("per", sa.String(), nullable=True))

    revisions = sa.table(
        "revision", sa.column("subject_name"), sa.column("number"), sa.column("written_at", sa.DateTime(timezone=True))
    )
    at = datetime.now(UTC)
    op.bulk_insert(revisions, [{"subject_name": name, "number": 0, "written_at": at} for name in SUBJECTS])


def _first_themes() -> None:
    themes = sa.table(
        "codebook_theme",
        *(sa.column(name) for name in ("name", "description", "is_retired", "recorded_by", "version")),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
    )
    same = {"is_retired": False, "recorded_by": "the product", "version": 1, "recorded_at": datetime.now(UTC)}
    op.bulk_insert(themes, [{"name": name, "description": text, **same} for name, text in FIRST_THEMES])


def downgrade() -> None:
    revisions = sa.table("revision", sa.column("subject_name"))
    op.execute(revisions.delete().where(revisions.c.subject_name.in_(SUBJECTS)))
    op.drop_column("target", "per")

    op.drop_column("event", "is_cancelled")

    op.drop_index("ix_audit_entry_corrections", table_name="audit_entry")
    op.drop_column("audit_entry", "day_after")
    op.drop_column("audit_entry", "day_before")
    op.drop_column("audit_entry", "reason")

    op.drop_table("target_point")
    op.drop_table("area_level")
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_round_setting_id"))
        batch_op.drop_index(batch_op.f("ix_survey_round_cluster_id"))

    op.drop_table("survey_round")
    with op.batch_alter_table("supporter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supporter_setting_id"))

    op.drop_table("supporter")
    with op.batch_alter_table("skill_gain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_skill_gain_setting_id"))
        batch_op.drop_index(batch_op.f("ix_skill_gain_intervention"))

    op.drop_table("skill_gain")
    with op.batch_alter_table("self_evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_evaluation_setting_id"))

    op.drop_table("self_evaluation")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_view_user_id"))

    op.drop_table("saved_view")
    with op.batch_alter_table("priority", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_priority_setting_id_cycle_id"))

    op.drop_table("priority")
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_action_setting_id"))
        batch_op.drop_index(batch_op.f("ix_plan_action_due_on_setting_id"))

    op.drop_table("plan_action")
    with op.batch_alter_table("peer_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peer_review_setting_id"))
        batch_op.drop_index(batch_op.f("ix_peer_review_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix_peer_review_planned_for"))

    op.drop_table("peer_review")
    with op.batch_alter_table("passage_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passage_code_theme_id"))

    op.drop_table("passage_code")
    with op.batch_alter_table("measure_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_value_setting_id"))
        batch_op.drop_index(batch_op.f("ix_measure_value_period_start_measure"))
        batch_op.drop_index(batch_op.f("ix_measure_value_cluster_id"))

    op.drop_table("measure_value")
    with op.batch_alter_table("evidence_piece", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_piece_setting_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_piece_happened_on_status"))

    op.drop_table("evidence_piece")
    with op.batch_alter_table("event_marker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_marker_cluster_id"))

    op.drop_table("event_marker")
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_plan_setting_id"))

    op.drop_table("action_plan")
    op.drop_table("unit_cost")
    op.drop_table("rebase")
    op.drop_table("period_approval")
    op.drop_table("passage")
    op.drop_table("expectation")
    op.drop_table("evaluation_cycle")
    op.drop_table("codebook_theme")
