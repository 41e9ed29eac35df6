"""What was written in coloured ink and not read surely is told and left out; print of any colour stays."""

import numpy as np
from PIL import ImageDraw

from archive.values.reading import Box
from digitize.ocr.ports import HANDWRITING, Mark
from digitize.prepare.transform import Transform
from digitize.reader.handwriting import without_handwriting
from tests.fakes.pages import A4, font, page

BLUE, RED = (30, 50, 160), (190, 30, 40)


def place(left: int, top: int, text: str, colour: tuple[int, int, int], confidence: float) -> Mark:
    """Draw a word on the page and return it as if it was read with that confidence."""
    box = DRAW.textbbox((left, top), text, font=font(13))
    DRAW.text((left, top), text, font=font(13), fill=colour)
    return Mark(text, Box(*(round(edge) for edge in box)), confidence, 0, 0)


IMAGE = page(())
DRAW = ImageDraw.Draw(IMAGE)
PRINT = place(200, 300, "Số:", (20, 20, 25), 0.2)
STAMPED = place(300, 500, "Trần Minh", RED, 0.9)
WRITTEN = [place(300, 300, "1?", BLUE, 0.3), place(345, 302, "7_", BLUE, 0.1)]
ELSEWHERE = place(900, 1500, "né", BLUE, 0.2)
MARKS = [PRINT, STAMPED, *WRITTEN, ELSEWHERE]
WAY = Transform.identity(*A4)


def test_doubtful_words_in_ink_are_places_of_handwriting() -> None:
    kept, places = without_handwriting(MARKS, WAY, np.asarray(IMAGE))
    assert kept == [PRINT, STAMPED]
    first, second = WRITTEN[0].box, WRITTEN[1].box
    assert places == [
        Box(first.left, min(first.top, second.top), second.right, max(first.bottom, second.bottom)),
        ELSEWHERE.box,
    ]


def test_in_shadow_ink_is_ink_too() -> None:
    kept, places = without_handwriting(MARKS, WAY, (np.asarray(IMAGE) * 0.6).astype(np.uint8))
    assert (kept, len(places)) == ([PRINT, STAMPED], 2)


def test_on_a_gray_page_nothing_is_told_apart() -> None:
    assert without_handwriting(MARKS, WAY, np.asarray(IMAGE.convert("L"))) == (MARKS, [])


def test_what_the_recogniser_takes_for_handwriting_is_told_on_any_page() -> None:
    known = Mark(HANDWRITING, ELSEWHERE.box, 0.99, 0, 0)
    for pixels in (np.asarray(IMAGE), np.asarray(IMAGE.convert("L"))):
        assert without_handwriting([PRINT, known], WAY, pixels) == ([PRINT], [ELSEWHERE.box])
