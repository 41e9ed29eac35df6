"""The order of reading: left block of head and signature first, else line by line."""

import random

from archive.values.reading import Box
from digitize.ocr.order import reading_order
from digitize.ocr.ports import Mark

HEIGHT, LETTER = 30, 16
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def printed(*placed: tuple[int, int, str]) -> list[Mark]:
    """Place lines of print by (left, top, text); each its own line of the engine."""
    marks = []
    for number, (left, top, text) in enumerate(placed):
        for word in text.split():
            marks.append(Mark(word, Box(left, top, left + LETTER * len(word), top + HEIGHT), 0.9, 0, number))
            left += LETTER * (len(word) + 1)
    return marks


def merged(marks: list[Mark]) -> list[Mark]:
    """Return the marks as an engine gives them that takes all on one height for one line."""
    tops = sorted({mark.box.top for mark in marks})
    return [Mark(mark.text, mark.box, 0.9, 0, tops.index(mark.box.top)) for mark in marks]


def texts(marks: list[Mark]) -> list[str]:
    return [" ".join(mark.text for mark in line) for line in reading_order(marks)]


HEAD = (
    (100, 100, "ỦY BAN NHÂN DÂN"), (800, 100, MOTTO),
    (130, 150, "XÃ TÂN LẬP"), (900, 150, "Độc lập - Tự do - Hạnh phúc"),
    (110, 220, "Số: 12/QĐ-UBND"), (880, 220, "Tân Lập, ngày 02 tháng 3 năm 2025"),
)  # fmt: skip
BODY = (
    (600, 320, "QUYẾT ĐỊNH"),
    (300, 370, "Về việc công nhận kết quả xét duyệt hồ sơ của công dân tại xã"),
    (100, 450, "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản có liên quan"),
)
READ = [
    "ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP", "Số: 12/QĐ-UBND",
    MOTTO, "Độc lập - Tự do - Hạnh phúc", "Tân Lập, ngày 02 tháng 3 năm 2025",
    *(line for _, _, line in BODY),
]  # fmt: skip


def test_the_left_block_of_a_head_comes_first() -> None:
    assert texts(printed(*HEAD, *BODY)) == READ


def test_also_where_the_engine_joined_both_blocks() -> None:
    assert texts(merged(printed(*HEAD, *BODY))) == READ


def test_also_where_a_letter_of_the_motto_was_misread() -> None:
    wrong = [Mark(m.text.replace("NGHĨA", "NGHIA").replace("HÒA", "HOA"), m.box, 0.9, 0, m.line)
             for m in printed(*HEAD, *BODY)]  # fmt: skip
    assert texts(wrong)[:3] == READ[:3]


def test_a_copy_line_over_the_head_stays_first() -> None:
    line = (900, 40, "SAO Y; Ủy ban nhân dân xã Tân Lập")
    assert texts(merged(printed(line, *HEAD, *BODY))) == [line[2], *READ]


def test_recipients_come_before_the_signature() -> None:
    foot = (
        (100, 800, "Nơi nhận:"), (900, 800, "TM. ỦY BAN NHÂN DÂN"),
        (100, 840, "- Như trên;"), (960, 850, "CHỦ TỊCH"),
        (100, 880, "- Lưu: VT."), (930, 1000, "Lê Thị Thanh Hà"),
    )  # fmt: skip
    assert texts(merged(printed(*HEAD, *BODY, *foot))) == [
        *READ, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Thanh Hà",
    ]  # fmt: skip


def test_a_form_is_read_line_by_line() -> None:
    form = (
        (100, 100, "Họ và tên: Trần Văn An"), (900, 102, "Giới tính: Nam"),
        (100, 160, "Ngày sinh: 02/3/1990"), (900, 161, "Dân tộc: Kinh"),
        (100, 220, "Quốc tịch: Việt Nam"), (900, 219, "Tôn giáo: Không"),
    )  # fmt: skip
    assert texts(printed(*form)) == [
        "Họ và tên: Trần Văn An Giới tính: Nam",
        "Ngày sinh: 02/3/1990 Dân tộc: Kinh",
        "Quốc tịch: Việt Nam Tôn giáo: Không",
    ]


def test_no_word_is_lost_or_doubled() -> None:
    marks = merged(printed(*HEAD, *BODY))
    ordered = [mark for line in reading_order(marks) for mark in line]
    assert sorted(map(id, ordered)) == sorted(map(id, marks))
    assert reading_order([]) == []


def test_the_number_that_stands_a_little_lower_belongs_to_the_head() -> None:
    lower = [(110, 265, "Số: 12/QĐ-UBND") if row[2].startswith("Số") else row for row in HEAD]
    body = [(left, top + 45, text) for left, top, text in BODY]
    assert texts(printed(*lower, *body)) == READ


def test_a_motto_in_the_middle_has_no_block_beside_it() -> None:
    form = (
        (300, 100, MOTTO), (400, 150, "Độc lập - Tự do - Hạnh phúc"),
        (100, 330, "Tôi tên là:"), (420, 330, "Trần Văn An"),
        (100, 380, "Sinh ngày:"), (420, 380, "02/3/1990"),
    )  # fmt: skip
    assert texts(printed(*form)) == [
        MOTTO, "Độc lập - Tự do - Hạnh phúc", "Tôi tên là: Trần Văn An", "Sinh ngày: 02/3/1990",
    ]  # fmt: skip


