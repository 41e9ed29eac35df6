"""The reader that the desk uses: a pool of warm children that many threads share.

Must not open an untrusted file in this process: not even to count its pages.
"""

import contextlib
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.settings import Settings
from archive.values.reading import Look, Notice, PageFailed, PageText, QrCode
from digitize.errors import ReaderKilled
from digitize.ports import Comparison, CopyMetadata, CopyPage, CopyReceipt, Mark
from digitize.reader.ahead import Ahead
from digitize.reader.children import Children
from digitize.reader.dialogue import CRASH, MEMORY, TIME, Ended, answers
from digitize.reader.notices import page_crashed, page_out_of_memory, page_timed_out
from digitize.reader.process import Child
from digitize.reader.values import (
    codes_of,
    comparison_of,
    copy_message,
    look_of,
    pages_of,
    receipt_of,
    result_of,
)
from digitize.reader.wire import BadFrame

COMMAND = (sys.executable, "-m", "digitize.reader.child")

_WATCH_SECONDS = 15
"""A fork ends itself in time; this much later the pool stops believing that it will."""
_COPY_SECONDS = 5
_LEAST_SHARED = 3
"""Pages; the second half begins when the first page is read."""
_MOST_ANSWERS = 2
"""One is right; a fork that sends more is not listened to."""
_WHY = {TIME: "hết thời gian / time", MEMORY: "thiếu bộ nhớ / memory", CRASH: "lỗi / a crash"}

Message = dict[str, Any]


