"""Records that were taken away, kept for thirty days"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deleted_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deleted_record")),
    )
    op.create_index(op.f("ix_deleted_record_kind_record_id"), "deleted_record", ["kind", "record_id"])
    op.create_index(op.f("ix_deleted_record_deleted_at"), "deleted_record", ["deleted_at"])
    op.create_table(
        "earlier_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_text")),
    )
    op.create_index(op.f("ix_earlier_text_table_name_record_id"), "earlier_text", ["table_name", "record_id"])
    op.create_index(op.f("ix_earlier_text_recorded_at"), "earlier_text", ["recorded_at"])


def downgrade() -> None:
    op.drop_table("earlier_text")
    op.drop_table("deleted_record")
