"""A program of its own that draws places of pages in colour, for blank.py.

It imports nothing of the rest, so that it starts at once; whatever goes wrong ends it. It reads a line of
JSON and a PDF, and writes width, height and dots of each place.
Must not draw annotations: what they hide of one another is covering.py's.
"""

import json
import math
import resource
import sys
from typing import Any


def _draw(page: Any, place: list[float], scale: float) -> bytes:  # noqa: ANN401 - PDFium has no types
    """Return a place of a page: width and height in four bytes each, then three a dot from the top left.

    Raises:
        ValueError: it lies outside of what is shown of the page.
    """
    # What PDFium shows of a page: its crop box within its media box, wherever they are inherited from.
    left, low, right, high = page.get_bbox()
    cut = place[0] - left, place[1] - low, right - place[2], high - place[3]
    # Whole dots, less a half: they are rounded up.
    crop = tuple((max(0, math.floor(edge * scale)) - 0.5) / scale for edge in cut)
    drawn = page.render(scale=scale, crop=crop, may_draw_forms=False, draw_annots=False)
    width, height, line = int(drawn.width), int(drawn.height), 3 * int(drawn.width)
    lines = memoryview(drawn.buffer)
    dots = b"".join(lines[at * drawn.stride :][:line] for at in range(height))
    return width.to_bytes(4, "big") + height.to_bytes(4, "big") + dots


def _limit(kind: int, most: int) -> None:
    """Allow no more than `most`, nor more than was allowed before."""
    before = resource.getrlimit(kind)[1]
    allowed = most if before == resource.RLIM_INFINITY else min(most, before)
    resource.setrlimit(kind, (allowed, allowed))


def main() -> None:
    """Draw what standard input asks for: pages by number from 1, each with places and dots a unit."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, asked["seconds"])
    _limit(resource.RLIMIT_DATA, asked["memory"])
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    for number, place, scale in asked["places"]:
        page = document[number - 1]
        page.set_rotation(0)
        sys.stdout.buffer.write(_draw(page, place, scale))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
