"""A mended page keeps what was read; counts are made of pairs that were seen often."""

import dataclasses as dc
import gzip
from collections.abc import Iterator
from pathlib import Path

from archive.papers.words import pack, unpack
from archive.values.reading import Box, PageText, TextSource, Word
from digitize.language.neighbours import read
from digitize.language.page import mended
from scripts.count_neighbours import PAIR, count, write


def page(*lines: str) -> PageText:
    words = tuple(
        Word(text, Box(0, 9 * number, 9, 9 * number + 9), 0.9, number)
        for number, line in enumerate(lines)
        for text in line.split()
    )
    return PageText(1, 100, 100, 200, 0, False, "\n".join(lines), 0.9, words, source=TextSource.OCR)


READ = page("Căn cứ Luật sửa đôi, bô sung một", "sô điêu của Luật Đất đai")


def test_words_and_text_are_mended_over_the_end_of_a_line_and_the_raw_reading_stays() -> None:
    got = mended(READ, "vie")
    assert got.text == "Căn cứ Luật sửa đổi, bổ sung một\nsố điều của Luật Đất đai"
    changed = {word.raw: word.text for word in got.words if word.raw}
    assert changed == {"đôi,": "đổi,", "bô": "bổ", "sô": "số", "điêu": "điều"}
    assert [dc.replace(word, text=word.raw or word.text, raw="") for word in got.words] == list(READ.words)


def test_both_readings_are_kept_and_come_back() -> None:
    words = mended(READ, "vie+eng").words
    assert unpack(pack(words)) == words


def test_a_page_in_another_language_is_the_same() -> None:
    assert mended(READ, "eng") is READ


def texts() -> Iterator[str]:
    yield "Sửa đổi, bổ sung. " * PAIR
    yield "sửa đổi; sửa 5 đổi"


def test_pairs_are_counted_over_commas_and_not_over_ends(tmp_path: Path) -> None:
    singles, pairs = count(texts())
    assert singles["sửa"] == PAIR + 2
    assert pairs["sửa", "đổi"] == PAIR + 1
    assert pairs["đổi", "bổ"] == PAIR
    assert ("sung", "sửa") not in pairs
    write(tmp_path / "counts.gz", singles, pairs)
    known = read(gzip.decompress((tmp_path / "counts.gz").read_bytes()).decode().splitlines())
    assert known.together("bổ", "sung") == PAIR
    assert known.together("sung", "sửa") == 0
