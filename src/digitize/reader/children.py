"""Lends warm children to threads: started when first needed, one a job, replaced when dead.

Must not know what jobs are.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from archive.settings import Settings
from digitize.errors import ReaderKilled
from digitize.reader.process import Child


class Children:
    """A number of children that many threads share.

    Args:
        settings: told to each child.
        command: what starts one.
        most: how many at once.
    """

    def __init__(self, settings: Settings, command: Sequence[str], most: int) -> None:
        self._settings, self._command, self._most = settings, tuple(command), most
        self._free: list[Child] = []
        self._count = 0
        self._closed = False
        self._change = threading.Condition()

    @contextmanager
    def borrowed(self) -> Iterator[Child]:
        """Lend a child; wait for one where all are busy.

        Raises:
            ReaderKilled: no child can be started, or the pool is closed.
        """
        child = self._taken() or self._started()
        try:
            yield child
        finally:
            self.give_back(child)

    def spare(self) -> Child | None:
        """Return a child to be given back, never waiting for one; None where all are busy."""
        with self._change:
            child = None if self._closed else self._idle()
            if child is not None or self._closed or self._count >= self._most:
                return child
            self._count += 1
        try:
            return self._started()
        except ReaderKilled:
            return None

    def close(self) -> None:
        """End the free children now, the others when they are given back."""
        with self._change:
            self._closed = True
            free, self._free = self._free, []
            self._count -= len(free)
            self._change.notify_all()
        for child in free:
            child.close()

    def _taken(self) -> Child | None:
        """Take a free child; None where one may be started."""
        with self._change:
            while True:
                if self._closed:
                    raise ReaderKilled(file="-", why="đã đóng / closed")
                child = self._idle()
                if child is not None:
                    return child
                if self._count < self._most:
                    self._count += 1
                    return None
                self._change.wait()

    def _idle(self) -> Child | None:
        """Return a free child that is well; the lock is held."""
        while self._free:
            child = self._free.pop()
            if child.alive:
                return child
            child.kill()
            self._count -= 1
        return None

    def _started(self) -> Child:
        """Start a child in the place that was taken for it."""
        try:
            return Child(self._command, self._settings)
        except BaseException:
            self._place_free()
            raise

    def give_back(self, child: Child) -> None:
        """Keep a child for the next job, where it is well and still wanted."""
        with self._change:
            if child.alive and not self._closed:
                self._free.append(child)
                self._change.notify()
                return
        child.kill()
        self._place_free()

    def _place_free(self) -> None:
        with self._change:
            self._count -= 1
            self._change.notify()
