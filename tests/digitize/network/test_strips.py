"""Lines are cut out whole: with their marks, without their neighbours, columns apart."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from archive.values.reading import Box
from digitize.network.strips import ROWS, Piece, pieces
from digitize.ocr.ports import Gray, Strip
from tests.fakes.pages import DPI, font


def drawn(*words: tuple[int, int, str], size: tuple[int, int] = (900, 300)) -> Gray:
    """Draw words, each with its left end and its base line."""
    image = Image.new("L", size, 255)
    for left, base, text in words:
        ImageDraw.Draw(image).text((left, base), text, font=font(13), fill=20, anchor="ls")
    return np.asarray(image)


def ink(gray: Gray) -> Box:
    """Return the box around all ink."""
    rows, columns = np.nonzero(gray < 128)
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def cut(gray: Gray, *boxes: Box) -> list[Piece]:
    return list(pieces(gray, [Strip(box, 0) for box in boxes], DPI))


def test_marks_that_the_layout_left_out_are_cut_out_with_their_letters() -> None:
    gray = drawn((100, 150, "GIÁM ĐỐC BẢO HIỂM"))
    whole = ink(gray)
    capitals = ink(drawn((100, 150, "GIAM")))
    (piece,) = cut(gray, Box(whole.left, capitals.top, whole.right, whole.bottom))
    assert piece.box.top <= whole.top
    assert piece.ink.shape[0] == ROWS
    assert piece.ink.max() > 0.9
    assert piece.ink[:, 0].max() < 0.1


def test_neighbours_stay_outside() -> None:
    lines = [(100, 150, "họp quý"), (100, 190, "ỦY BAN")]
    upper, lower = (ink(drawn(line)) for line in lines)
    first, second = cut(drawn(*lines), upper, lower)
    assert first.box.bottom <= lower.top + 3
    assert second.box.top >= upper.bottom - 3


def test_specks_over_a_line_do_not_make_it_smaller() -> None:
    gray = drawn((100, 150, "Căn cứ Luật"))
    line = ink(gray)
    dirty = gray.copy()
    dirty[line.top - 10 : line.top - 8, 150:152] = 0
    (clean,), (piece,) = cut(gray, line), cut(dirty, line)
    assert piece.box == clean.box


def test_two_columns_on_one_line_are_two_pieces_of_it() -> None:
    gray = drawn((50, 150, "ỦY BAN"), (500, 150, "CỘNG HÒA"))
    left, right = cut(gray, ink(gray))
    assert left.number == right.number == 0
    assert left.box.right < 400 < right.box.left


def test_faint_print_comes_as_black_as_any_other() -> None:
    gray = drawn((100, 150, "Căn cứ Luật"))
    faint = (215 + gray.astype(np.uint16) * 40 // 255).astype(np.uint8)
    (piece,) = cut(faint, ink(gray))
    assert piece.ink.max() == pytest.approx(40 / 200, abs=0.05)


@pytest.mark.parametrize("box", [Box(10, 10, 200, 13), Box(10, 0, 200, 299), Box(10, 10, 12, 40)])
def test_what_is_no_line_is_not_cut(box: Box) -> None:
    assert cut(drawn((10, 40, "chữ")), box) == []


def test_white_paper_has_no_lines() -> None:
    assert cut(np.full((300, 900), 255, np.uint8), Box(0, 100, 900, 140)) == []
