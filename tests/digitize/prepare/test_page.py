"""All steps together: a bad scan is made ready, and its words come back to their places."""

import numpy as np
import pytest
from PIL import Image

from archive.values.reading import Box
from digitize.prepare.page import MOST_DPI, prepare
from tests.fakes.pages import DPI, LINES, page, recogniser

TEXT = page(LINES * 4)


def test_a_tilted_page_upside_down_is_put_right() -> None:
    lying = TEXT.rotate(180 - 2.0, resample=Image.Resampling.BICUBIC, fillcolor="white").convert("L")
    ready = prepare(np.asarray(lying), DPI, DPI, recogniser())
    assert ready.rotation == 180
    assert ready.tilt == pytest.approx(2.0, abs=0.25)


def test_words_come_back_to_their_ink() -> None:
    shown = TEXT.rotate(90 + 1.5, expand=True, resample=Image.Resampling.BICUBIC, fillcolor="white")
    gray = np.asarray(shown.convert("L"))
    ready = prepare(gray, DPI, DPI, recogniser())
    marks = recogniser().recognise(ready.gray, ready.dpi)
    boxes = [ready.transform.back(mark.box) for mark in marks]
    inked = [bool((gray[box.top : box.bottom, box.left : box.right] < 128).mean() > 0.05) for box in boxes]
    assert len(inked) > 200
    assert all(inked)
    assert sum(box.bottom - box.top > box.right - box.left for box in boxes) > 150, "lines stand on end"


def test_a_fax_is_stretched_and_a_fine_scan_reduced() -> None:
    flat = TEXT.convert("L").resize((TEXT.width, TEXT.height // 2))
    fax = prepare(np.asarray(flat), 200, 100, recogniser())
    assert (fax.dpi, fax.gray.shape) == (200, (flat.height * 2, flat.width))
    fine = prepare(np.asarray(TEXT.convert("L").resize((2481, 3508))), 600, 600, recogniser())
    assert fine.dpi == MOST_DPI
    assert fine.transform.back(Box(0, 0, *fine.gray.shape[::-1])) == Box(0, 0, 2481, 3508)
