"""Patch T is found however the sheet was fed, at no cost, and nothing else is taken for it."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from digitize.codes.patches import FORMAT, PAYLOAD, find_patches
from digitize.codes.scan import scan_codes
from digitize.prepare.gray import to_gray
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.picture import draw
from fixtures.papers.sheet import Sheet
from fixtures.scans.conditions import CONDITIONS
from tests.fakes.costs import in_turns

DPI, A4 = 200, (1654, 2339)
PATCH_T, PATCH_2, PATCH_6 = (1, 1, 2.5, 1, 1, 1, 2.5), (2.5, 1, 1, 1, 1, 1, 2.5), (1, 1, 1, 1, 2.5, 1, 2.5)
"""Bars and spaces in narrow bars of 0.08 inch (Kodak A-61599)."""


def _bars(
    units: tuple[float, ...] = PATCH_T, *, inch: float = 0.08, long: float = 2.5, dpi: int = DPI
) -> Image.Image:
    page = Image.new("L", (A4[0] * dpi // DPI, A4[1] * dpi // DPI), 255)
    pen, top = ImageDraw.Draw(page), 0.3
    for at, unit in enumerate(units):
        box = [2.9 * dpi, top * dpi, (2.9 + long) * dpi, (top + unit * inch) * dpi - 1]
        if at % 2 == 0:
            pen.rectangle(box, fill=0)
        top += unit * inch
    return page


def _found(page: Image.Image, dpi: int = DPI) -> list[tuple[int, int, int, int]]:
    codes = find_patches(np.asarray(page.convert("L")), dpi, 4)
    assert all((code.format, code.payload, code.page) == (FORMAT, PAYLOAD, 4) for code in codes)
    return [tuple(code.box.as_list()) for code in codes]  # type: ignore[misc]


def test_the_box_lies_on_the_bars() -> None:
    ((left, top, right, bottom),) = _found(_bars())
    assert (top, bottom) == (pytest.approx(60, abs=6), pytest.approx(220, abs=6))
    assert 580 <= left < right <= 1080
    assert right - left > 400


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 3, -3])
def test_it_is_found_whichever_way_the_sheet_lies(angle: int) -> None:
    assert len(_found(_bars().rotate(angle, expand=True, fillcolor=255))) == 1


@pytest.mark.parametrize("name", CONDITIONS)
def test_it_is_found_in_every_condition_of_a_scan(name: str) -> None:
    scanned = CONDITIONS[name](np.asarray(_bars().convert("RGB")), Sheet(), 5)
    pixels = scanned.astype(np.uint8) * np.uint8(255) if scanned.dtype == np.bool_ else scanned
    assert len(find_patches(to_gray(pixels), DPI, 1)) == 1


@pytest.mark.parametrize(("inch", "dpi"), [(0.08, 100), (0.08, 300), (0.08, 600), (0.066, 200), (0.1, 200)])
def test_resolution_and_reduced_print_do_not_matter(inch: float, dpi: int) -> None:
    assert len(_found(_bars(inch=inch, dpi=dpi), dpi)) == 1


@pytest.mark.parametrize(
    "page",
    [
        _bars(PATCH_2), _bars(PATCH_6), _bars((1, 1, 1, 1, 1, 1, 1)), _bars((*PATCH_T, 1, 1)),
        _bars(long=0.5), _bars(inch=0.02), _bars(inch=0.3), Image.new("L", A4, 255), Image.new("L", A4, 0),
    ],
)  # fmt: skip
def test_other_bars_are_no_patch_t(page: Image.Image) -> None:
    assert _found(page) == []


def test_bars_that_touch_print_are_no_patch_t() -> None:
    page = _bars()
    ImageDraw.Draw(page).rectangle([500, 224, 1200, 700], fill=0)
    assert _found(page) == []


def test_barcodes_of_any_size_are_no_patch_t() -> None:
    for name in ("Code128", "Code39", "ITF"):
        code = zxingcpp.create_barcode("12345678901234", getattr(zxingcpp.BarcodeFormat, name))
        for scale in (2, 4, 8, 16):
            page = Image.new("L", A4, 255)
            drawn = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=scale)))
            page.paste(drawn.resize((min(drawn.width, 1600), 500)), (20, 100))
            gray = np.asarray(page)
            assert [code.format for code in scan_codes(gray, gray, DPI, 1)] == [name]


def test_ruled_forms_and_filled_tables_are_no_patch_t() -> None:
    page = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(page)
    for row in range(30):
        pen.rectangle([150, 200 + 60 * row, 1500, 200 + 60 * row + (row % 4) * 9], fill=0)
    assert _found(page) == []


def test_no_paper_has_one_and_looking_costs_a_third_of_straightening() -> None:
    drawn = [to_gray(draw(sheet)) for slug in KINDS for sheet in paper(slug, 3).sheets]
    drawn += [to_gray(draw(sheet)) for slug in KINDS for sheet in other_paper(slug, 3).sheets]
    assert [find_patches(page, DPI, 1) for page in drawn] == [[]] * len(drawn)
    assert in_turns(lambda: find_patches(drawn[0], DPI, 1), drawn[0]) < 1 / 3


def test_it_is_among_the_codes_of_the_page() -> None:
    page = np.asarray(_bars())
    assert [(code.format, code.payload) for code in scan_codes(page, page, DPI, 1)] == [(FORMAT, PAYLOAD)]
