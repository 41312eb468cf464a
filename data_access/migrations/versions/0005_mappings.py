"""What people settled once about other people's files"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("setting_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(meaning = 'setting') = (setting_id IS NOT NULL)", name=op.f("ck_outside_name_names_a_setting")
        ),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_outside_name_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_name")),
        sa.UniqueConstraint("kind", "said", name=op.f("uq_outside_name_kind_said")),
    )
    op.create_index(op.f("ix_outside_name_setting_id"), "outside_name", ["setting_id"], unique=False)
    op.create_table(
        "file_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("fixed", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_mapping")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_file_mapping_entry_key")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_file_mapping_kind_name")),
    )
    op.add_column("programme", sa.Column("attended_from_percent", sa.Integer(), server_default="50", nullable=False))
    op.add_column("programme", sa.Column("attended_from_minutes", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("programme", "attended_from_minutes")
    op.drop_column("programme", "attended_from_percent")
    op.drop_table("file_mapping")
    op.drop_index(op.f("ix_outside_name_setting_id"), table_name="outside_name")
    op.drop_table("outside_name")
