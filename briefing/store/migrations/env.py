"""Alembic runs this; the connection comes from `briefing.store.migrations.upgrade`."""

from alembic import context

from briefing.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
