"""A reader to whom every page was handed in turned: it looks and draws as the real one."""

import dataclasses as dc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.values.reading import Box, Notice, PageFailed, PageText, Word


@dc.dataclass
class TurnedReader:
    """Reads one word at `box` of a page, whose content is turned by `rotation` degrees clockwise.

    Attributes:
        inner: the usual reader, which does all else.
        size: width and height of the page as its file shows it.
        rotation: 0, 90, 180 or 270.
        box: in the page as its file shows it.
    """

    inner: Any
    size: tuple[int, int]
    rotation: int
    box: Box

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        words = (Word("17/2019", self.box, 0.99, 0),)
        notice = Notice("blurred", "Nhòe. Hãy quét lại.", "Blurred. Scan again.", self.box)
        yield PageText(1, *self.size, 100, self.rotation, False, "17/2019", 0.99, words, notices=(notice,))
