"""The second half of a file read by a spare child, so that both cores of a small machine work on one paper.

Must not wait for a child, nor judge a page that fails: whoever reads in order reads it again.
"""

import queue
import threading
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from archive.values.reading import PageFailed, PageText
from digitize.errors import DigitizeError
from digitize.reader.children import Children
from digitize.reader.dialogue import Ended, answers
from digitize.reader.process import Child
from digitize.reader.values import result_of
from digitize.reader.wire import BadFrame

Result = PageText | PageFailed


class Ahead:
    """Reads pages in the background until it is stopped, or one of them ends its fork.

    Args:
        children: gives the child back to them.
        child: taken from them.
        job: what to do, `pages` among it.
        seconds: longest wait for one answer.
    """

    def __init__(self, children: Children, child: Child, job: dict[str, Any], seconds: float) -> None:
        self._children, self._child, self._job, self._seconds = children, child, job, seconds
        self._pages: Sequence[int] = job["pages"]
        self._found: queue.Queue[Result | None] = queue.Queue()
        self._over = False
        self._stopped = threading.Event()
        threading.Thread(target=self._work, name="read-ahead", daemon=True).start()

    def next(self) -> Result | None:
        """Return the next page as soon as it is read; None where reading ended before."""
        if self._over:
            return None
        found = self._found.get()
        self._over = found is None
        return found

    def stop(self) -> None:
        """Let go of the child after the page that is being read."""
        self._stopped.set()

    def _work(self) -> None:
        try:
            with closing(answers(self._child, self._job, self._seconds)) as said:
                next(said)  # kind and pages
                for number, (message, _) in zip(self._pages, said, strict=False):
                    self._found.put(result_of(message, expected=number))
                    if self._stopped.is_set():
                        return
        except (Ended, BadFrame, DigitizeError, StopIteration):
            return
        finally:
            self._children.give_back(self._child)
            self._found.put(None)
