"""Tesseract's table becomes words, whatever stands in it."""

from archive.values.reading import Box
from digitize.ocr.tsv import marks_of

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def test_words_keep_place_line_and_block() -> None:
    table = "\n".join([
        HEAD,
        "1\t1\t0\t0\t0\t0\t0\t0\t900\t700\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tĐộc",
        "5\t1\t1\t1\t1\t2\t50\t20\t30\t8\t-1\tlập",
        "5\t1\t2\t1\t1\t1\t10\t60\t30\t8\t120\ta\u0302\u0301y",
        "5\t1\t2\t1\t2\t1\t10\t90\t30\t8\t50\t  ",
        "rubbish",
    ])  # fmt: skip
    first, second, third = marks_of(table)
    assert (first.text, first.box, first.confidence) == ("Độc", Box(10, 20, 40, 28), 0.965)
    assert (second.confidence, second.line, second.block) == (0.0, 0, 0)
    assert (third.text, third.confidence, third.line, third.block) == ("ấy", 1.0, 1, 1)
