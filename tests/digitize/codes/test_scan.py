"""Codes are found however the page lies, with the payload bit for bit."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from archive.values.reading import QrCode
from digitize.codes.scan import scan_codes
from fixtures.scans.ink import stamp
from fixtures.scans.light import faint, noise, soften
from tests.fakes.pages import page

PAYLOAD = "H31.12-250701-0042|1.001193|033187004512|Giấy khai sinh"


def found_on(image: Image.Image, number: int = 1) -> tuple[QrCode, ...]:
    return scan_codes(np.asarray(image), np.asarray(image.convert("L")), 200, number)


def with_code(payload: str = PAYLOAD, at: tuple[int, int] = (90, 70)) -> Image.Image:
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
    image = page().convert("L")
    image.paste(Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=4))), at)
    return image


@pytest.mark.parametrize("degrees", [0, 2.5, 45, 90, 180, 270])
def test_a_code_is_read_in_any_rotation(degrees: float) -> None:
    image = with_code().rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    (found,) = found_on(image, 3)
    assert (found.payload, found.page, found.format) == (PAYLOAD, 3, "QRCode")
    box = found.box
    assert 0 <= box.left < box.right <= image.width
    assert 0 <= box.top < box.bottom <= image.height


def test_the_box_lies_on_the_code() -> None:
    (found,) = found_on(with_code(at=(600, 900)))
    assert 600 <= found.box.left < 700
    assert 900 <= found.box.top < 1000


def test_codes_come_from_top_to_bottom() -> None:
    image = with_code("thứ hai", at=(100, 1500))
    image.paste(with_code("thứ nhất", at=(0, 0)).crop((0, 0, 200, 200)), (1300, 40))
    assert [code.payload for code in found_on(image)] == ["thứ nhất", "thứ hai"]


def test_a_page_without_codes_has_none() -> None:
    assert found_on(page().convert("L")) == ()


def test_a_code_half_under_a_coloured_seal_is_read() -> None:
    image = np.asarray(with_code(at=(600, 900)).convert("RGB"))
    assert zxingcpp.read_barcodes(image)
    sealed = stamp(image, "ỦY BAN NHÂN DÂN XÃ TÂN LẬP", (790, 990), 5)
    assert not zxingcpp.read_barcodes(sealed)
    assert [code.payload for code in found_on(Image.fromarray(sealed))] == [PAYLOAD]


def test_a_code_printed_so_pale_that_it_comes_apart_is_read() -> None:
    clean = np.asarray(with_code(at=(600, 900)).convert("RGB"))
    pale = noise(soften(faint(clean)), 3)
    assert [code.payload for code in found_on(Image.fromarray(pale))] == [PAYLOAD]


def test_what_only_looks_like_a_code_costs_little_memory() -> None:
    """A rough picture over the whole page: nothing is enlarged that is larger than codes are."""
    rough = np.random.default_rng(4).integers(0, 256, (2339, 1654), np.uint8)
    assert found_on(Image.fromarray(rough)) == ()
