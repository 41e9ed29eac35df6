"""A reader that gives the pages of a scan run, and looks, draws and cuts as the real one."""

import dataclasses as dc
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from archive.values.reading import PageFailed, PageText, QrCode


@dc.dataclass
class RunReader:
    """Reads `run`, whatever the file.

    Attributes:
        inner: the usual reader, which does all else.
        run: the pages, numbered from 1.
    """

    inner: Any
    run: Sequence[PageText]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        yield from (page for page in self.run if pages is None or page.number in pages)

    def codes(self, file: Path, page: int) -> tuple[QrCode, ...]:
        return self.run[page - 1].codes


def pdf_of(pages: int, mark: str) -> bytes:
    """Return a PDF of so many empty pages, each larger than the one before; another mark has other bytes."""
    document, data = pikepdf.new(), io.BytesIO()
    for number in range(pages):
        document.add_blank_page(page_size=(400 + number, 600))
    document.docinfo["/Subject"] = mark
    document.save(data)
    return data.getvalue()
