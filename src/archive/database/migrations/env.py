"""Alembic's entry: runs migrations on the connection that `migrate.upgrade` hands in."""

from alembic import context

from archive.database.migrate import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    version_table=VERSION_TABLE,
    # The workflow engine keeps its tables in the same database; they are not ours to see.
    include_object=lambda thing, name, kind, reflected, other: (
        not (kind == "table" and reflected and other is None)
    ),
)
with context.begin_transaction():
    context.run_migrations()
