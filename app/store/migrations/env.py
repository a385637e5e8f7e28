"""Run migrations on the connection that the store hands over."""

from alembic import context

from app.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("search_"),
)
with context.begin_transaction():
    context.run_migrations()
