"""Run by Alembic: migrate over the connection that `upgrade` hands in."""

from alembic import context

from sixhills.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
