"""Opens the database and gives transactions: one request or step is one transaction.

Must not know any table, and hands out no connection outside a transaction.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry

from archive.errors import DatabaseUnavailable, LostUpdate

_MEMORY = "sohoa_memory"
_READING = "sohoa_reading"
_WRITTEN = "sohoa_written"


class Database:
    """An engine with the two kinds of transaction that the product knows."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._memory: dict[Hashable, Any] = {}
        self.engine = _open(url)
        # Its transactions only look: they wait for no writer, not even one further up in the same call.
        self.reading_engine = self.engine.execution_options(**{_READING: True}, **_snapshot(self.engine))

    @property
    def postgres(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose work is committed at the end, or rolled back on any error.

        Raises:
            DatabaseUnavailable: the database does not answer.
            LostUpdate: somebody else changed a row that this transaction read and wrote.
        """
        with self._session(self.engine) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session on one snapshot for reading only; it never waits for a writer."""
        with self._session(self.reading_engine) as session:
            yield session

    @contextmanager
    def _session(self, engine: sa.Engine) -> Iterator[Session]:
        info = {_MEMORY: self._memory}
        with answering(), Session(engine, expire_on_commit=False, info=info) as session:
            sa.event.listen(session, "before_flush", _remember_written)
            try:
                yield session
            except StaleDataError as error:
                raise LostUpdate(key=session.info.get(_WRITTEN, "")) from error

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def memory_of(session: Session) -> dict[Hashable, Any]:
    """Return what rooms remember of this database from one transaction to the next."""
    memory: dict[Hashable, Any] = session.info.get(_MEMORY, {})
    return memory


@contextmanager
def answering() -> Iterator[None]:
    """Say that the database does not answer in our own words.

    Raises:
        DatabaseUnavailable: it does not.
    """
    try:
        yield
    except sa.exc.OperationalError as error:
        raise DatabaseUnavailable(why=str(error.orig).strip().split("\n")[0]) from error
    except sa.exc.DatabaseError as error:
        if type(error) is not sa.exc.DatabaseError:
            raise  # its kinds are about what was asked; only the bare one is a file that is no database
        raise DatabaseUnavailable(why=str(error.orig)) from error


def _remember_written(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Note which versioned rows a flush writes: the error of a lost update does not say which it was."""
    written = [thing for thing in session.dirty if sa.inspect(thing).mapper.version_id_col is not None]
    if written:
        session.info[_WRITTEN] = ", ".join(sorted(_called(thing) for thing in written))


def _called(thing: object) -> str:
    """Return the short code that people know a row by, or else its key; nothing may be loaded here."""
    return str(vars(thing).get("code") or (sa.inspect(thing, raiseerr=True).identity or ("",))[0])


def _snapshot(engine: sa.Engine) -> dict[str, Any]:
    if engine.dialect.name != "postgresql":
        return {}  # every transaction of SQLite sees one snapshot
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _open(url: str) -> sa.Engine:
    address = sa.make_url(url)
    if address.get_backend_name() == "postgresql":
        return sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            hide_parameters=True,  # logs name no person
        )
    engine = sa.create_engine(address, connect_args={"timeout": 60}, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Take BEGIN into our own hands, and set what SQLite forgets with each connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a committed paper must survive a power cut, not only a killed process.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Lock at once for writing: a deferred transaction that writes after reading fails without waiting."""
    reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
