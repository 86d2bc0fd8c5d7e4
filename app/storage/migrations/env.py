"""Runs the steps on the connection that `app.storage.upgrade` hands over."""

from alembic import context

from app.storage.tables import metadata

# Alembic gives its context a configuration before it loads this file; who merely imports it runs nothing.
if hasattr(context, "config"):
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
