"""Does work beside the caller, who waits as long as it likes and no longer.

Must not lose what goes wrong there: whatever a stranger's server causes comes out as `Silent`.
"""

import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, NoReturn, TypeVar

from reuse.sources.faults import Late, Silent

T = TypeVar("T")


class Result(Generic[T]):
    """What work beside the caller will come to."""

    def __init__(self) -> None:
        self._box: queue.SimpleQueue[tuple[T | None, Silent | None]] = queue.SimpleQueue()

    def run(self, work: Callable[[], T]) -> None:
        """Do the work and keep what it came to."""
        try:
            self._box.put((work(), None))
        except Silent as fault:
            self._box.put((None, fault))
        except Exception as error:  # nothing that a stranger's server causes may be lost in a thread
            self._box.put((None, Silent(type(error).__name__)))

    def within(self, end: float) -> T:
        """Return what the work came to, if it does before `end` (monotonic time).

        Raises:
            Late: it did not; it is left behind and ends by its sockets' time-outs.
            Silent: it went wrong.
        """
        try:
            value, fault = self._box.get(timeout=max(end - time.monotonic(), 0))
        except queue.Empty:
            raise Late("không trả lời kịp") from None
        if fault is not None:
            raise fault
        return value  # type: ignore[return-value]  # with no fault there is a value


def beside(work: Callable[[], T]) -> Result[T]:
    """Start `work` in a thread that no exit of the process waits for."""
    result: Result[T] = Result()
    try:
        threading.Thread(target=result.run, args=(work,), name="source", daemon=True).start()
    except RuntimeError:  # the machine has no thread left: no reason for the own archive to fall silent
        result.run(_no_thread)
    return result


def _no_thread() -> NoReturn:
    raise Silent("máy chủ đang quá tải")
