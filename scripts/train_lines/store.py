"""Keeps drawn batches for learning, the newest ones learned most; some are kept apart for measuring.

Must not draw, nor know torch.
"""

import random
import threading
import time
from multiprocessing.queues import Queue

from scripts.train_lines.batches import WIDTHS, Batch

_APART = 0.02
_MEASURED = 12
_AHEAD, _AHEAD_LINES = 1.3, 2500
"""Drawing waits where so many more lines were drawn than learned: memory would fill with what is not used."""
_NEWER = 1.6
"""Above 1: newer batches are taken more often."""


class Store:
    """Fills itself from a queue, in a thread of its own.

    Args:
        queue: what other processes draw.
        rng: decides what is taken.
    """

    def __init__(self, queue: "Queue[Batch]", rng: random.Random) -> None:
        self._queue, self._rng, self._lock = queue, rng, threading.Lock()
        self._kept: dict[int, list[Batch]] = {width: [] for width in WIDTHS}
        self._apart: list[Batch] = []
        self.drawn, self._learned = 0, 0
        threading.Thread(target=self._fill, daemon=True).start()

    def take(self, count: int) -> list[Batch]:
        """Take `count` batches of one width, for learning; some may be the same."""
        with self._lock:
            filled = [batches for batches in self._kept.values() if batches]
            batches = self._rng.choices(filled, [len(some) for some in filled])[0]
            newest = len(batches) - 1
            ages = [int(len(batches) * self._rng.random() ** _NEWER) for _ in range(count)]
            taken = [batches[newest - age] for age in ages]
            self._learned += sum(len(batch.targets) for batch in taken)
        return taken

    def unseen(self) -> list[Batch]:
        """Take out the newest batches that were never learned."""
        with self._lock:
            newest = self._apart[-_MEASURED:]
            self._apart.clear()
        return newest

    def _fill(self) -> None:
        while True:
            while self.drawn > self._learned * _AHEAD + _AHEAD_LINES:
                time.sleep(0.2)
            batch = self._queue.get()
            with self._lock:
                apart = self._rng.random() < _APART
                (self._apart if apart else self._kept[batch.ink.shape[2]]).append(batch)
                self.drawn += len(batch.targets)
