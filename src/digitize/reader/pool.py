"""The reader that the desk uses: a pool of warm children that many threads share.

Must not open an untrusted file in this process: not even to count its pages.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.settings import Settings
from archive.values.reading import Look, PageFailed, PageText
from digitize.errors import ReaderKilled
from digitize.ports import CopyMetadata, CopyPage, CopyReceipt
from digitize.reader.notices import PAGE_CRASHED, PAGE_OUT_OF_MEMORY, PAGE_TIME_OUT, page_killed
from digitize.reader.process import Child, Lost
from digitize.reader.values import (
    error_of,
    failed_of,
    look_of,
    page_of,
    receipt_of,
    word_row,
)
from digitize.reader.wire import END, BadFrame, Frame

COMMAND = (sys.executable, "-m", "digitize.reader.child")

_WATCH_SECONDS = 15
"""A fork ends itself in time; this much later the pool stops believing that it will."""
_COPY_SECONDS = 5
_CODES = {"time": PAGE_TIME_OUT, "memory": PAGE_OUT_OF_MEMORY}
_WHY = {
    "time": "quá thời gian / time",
    "memory": "thiếu bộ nhớ / memory",
}
_CRASH = "lỗi / a crash"

Message = dict[str, Any]


class _Ended(Exception):
    """The fork ended before its work was done: time, memory or crash."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class ReaderPool:
    """Implements `digitize.ports.Reader`.

    Children are started when first needed, at most one a core; each job borrows one and waits
    where all are busy. Children end with this process, however it ends.

    Args:
        settings: number of readers, engine, limits.
        command: what starts a child.
    """

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        self._settings, self._command = settings, tuple(command)
        self._most = settings.readers or os.cpu_count() or 1
        self._free: list[Child] = []
        self._count = 0
        self._closed = False
        self._change = threading.Condition()

    @property
    def engine(self) -> str:
        """Name and version of the recogniser.

        Raises:
            EngineMissing: it is not installed.
        """
        return self._introduced()[0]

    @property
    def model(self) -> str:
        """Name of the language model.

        Raises:
            EngineMissing: it is not installed.
        """
        return self._introduced()[1]

    def look(self, file: Path, *, password: str | None = None) -> Look:
        """Look at the real type, pages, encryption and signatures without reading text.

        Raises:
            DigitizeError: the file is refused.
        """
        return self._once(file, {"op": "look", "file": str(file), "password": password}, look_of)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        """Read `pages` (all by default) in order, each as soon as it is ready.

        A page that kills its reader comes as PageFailed, and the next one is read by a new fork.

        Raises:
            DigitizeError: the file is refused as a whole, or the engine is missing.
        """
        job: Message = {"op": "read", "file": str(file), "password": password, "kind": None}
        job["pages"] = None if pages is None else list(pages)
        while job["pages"] is None or job["pages"]:
            # A generator that is dropped half-way gives its child back here.
            with contextlib.closing(self._pages(job, file.name)) as reading:
                yield from reading

    def picture(self, file: Path, page: int, *, dpi: int = 100, password: str | None = None) -> bytes:
        """Draw one page as JPEG, as a viewer shows it.

        Raises:
            DigitizeError: the file is refused.
        """
        job = {"op": "picture", "file": str(file), "page": page, "dpi": dpi, "password": password}
        return self._once(file, job, lambda _: b"", blob=True)
