"""Which worker this process is: the first free slot, held as a lock as long as the process lives.

Must not be derived from pid or host: a slot has to be found again after a crash, and two live
processes under one executor id run the same step at the same time (MEASURED: DBOS).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

MOST = 256
_KEY = 0x50_48  # first half of PostgreSQL's two-part advisory lock, so that no other lock collides


class Slots(Protocol):
    """Slots 0 to MOST - 1, each held by at most one live process."""

    def take(self) -> int:
        """Hold the first free slot until `release` or the end of the process."""
        ...

    def release(self) -> None:
        """Free the slot."""
        ...

    def dead(self, candidates: list[int]) -> "Iterator[int]":
        """Yield those of `candidates` that no live process holds; each is locked while it is yielded."""
        ...


class FileSlots:
    """Slots as locked files, for processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: int | None = None
        self.number = -1

    def take(self) -> int:
        """Hold the first free slot."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in range(MOST):
            handle = self._lock(number)
            if handle is not None:
                self._held, self.number = handle, number
                return number
        raise RuntimeError("no free slot")

    def release(self) -> None:
        """Free the slot; its file stays."""
        if self._held is not None:
            os.close(self._held)
            self._held, self.number = None, -1

    def dead(self, candidates: list[int]) -> Iterator[int]:
        """Yield the slots among `candidates` that nobody holds, locked meanwhile."""
        for number in candidates:
            if number == self.number:
                continue
            handle = self._lock(number)
            if handle is None:
                continue
            try:
                yield number
            finally:
                os.close(handle)

    def _lock(self, number: int) -> int | None:
        handle = os.open(self._folder / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle


class PostgresSlots:
    """Slots as advisory locks of PostgreSQL, for processes of many machines."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sa.Connection | None = None
        self.number = -1

    def take(self) -> int:
        """Hold the first free slot on a connection of its own."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for number in range(MOST):
            if self._try(connection, number):
                self._connection, self.number = connection, number
                return number
        connection.close()
        raise RuntimeError("no free slot")

    def release(self) -> None:
        """Free the slot."""
        if self._connection is not None:
            self._connection.execute(sa.select(sa.func.pg_advisory_unlock(_KEY, self.number)))
            self._connection.close()
            self._connection, self.number = None, -1

    def dead(self, candidates: list[int]) -> Iterator[int]:
        """Yield the slots among `candidates` that nobody holds, locked meanwhile."""
        with self._other() as connection:
            for number in candidates:
                if number == self.number or not self._try(connection, number):
                    continue
                try:
                    yield number
                finally:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(_KEY, number)))

    @contextmanager
    def _other(self) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def _try(self, connection: sa.Connection, number: int) -> bool:
        return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_KEY, number))))
