"""Drawn lines are what the network learns from: known signs, its height, the same from the same seed."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from digitize.network.scores import STEP, Network
from digitize.network.strips import ROWS
from digitize.ocr.ports import HANDWRITING
from scripts.train_lines import alphabet, corpus, cut, faces
from scripts.train_lines.batches import target
from scripts.train_lines.draw import Drawer, Drawn
from scripts.train_lines.words import Words

CROSCORE = Path("/usr/share/fonts/truetype/croscore")
TINOS = tuple(CROSCORE / f"Tinos-{style}.ttf" for style in ("Regular", "Italic", "Bold", "BoldItalic"))
PARAGRAPHS = [
    "Điều 1. Ủy ban nhân dân xã tiếp nhận hồ sơ và trả kết quả trong ngày làm việc.",
    "Trường hợp hồ sơ chưa đầy đủ, người tiếp nhận hướng dẫn bổ sung một lần bằng văn bản.",
] * 8
MOST = 1408


def words(seed: int) -> Words:
    return Words(PARAGRAPHS, random.Random(seed))


def lines(seed: int) -> Iterator[Drawn]:
    only_tinos = faces.Faces((1.0,), (TINOS,), TINOS[:1], TINOS[1:2])
    drawer = Drawer(only_tinos, words(seed), seed)
    while True:
        yield drawer.line(MOST)


def test_the_alphabet_is_the_networks() -> None:
    assert Network().signs == alphabet.SIGNS
    assert len(set(alphabet.SIGNS)) == len(alphabet.SIGNS)
    assert (alphabet.HANDWRITING, cut.ROWS) == (HANDWRITING, ROWS)


def test_lines_say_only_what_the_alphabet_can_spell() -> None:
    said = words(3)
    texts = [said.line() for _ in range(2000)]
    assert all(texts)
    assert set("".join(texts)) <= set(alphabet.SIGNS)
    assert any(HANDWRITING in text for text in texts)
    assert any(text.startswith("P<VNM") for text in texts)


def test_a_line_has_the_networks_rows_and_ink_on_paper() -> None:
    for line in islice(lines(5), 40):
        assert (line.ink.shape[0], line.ink.dtype) == (ROWS, np.uint8)
        assert line.ink.shape[1] <= MOST
        assert not line.text or np.percentile(line.ink, 99) > line.ink.mean()


def test_columns_written_by_hand_are_told_where_there_are_some() -> None:
    drawn = [line for line in islice(lines(13), 300) if line.text]
    by_hand = [line for line in drawn if HANDWRITING in line.text]
    assert len(by_hand) > 10
    for line in drawn:
        assert len(line.written) == line.text.count(HANDWRITING)
        assert all(0 <= left < right <= line.ink.shape[1] + ROWS for left, right in line.written)
    alone = [line for line in by_hand if line.text == HANDWRITING]
    for line in alone:
        ((left, right),) = line.written
        assert right - left > 0.5 * line.ink.shape[1]


def test_most_lines_have_columns_enough_to_be_spelled() -> None:
    drawn = list(islice(lines(7), 60))
    assert sum(target(line) is not None for line in drawn) >= 54


@pytest.mark.parametrize(("text", "steps"), [("ab", 4), ("aa", 5), ("", 2)])
def test_a_line_too_narrow_for_its_signs_is_left_out(text: str, steps: int) -> None:
    """A step for each sign, one between two that are the same, and two to spare."""
    wide, narrow = (np.zeros((ROWS, columns), np.uint8) for columns in (STEP * steps, STEP * steps - 1))
    assert target(Drawn(wide, text, ())) == [alphabet.SIGNS.index(sign) for sign in text]
    assert target(Drawn(narrow, text, ())) is None


def test_the_same_seed_draws_the_same_lines() -> None:
    for one, again in zip(islice(lines(11), 15), islice(lines(11), 15), strict=True):
        assert (one.text, one.written) == (again.text, again.written)
        assert np.array_equal(one.ink, again.ink)
    assert [line.text for line in islice(lines(11), 15)] != [line.text for line in islice(lines(12), 15)]


def test_no_paragraph_of_the_truth_is_learned(tmp_path: Path) -> None:
    truth = tmp_path / "truth.jsonl"
    truth.write_text('{"text": ["Người nộp ghi rõ họ tên,", "địa chỉ và ký vào cuối trang"]}\n', "utf-8")
    known = "- Khi đó **người nộp ghi rõ họ tên, địa chỉ** và ký."
    other = "Khi đó người nộp ghi rõ họ tên, năm sinh và ký."
    kept = corpus.collect(iter([f"{known}\n{other}\n{other}\nquá ngắn"]), corpus.truth_of(truth))
    assert kept == [other]


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"texgyretermes-regular\.otf"):
        faces.find(CROSCORE, tmp_path)
