"""Words that were read badly on the page are read in lines of their own."""

import numpy as np

from archive.values.reading import Box
from digitize.formats.second_look import looked_again
from tests.fakes.pages import LINES, page, recogniser


def test_each_box_is_answered_with_what_stands_in_it() -> None:
    gray = np.asarray(page().convert("L"))
    whole = recogniser().recognise(gray, 200)
    words = [mark for mark in whole if mark.text in LINES[0].split()][:4]
    assert len(words) == 4
    found = looked_again(gray, [mark.box for mark in words], recogniser())
    assert [[mark.text for mark in seen] for seen in found] == [[mark.text] for mark in words]


def test_where_nothing_is_printed_nothing_is_seen() -> None:
    white = np.full((600, 600), 255, np.uint8)
    assert looked_again(white, [Box(10, 10, 90, 40), Box(700, 700, 720, 720)], recogniser()) == [[], []]
    assert looked_again(white, [], recogniser()) == []
