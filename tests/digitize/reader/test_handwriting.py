"""What a hand filled in beside print is told; print of any colour stays, signatures are no text."""

import dataclasses as dc

import numpy as np
import pytest
from PIL import ImageDraw

from archive.values.reading import Box
from digitize.ocr.ports import Mark
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
PRINT = place(200, 300, "Số:", (20, 20, 25), 0.95)
STAMPED = dc.replace(place(300, 500, "Trần Minh", RED, 0.9), line=5)
WRITTEN = [place(300, 300, "1?", BLUE, 0.3), place(345, 302, "7_", BLUE, 0.1)]
ELSEWHERE = dc.replace(place(900, 1500, "né", BLUE, 0.2), line=9)
MARKS = [PRINT, STAMPED, *WRITTEN, ELSEWHERE]
WAY = Transform.identity(*A4)


def test_doubtful_words_in_ink_in_a_line_of_print_are_places_of_handwriting() -> None:
    kept, places = without_handwriting(MARKS, WAY, np.asarray(IMAGE))
    assert kept == [PRINT, STAMPED]
    first, second = WRITTEN[0].box, WRITTEN[1].box
    assert places == [
        Box(first.left, min(first.top, second.top), second.right, max(first.bottom, second.bottom))
    ]


def test_in_shadow_ink_is_ink_too() -> None:
    kept, places = without_handwriting(MARKS, WAY, (np.asarray(IMAGE) * 0.6).astype(np.uint8))
    assert (kept, len(places)) == ([PRINT, STAMPED], 1)


def test_on_a_gray_page_ink_does_not_tell() -> None:
    assert without_handwriting(MARKS, WAY, np.asarray(IMAGE.convert("L"))) == (MARKS, [])


def by_hand(left: int, top: int, right: int, bottom: int, line: int) -> Mark:
    return Mark("18", Box(left, top, right, bottom), 0.7, 0, line, by_hand=True)


@pytest.mark.parametrize("pixels", [np.asarray(IMAGE), np.asarray(IMAGE.convert("L"))])
def test_a_number_by_hand_beside_its_label_is_told_on_any_page(pixels: np.ndarray) -> None:
    box = PRINT.box
    number = by_hand(box.right + 20, box.top, box.right + 60, box.bottom, PRINT.line)
    assert without_handwriting([PRINT, number], WAY, pixels) == ([PRINT], [number.box])


def test_strokes_of_a_signature_are_neither_print_nor_told() -> None:
    """Alone; far under the title; a flat stroke, a tall one and one beside a loop that is read surely."""
    box = PRINT.box
    high = box.bottom - box.top
    loop = Mark("í", Box(600, 900, 620, 930), 0.95, 0, 5)
    for stroke in (
        by_hand(900, 1500, 941, 1512, 9),
        by_hand(box.right + 20, box.top + 5, box.right + 61, box.top + 5 + high // 3, PRINT.line),
        by_hand(box.right + 20, box.top - 2 * high, box.right + 90, box.bottom + 2 * high, PRINT.line),
        by_hand(box.right + 12 * high, box.top, box.right + 13 * high, box.bottom, PRINT.line),
        by_hand(630, 900, 690, 930, 5),
    ):
        assert without_handwriting([PRINT, loop, stroke], WAY, np.asarray(IMAGE)) == ([PRINT, loop], [])


def test_a_line_of_writing_needs_no_print_beside_it() -> None:
    line = [by_hand(300 + 150 * at, 900, 420 + 150 * at, 945, 7) for at in range(4)]
    assert without_handwriting(line, WAY, np.asarray(IMAGE)) == ([], [Box(300, 900, 870, 945)])


def test_blurred_print_is_no_handwriting() -> None:
    """What could be a hand's is read as print, with its doubt; elsewhere on the page it is told."""
    box = PRINT.box
    number = by_hand(box.right + 20, box.top, box.right + 60, box.bottom, PRINT.line)
    there, elsewhere = Box(0, 0, A4[0], A4[1] // 2), Box(0, A4[1] // 2, *A4)
    pixels = np.asarray(IMAGE)
    assert without_handwriting([PRINT, number], WAY, pixels, [there]) == ([PRINT, number], [])
    assert without_handwriting([PRINT, number], WAY, pixels, [elsewhere]) == ([PRINT], [number.box])
