"""The same page is known again, read a little differently; another paper of the same form is not it."""

import dataclasses as dc

import pytest

from digitize.quality.twice import twice
from tests.digitize.quality.scanned import text_page

FORM = (
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Kính gửi: Ủy ban nhân dân xã Tân Lập",
    "Họ, chữ đệm, tên người yêu cầu: {name}",
    "Giấy tờ tùy thân: thẻ căn cước số {number}, cấp ngày {day}",
    "Nơi cư trú: thôn Đông, xã Tân Lập, tỉnh Hưng Yên",
    "Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây",
)


def filled(name: str, number: str, day: str) -> tuple[str, ...]:
    return tuple(line.format(name=name, number=number, day=day) for line in FORM)


HERS = filled("NGUYỄN THỊ ÁNH", "033187004512", "05/6/2021")
HIS = filled("TRẦN VĂN BÌNH", "001090000335", "17/2/2022")


def found(*pages: object) -> dict[int, list[str]]:
    return {number: [n.code for n in notices] for number, notices in twice(pages)}  # type: ignore[arg-type]


def test_a_page_that_was_scanned_again_is_told_on_the_second() -> None:
    again = text_page(3, *HERS[:4], HERS[4].replace("Đông", "Dông"), HERS[5], shift=14)
    pages = [text_page(1, *HERS), text_page(2, *HIS), again]
    (told,) = twice(pages)
    assert told[0] == 3
    assert "trang thứ 1" in told[1][0].vi
    assert "page 1" in told[1][0].en


def test_two_papers_of_one_form_are_two() -> None:
    assert found(text_page(1, *HERS), text_page(2, *HIS)) == {}


def test_the_same_words_in_other_places_are_another_page() -> None:
    assert found(text_page(1, *HERS), text_page(2, *reversed(HERS))) == {}


@pytest.mark.parametrize("blank", [True, False])
def test_pages_with_hardly_a_word_are_not_compared(blank: bool) -> None:
    one = dc.replace(text_page(1, "Người ký"), blank=blank)
    assert found(one, dc.replace(one, number=2)) == {}


def test_a_page_that_lay_the_other_way_up_is_known_again() -> None:
    first = text_page(1, *HERS)
    turned = tuple(
        dc.replace(
            word,
            box=type(word.box)(
                1654 - word.box.right, 2339 - word.box.bottom, 1654 - word.box.left, 2339 - word.box.top
            ),
        )
        for word in first.words
    )
    assert found(first, dc.replace(first, number=2, words=turned, rotation=180)) == {2: ["page-twice"]}


@pytest.mark.parametrize(
    ("foot", "told"), [("Trang {}/4", {}), ("{}/4", {}), ("Trang 1/4", {2: ["page-twice"]})]
)
def test_pages_that_are_numbered_apart_are_not_the_same(foot: str, told: dict[int, list[str]]) -> None:
    assert found(*(text_page(number, *HERS, foot.format(number)) for number in (1, 2))) == told
