"""Tries again after a pause, and leaves an address alone that failed often: it opens its circuit.

Must not know what is asked. The state is that of one process; each has its own.
"""

import dataclasses as dc
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from signing.sources.faults import Resting, Unreachable

T = TypeVar("T")

TRIES = 2
"""A connection that was kept open may have died, a server may just be restarting; more is a load on both."""
BACK_OFF = 0.2
"""Seconds before the second try, doubled before each further one."""
FAILURES = 3
"""Fruitless requests in a row until an address rests: two may be an accident."""
REST = 60.0
"""Seconds that it rests: a server that restarts is back by then, and meanwhile nobody waits for it."""


@dc.dataclass(slots=True)
class _Trouble:
    """An address that failed.

    Attributes:
        failures: in a row.
        until: monotonic time at which it may be tried again.
        on_trial: somebody tries it just now.
    """

    failures: int = 0
    until: float = 0.0
    on_trial: bool = False


class Circuits:
    """One circuit for each address; closed while it answers."""

    def __init__(
        self, *, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._lock = threading.Lock()
        # Only addresses in trouble: what answers is forgotten, so this cannot grow.
        self._troubled: dict[str, _Trouble] = {}

    def through(self, address: str, request: Callable[[], T]) -> T:
        """Return what `request` to `address` returns, tried again where that could help.

        Args:
            address: whose circuit it is.
            request: asks and checks the answer: who answers wrongly fails as well.

        Raises:
            Unreachable: every try was fruitless.
            Resting: the circuit is open; `request` was not called.
        """
        self._enter(address)
        try:
            result = self._tried(request)
        except BaseException:
            self._failed(address)
            raise
        with self._lock:
            self._troubled.pop(address, None)
        return result

    def _tried(self, request: Callable[[], T]) -> T:
        for number in range(TRIES - 1):
            try:
                return request()
            except Unreachable as error:
                if not error.again:
                    raise
                self._sleep(BACK_OFF * 2**number)
        return request()

    def _enter(self, address: str) -> None:
        with self._lock:
            trouble = self._troubled.get(address)
            if trouble is None or trouble.failures < FAILURES:
                return
            left = trouble.until - self._now()
            if left > 0:
                raise Resting(f"it failed {trouble.failures} times; it is asked again in {left:.0f} seconds")
            if trouble.on_trial:
                raise Resting(f"it failed {trouble.failures} times and is being tried")
            trouble.on_trial = True

    def _failed(self, address: str) -> None:
        with self._lock:
            trouble = self._troubled.setdefault(address, _Trouble())
            trouble.failures += 1
            trouble.on_trial = False
            trouble.until = self._now() + REST