SIGNERS = (
    (150, 800, "NGƯỜI NỘP"), (900, 800, "NGƯỜI NHẬN"),
    (130, 840, "(Ký, ghi rõ họ tên)"), (880, 840, "(Ký, ghi rõ họ tên)"),
    (140, 1000, "Trần Văn An"), (890, 1000, "Lê Thị Hà"),
)  # fmt: skip


def test_of_two_people_who_sign_the_left_one_comes_first() -> None:
    first, second = ([text for left, _, text in SIGNERS if (left > 500) == right] for right in (False, True))
    assert texts(merged(printed(*HEAD, *BODY, *SIGNERS))) == [*READ, *first, *second]


def test_of_three_people_who_sign_each_is_a_block() -> None:
    three = tuple(
        (left, top, text)
        for top, row in ((800, ("VỢ", "CHỒNG", "NGƯỜI KÝ")), (1000, ("Lê Thị Hà", "Trần An", "Vũ Minh")))
        for left, text in zip((100, 600, 1100), row, strict=True)
    )
    assert texts(merged(printed(*HEAD, *BODY, *three)))[len(READ) :] == [
        "VỢ", "Lê Thị Hà", "CHỒNG", "Trần An", "NGƯỜI KÝ", "Vũ Minh",
    ]  # fmt: skip


def test_a_table_at_the_end_is_read_by_rows() -> None:
    rows = [("TT", "Tên giấy tờ", "Số lượng"), ("1", "Tờ khai", "01"), ("2", "Giấy khai sinh", "02")]
    table = [
        (left, 800 + 75 * at, text)
        for at, row in enumerate(rows)
        for left, text in zip((100, 300, 1100), row, strict=True)
    ]
    assert texts(merged(printed(*HEAD, *BODY, *table)))[len(READ) :] == [" ".join(row) for row in rows]


def test_two_persons_side_by_side_are_read_one_after_the_other() -> None:
    pair = (
        (100, 500, "Họ và tên vợ: Lê Thị Hà"), (800, 500, "Họ và tên chồng: Trần Văn An"),
        (100, 550, "Năm sinh: 1991"), (800, 550, "Năm sinh: 1989"),
        (100, 600, "Nơi cư trú: xã Tân Lập,"), (800, 600, "Nơi cư trú: xã Vân Hà,"),
        (100, 650, "tỉnh Hưng Yên"), (800, 650, "thành phố Hà Nội"),
    )  # fmt: skip
    assert texts(merged(printed(*HEAD, *BODY, *pair)))[len(READ) :] == [
        *(text for left, _, text in pair if left == 100), *(text for left, _, text in pair if left == 800),
    ]  # fmt: skip


def test_wide_spaces_of_justified_text_are_no_gutter() -> None:
    """The line over the recipients has spaces of one height, one of them over the gutter below."""
    body = [
        Mark(word, Box(100 + 190 * at, 740, 258 + 190 * at, 740 + HEIGHT), 0.9, 0, 90)
        for at, word in enumerate(("quan", "don", "vi", "lien", "quan", "chiu", "trach"))
    ]
    foot = printed(
        (100, 790, "Nơi nhận:"), (900, 790, "CHỦ TỊCH"), (100, 830, "- Lưu: VT."), (900, 950, "Lê An")
    )
    assert texts([*body, *foot]) == [
        "quan don vi lien quan chiu trach", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lê An",
    ]  # fmt: skip


def test_a_title_a_little_over_the_recipients_is_read_after_them() -> None:
    foot = (
        (900, 770, "TM. ỦY BAN NHÂN DÂN"),
        (100, 805, "Nơi nhận:"), (960, 815, "CHỦ TỊCH"),
        (100, 845, "- Lưu: VT."), (930, 1000, "Lê Thị Thanh Hà"),
    )  # fmt: skip
    assert texts(printed(*HEAD, *BODY, *foot))[len(READ) :] == [
        "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Thanh Hà",
    ]  # fmt: skip


def test_two_people_who_sign_in_the_middle_of_a_page_are_blocks_too() -> None:
    below = [(100, 1100 + 50 * at, f"Lời chứng của người có thẩm quyền dài một dòng {at}") for at in range(6)]
    first, second = ([text for left, _, text in SIGNERS if (left > 500) == right] for right in (False, True))
    assert texts(merged(printed(*HEAD, *BODY, *SIGNERS, *below))) == [
        *READ, *first, *second, *(text for _, _, text in below),
    ]  # fmt: skip


def test_whatever_stands_where_no_word_is_lost() -> None:
    words = ("TRƯỞNG", "PHÒNG", "Người", "ký", "Nguyễn", "An", "Nơi", "nhận:", "(Ký,", "tên)")
    for seed in range(300):
        rng = random.Random(seed)
        marks = [
            Mark(rng.choice(words), Box(left, top, left + rng.randint(30, 200), top + 30), 0.9, 0, number)
            for number in range(rng.randint(1, 24))
            for left, top in [
                (rng.choice((100, 320, 900, 1150)), rng.randint(0, 12) * 55 + rng.randint(0, 6))
            ]
        ]
        found = [mark for line in reading_order(marks) for mark in line]
        assert len(found) == len(marks)
        assert set(map(id, found)) == set(map(id, marks))
