"""`sohoa read` prints each warning with its place, also those that only all pages together give."""

import json
from pathlib import Path

import pytest

from desk.cli.reading import read
from fixtures.inputs.pdf_pictures import one
from fixtures.scans import defects, files, light
from tests.digitize.quality.scanned import scan


def test_warnings_are_printed_with_code_text_and_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "home"))
    page = scan()
    again = light.noise(page, 9, 3)
    file = tmp_path / "scan.pdf"
    file.write_bytes(files.scanned_pdf([files.jpeg(defects.hand_shadow(page, 0.4, 5)), files.jpeg(again)]))
    assert read([file], "", as_json=True) == 0
    first, second = json.loads(capsys.readouterr().out)["pages"]
    (shadow,), (twice,) = first["warnings"], second["warnings"]
    assert shadow.keys() == twice.keys() == {"code", "text", "text_en", "box"}
    assert (shadow["code"], twice["code"], twice["box"]) == ("shadow", "page-twice", None)
    left, top, right, bottom = shadow["box"]
    assert 0 <= left < right <= first["width"]
    assert 0 <= top < bottom <= first["height"]
    assert "trang thứ 1" in twice["text"]


def test_a_pdf_that_had_to_be_mended_is_told_on_its_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "home"))
    whole, file = one(files.jpeg(scan()), "DCTDecode"), tmp_path / "scan.pdf"
    for data, told in ((whole, False), (whole.replace(b"/Count 1", b"/Count 3"), True)):
        file.write_bytes(data)
        assert read([file], "", as_json=True) == 0
        (page,) = json.loads(capsys.readouterr().out)["pages"]
        assert ("pdf-repaired" in [one["code"] for one in page["warnings"]]) == told
