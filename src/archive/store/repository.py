"""Rows of objects: what the archive answers for, and what is on its way into the store.

Must not touch bytes.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import Clock
from archive.store.models import StoredObject
from archive.values.ids import Sha256


def keep_row(
    session: Session,
    clock: Clock,
    key: Sha256,
    *,
    size: int,
    media_type: str,
    what: str,
    staged: bool = False,
) -> StoredObject:
    """Insert the row of an object that the store has, or, `staged`, is about to get.

    Args:
        session: of the transaction that inserts the row pointing to it.
        clock: tells when.
        key: its SHA-256.
        size: bytes.
        media_type: real type.
        what: original, copy, signed, words or report.
        staged: the bytes cannot be made again and are not in the store yet.
    """
    row = session.get(StoredObject, key)
    if row is None:
        # Pages of two files may have the same words; the second insert finds the first's row.
        session.execute(
            _insert(session).values(
                sha256=str(key),
                size=size,
                media_type=media_type,
                what=what,
                state="staged" if staged else "kept",
                stored_at=clock.now(),
            )
        )
        row = session.get_one(StoredObject, key)
    elif not staged:
        row.state = "kept"
    return row


def _insert(session: Session) -> sa.Insert:
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        return pg_insert(StoredObject).on_conflict_do_nothing()
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(StoredObject).on_conflict_do_nothing()


def known(session: Session, keys: Sequence[str]) -> set[str]:
    """Return those of `keys` that have a row."""
    return set(session.scalars(sa.select(StoredObject.sha256).where(StoredObject.sha256.in_(keys))))


def every_row(session: Session) -> Iterator[StoredObject]:
    """Yield all rows in the order of their keys."""
    yield from session.scalars(
        sa.select(StoredObject).order_by(StoredObject.sha256).execution_options(yield_per=1000)
    )


def extend_retention(row: StoredObject, until: dt.datetime) -> bool:
    """Extend how long the object must be kept; return False where it is already kept longer."""
    if row.retain_until is not None and row.retain_until >= until:
        return False
    row.retain_until = until
    return True
