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
from digitize.reader.values import error_of, look_of, pages_of, receipt_of, result_of, word_row
from digitize.reader.wire import END, BadFrame, Frame

COMMAND = (sys.executable, "-m", "digitize.reader.child")

_WATCH_SECONDS = 15
"""A fork ends itself in time; this much later the pool stops believing that it will."""
_COPY_SECONDS = 5
_CODES = {"time": PAGE_TIME_OUT, "memory": PAGE_OUT_OF_MEMORY}
_WHY = {"time": "hết thời gian / time", "memory": "thiếu bộ nhớ / memory"}
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
        with self._borrowed() as child:
            return _introduced(child).engine

    @property
    def model(self) -> str:
        """Name of the language model.

        Raises:
            EngineMissing: it is not installed.
        """
        with self._borrowed() as child:
            return _introduced(child).model

    def look(self, file: Path, *, password: str | None = None) -> Look:
        """Look at the real type, pages, encryption and signatures without reading text.

        Raises:
            DigitizeError: the file is refused.
        """
        answer, _ = self._one(file, {"op": "look", "file": str(file.absolute()), "password": password})
        return look_of(answer)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        """Read `pages` (all by default) in order, each as soon as it is ready.

        A page that kills its reader comes as PageFailed, and the next one is read by a new fork.

        Raises:
            DigitizeError: the file is refused as a whole, or the engine is missing.
        """
        job: Message = {"op": "read", "file": str(file.absolute()), "password": password, "kind": None}
        left = None if pages is None else list(pages)
        while left is None or left:
            why = "crash"
            try:
                with contextlib.closing(self._answers(job | {"pages": left})) as answers:
                    for answer, _ in answers:
                        if "kind" in answer:
                            job["kind"], left = pages_of(answer)
                            continue
                        page = result_of(answer, expected=left[:1] if left else [])
                        left = left[1:] if left else []
                        yield page
            except _Ended as error:
                why = error.why
            except BadFrame:
                why = "crash"
            if left is None or job["kind"] is None:
                raise ReaderKilled(file=file.name, why=_WHY.get(why, _CRASH))
            if left:
                yield PageFailed(left.pop(0), self._notice(why))

    def picture(self, file: Path, page: int, *, dpi: int = 100, password: str | None = None) -> bytes:
        """Draw one page as JPEG, as a viewer shows it.

        Raises:
            DigitizeError: the file is refused.
        """
        job = {"op": "picture", "file": str(file.absolute()), "page": page, "dpi": dpi, "password": password}
        return self._one(file, job)[1]

    def copy(self, pages: Sequence[CopyPage], out: Path, metadata: CopyMetadata) -> CopyReceipt:
        """Write the PDF/A-2u copy of `pages` to `out`.

        Raises:
            DigitizeError: it cannot be built.
        """
        rows = [
            {
                "file": str(page.file.absolute()),
                "page": page.page,
                "words": [word_row(word) for word in page.words],
                "dpi": page.dpi,
                "rotation": page.rotation,
            }
            for page in pages
        ]
        told = {
            "title": metadata.title,
            "identifier": metadata.identifier,
            "made_at": metadata.made_at.isoformat(),
            "document_id": metadata.document_id.hex(),
            "properties": dict(metadata.properties),
        }
        job = {"op": "copy", "pages": rows, "out": str(out.absolute()), "metadata": told}
        file = pages[0].file if pages else out
        return receipt_of(self._one(file, job, _COPY_SECONDS * len(rows))[0])

    def extract(self, file: Path, pages: Sequence[int], out: Path) -> None:
        """Write a PDF of those pages of `file` to `out`, streams unchanged.

        Raises:
            DigitizeError: the file is refused.
        """
        job = {"op": "extract", "file": str(file.absolute()), "pages": list(pages), "out": str(out.absolute())}
        self._one(file, job, _COPY_SECONDS * len(pages))

    def close(self) -> None:
        """End the children; those at work end with their job."""
        with self._change:
            self._closed = True
            free, self._free = self._free, []
            self._count -= len(free)
            self._change.notify_all()
        for child in free:
            child.close()

    def _notice(self, why: str) -> Any:  # noqa: ANN401
        return page_killed(_CODES.get(why, PAGE_CRASHED), self._settings.page_seconds)

    def _one(self, file: Path, job: Message, more_seconds: int = 0) -> tuple[Message, bytes]:
        """Do a job that has one answer.

        Raises:
            ReaderKilled: its fork ended without one.
            DigitizeError: the file is refused.
        """
        why = "crash"
        try:
            with contextlib.closing(self._answers(job, more_seconds)) as answers:
                for answer in answers:
                    return answer
        except _Ended as error:
            why = error.why
        raise ReaderKilled(file=file.name, why=_WHY.get(why, _CRASH))

