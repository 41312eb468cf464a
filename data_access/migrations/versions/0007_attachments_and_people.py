"""Attachments, consent and the delivery team"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_withdrawal")),
    )
    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisation_kind", sa.String(), nullable=False),
        sa.Column("dbs_checked_on", sa.Date(), nullable=True),
        sa.Column("safeguarding_trained_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_team_member_entry_key")),
        sa.UniqueConstraint(
            "label", "role", "organisation_kind", name=op.f("uq_team_member_label_role_organisation_kind")
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_type", sa.String(), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("case_study_id", sa.Integer(), nullable=True),
        sa.Column("evidence_piece_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(case_study_id IS NULL) <> (evidence_piece_id IS NULL)", name=op.f("ck_attachment_of_one_text")
        ),
        sa.ForeignKeyConstraint(
            ["case_study_id"],
            ["case_study.id"],
            name=op.f("fk_attachment_case_study_id_case_study"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_piece_id"],
            ["evidence_piece.id"],
            name=op.f("fk_attachment_evidence_piece_id_evidence_piece"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_case_study_id"), "attachment", ["case_study_id"], unique=False)
    op.create_index(op.f("ix_attachment_evidence_piece_id"), "attachment", ["evidence_piece_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("case_study_id", sa.Integer(), nullable=True),
        sa.Column("evidence_piece_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(case_study_id IS NULL) <> (evidence_piece_id IS NULL)", name=op.f("ck_review_of_one_text")
        ),
        sa.ForeignKeyConstraint(
            ["case_study_id"], ["case_study.id"], name=op.f("fk_review_case_study_id_case_study"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["evidence_piece_id"],
            ["evidence_piece.id"],
            name=op.f("fk_review_evidence_piece_id_evidence_piece"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_case_study_id"), "review", ["case_study_id"], unique=False)
    op.create_index(op.f("ix_review_evidence_piece_id"), "review", ["evidence_piece_id"], unique=False)
    op.create_table(
        "attachment_content",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("stored_as", sa.String(), nullable=True),
        sa.CheckConstraint("(content IS NULL) <> (stored_as IS NULL)", name=op.f("ck_attachment_content_in_one_place")),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_attachment_content_attachment_id_attachment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_content")),
    )
    op.add_column("case_study", sa.Column("quotation_from", sa.String(), nullable=True))
    op.add_column("case_study", sa.Column("quotation_agreed_on", sa.Date(), nullable=True))
    op.add_column("case_study", sa.Column("quotation_for", sa.String(), nullable=True))
    op.add_column("case_study", sa.Column("consent_from", sa.String(), nullable=True))
    op.add_column("case_study", sa.Column("consented_on", sa.Date(), nullable=True))
    op.add_column("case_study", sa.Column("consent_for", sa.String(), nullable=True))
    op.add_column("case_study", sa.Column("submitted_by", sa.String(), nullable=True))
    op.add_column("evidence_piece", sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence_piece", sa.Column("submitted_by", sa.String(), nullable=True))
    op.add_column("programme", sa.Column("dbs_months", sa.Integer(), server_default=sa.text("36"), nullable=False))
    op.add_column(
        "programme", sa.Column("safeguarding_months", sa.Integer(), server_default=sa.text("24"), nullable=False)
    )
    op.add_column("programme", sa.Column("warn_weeks", sa.Integer(), server_default=sa.text("8"), nullable=False))
    # Whoever recorded what waits now is taken for its author.
    op.execute("UPDATE case_study SET submitted_by = recorded_by WHERE status <> 'draft'")
    op.execute("UPDATE evidence_piece SET submitted_by = recorded_by WHERE status <> 'draft'")
    op.execute("UPDATE evidence_piece SET submitted_at = recorded_at")


def downgrade() -> None:
    op.drop_column("programme", "warn_weeks")
    op.drop_column("programme", "safeguarding_months")
    op.drop_column("programme", "dbs_months")
    op.drop_column("evidence_piece", "submitted_by")
    op.drop_column("evidence_piece", "submitted_at")
    op.drop_column("case_study", "submitted_by")
    op.drop_column("case_study", "consent_for")
    op.drop_column("case_study", "consented_on")
    op.drop_column("case_study", "consent_from")
    op.drop_column("case_study", "quotation_for")
    op.drop_column("case_study", "quotation_agreed_on")
    op.drop_column("case_study", "quotation_from")
    op.drop_table("attachment_content")
    op.drop_index(op.f("ix_review_evidence_piece_id"), table_name="review")
    op.drop_index(op.f("ix_review_case_study_id"), table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("ix_attachment_evidence_piece_id"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_case_study_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_table("team_member")
    op.drop_table("consent_withdrawal")
