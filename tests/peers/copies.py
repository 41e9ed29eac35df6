"""A small PDF/A-2u copy of a one-page paper, as the copying room makes it, to be signed and judged."""

from pathlib import Path

from PIL import Image, ImageDraw

from digitize.copy.build import build_copy
from tests.digitize.copy import papers

A4 = (827, 1169)
DPI = 100


def archive_copy(folder: Path) -> bytes:
    """Return the copy of a scan, with its words invisible on it; written to `folder`."""
    file = folder / "scan.jpg"
    image = Image.new("L", A4, 250)
    draw = ImageDraw.Draw(image)
    for line in range(6):
        draw.rectangle((90, 560 + 40 * line, 600 - 30 * line, 572 + 40 * line), fill=20)
    file.write_bytes(papers.encoded(image, "JPEG", dpi=(DPI, DPI)))
    words = papers.words(left=90, top=560)
    copy = folder / "copy.pdf"
    build_copy(
        [papers.page(file, 1, words, dpi=DPI)],
        copy,
        papers.metadata(number="02/2024/GUQ-BS", dossier="H31.12-250701-0042"),
    )
    return copy.read_bytes()
