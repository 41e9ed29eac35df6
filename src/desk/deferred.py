"""A part of the house that is only built when it is first used.

Must not be used for what every command needs: it keeps `find` and `show` under a second, since the
signing libraries and the workflow engine take two seconds to import.
"""

import threading
from collections.abc import Callable
from typing import Any


class Deferred:
    """Stands for the object that `make` returns, and makes it at the first use of an attribute."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: object | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the object has
        with self._lock:
            if self._made is None:
                self._made = self._make()
        return getattr(self._made, name)

    @property
    def used(self) -> bool:
        """Whether it was made."""
        return self._made is not None
