"""A copy that shows anything else than its original is told page by page; one that shows it never is."""

import functools
import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from reportlab.pdfgen import canvas

from archive.settings import Settings
from digitize.copy import compare
from digitize.copy.build import build_copy
from digitize.copy.compare import compare_pages
from digitize.errors import DigitizeError
from digitize.formats.limits import Limits
from digitize.ports import Comparison
from digitize.reader.pool import ReaderPool
from fixtures.papers.catalogue import paper
from fixtures.pdfs import odd
from fixtures.scenes import scene
from tests.digitize.copy import papers

LIMITS = Limits.of(Settings(), "copy.pdf")


def _copied(*originals: tuple[Path, int]) -> Path:
    out = originals[0][0].with_suffix(".copy.pdf")
    build_copy([papers.page(file, no, papers.words()) for file, no in originals], out, papers.metadata())
    return out


def _compared(copy: Path, *originals: tuple[Path, int]) -> Comparison:
    return compare_pages(copy, originals, LIMITS)


@functools.cache
def _drawn_scan() -> Image.Image:
    return Image.open(io.BytesIO(scene("clean", 5)[0])).convert("RGB")


def _scan() -> Image.Image:
    return _drawn_scan().copy()


NAMES = ["digital.pdf", "fax.tif", "hidden.pdf", "ink.jpg", "kept.jpg", "kept.png", "net.webp", "turned.pdf"]


@functools.cache
def _files() -> dict[str, bytes]:
    """Return a file of each manner in which pages enter a copy, by its name."""
    scan, made = _scan(), paper("quyet-dinh", 5)
    return {
        "kept.jpg": papers.encoded(scan, "JPEG", dpi=(200, 200)),
        "kept.png": papers.encoded(scan, "PNG", dpi=(200, 200)),
        "turned.pdf": odd.rotated(made, 90),
        "hidden.pdf": odd.wrong_hidden_text(made, 5),
        "fax.tif": papers.encoded(scan.convert("1"), "TIFF", compression="group4", dpi=(200, 200)),
        "ink.jpg": papers.encoded(scan.convert("CMYK"), "JPEG", dpi=(200, 200)),
        "net.webp": papers.encoded(scan, "WEBP", quality=60),
        "digital.pdf": odd.digital(made),
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_page_is_found_again_in_its_copy(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(_files()[name])
    found = _compared(_copied((file, 1)), (file, 1))
    assert (found.pages, found.different) == (1, ())
    assert found.by_bytes == (name != "digital.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_drawn_and_made_small_it_is_found_too(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other versions of the libraries may pack the same pixels otherwise, years later."""
    monkeypatch.setattr(compare, "_same_streams", lambda *_: False)
    file = tmp_path / name
    file.write_bytes(_files()[name])
    assert _compared(_copied((file, 1)), (file, 1)) == Comparison(1, 0, ())


def _with_number(file: Path, number: str) -> Path:
    page = canvas.Canvas(str(file), pagesize=(595, 842))
    page.setFont("Times-Roman", 12)
    for line in range(30):
        page.drawString(
            80, 780 - 20 * line, f"Dieu {line}. So tien la 1{number if line == 17 else 0}00000 dong."
        )
    page.save()
    return file


def test_one_changed_figure_of_a_drawn_page_is_seen(tmp_path: Path) -> None:
    asked, other = _with_number(tmp_path / "a.pdf", "3"), _with_number(tmp_path / "b.pdf", "8")
    copy = _copied((asked, 1))
    assert _compared(copy, (asked, 1)).different == ()
    assert _compared(copy, (other, 1)).different == (1,)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_scan_that_was_painted_on_is_another_one(tmp_path: Path, kind: str) -> None:
    file, other = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    scan = _scan()
    file.write_bytes(papers.encoded(scan, kind, dpi=(200, 200)))
    ImageDraw.Draw(scan).rectangle((700, 900, 730, 930), fill="black")
    other.write_bytes(papers.encoded(scan, kind, dpi=(200, 200)))
    assert _compared(_copied((file, 1)), (other, 1)).different == (1,)


def test_pages_in_another_order_and_of_another_number_are_told(tmp_path: Path) -> None:
    one, two = tmp_path / "1.jpg", tmp_path / "2.jpg"
    for seed, file in enumerate((one, two)):
        file.write_bytes(papers.encoded(papers.picture(seed=seed), "JPEG", dpi=(100, 100)))
    image = papers.picture()
    ImageDraw.Draw(image).ellipse((150, 200, 300, 350), fill="blue")
    two.write_bytes(papers.encoded(image, "JPEG", dpi=(100, 100)))
    copy = _copied((one, 1), (two, 1))
    assert _compared(copy, (one, 1), (two, 1)) == Comparison(2, 2, ())
    assert _compared(copy, (two, 1), (one, 1)).different == (1, 2)
    assert _compared(copy, (one, 1)).pages == 2
    assert _compared(copy, (one, 1), (two, 1), (two, 1)).pages == 2


def _tampered(copy: Path, change: str) -> Path:
    """Return a copy that shows something else though the original's stream is still in it."""
    with pikepdf.open(copy) as pdf:
        page = pdf.pages[0].obj
        picture = page.Resources.XObject["/P0"]
        if change == "inverted":
            picture.Decode = Array([1, 0] * 3)
        elif change == "masked":
            picture.Mask = Array([0, 254] * 3)
        elif change == "note":
            looks = pdf.make_stream(b"0 g 0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form)
            looks.BBox = Array([0, 0, 100, 100])
            note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([50, 50, 150, 150]), F=4)
            note.AP = Dictionary(N=looks)
            page.Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))
        else:
            more = {
                "drawn over": b"1 0 0 rg 60 60 90 90 re f",
                "moved": b"",
                "written over": b"BT 0 Tr /F 60 Tf 40 100 Td (9) Tj ET",
            }[change]
            old = page.Contents.read_bytes()
            page.Resources.Font = Dictionary(F=papers.hidden_font())
            moved = old.replace(b"0 0 cm", b"40 0 cm") if change == "moved" else old
            page.Contents = pdf.make_stream(moved + b"\n" + more)
        out = copy.with_name(f"{change}.pdf")
        pdf.save(out)
    return out


@pytest.mark.parametrize("change", ["inverted", "masked", "note", "drawn over", "moved", "written over"])
def test_the_original_s_stream_alone_makes_no_page_the_same(tmp_path: Path, change: str) -> None:
    file = tmp_path / "a.jpg"
    image = papers.picture()
    file.write_bytes(papers.encoded(image, "JPEG", dpi=(100, 100)))
    copy = _copied((file, 1))
    assert _compared(copy, (file, 1)).different == ()
    assert _compared(_tampered(copy, change), (file, 1)).different == (1,)


def test_the_reader_compares_in_its_child(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(papers.encoded(papers.picture(), "JPEG", dpi=(100, 100)))
    other = tmp_path / "b.pdf"
    other.write_bytes(b"%PDF-1.7 no more")
    copy = _copied((file, 1))
    pool = ReaderPool(Settings(readers=1))
    try:
        assert pool.compare(copy, [(file, 1)]) == Comparison(1, 1, ())
        for pair in ((copy, [(other, 1)]), (other, [(file, 1)]), (copy, [(file, 2)])):
            with pytest.raises(DigitizeError):
                pool.compare(*pair)
    finally:
        pool.close()
