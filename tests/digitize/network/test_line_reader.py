"""The network on a page: letters, places, memory of no line for the next."""

from itertools import pairwise

import numpy as np
from PIL import Image

from digitize.network.scores import Network
from digitize.network.strips import ROWS
from digitize.ocr.ports import Mark
from tests.fakes.pages import A4, DPI, LINES, page, recogniser, word_errors

GRAY = np.asarray(page().convert("L"))


def read(gray: object) -> tuple[Mark, ...]:
    return recogniser("lines").recognise(np.asarray(gray, np.uint8), DPI)


def test_letters_marks_and_digits_are_read_without_an_error() -> None:
    marks = read(GRAY)
    said = [" ".join(mark.text for mark in marks if mark.line == number) for number in range(len(LINES))]
    assert word_errors("\n".join(LINES), "\n".join(said)) == 0


def test_each_word_has_the_place_of_its_ink() -> None:
    line = [mark for mark in read(GRAY) if mark.line == 0]
    assert [mark.text for mark in line] == LINES[0].split()
    for one, other in pairwise(line):
        assert one.box.right < other.box.left
    for mark in line:
        part = GRAY[mark.box.top : mark.box.bottom, mark.box.left : mark.box.right] < 150
        assert part[0].any()
        assert part[-1].any()
        assert part[:, 0].any()
        assert part[:, -1].any()
    inked = np.flatnonzero((GRAY[line[0].box.top : line[0].box.bottom] < 140).any(axis=0))
    assert (line[0].box.left, line[-1].box.right) == (inked[0], inked[-1] + 1)


def test_a_line_is_scored_alike_alone_and_beside_others() -> None:
    network = Network()
    noise = np.random.default_rng(3)
    lines = [noise.random((ROWS, wide), np.float32) for wide in (200, 90, 205, 640, 90)]
    together = network.scores(lines)
    for line, beside in zip(lines, together, strict=True):
        (alone,) = network.scores([line])
        assert np.abs(alone.signs - beside.signs).max() < 0.15
        assert np.allclose(beside.signs.sum(axis=1), 1, atol=1e-4)
        assert np.abs(alone.written - beside.written).mean() < 0.05
        assert len(beside.written) == -(-len(beside.signs) // 2)


def test_no_lines_are_no_scores() -> None:
    assert Network().scores([]) == []


def test_the_box_of_a_word_is_within_the_page() -> None:
    edge = Image.new("L", A4, 255)
    edge.paste(page().convert("L").crop((200, 260, 900, 330)), (0, 0))
    for mark in read(edge):
        assert 0 <= mark.box.left < mark.box.right <= A4[0]
        assert 0 <= mark.box.top < mark.box.bottom <= A4[1]
