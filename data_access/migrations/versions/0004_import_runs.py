"""Files that were loaded, and what each of them changed"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_type", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(), nullable=False),
        sa.Column("read_count", sa.Integer(), nullable=False),
        sa.Column("created_count", sa.Integer(), nullable=False),
        sa.Column("updated_count", sa.Integer(), nullable=False),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index("ix_import_run_loaded_at", "import_run", ["loaded_at"])
    op.add_column("audit_entry", sa.Column("import_run_id", sa.Integer(), nullable=True))
    op.create_index("ix_audit_entry_import_run_id", "audit_entry", ["import_run_id"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_import_run_id", table_name="audit_entry")
    op.drop_column("audit_entry", "import_run_id")
    op.drop_table("import_run")
