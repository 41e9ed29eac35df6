"""However a page lies, it is said by how much it is turned."""

import numpy as np
import pytest

from digitize.ocr.ports import Gray, Mark
from digitize.prepare.orientation import rotation_of, upright
from tests.fakes.pages import A4, DPI, LINES, page, recogniser

GRAY = np.asarray(page(LINES * 4).convert("L"))


class Counting:
    """A recogniser that counts how often the slow question is asked."""

    engine, model = recogniser().engine, "vie"

    def __init__(self) -> None:
        self.asked = 0

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        return recogniser().recognise(gray, dpi)

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        return recogniser().trial(gray, dpi)

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        self.asked += 1
        return recogniser().orientation(gray, dpi)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_turn_is_found(rotation: int) -> None:
    lying = np.ascontiguousarray(np.rot90(GRAY, -rotation // 90))
    assert rotation_of(lying, DPI, recogniser()) == rotation
    assert (upright(lying, rotation) == GRAY).all()


def test_an_upright_page_costs_a_tenth_of_a_reading_only() -> None:
    counting = Counting()
    assert rotation_of(GRAY, DPI, counting) == 0
    assert counting.asked == 0


def test_a_page_without_letters_is_left_as_it_is() -> None:
    assert rotation_of(np.full((A4[1], A4[0]), 255, np.uint8), DPI, recogniser()) == 0
