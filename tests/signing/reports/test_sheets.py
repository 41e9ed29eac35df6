"""What is printed: text that stays text and goes on to the next page; bound pictures hold no letter."""

import io

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from signing.errors import FontMissing
from signing.reports.picture import Picture, picture_of
from signing.reports.sheets import Line, bind, set_lines


def _picture(size: tuple[int, int], no: int = 1) -> Picture:
    data = io.BytesIO()
    Image.new("RGB", size, (240, 240, 200)).save(data, "JPEG")
    made = picture_of(data.getvalue(), no)
    assert made is not None
    return made


def test_lines_stay_text_on_as_many_pages_as_they_need() -> None:
    told = [f"{no}. Giấy chứng nhận quyền sử dụng đất, số phát hành {no:04d}" for no in range(120)]
    with pdfplumber.open(io.BytesIO(set_lines([Line(text) for text in told]))) as pdf:
        assert len(pdf.pages) == 3
        rows = [row for page in pdf.pages for row in (page.extract_text() or "").splitlines()]
    assert [row for row in rows if "/3" not in row] == told
    assert [row for row in rows if "/3" in row] == ["1/3", "2/3", "3/3"]


def test_without_its_font_nothing_is_printed() -> None:
    with pytest.raises(FontMissing):
        set_lines([Line("x")], "/nowhere/font.ttf")


def test_bound_pictures_are_pages_of_their_size_without_any_text() -> None:
    with pikepdf.open(io.BytesIO(bind([_picture((910, 1286)), _picture((1286, 910), 2)], 110))) as pdf:
        sizes = [[round(float(edge)) for edge in page.mediabox[2:]] for page in pdf.pages]
        assert sizes == [[596, 842], [842, 596]]
        for page in pdf.pages:
            assert "/Font" not in page.Resources
            assert b"BT" not in page.Contents.read_bytes()
            assert len(page.Resources.XObject) == 1
