"""A reader without recognition: canned pages by file name, a trivial PDF as copy."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pikepdf
from PIL import Image

from archive.values.reading import Look, PageFailed, PageText, QrCode
from digitize.errors import UnknownFormat
from digitize.ports import Comparison, CopyMetadata, CopyPage, CopyReceipt, Mark

A4 = (595, 842)


class FakeReader:
    """Implements `digitize.ports.Reader`.

    Args:
        pages: by file name (not path), what reading it gives; other files are of unknown format.
        looks: by file name, where the look shall differ from a picture file of those pages.
    """

    def __init__(
        self,
        pages: Mapping[str, Sequence[PageText | PageFailed]],
        looks: Mapping[str, Look] | None = None,
    ) -> None:
        self.pages, self.looks = dict(pages), dict(looks or {})
        self.read_files: list[tuple[str, tuple[int, ...]]] = []
        self.closed = False

    def look(self, file: Path, *, password: str | None = None) -> Look:
        found = self.looks.get(file.name)
        return found or Look("image/tiff", len(self._pages(file)), False, 0, False)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        wanted = [page for page in self._pages(file) if pages is None or page.number in pages]
        self.read_files.append((file.name, tuple(page.number for page in wanted)))
        yield from wanted

    def codes(self, file: Path, page: int, *, password: str | None = None) -> tuple[QrCode, ...]:
        shown = self._pages(file)[page - 1]
        return shown.codes if isinstance(shown, PageText) else ()

    def picture(
        self, file: Path, page: int, *, dpi: int = 100, password: str | None = None, rotation: int = 0,
        mark: Mark | None = None,
    ) -> bytes:  # fmt: skip
        shown = self._pages(file)[page - 1]
        width, height = (shown.width, shown.height) if isinstance(shown, PageText) else A4
        data = io.BytesIO()
        Image.new("L", (width // 8, height // 8), 255).save(data, "JPEG")
        return data.getvalue()

    def copy(self, pages: Sequence[CopyPage], out: Path, metadata: CopyMetadata) -> CopyReceipt:
        self._write(out, len(pages), metadata.document_id)
        return CopyReceipt(len(pages), len(pages), 0, 0)

    def compare(self, copy: Path, originals: Sequence[tuple[Path, int]]) -> Comparison:
        return Comparison(len(originals), len(originals), ())

    def extract(self, file: Path, pages: Sequence[int], out: Path) -> None:
        self._write(out, len(pages), b"\0" * 16)

    def close(self) -> None:
        self.closed = True

    @property
    def engine(self) -> str:
        return "fake 1"

    @property
    def model(self) -> str:
        return "none"

    def _pages(self, file: Path) -> Sequence[PageText | PageFailed]:
        if file.name not in self.pages:
            raise UnknownFormat(file=file.name, found="?")
        return self.pages[file.name]

    @staticmethod
    def _write(out: Path, pages: int, document_id: bytes) -> None:
        pdf = pikepdf.new()
        for _ in range(pages):
            pdf.add_blank_page(page_size=A4)
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(document_id)] * 2)
        pdf.save(out, static_id=False)
