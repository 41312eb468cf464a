"""Runs migrations on the connection that `data_access.migrate` hands over."""

from alembic import context

from data_access.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
