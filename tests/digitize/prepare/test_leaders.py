"""Dotted lines go; the dots of letters, colons and sentences stay."""

import numpy as np
from PIL import ImageDraw

from digitize.prepare.leaders import erase_leaders
from tests.fakes.pages import DPI, LINES, font, page, recogniser


def test_a_page_without_leaders_is_untouched() -> None:
    gray = np.asarray(page((*LINES, "i ị . : ; … ạ ẹ ọ ụ ỵ Mr. v.v. 1.2.3.4")).convert("L"))
    assert (erase_leaders(gray, DPI) == gray).all()


def test_a_leader_goes_and_the_words_before_it_stay() -> None:
    with_dots = np.asarray(page(("Họ và tên:" + "." * 70, "Số định danh: " + " ." * 50)).convert("L"))
    without = np.asarray(page(("Họ và tên:", "Số định danh: ")).convert("L"))
    erased = erase_leaders(with_dots, DPI)
    assert (erased[:, 520:] < 200).sum() == 0
    changed = (erased[:, :340].astype(int) - without[:, :340]) > 60
    assert changed.sum() < 5, "letters or the colon lost ink"


def test_two_dots_left_of_what_was_written_go_and_the_end_of_a_sentence_stays() -> None:
    image = page(
        ("Họ và tên:.." + " " * 22 + "." * 40, "Nơi cư trú: xã Tân Lập. Không.", "Dân tộc: ........")
    )
    ImageDraw.Draw(image).text((430, 258), "Phạm Văn Tú", font=font(13), fill="black")
    erased = erase_leaders(np.asarray(image.convert("L")), DPI)
    read = " ".join(mark.text for mark in recogniser().recognise(erased, DPI))
    assert read == "Họ và tên: Phạm Văn Tú Nơi cư trú: xã Tân Lập. Không. Dân tộc:"


def test_a_form_reads_as_if_it_had_no_dots() -> None:
    names = ("Họ và tên:", "Ngày sinh:", "Nơi cư trú:", "Dân tộc:", "Quốc tịch:", "Nghề nghiệp:")
    image = page(tuple(name + "." * 60 for name in names))
    draw = ImageDraw.Draw(image)
    for number, value in enumerate(
        ("Phạm Văn Tú", "12/3/1987", "xã Tân Lập", "Kinh", "Việt Nam", "Nông dân")
    ):
        draw.text((480, 250 + 62 * number), value, font=font(13), fill="black")
    marks = recogniser().recognise(erase_leaders(np.asarray(image.convert("L")), DPI), DPI)
    read = [mark.text for mark in marks]
    assert {"Phạm", "12/3/1987", "Lập", "Kinh", "Nam", "Nông"} <= set(read)
    assert len(read) <= sum(len(name.split()) for name in names) + 13
