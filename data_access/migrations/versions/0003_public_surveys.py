"""Surveys that people answer without an account"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_address",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("wrong_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_survey_address")),
    )
    with op.batch_alter_table("survey_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_address_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("invited_count", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_survey_cluster_id_cluster")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_survey_event_id_event")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_survey_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_survey_entry_key")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_setting_id"), ["setting_id"], unique=False)

    op.create_table(
        "survey_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("most_answers", sa.Integer(), nullable=True),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_survey_link_setting_id_setting")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_link_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_link")),
        sa.UniqueConstraint("code", name=op.f("uq_survey_link_code")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_survey_link_entry_key")),
    )
    with op.batch_alter_table("survey_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_link_setting_id"), ["setting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_link_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("survey_id", "kind", "words", name=op.f("uq_survey_question_survey_id_kind_words")),
    )
    with op.batch_alter_table("survey_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_question_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_own_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.CheckConstraint("(value IS NULL) <> (words IS NULL)", name=op.f("ck_survey_own_answer_one_of_two")),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_survey_own_answer_five_points")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_question.id"], name=op.f("fk_survey_own_answer_question_id_survey_question")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_survey_own_answer_response_id_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_own_answer")),
        sa.UniqueConstraint("response_id", "question_id", name=op.f("uq_survey_own_answer_response_id_question_id")),
    )
    with op.batch_alter_table("survey_own_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_own_answer_question_id"), ["question_id"], unique=False)

    # Added in place: recreated by SQLite, the table would take every answer with it.
    op.execute(
        "ALTER TABLE survey_response ADD COLUMN survey_id INTEGER "
        "CONSTRAINT fk_survey_response_survey_id_survey REFERENCES survey (id)"
    )
    op.create_index("ix_survey_response_survey_id", "survey_response", ["survey_id"], unique=False)
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("survey_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_survey_round_survey_id"), ["survey_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_survey_round_survey_id_survey"), "survey", ["survey_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_survey_round_survey_id_survey"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_survey_round_survey_id"))
        batch_op.drop_column("survey_id")
    op.drop_index("ix_survey_response_survey_id", table_name="survey_response")
    op.execute("ALTER TABLE survey_response DROP COLUMN survey_id")

    with op.batch_alter_table("survey_own_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_own_answer_question_id"))

    op.drop_table("survey_own_answer")
    with op.batch_alter_table("survey_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_question_survey_id"))

    op.drop_table("survey_question")
    with op.batch_alter_table("survey_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_link_survey_id"))
        batch_op.drop_index(batch_op.f("ix_survey_link_setting_id"))

    op.drop_table("survey_link")
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_setting_id"))
        batch_op.drop_index(batch_op.f("ix_survey_event_id"))
        batch_op.drop_index(batch_op.f("ix_survey_cluster_id"))

    op.drop_table("survey")
    with op.batch_alter_table("survey_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_address_ends_at"))

    op.drop_table("survey_address")