class ReaderPool:
    """Implements `digitize.ports.Reader`.

    Children are started when first needed, at most one a core; each job borrows one and waits
    where all are busy. Children end with this process, however it ends.

    Args:
        settings: number of readers, engine, limits.
        command: what starts a child.
    """

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        self._settings = settings
        self._children = Children(settings, command, settings.readers or os.cpu_count() or 1)

    @property
    def engine(self) -> str:
        """Name and version of the recogniser.

        Raises:
            EngineMissing: it is not installed.
        """
        with self._children.borrowed() as child:
            return _introduced(child).engine

    @property
    def model(self) -> str:
        """Name of the language model.

        Raises:
            EngineMissing: it is not installed.
        """
        with self._children.borrowed() as child:
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

        A page that kills its reader comes as PageFailed, and the next one is read by a new fork. Where a
        child has nothing to do, it reads the second half of many pages meanwhile.

        Raises:
            DigitizeError: the file is refused as a whole, or the engine is missing.
        """
        job: Message = {"op": "read", "file": str(file.absolute()), "password": password, "kind": None}
        if pages is None or len(pages) < _LEAST_SHARED:
            yield from self._run(file, job, pages)
            return
        half = len(pages) // 2 + 1
        left = list(pages[half:])
        mine = self._run(file, job, pages[:half])
        yield next(mine)
        ahead = self._ahead(job | {"pages": list(left)})
        try:
            yield from mine
            while ahead and left and (page := ahead.next()):
                del left[0]
                yield page
        finally:
            if ahead:
                ahead.stop()
        if left:
            yield from self._run(file, job, left)

    def _ahead(self, job: Message) -> Ahead | None:
        """Let a child that has nothing to do begin with those pages; None where all are busy."""
        child = self._children.spare()
        if child is None:
            return None
        return Ahead(self._children, child, job, self._settings.page_seconds + _WATCH_SECONDS)

    def _run(self, file: Path, job: Message, pages: Sequence[int] | None) -> Iterator[PageText | PageFailed]:
        """Read `pages` one after the other."""
        job = dict(job)
        left = None if pages is None else list(pages)
        while left is None or left:
            why = CRASH
            try:
                with self._answers(job | {"pages": left}) as said:
                    for answer, _ in said:
                        if left is None or job["kind"] is None:
                            job["kind"], left = pages_of(answer)
                        elif not left:
                            raise Ended(CRASH)
                        elif "kind" not in answer:
                            page = result_of(answer, expected=left[0])
                            left = left[1:]
                            yield page
            except Ended as error:
                why = error.why
            except BadFrame:
                why = CRASH
            if left is None or job["kind"] is None:
                raise ReaderKilled(file=file.name, why=_WHY.get(why, why))
            if left:
                yield PageFailed(left.pop(0), self._notice(why))

    def codes(self, file: Path, page: int, *, password: str | None = None) -> tuple[QrCode, ...]:
        """Return the codes on one page without reading its text.

        Raises:
            DigitizeError: the file is refused, or has no such page.
        """
        job: Message = {"op": "codes", "file": str(file.absolute()), "page": page, "password": password}
        return codes_of(self._one(file, job)[0], page)

    def picture(
        self, file: Path, page: int, *, dpi: int = 100, password: str | None = None, rotation: int = 0,
        mark: Mark | None = None,
    ) -> bytes:  # fmt: skip
        """Draw one page as JPEG, as a viewer shows it, turned back by `rotation`: 0, 90, 180 or 270 degrees.

        With a `mark` its words are burnt in before the picture leaves the child.

        Raises:
            DigitizeError: the file is refused.
        """
        job: Message = {"op": "picture", "file": str(file.absolute()), "page": page, "dpi": dpi}
        job |= {"password": password, "rotation": rotation}
        job["mark"] = [str(mark.font), *mark.lines] if mark else None
        return self._one(file, job)[1]

    def copy(self, pages: Sequence[CopyPage], out: Path, metadata: CopyMetadata) -> CopyReceipt:
        """Write the PDF/A-2u copy of `pages` to `out`.

        Raises:
            DigitizeError: it cannot be built.
        """
        job = copy_message(pages, metadata) | {"op": "copy", "out": str(out.absolute())}
        file = pages[0].file if pages else out
        return receipt_of(self._one(file, job, _COPY_SECONDS * len(pages))[0])

    def compare(self, copy: Path, originals: Sequence[tuple[Path, int]]) -> Comparison:
        """Hold each page of an unsigned `copy` against the file and page that it was made from.

        Raises:
            DigitizeError: one of the files cannot be opened or drawn.
        """
        pages = [[str(file.absolute()), page] for file, page in originals]
        job: Message = {"op": "compare", "file": str(copy.absolute()), "pages": pages}
        return comparison_of(self._one(copy, job, _COPY_SECONDS * len(pages))[0])

    def extract(self, file: Path, pages: Sequence[int], out: Path) -> None:
        """Write a PDF of those pages of `file` to `out`, streams unchanged.

        Raises:
            DigitizeError: the file is refused.
        """
        job = {
            "op": "extract",
            "file": str(file.absolute()),
            "pages": list(pages),
            "out": str(out.absolute()),
        }
        self._one(file, job, _COPY_SECONDS * len(pages))

    def close(self) -> None:
        """End the children; those at work end with their job."""
        self._children.close()

    def _notice(self, why: str) -> Notice:
        """Say why a page is missing."""
        if why == TIME:
            return page_timed_out(self._settings.page_seconds)
        return page_out_of_memory() if why == MEMORY else page_crashed()

    @contextlib.contextmanager
    def _answers(self, job: Message, more_seconds: int = 0) -> Iterator[Iterator[tuple[Message, bytes]]]:
        """Borrow a child for a job; leaving early cancels the job."""
        seconds = self._settings.page_seconds + _WATCH_SECONDS + more_seconds
        with self._children.borrowed() as child:
            if job["op"] == "read":
                _introduced(child)
            with contextlib.closing(answers(child, job, seconds)) as said:
                yield said

    def _one(self, file: Path, job: Message, more_seconds: int = 0) -> tuple[Message, bytes]:
        """Do a job that has one answer.

        Raises:
            ReaderKilled: its fork ended without one.
            DigitizeError: the file is refused.
        """
        given: list[tuple[Message, bytes]] = []
        try:
            with self._answers(job, more_seconds) as said:
                given.extend(itertools.islice(said, _MOST_ANSWERS))
        except Ended as error:
            raise ReaderKilled(file=file.name, why=_WHY.get(error.why, error.why)) from error
        if len(given) != 1:
            raise ReaderKilled(file=file.name, why=_WHY[CRASH])
        return given[0]


def _introduced(child: Child) -> Child:
    """Return `child` where it has a recogniser.

    Raises:
        EngineMissing: the recogniser or its model is not installed.
    """
    if child.missing is not None:
        raise child.missing
    return child
