"""Whether the desk can work: its database, its store, and somebody who reads and signs.

Must not tell a stranger more than yes or no by part.
"""

import dataclasses as dc
import datetime as dt
import threading
import time

import sqlalchemy as sa

from archive.errors import SohoaError
from desk.house import House
from desk.models import Worker

_HELD_SECONDS = 10.0
SILENT = dt.timedelta(seconds=60)
"""A worker that has said nothing for so long is taken for gone; it beats every two seconds."""


@dc.dataclass(frozen=True, slots=True)
class Parts:
    """What answers."""

    database: bool
    store: bool
    workers: int

    @property
    def ready(self) -> bool:
        """Whether requests can be served; without workers papers only wait."""
        return self.database and self.store


class Health:
    """Asks the parts, at most once in ten seconds: anybody may call this."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = threading.Lock()
        self._held: tuple[float, Parts] | None = None

    def parts(self) -> Parts:
        """Return what answers now, or did within the last seconds."""
        with self._lock:
            if self._held is None or time.monotonic() - self._held[0] > _HELD_SECONDS:
                workers = self._workers()
                self._held = (time.monotonic(), Parts(workers is not None, self._store(), workers or 0))
            return self._held[1]

    def _workers(self) -> int | None:
        try:
            return live_workers(self._house)
        except (SohoaError, sa.exc.SQLAlchemyError):
            return None

    def _store(self) -> bool:
        try:
            self._house.store.check()
        except SohoaError:
            return False
        return True


def live_workers(house: House) -> int:
    """Return how many processes said lately that they work on papers."""
    with house.database.reading() as session:
        since = house.clock.now() - SILENT
        return session.scalar(sa.select(sa.func.count()).where(Worker.beat_at > since)) or 0
