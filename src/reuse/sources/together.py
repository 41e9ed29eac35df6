"""Asks all sources at once, with one deadline for all; who is late is left behind.

Must not touch the own archive's answer, nor wait for anybody beyond the deadline.
"""

import time
from collections.abc import Sequence
from functools import partial

from reuse.errors import SourceSilent
from reuse.sources.beside import Result, beside
from reuse.sources.circuit import Circuits
from reuse.sources.faults import Silent
from reuse.sources.port import PaperSource
from reuse.sources.values import Elsewhere, Reply, State, Told, Wanted

FILE_SECONDS = 30.0
"""A file of 100 pages over a slow line; nobody but the officer who fetches it waits."""
_RESTING = "vừa lỗi nhiều lần, đang tạm nghỉ"


class Sources:
    """The stores of others that are asked, with their circuits."""

    def __init__(
        self, sources: Sequence[PaperSource] = (), *, seconds: float = 1.5, circuits: Circuits | None = None
    ) -> None:
        self._sources = tuple(sources)
        self._seconds = seconds
        self._circuits = circuits or Circuits()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all sources."""
        return tuple(source.name for source in self._sources)

    def ask(self, wanted: Wanted) -> list[Told]:
        """Return what each source told, in their order, after the time limit at the latest."""
        end = time.monotonic() + self._seconds
        started = [
            (source.name, beside(partial(source.ask, wanted, self._seconds)))
            if self._circuits.enter(source.name)
            else (source.name, None)
            for source in self._sources
        ]
        return [self._told(name, result, end) for name, result in started]

    def fetch(self, paper: Elsewhere, seconds: float = FILE_SECONDS) -> bytes:
        """Return the bytes of a paper's file, which nobody has judged yet.

        Raises:
            SourceSilent: nothing usable came.
        """
        source = next(one for one in self._sources if one.name == paper.source)
        if not self._circuits.enter(source.name):
            raise SourceSilent(source=source.name, why=_RESTING)
        try:
            content = beside(partial(source.fetch, paper, seconds)).within(time.monotonic() + seconds)
        except Silent as fault:
            self._failed(source.name, fault)
            raise SourceSilent(source=source.name, why=fault.why) from fault
        self._circuits.answered(source.name)
        return content

    def _told(self, name: str, result: Result[Reply] | None, end: float) -> Told:
        if result is None:
            return Told(name, State.RESTING, _RESTING)
        try:
            reply = result.within(end)
        except Silent as fault:
            self._failed(name, fault)
            return Told(name, fault.state, fault.why)
        self._circuits.answered(name)
        return Told(name, State.UNSIGNED if reply.doubt else State.ANSWERED, reply.doubt, reply.found)

    def _failed(self, name: str, fault: Silent) -> None:
        """A source that will not tell is at work; all else counts against it."""
        if fault.state is State.REFUSED:
            self._circuits.answered(name)
        else:
            self._circuits.failed(name)
