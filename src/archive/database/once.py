"""Inserts a row unless it is there already, the same on both engines.

Must not be used to change a row: what is there stays as it is.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from archive.database.base import Base


def insert_once(session: Session, table: type[Base], **values: object) -> bool:
    """Insert the row unless one with its key is there; wait for whoever inserts the same one now.

    Args:
        session: of the act's transaction.
        table: model class of the row.
        values: of its columns; defaults of the model are filled in.

    Returns:
        Whether the row was new.
    """
    insert: sa.Insert
    if session.get_bind().dialect.name == "postgresql":
        insert = postgresql_insert(table).values(**values).on_conflict_do_nothing()
    else:
        insert = sqlite_insert(table).values(**values).on_conflict_do_nothing()
    key = sa.inspect(table).primary_key
    return session.execute(insert.returning(*key)).first() is not None
