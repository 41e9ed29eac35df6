"""A page's own text is used where it is what the page shows, and never where it is not."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from archive.settings import Settings
from archive.values.reading import PageText, TextSource
from digitize.formats.limits import Limits
from digitize.formats.sniff import PDF
from digitize.reader.page import read_page
from fixtures.papers.tables import TABLES
from fixtures.pdfs.digital import born_digital
from tests.fakes.pages import FONT, LINES, page, recogniser, word_errors

A4 = (595.0, 842.0)
TRUTH = "\n".join(LINES)
OTHER = ("Người khác hoàn toàn, sinh năm 1950 tại một nơi rất xa",) * len(LINES)


def read(file: Path) -> PageText:
    return read_page(file, PDF, 1, None, Limits.of(Settings(), file.name), recogniser())


def start(file: Path) -> canvas.Canvas:
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", FONT))
    drawn = canvas.Canvas(str(file), pagesize=A4)
    drawn.setFont("Tinos", 13)
    return drawn


def write(drawn: canvas.Canvas, lines: tuple[str, ...], *, mode: int = 0, top: float = 740) -> None:
    text = drawn.beginText(72, top)
    text.setLeading(23)
    text.setTextRenderMode(mode)
    for line in lines:
        text.textLine(line)
    drawn.drawText(text)


def codes(found: PageText) -> list[str]:
    return [notice.code for notice in found.notices]


def assert_read_from_picture(found: PageText, truth: str = TRUTH) -> None:
    assert found.source is TextSource.OCR
    assert word_errors(truth, found.text) < 0.06


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.pdf"


def test_a_born_digital_page_gives_its_own_text(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.save()
    found = read(file)
    assert (found.source, found.text) == (TextSource.TEXT_LAYER, TRUTH)
    assert (found.width, found.height, found.dpi) == (1653, 2339, 200)
    assert (found.rotation, found.confidence, codes(found)) == (0, 1.0, [])
    first = found.words[0]
    assert first.box.left == pytest.approx(200, abs=2)
    assert first.box.top < (842 - 740) * 200 / 72 < first.box.bottom + 6


def test_a_logo_and_a_rule_do_not_spoil_a_born_digital_page(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.drawImage(ImageReader(Image.new("RGB", (200, 200), (200, 40, 40))), 480, 760, 50, 50)
    drawn.line(72, 600, 500, 600)
    drawn.save()
    assert read(file).source is TextSource.TEXT_LAYER


@pytest.mark.parametrize("rotate", [90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 560, 830)])
def test_places_follow_a_turned_and_cropped_page_or_the_picture_is_read(
    file: Path, rotate: int, crop: tuple[int, ...] | None
) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.save()
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        opened.pages[0].Rotate = rotate
        if crop:
            opened.pages[0].CropBox = pikepdf.Array(crop)
        opened.save(file)
    found = read(file)
    assert word_errors(TRUTH, found.text) < 0.06
    # /Rotate turns what is seen, so the content of this page does lie on its side.
    assert found.rotation == rotate
    assert (found.width > found.height) == (rotate != 180)


def test_hidden_text_over_a_scan_is_ignored(file: Path) -> None:
    drawn = start(file)
    drawn.drawImage(ImageReader(page()), 0, 0, *A4)
    write(drawn, OTHER, mode=3)
    drawn.save()
    assert_read_from_picture(read(file))


def test_visible_text_under_a_scan_is_ignored(file: Path) -> None:
    drawn = start(file)
    write(drawn, OTHER)
    drawn.drawImage(ImageReader(page()), 0, 0, *A4)
    drawn.save()
    found = read(file)
    assert_read_from_picture(found)
    assert codes(found) == ["text-layer-ignored"]


def test_hidden_words_on_a_born_digital_page_are_ignored(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    write(drawn, OTHER, mode=3, top=400)
    drawn.save()
    found = read(file)
    assert_read_from_picture(found)
    assert codes(found) == ["text-layer-ignored"]


def test_white_words_on_white_are_ignored(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.setFillColorRGB(1, 1, 1)
    write(drawn, OTHER, top=400)
    drawn.save()
    found = read(file)
    assert_read_from_picture(found)
    assert codes(found) == ["text-layer-ignored"]


def test_a_word_that_only_the_picture_has_is_read_from_it(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    stamp = page(("THU HỒI",)).crop((0, 0, 1654, 500))
    drawn.drawImage(ImageReader(stamp), 0, 300, stamp.width * 0.36, stamp.height * 0.36)
    drawn.save()
    found = read(file)
    assert found.source is TextSource.OCR
    assert "THU HỒI" in found.text
    assert codes(found) == ["text-layer-ignored"]


def test_a_number_that_is_covered_by_another_is_not_read(file: Path) -> None:
    drawn = start(file)
    write(drawn, (*LINES, "Số: 192837"))
    top = 740 - 24 * len(LINES)
    drawn.setFillColorRGB(0, 0, 0)
    drawn.rect(60, top - 40, 300, 60, fill=1)
    drawn.save()
    found = read(file)
    assert found.source is TextSource.OCR
    assert "192837" not in found.text


def test_a_stamp_of_text_beside_a_pasted_picture_is_not_the_page(file: Path) -> None:
    drawn = start(file)
    drawn.drawImage(ImageReader(page().crop((150, 200, 1600, 700))), 40, 560, 500, 172)
    write(drawn, ("Ký bởi: Văn phòng",), top=820)
    drawn.save()
    found = read(file)
    assert found.source is TextSource.OCR
    assert codes(found) == ["text-layer-ignored"]


def test_letters_that_say_something_else_than_they_show_are_ignored(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.save()
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        for font in opened.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                table = font.ToUnicode.read_bytes().decode("ascii")
                head, _, tail = table.partition("begincodespacerange")
                font.ToUnicode.write((head + "begincodespacerange" + _shifted(tail)).encode("ascii"))
        opened.save(file)
    found = read(file)
    assert_read_from_picture(found)
    assert codes(found) == ["text-layer-ignored"]


def _shifted(table: str) -> str:
    """Let every letter of a ToUnicode table name the one three further on."""
    import re

    return re.sub(r"(?<=\s)<([0-9A-F]{4})>", lambda code: f"<{int(code[1], 16) + 3:04X}>", table)


def test_a_page_without_text_is_read_from_its_picture_without_a_notice(file: Path) -> None:
    page().save(file, "PDF", resolution=200)
    found = read(file)
    assert_read_from_picture(found)
    assert codes(found) == []


def test_a_scan_is_read_at_its_own_resolution(file: Path) -> None:
    page().resize((2481, 3508)).save(file, "PDF", resolution=300)
    found = read(file)
    assert (found.dpi, found.width, found.height) == (300, 2481, 3508)
    assert word_errors(TRUTH, found.text) < 0.06


def test_a_scan_on_a_page_of_as_many_points_as_pixels_is_read_as_a_sheet(file: Path) -> None:
    page().save(file, "PDF", resolution=72)
    found = read(file)
    assert (found.dpi, found.width, found.height) == (72, 1654, 2339)
    assert_read_from_picture(found)


def test_an_empty_page_is_blank(file: Path) -> None:
    drawn = start(file)
    drawn.showPage()
    drawn.save()
    found = read(file)
    assert (found.blank, found.text, found.words, found.source) == (True, "", (), TextSource.NONE)


def test_a_table_that_wraps_is_believed_and_read_row_by_row(file: Path) -> None:
    paper = TABLES["components"](1)
    file.write_bytes(born_digital(paper.sheets))
    found = read(file)
    assert found.source is TextSource.TEXT_LAYER
    assert found.text.split() == paper.truth.text.split()


def test_words_under_a_white_box_are_ignored_even_without_figures(file: Path) -> None:
    drawn = start(file)
    write(drawn, (*LINES, "thu hồi giấy chứng nhận"))
    last = 740 - 23 * len(LINES)
    drawn.setFillColorRGB(1, 1, 1)
    drawn.rect(60, last - 6, 400, 20, stroke=0, fill=1)
    drawn.setFillColorRGB(0, 0, 0)
    drawn.line(60, last + 4, 460, last + 4)
    drawn.save()
    found = read(file)
    assert found.source is TextSource.OCR
    assert "thu hồi" not in found.text
    assert codes(found) == ["text-layer-ignored"]


def test_a_word_that_stands_letter_by_letter_in_the_layer_is_read_as_the_word_it_is(file: Path) -> None:
    drawn = start(file)
    write(drawn, ("Q U Y Ế T   Đ Ị N H", *LINES))
    drawn.save()
    found = read(file)
    assert found.source is TextSource.OCR
    assert "QUYẾT" in found.text.replace(" ", "")
    assert codes(found) == ["text-layer-ignored"]


def test_figures_of_printed_boxes_may_stand_apart(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    for at, figure in enumerate("034085001234"):
        drawn.rect(100 + 22 * at, 300, 22, 22)
        drawn.drawString(107 + 22 * at, 306, figure)
    drawn.save()
    found = read(file)
    assert found.source is TextSource.TEXT_LAYER
    assert "034085001234" in "".join(found.text.split())


def test_a_line_up_the_margin_does_not_spoil_the_lines_that_it_passes(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    drawn.rotate(90)
    drawn.drawString(200, -30, "Ký bởi: Văn phòng ngày 16/3/2024")
    drawn.save()
    found = read(file)
    assert (found.source, found.text) == (TextSource.TEXT_LAYER, TRUTH)


def test_print_that_is_doubled_to_look_bold_is_said_once(file: Path) -> None:
    drawn = start(file)
    write(drawn, LINES)
    write(drawn, LINES[:1])
    drawn.save()
    found = read(file)
    assert (found.source, found.text) == (TextSource.TEXT_LAYER, TRUTH)


def test_one_accent_that_the_picture_has_otherwise_is_enough(file: Path) -> None:
    drawn = start(file)
    write(drawn, (*LINES, "Họ và tên: Nguyễn Thị Hằng"))
    drawn.save()
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        for font in opened.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                table = font.ToUnicode.read_bytes().decode("ascii")
                font.ToUnicode.write(table.replace("<1EB1>", "<1EA1>").encode("ascii"))  # ằ says ạ
        opened.save(file)
    found = read(file)
    assert found.source is TextSource.OCR
    assert "Hằng" in found.text
