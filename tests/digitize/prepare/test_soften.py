"""Edges get softer by a little, hard ones by more; what is white and what is black stays."""

import cv2
import numpy as np

from digitize.prepare.soften import soften
from tests.fakes.pages import DPI, LINES, page, recogniser, word_errors

PAGE = np.asarray(page(LINES * 4).convert("L"))
HARD = np.where(PAGE < 140, 0, 255).astype(np.uint8)


def steepest(gray: np.ndarray) -> int:
    return int(np.abs(np.diff(gray.astype(int), axis=1)).max())


def test_hard_edges_are_softened_more_than_those_of_a_scan() -> None:
    scan = cv2.GaussianBlur(PAGE, (0, 0), 0.9)
    assert steepest(soften(HARD)) < 0.75 * steepest(HARD)
    assert steepest(soften(scan)) > 0.8 * steepest(scan)


def test_paper_and_the_middle_of_strokes_stay() -> None:
    bar = np.full((200, 200), 255, np.uint8)
    bar[80:120, 60:140] = 0
    soft = soften(bar)
    assert (soft[:70] == 255).all()
    assert (soft[90:110, 70:130] == 0).all()


def test_a_copy_of_hard_black_and_white_reads_as_its_page() -> None:
    marks = recogniser().recognise(soften(HARD), DPI)
    assert word_errors(" ".join(LINES * 4), " ".join(mark.text for mark in marks)) < 0.03
