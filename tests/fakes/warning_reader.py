"""A reader whose pages carry warnings: for tests of how these are kept and shown."""

import dataclasses as dc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.values.reading import Box, Notice, PageFailed, PageText
from tests.digitize.quality.scanned import text_page

SHADOW = Notice("shadow", "Có bóng. Hãy quét lại.", "A shadow. Scan again.", Box(10, 20, 300, 400))
STALE = Notice("page-twice", "Trang của bản quét khác.", "A page of another scan.")


@dc.dataclass
class WarningReader:
    """Reads one page that lies in a shadow and says that it is the first of two.

    Attributes:
        inner: the usual reader, which does all else.
    """

    inner: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        page = text_page(1, "Điều 1. Nội dung", "Trang 1/2")
        yield dc.replace(page, notices=(SHADOW, STALE))
