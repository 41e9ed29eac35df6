"""Scans and PDFs of whole invented papers become copies that keep their pictures and lose what is hidden."""

import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from digitize.copy.build import build_copy
from digitize.copy.extract import extract_pages
from fixtures.papers.catalogue import paper
from fixtures.pdfs import odd
from fixtures.scenes import scene
from tests.digitize.copy import papers


def _copy(file: Path, pages: int = 1):
    out = file.with_suffix(".copy.pdf")
    wanted = [papers.page(file, no + 1, papers.words()) for no in range(pages)]
    return build_copy(wanted, out, papers.metadata()), out


def _text(file: Path) -> str:
    run = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, timeout=60)
    return run.stdout.decode()


@pytest.mark.parametrize("condition", ["clean", "seal", "photo", "fax"])
def test_a_scan_keeps_its_pixels_and_its_size(tmp_path, condition):
    data, suffix, _ = scene(condition, 5)
    file = tmp_path / f"scan{suffix}"
    file.write_bytes(data)
    receipt, out = _copy(file)
    assert (receipt.rendered, receipt.converted) == (0, 0)
    original = Image.open(file)
    stream = papers.pictures(out)[0]
    if suffix == ".jpg":
        assert stream.read_raw_bytes() == data
    got = pikepdf.PdfImage(stream).as_pil_image().convert(original.mode)
    assert (np.asarray(got) == np.asarray(original)).all()
    assert out.stat().st_size < 1.03 * len(data) + 20_000


def test_a_wrong_text_layer_is_gone_and_the_pictures_stay(tmp_path):
    file = tmp_path / "wrong.pdf"
    file.write_bytes(odd.wrong_hidden_text(paper("quyet-dinh", 5), 5))
    assert odd.WRONG_TEXT[0] in _text(file)
    receipt, out = _copy(file)
    assert receipt.streams_kept == 1
    assert odd.WRONG_TEXT[0] not in _text(out)
    assert papers.LINES[0] in _text(out)


def test_a_turned_and_a_locked_scan_look_the_same_as_before(tmp_path):
    made = paper("quyet-dinh", 5)
    for name, data in (("turned", odd.rotated(made, 90)), ("locked", odd.encrypted(made))):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        receipt, out = _copy(file)
        assert receipt.streams_kept == 1
        assert papers.difference(papers.drawn(out), papers.drawn(file)) < 0.5


def test_of_a_mixed_file_the_digital_page_is_drawn_and_the_scan_kept(tmp_path):
    file, part = tmp_path / "mixed.pdf", tmp_path / "part.pdf"
    file.write_bytes(odd.mixed(paper("cong-van", 5), paper("quyet-dinh", 5)))
    with pikepdf.open(file) as pdf:
        count = len(pdf.pages)
    receipt, out = _copy(file, count)
    assert receipt.pages == count
    assert receipt.rendered >= 1
    assert receipt.streams_kept >= 1
    assert receipt.rendered + receipt.streams_kept == count
    for no in range(1, count + 1):
        assert papers.difference(papers.drawn(out, no), papers.drawn(file, no)) < 4
    extract_pages(file, [count], part)
    assert papers.difference(papers.drawn(part), papers.drawn(file, count)) == 0
