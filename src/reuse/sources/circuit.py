"""Leaves a source alone that failed often just now: its circuit is open for a while, then one try closes it.

Must not try again by itself: an officer waits, and will ask again. The state is that of one process.
"""

import dataclasses as dc
import threading
import time
from collections.abc import Callable

FAILURES = 3
"""Fruitless requests in a row until a source rests: two may be an accident."""
REST = 60.0
"""Seconds that it rests: a server that restarts is back by then, and meanwhile nobody waits for it."""


@dc.dataclass(slots=True)
class _Trouble:
    failures: int = 0
    until: float = 0.0


class Circuits:
    """One circuit for each name; closed while its source answers."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._troubled: dict[str, _Trouble] = {}

    def enter(self, name: str) -> bool:
        """Return whether the source may be asked; after its rest, one asks while the others go on resting."""
        with self._lock:
            trouble = self._troubled.get(name)
            if trouble is None or trouble.failures < FAILURES:
                return True
            if self._now() < trouble.until:
                return False
            trouble.until = self._now() + REST
            return True

    def answered(self, name: str) -> None:
        """Close the circuit."""
        with self._lock:
            self._troubled.pop(name, None)

    def failed(self, name: str) -> None:
        """Count a failure; open the circuit at the last one that is borne."""
        with self._lock:
            trouble = self._troubled.setdefault(name, _Trouble())
            trouble.failures += 1
            trouble.until = self._now() + REST
