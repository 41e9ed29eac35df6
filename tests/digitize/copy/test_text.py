"""The invisible text comes back as it was given, at its place, whichever way the content lies."""

import collections
import subprocess
import unicodedata
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from archive.values.reading import Box, Word
from digitize.copy.build import build_copy
from tests.digitize.copy import papers

SIZE = (1654, 2339)


def _copy(
    tmp_path: Path, words: tuple[Word, ...], *, rotation: int = 0, size: tuple[int, int] = SIZE
) -> Path:
    file, out = tmp_path / "page.png", tmp_path / "copy.pdf"
    Image.new("L", size, 255).save(file, dpi=(200, 200))
    build_copy([papers.page(file, 1, words, rotation=rotation)], out, papers.metadata())
    return out


def _pdftotext(file: Path, *options: str) -> str:
    run = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True, timeout=60)
    return run.stdout.decode()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_poppler_finds_exactly_the_given_words(tmp_path, rotation):
    given = papers.words()
    upright = SIZE if rotation in (0, 180) else SIZE[::-1]
    out = _copy(tmp_path, papers.turned(given, rotation, *upright), rotation=rotation)
    found = collections.Counter(_pdftotext(out).split())
    assert found == collections.Counter(word.text for word in given)


def test_poppler_finds_the_lines_in_order(tmp_path):
    out = _copy(tmp_path, papers.words())
    lines = [line for line in _pdftotext(out).splitlines() if line.strip()]
    assert [line.strip("\f") for line in lines] == list(papers.LINES)


def test_pdfium_as_in_chromium_finds_the_lines_and_the_search_phrase(tmp_path):
    out = _copy(tmp_path, papers.words())
    with pypdfium2.PdfDocument(out) as document:
        text = document[0].get_textpage()
        assert [line for line in text.get_text_bounded().splitlines() if line] == list(papers.LINES)
        assert text.search("Trương Quỳnh Như").get_next() is not None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pdfium_as_in_chromium_finds_exactly_the_given_words(tmp_path, rotation):
    given = papers.words(("Họ và tên: Nguyễn Thị Sơn", "Ngày, tháng, năm sinh: 09/11/1987", "Dân tộc: Mường"))
    upright = SIZE if rotation in (0, 180) else SIZE[::-1]
    out = _copy(tmp_path, papers.turned(given, rotation, *upright), rotation=rotation)
    with pypdfium2.PdfDocument(out) as document:
        found = document[0].get_textpage().get_text_bounded().split()
    assert collections.Counter(found) == collections.Counter(word.text for word in given)


def test_pdfplumber_finds_each_word_at_its_box(tmp_path):
    given = papers.words()
    out = _copy(tmp_path, given)
    with pdfplumber.open(out) as pdf:
        found = pdf.pages[0].extract_words()
    assert [word["text"] for word in found] == [word.text for word in given]
    for word, wanted in zip(found, given, strict=True):
        box = [word[key] * 200 / 72 for key in ("x0", "top", "x1", "bottom")]
        assert box == pytest.approx(wanted.box.as_list(), abs=4)


def test_a_tilted_line_with_words_of_uneven_height_stays_one_line(tmp_path):
    words = []
    for at, text in enumerate(
        ["Ủy", "ban", "nhân", "dân", "xã", "Mường", "Ảng", "xác", "nhận", "ông", "Lò", "Văn", "Sơn"]
    ):
        left, top = 200 + 100 * at, 400 + 4 * at
        tall = text[0].isupper()
        words.append(Word(text, Box(left, top - 8 * tall, left + 86, top + 26), 0.9, 0))
    out = _copy(tmp_path, tuple(words))
    assert _pdftotext(out).split("\n")[0] == " ".join(word.text for word in words)


def test_words_that_touch_stay_apart(tmp_path):
    words = tuple(
        Word(text, Box(200 + 80 * at, 300, 283 + 80 * at, 330), 0.9, 0)
        for at, text in enumerate(["số", "nhà", "tổ", "ấp"])
    )
    out = _copy(tmp_path, words)
    assert _pdftotext(out).split() == ["số", "nhà", "tổ", "ấp"]
    with pdfplumber.open(out) as pdf:
        assert [word["text"] for word in pdf.pages[0].extract_words()] == ["số", "nhà", "tổ", "ấp"]


def test_decomposed_letters_are_stored_composed_and_controls_are_dropped(tmp_path):
    words = (
        Word(unicodedata.normalize("NFD", "Nguyễn"), Box(200, 300, 300, 330), 0.9, 0),
        Word("Thị\x00\ufeff", Box(320, 300, 380, 330), 0.9, 0),
        Word("\x07", Box(400, 300, 420, 330), 0.9, 0),
        Word("𠊛", Box(430, 300, 460, 330), 0.9, 0),
    )
    out = _copy(tmp_path, words)
    assert _pdftotext(out).split() == ["Nguyễn", "Thị", "𠊛"]


