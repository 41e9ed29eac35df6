"""The readers that are held against each other; each takes one file at a time on one core."""

import datetime as dt
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from archive.values.reading import PageText
from digitize.ports import CopyMetadata, CopyPage
from digitize.reader.pool import ReaderPool

Reads = Callable[[Path], tuple[str, int]]
"""Of a file the text, and the bytes of the copy that was written (0 for none)."""

_STATED_DPI = "200"
"""OCRmyPDF refuses pictures that say 72 dpi, as phones write, unless it is told another value."""


def by_tesseract(file: Path) -> tuple[str, int]:
    """Read with the bare program."""
    command = ("tesseract", str(file), "stdout", "-l", "vie", "--psm", "3")
    said = subprocess.run(command, capture_output=True, check=True)
    return said.stdout.decode("utf-8", "replace"), 0


def by_ocrmypdf(program: str) -> Reads:
    """Return OCRmyPDF as an archive would use it: turned, straightened, as PDF/A."""

    def read(file: Path) -> tuple[str, int]:
        with tempfile.TemporaryDirectory() as folder:
            text, copy = Path(folder, "text.txt"), Path(folder, "copy.pdf")
            command = (
                program, "-q", "-l", "vie", "--rotate-pages", "--deskew", "--output-type", "pdfa",
                "--jobs", "1", "--image-dpi", _STATED_DPI, "--sidecar", str(text), str(file), str(copy),
            )  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"{file.name}: {done.stderr}")
            return text.read_text("utf-8"), copy.stat().st_size

    return read


class BySohoa:
    """This product's reader; a page that fails has no text.

    Args:
        pool: of readers.
        copies: whether a PDF/A copy is written too.

    Attributes:
        turned: by how many degrees each first page was found to be turned.
    """

    def __init__(self, pool: ReaderPool, *, copies: bool) -> None:
        self._pool, self._copies = pool, copies
        self.turned: dict[Path, int] = {}

    def __call__(self, file: Path) -> tuple[str, int]:
        """Read `file`."""
        pages = [page for page in self._pool.read(file) if isinstance(page, PageText)]
        self.turned[file] = pages[0].rotation if pages else -1
        text = "\n".join(page.text for page in pages)
        if not self._copies:
            return text, 0
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "copy.pdf")
            parts = [CopyPage(file, page.number, page.words, page.dpi, page.rotation) for page in pages]
            made_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
            self._pool.copy(parts, copy, CopyMetadata(file.stem, file.stem, made_at, bytes(16), {}))
            return text, copy.stat().st_size
