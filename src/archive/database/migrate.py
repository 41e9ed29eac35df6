"""Brings the database's tables to the version that this code needs.

Must not touch the tables of the workflow engine: those are its own (docs/decisions/0004).
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from archive.database.engine import answering

VERSION_TABLE = "sohoa_version"
_LOCK = 0x50_48_4F_4D  # PostgreSQL: one process migrates at a time


def upgrade(engine: sa.Engine) -> None:
    """Run the migrations that are missing, in one transaction, one process at a time.

    Raises:
        DatabaseUnavailable: the database does not answer.
    """
    with answering(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(engine: sa.Engine) -> bool:
    """Return whether no migration is missing."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return set(context.get_current_heads()) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
