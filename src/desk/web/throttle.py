"""Slows down who tries passwords: the wait doubles with each further wrong one.

Must not keep anything past the process, nor tell accounts that exist from those that do not.
"""

import dataclasses as dc
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_LONGEST = 900.0
_FORGOTTEN = 3600.0
"""Seconds without a wrong one after which a count begins anew: a desk mistypes fifty times a year too."""
_MOST_KEYS = 10_000
"""Bound of the memory that strangers can fill; the oldest entries go first."""


@dc.dataclass(frozen=True, slots=True)
class _Count:
    """How many wrong ones came, and until when the next try waits."""

    wrong: int
    until: float


class Throttle:
    """Counts wrong passwords by account and address, by account, and by address.

    The pair is slowed down soon; the account alone only late, so that a stranger cannot easily lock
    an officer out; the address alone late too, since a whole desk may share one.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._wrong: OrderedDict[tuple[str, str], _Count] = OrderedDict()

    def wait(self, name: str, client: str) -> float:
        """Return the seconds that the next try must wait, 0 where it may come now."""
        with self._lock:
            until = [self._wrong[key].until for key, _ in _keys(name, client) if key in self._wrong]
        return max(0.0, max(until, default=0.0) - self._now())

    def failed(self, name: str, client: str) -> None:
        """Count a wrong password."""
        with self._lock:
            for key, free in _keys(name, client):
                now, before = self._now(), self._wrong.pop(key, None)
                count = before.wrong + 1 if before and now < before.until + _FORGOTTEN else 1
                wait = min(2.0 ** min(count - free, 20), _LONGEST) if count >= free else 0.0
                self._wrong[key] = _Count(count, now + wait)
            while len(self._wrong) > _MOST_KEYS:
                self._wrong.popitem(last=False)

    def succeeded(self, name: str, client: str) -> None:
        """Forget the wrong ones of this account at this address."""
        with self._lock:
            self._wrong.pop((name, client), None)


def _keys(name: str, client: str) -> tuple[tuple[tuple[str, str], int], ...]:
    """Return each key with the number of wrong passwords from which it waits."""
    return ((name, client), 5), ((name, ""), 50), (("", client), 50)
