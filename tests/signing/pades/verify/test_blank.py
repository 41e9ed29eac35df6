"""What is printed on a page is seen where it stands, however the page is turned or cut."""

import io
import sys

import pikepdf
import pytest

from fixtures.signed import plain_pdf
from signing.pades.verify.blank import CannotDraw, Place, Rectangle, is_blank, prints

PRINT, PICTURE, BESIDE = (60, 690, 260, 710), (100, 300, 300, 400), (50, 60, 250, 130)


def _blank(data: bytes, *corners: Rectangle) -> bool:
    return is_blank(prints(data, [Place(1, one) for one in corners]))


def _page(**entries: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"Rotate": 90},
        {"Rotate": 180},
        {"CropBox": [30, 40, 500, 800]},
        {"MediaBox": [-300, -200, 595, 842]},
        {"MediaBox": [0, 0, 9000, 9000]},
        {"MediaBox": [595, 842, 0, 0]},
        {"CropBox": [0, 0, 595, 1900]},
        {"CropBox": [-300, 0, 595, 842]},
    ],
    ids=[
        "plain",
        "turned",
        "upside down",
        "cut",
        "moved",
        "huge",
        "reversed",
        "cut too high",
        "cut too broad",
    ],
)
def test_print_is_seen_and_blank_paper_is_blank(entries: dict[str, object]) -> None:
    data = _page(**entries)
    assert not _blank(data, PRINT)
    assert not _blank(data, PICTURE)
    assert _blank(data, BESIDE)


LETTER = b"100 100 1 9 re f 100 100 5 1 re f"
PAPERS = {
    "grey paper": (b"0.85 g", b"", True),
    "a letter on grey paper": (b"0.85 g", b"0 g " + LETTER, False),
    "light grey on white": (b"1 g", b"0.75 g " + LETTER, False),
    "paler grey on white": (b"1 g", b"0.885 g " + LETTER, False),
    "what nobody reads on white": (b"1 g", b"0.95 g " + LETTER, True),
    "yellow on white": (b"1 g", b"1 1 0 rg " + LETTER, False),
    "red on green": (b"0 0.51 0 rg", b"1 0 0 rg " + LETTER, False),
    "green paper": (b"0 0.51 0 rg", b"", True),
    "white on black": (b"0 g", b"1 g " + LETTER, False),
    "black paper": (b"0 g", b"", True),
    "a minus sign of 10 points": (b"1 g", b"0 g 100 100 3 0.9 re f", False),
    "a point of 14 points": (b"1 g", b"0 g 100 100 1.5 1.5 re f", False),
    "specks": (b"1 g", b"0 g 100 100 1 1 re f 150 90 1 1 re f", True),
}


@pytest.mark.parametrize("name", list(PAPERS))
def test_print_is_what_differs_from_its_paper(name: str) -> None:
    paper, drawn, blank = PAPERS[name]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(paper + b" 0 0 595 842 re f " + drawn)
        pdf.save(out)
    assert _blank(out.getvalue(), BESIDE) is blank


def test_what_notes_show_is_no_print() -> None:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        look = pdf.make_stream(b"0 0 200 70 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        look.BBox = [0, 0, 200, 70]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=list(BESIDE),
            AP=pikepdf.Dictionary(N=look),
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        out = io.BytesIO()
        pdf.save(out)
    assert _blank(out.getvalue(), BESIDE)


@pytest.mark.parametrize("corners", [(700, 60, 800, 130), (50, -90, 250, -10), (0, 0, 9000, 9000)])
def test_what_is_not_on_the_page_or_too_large_is_never_blank(corners: Rectangle) -> None:
    with pytest.raises(CannotDraw):
        _blank(plain_pdf(), corners)


def test_specks_of_all_places_of_a_page_count_together() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        specks = b"".join(b"%d 100 1 1 re " % left for left in range(60, 240, 15))
        pdf.pages[0].Contents = pdf.make_stream(b"0 g " + specks + b"f")
        pdf.save(out)
    first, second = (50, 60, 150, 130), (150, 60, 250, 130)
    assert _blank(out.getvalue(), first)
    assert _blank(out.getvalue(), second)
    assert not _blank(out.getvalue(), first, second)


def test_a_program_that_cannot_start_says_nothing_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CannotDraw):
        _blank(plain_pdf(), BESIDE)
