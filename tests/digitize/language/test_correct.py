"""Marks are mended where neighbours leave no doubt, and nothing else is touched."""

import pytest

from digitize.language.correct import corrected
from digitize.language.neighbours import law, read

KNOWN = read(
    """sửa 900
đổi 900
đôi 300
bổ 800
bô 60
sung 700
tôi 4000
tội 4000
quyết 500
định 900
một 2000
số 2000
sô 40
sửa đổi 700
đổi bổ 600
bổ sung 650
một số 900
quyết định 400
phạm tội 90
""".splitlines()
)


def mended(text: str) -> str:
    return " ".join(corrected(text.split(), KNOWN))


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("sửa đôi, bô sung một sô", "sửa đổi, bổ sung một số"),
        ("(sửa đôi) bô sung.", "(sửa đổi) bổ sung."),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("mot so", "một số"),
    ],
)
def test_marks_are_mended_by_the_neighbours(read_as: str, meant: str) -> None:
    assert mended(read_as) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Sửa Đôi, Bô Sung",  # names
        "SỬA ĐÔI",  # a syllable that exists, in capitals
        "đôi",  # no neighbour
        "một. sô",  # a sentence ends between them
        "một 5 sô",  # a number stands between them
        "12/QĐ-UBND sô 5a a_b",
        "tôi tội",  # both are common, no pair is known
        "",
    ],
)
def test_what_is_in_doubt_stays(text: str) -> None:
    assert mended(text) == text


def test_a_pair_that_was_read_and_is_known_speaks_against_a_change() -> None:
    known = read(["một 900", "hai 900", "hài 900", "một hai 300", "một hài 900"])
    assert corrected(["một", "hai"], known) == ["một", "hai"]


def test_as_many_words_come_back_and_only_marks_differ() -> None:
    text = [
        "Ủy",
        "ban",
        "nhân",
        "dân",
        "xã",
        "căn",
        "cứ",
        "Luật",
        "Tổ",
        "chức",
        "chính",
        "quyên",
        "địa",
        "phuơng",
        "ngày",
        "19/6/2015,",
        "sô",
        "12/QĐ",
    ]
    got = corrected(text, law())
    assert len(got) == len(text)
    assert got[:9] == text[:9]
    assert "quyền" in got


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("theo quy định của pháp luật về thâm quyên giải quyêt", "thẩm quyền giải quyết"),
        ("sửa đôi, bô sung một sô điêu của Nghị định", "sửa đổi, bổ sung một số điều của Nghị định"),
        ("các thủ tục hành chính được kiêm soát", "kiểm soát"),
    ],
)
def test_the_counts_of_the_law_mend_what_scans_of_decisions_suffer(read_as: str, meant: str) -> None:
    assert " ".join(corrected(read_as.split(), law())).endswith(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi tên là Trần Thị Ánh, sinh ngày 12 tháng 3 năm 1987, thường trú tại thôn Đông, xã Tân Lập",
        "Họ, chữ đệm, tên: BÙI VĂN VƯỢNG. Dân tộc: Kinh. Quốc tịch: Việt Nam",
        "Giấy này có giá trị trong thời hạn sáu tháng kể từ ngày cấp",
        "ông bà nội ngoại hai bên đồng ý cho con gái đi học ở thành phố",
        "Độc lập - Tự do - Hạnh phúc",
    ],
)
def test_what_was_read_right_stays(text: str) -> None:
    assert corrected(text.split(), law()) == text.split()
