"""What Alembic runs: the migrations, on the connection and in the transaction of ``bot.store.migrating``."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
    transactional_ddl=False,  # the caller has begun a transaction and ends it
)
context.run_migrations()
