"""Tables keep rows: row by row, cell by cell from the left, a wrapped cell's lines together."""

from archive.values.reading import Box
from digitize.ocr.order import reading_order
from digitize.ocr.ports import Mark
from digitize.ocr.tables import Table
from tests.digitize.ocr.test_order import BODY, HEAD, READ, SIGNERS, merged, printed

TOP = 520
TABLE: Table = tuple(
    tuple(Box(left, top, right, bottom) for left, right in ((90, 290), (300, 990), (1000, 1500)))
    for top, bottom in ((TOP, TOP + 60), (TOP + 70, TOP + 230))
)
HEADER = ((100, TOP + 10, "TT"), (310, TOP + 10, "Tên giấy tờ"), (1010, TOP + 10, "Số lượng"))
WRAPPED = (
    (100, TOP + 130, "1"), (310, TOP + 90, "Giấy chứng nhận"), (310, TOP + 130, "quyền sử dụng đất"),
    (310, TOP + 170, "(bản chính)"),
    (1010, TOP + 110, "01 bản"), (1010, TOP + 150, "một bản"),
)  # fmt: skip
ROWS = [
    "TT Tên giấy tờ Số lượng",
    "1", "Giấy chứng nhận", "quyền sử dụng đất", "(bản chính)", "01 bản", "một bản",
]  # fmt: skip


def texts(marks: list[Mark], *tables: Table) -> list[str]:
    return [" ".join(mark.text for mark in line) for line in reading_order(marks, tables)]


def test_a_row_of_short_cells_is_one_line_and_a_wrapped_cell_stays_together() -> None:
    assert texts(printed(*HEADER, *WRAPPED), TABLE) == ROWS


def test_also_where_the_engine_joined_the_lines_of_neighbouring_cells() -> None:
    assert texts(merged(printed(*HEADER, *WRAPPED)), TABLE) == ROWS


def test_head_and_signatures_around_a_table_are_read_as_ever() -> None:
    first, second = ([text for left, _, text in SIGNERS if (left > 500) == right] for right in (False, True))
    marks = merged(printed(*HEAD, *BODY, *HEADER, *WRAPPED, *SIGNERS))
    assert texts(marks, TABLE) == [*READ, *ROWS, *first, *second]


def test_words_over_and_under_a_table_stay_there() -> None:
    lines = ((100, 400, "Thành phần hồ sơ gồm:"), (100, 800, "Hồ sơ lập thành hai bản."))
    assert texts(printed(*lines, *HEADER, *WRAPPED), TABLE) == [lines[0][2], *ROWS, lines[1][2]]


def test_no_word_is_lost_or_doubled() -> None:
    marks = merged(printed(*HEAD, *BODY, *HEADER, *WRAPPED, *SIGNERS))
    ordered = [mark for line in reading_order(marks, (TABLE,)) for mark in line]
    assert sorted(map(id, ordered)) == sorted(map(id, marks))


def test_an_empty_table_says_nothing() -> None:
    assert texts([], TABLE) == []
    assert texts(printed(*BODY), TABLE) == [text for _, _, text in BODY]
