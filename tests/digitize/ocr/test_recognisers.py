"""Our network and both ways to Tesseract keep the same promises."""

import importlib.util
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from archive.settings import Settings
from digitize.errors import EngineMissing, LanguageMissing
from digitize.ocr.choose import choose_recogniser
from digitize.ocr.models import model_folder, readable_models
from digitize.ocr.ports import Recogniser
from tests.fakes.pages import DPI, LINES, page, recogniser, word_errors

GRAY = np.asarray(page().convert("L"))


@pytest.fixture(params=["lines", "tesserocr", "pytesseract"])
def engine(request: pytest.FixtureRequest) -> Recogniser:
    return recogniser(request.param)


def test_print_is_read_with_lines_places_and_confidence(engine: Recogniser) -> None:
    marks = engine.recognise(GRAY, DPI)
    lines = [" ".join(mark.text for mark in marks if mark.line == number) for number in range(len(LINES))]
    assert word_errors("\n".join(LINES), "\n".join(lines)) < 0.05
    assert all(0 <= mark.confidence <= 1 for mark in marks)
    assert np.mean([mark.confidence for mark in marks]) > 0.8
    for mark in marks:
        box = mark.box
        assert (GRAY[box.top : box.bottom, box.left : box.right] < 128).any()
        assert mark.text == unicodedata.normalize("NFC", mark.text)
        assert not any(letter.isspace() for letter in mark.text)


def test_an_empty_page_has_no_words_and_no_orientation(engine: Recogniser) -> None:
    empty = np.full((700, 900), 255, np.uint8)
    assert engine.recognise(empty, DPI) == ()
    assert engine.orientation(empty, DPI) is None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_orientation_is_degrees_clockwise_of_the_content(engine: Recogniser, rotation: int) -> None:
    lying = np.ascontiguousarray(np.rot90(np.asarray(page(LINES * 4).convert("L")), -rotation // 90))
    assert engine.orientation(lying, DPI) == rotation


def test_engine_and_model_are_named(engine: Recogniser) -> None:
    assert "tesseract" in engine.engine
    assert any(letter.isdigit() for letter in engine.engine)
    assert engine.model == "vie"


def test_our_network_is_the_default_for_vietnamese_and_tesserocr_for_the_rest(tmp_path: Path) -> None:
    assert choose_recogniser(Settings()).engine.startswith("lines")
    folder = model_folder("", "vie")
    (tmp_path / "eng.traineddata").symlink_to(folder / "vie.traineddata")  # any will do
    other = choose_recogniser(Settings(tessdata=str(tmp_path), ocr_model="eng"))
    assert other.engine.startswith("tesserocr")


def test_without_the_networks_library_it_is_tesserocr(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else found(name)
    )
    assert choose_recogniser(Settings()).engine.startswith("tesserocr")
    with pytest.raises(EngineMissing, match="onnxruntime"):
        choose_recogniser(Settings(ocr_engine="lines"))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match=r"vie\.traineddata"):
        model_folder(str(tmp_path), "vie")


def test_a_language_that_is_missing_beside_others_is_named_with_them(tmp_path: Path) -> None:
    for name in ("vie", "lao", "osd"):
        (tmp_path / f"{name}.traineddata").write_bytes(b"")
    with pytest.raises(LanguageMissing, match="“xyz” is not installed here; installed: lao, vie"):
        model_folder(str(tmp_path), "vie+xyz")
    assert readable_models(str(tmp_path), "vie") == ("vie", "lao", "vie+lao")


def test_a_damaged_model_is_an_error_of_the_room(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"nothing of the kind")
    with pytest.raises(EngineMissing):
        choose_recogniser(Settings(tessdata=str(tmp_path)))