def test_more_letters_than_one_code_block_come_back(tmp_path):
    letters = [chr(code) for code in range(0x1EA0, 0x1EF9)] + [chr(code) for code in range(0x4E00, 0x4F40)]
    words = tuple(
        Word(
            letter,
            Box(150 + 60 * (at % 20), 200 + 60 * (at // 20), 180 + 60 * (at % 20), 235 + 60 * (at // 20)),
            0.9,
            at // 20,
        )
        for at, letter in enumerate(letters)
    )
    out = _copy(tmp_path, words)
    assert _pdftotext(out).split() == letters


def test_the_text_is_not_seen(tmp_path):
    out = _copy(tmp_path, papers.words())
    assert papers.drawn(out).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("words", [(), (Word("\x00", Box(1, 1, 9, 9), 0.1, 0),)])
def test_a_page_without_words_has_no_font(tmp_path, words):
    out = _copy(tmp_path, words)
    assert b"/Font" not in out.read_bytes()
    assert _pdftotext(out).strip() == ""


def test_empty_and_upside_down_boxes_do_no_harm(tmp_path):
    words = (Word("một", Box(200, 300, 200, 300), 0.9, 0), Word("hai", Box(300, 300, 260, 290), 0.9, 0))
    out = _copy(tmp_path, words)
    assert sorted(_pdftotext(out).split()) == ["hai", "một"]


def test_a_word_within_the_box_of_the_one_before_stays_apart(tmp_path):
    words = (
        Word("Độc", Box(792, 302, 904, 346), 0.9, 0),
        Word("lập", Box(846, 300, 881, 346), 0.9, 0),
        Word("Tự", Box(918, 300, 950, 346), 0.9, 0),
    )
    assert _pdftotext(_copy(tmp_path, words)).split() == ["Độc", "lập", "Tự"]


def test_words_that_were_read_in_two_lines_are_found_twice(tmp_path):
    first = [("Bên", 978, 1020), ("A", 1029, 1048), ("chịu;", 1055, 1086)]
    stains = [("lệ", 1126, 1135), ("phí", 1172, 1176)]
    again = [("lệ", 1118, 1136), ("phí", 1157, 1176), ("trước", 1186, 1242)]
    words = (
        *(Word(text, Box(left, 1328, right, 1352), 0.9, 0) for text, left, right in first),
        *(Word(text, Box(left, 1333, right, 1338), 0.9, 0) for text, left, right in stains),
        *(Word(text, Box(left, 1334, right, 1357), 0.9, 1) for text, left, right in again),
    )
    found = collections.Counter(_pdftotext(_copy(tmp_path, words)).split())
    assert found == collections.Counter(word.text for word in words)


def test_boxes_higher_than_bent_lines_are_apart_do_not_mix_the_lines(tmp_path):
    upper, lower = "Độc lập - Tự do - Hạnh phúc", "Tân Lập, ngày 02 tháng 01 năm 2025"
    words = [
        *(_rising(text, 800 + 52 * at, 290 - 3 * at, 58, 0) for at, text in enumerate(upper.split())),
        *(_rising(text, 753 + 56 * at, 368 - 6 * at, 30, 1) for at, text in enumerate(lower.split())),
    ]
    found = _pdftotext(_copy(tmp_path, tuple(words))).split()
    assert collections.Counter(found) == collections.Counter(f"{upper} {lower}".split())


def _rising(text: str, left: int, top: int, height: int, line: int) -> Word:
    return Word(text, Box(left, top, left + 46, top + height), 0.9, line)


def test_signs_narrower_than_viewers_take_for_two_letters_stay_two(tmp_path):
    words = (
        Word("..", Box(187, 823, 189, 825), 0.9, 0),
        Word("phường", Box(213, 804, 314, 836), 0.9, 0),
        Word("___", Box(330, 820, 332, 822), 0.9, 0),
        Word("Sơn", Box(345, 804, 400, 836), 0.9, 0),
    )
    assert collections.Counter(_pdftotext(_copy(tmp_path, words)).split()) == collections.Counter(
        word.text for word in words
    )


def test_a_line_of_single_letters_is_not_taken_for_a_spaced_word(tmp_path):
    words = tuple(
        Word(letter, Box(left, 400, left + 18, 430), 0.9, 0)
        for letter, left in zip("ABCDE", (300, 325, 352, 377, 406), strict=True)
    )
    assert _pdftotext(_copy(tmp_path, words)).split() == list("ABCDE")


def test_a_hyphen_that_ends_a_line_is_kept(tmp_path):
    lines = ("Căn cứ Quyết định số 1523/QĐ-", "UBND tỉnh", "Độc lập - Tự do -", "Hạnh phúc")
    out = _copy(tmp_path, papers.words(lines))
    assert [line.split() for line in _pdftotext(out).splitlines() if line.strip("\f")] == [
        line.split() for line in lines
    ]
    assert "Độc lập - Tự do" in _pdftotext(out)
