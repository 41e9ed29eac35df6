"""Pictures enter the copy untouched where PDF/A lets them, without loss or converted once elsewhere."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageOps

from digitize.copy.build import build_copy
from tests.digitize.copy import papers


def _copy(file: Path, tmp_path: Path, no: int = 1):
    out = tmp_path / "copy.pdf"
    receipt = build_copy([papers.page(file, no)], out, papers.metadata())
    return receipt, out


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"optimize": True}])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_file_is_embedded_byte_for_byte(tmp_path, mode, options):
    file = tmp_path / "scan.jpg"
    file.write_bytes(papers.encoded(papers.picture(mode), "JPEG", dpi=(200, 200), **options))
    receipt, out = _copy(file, tmp_path)
    assert papers.pictures(out)[0].read_raw_bytes() == file.read_bytes()
    assert (receipt.streams_kept, receipt.rendered, receipt.converted) == (1, 0, 0)


def test_what_lies_behind_a_jpeg_does_not_enter(tmp_path):
    data = papers.encoded(papers.picture(), "JPEG")
    file = tmp_path / "scan.jpg"
    file.write_bytes(data + b"PK\x03\x04 something else \xff\xd9")
    _, out = _copy(file, tmp_path)
    assert papers.pictures(out)[0].read_raw_bytes() == data


def test_a_thumbnail_in_a_jpeg_does_not_end_it(tmp_path):
    inner = papers.encoded(papers.picture(size=(40, 40)), "JPEG")
    data = papers.encoded(papers.picture(), "JPEG")
    segment = b"Exif\0\0" + inner
    data = data[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]
    file = tmp_path / "scan.jpg"
    file.write_bytes(data)
    _, out = _copy(file, tmp_path)
    assert papers.pictures(out)[0].read_raw_bytes() == data


@pytest.mark.parametrize("tag", range(1, 9))
def test_the_exif_orientation_turns_the_page_not_the_stream(tmp_path, tag):
    image = papers.picture()
    exif = Image.Exif()
    exif[274] = tag
    file = tmp_path / "phone.jpg"
    file.write_bytes(papers.encoded(image, "JPEG", quality=95, exif=exif, dpi=(72.5, 72.5)))
    _, out = _copy(file, tmp_path)
    assert papers.pictures(out)[0].read_raw_bytes() == file.read_bytes()
    shown = papers.drawn(out)
    wanted = ImageOps.exif_transpose(Image.open(file)).resize(shown.size)
    assert papers.difference(shown, wanted) < 12


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_png_keeps_its_packed_rows(tmp_path, mode):
    file = tmp_path / "scan.png"
    image = papers.picture(mode)
    file.write_bytes(papers.encoded(image, "PNG", dpi=(200, 200)))
    receipt, out = _copy(file, tmp_path)
    stream = papers.pictures(out)[0]
    assert stream.read_raw_bytes() in _idat(file.read_bytes())
    assert receipt.streams_kept == 1
    _same_pixels(stream, image)


def _idat(data: bytes) -> list[bytes]:
    at, rows = 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        rows += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    return [rows]


def _same_pixels(stream, image):
    got = pikepdf.PdfImage(stream).as_pil_image().convert("RGB")
    assert papers.difference(got, image) == 0


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_deflate", "packbits"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_lossless_tiff_keeps_its_pixels(tmp_path, compression, mode):
    file = tmp_path / "scan.tif"
    image = papers.picture(mode)
    file.write_bytes(papers.encoded(image, "TIFF", compression=compression, dpi=(200, 200)))
    receipt, out = _copy(file, tmp_path)
    assert (receipt.streams_kept, receipt.converted) == (0, 0)
    _same_pixels(papers.pictures(out)[0], image)


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_a_fax_page_of_one_strip_is_embedded_byte_for_byte(tmp_path, compression):
    file = tmp_path / "fax.tif"
    image = papers.picture("1")
    file.write_bytes(papers.encoded(image, "TIFF", compression=compression, strip_size=10**7))
    receipt, out = _copy(file, tmp_path)
    stream = papers.pictures(out)[0]
    assert stream.Filter == Name.CCITTFaxDecode
    assert stream.read_raw_bytes() in file.read_bytes()
    assert receipt.streams_kept == 1
    assert _black_share(papers.drawn(out, scale=200 / 72), image) < 0.01


def test_a_fax_page_of_many_strips_keeps_its_pixels_and_stays_small(tmp_path):
    file = tmp_path / "fax.tif"
    image = papers.picture("1", (1700, 2200))
    file.write_bytes(papers.encoded(image, "TIFF", compression="group4", strip_size=8000))
    receipt, out = _copy(file, tmp_path)
    assert (receipt.streams_kept, receipt.converted) == (0, 0)
    assert papers.difference(papers.drawn(out, scale=200 / 72), image) < 0.5
    assert out.stat().st_size < 1.03 * file.stat().st_size + 20_000


def _black_share(shown: Image.Image, image: Image.Image) -> float:
    first = np.asarray(shown.convert("1").resize(image.size))
    return float((first != np.asarray(image)).mean())


def test_a_turned_tiff_page_is_shown_upright(tmp_path):
    image = papers.picture()
    file = tmp_path / "turned.tif"
    for compression in ("raw", "jpeg"):
        file.write_bytes(papers.encoded(image, "TIFF", compression=compression, tiffinfo={274: 6}))
        _, out = _copy(file, tmp_path)
        shown = papers.drawn(out)
        wanted = ImageOps.exif_transpose(image.transpose(Image.Transpose.ROTATE_270)).resize(shown.size)
        assert papers.difference(shown, wanted) < 12


def test_a_jpeg_within_a_tiff_keeps_its_picture(tmp_path):
    file = tmp_path / "scan.tif"
    image = papers.picture()
    file.write_bytes(papers.encoded(image, "TIFF", compression="jpeg", quality=90, strip_size=10**7))
    receipt, out = _copy(file, tmp_path)
    assert receipt.converted == 0
    assert papers.pictures(out)[0].Filter == Name.DCTDecode
    assert out.stat().st_size < 1.03 * file.stat().st_size + 20_000
    decoded = Image.open(file).convert("RGB")
    assert papers.difference(papers.drawn(out, scale=200 / 72).resize(image.size), decoded) < 12


def test_each_page_of_a_tiff_is_found_by_its_number(tmp_path):
    file = tmp_path / "three.tif"
    first, *others = (papers.picture("L", (300 + 50 * no, 400), no) for no in range(3))
    first.save(file, save_all=True, append_images=others, compression="tiff_lzw")
    for no in range(3):
        _, out = _copy(file, tmp_path, no + 1)
        _same_pixels(papers.pictures(out)[0], papers.picture("L", (300 + 50 * no, 400), no))


def test_sixteen_bits_become_the_upper_eight(tmp_path):
    samples = np.random.default_rng(3).integers(0, 65536, (60, 50), dtype=np.uint16)
    for kind in ("PNG", "TIFF"):
        file = tmp_path / f"deep.{kind.lower()}"
        Image.fromarray(samples).save(file, kind)
        receipt, out = _copy(file, tmp_path)
        got = np.asarray(pikepdf.PdfImage(papers.pictures(out)[0]).as_pil_image())
        assert (got == samples >> 8).all()
        assert receipt.converted == 0


def test_transparency_becomes_white_paper_without_what_lay_under_it(tmp_path):
    image = papers.picture("RGBA")
    image.putalpha(0)
    file = tmp_path / "clear.png"
    image.save(file)
    _, out = _copy(file, tmp_path)
    assert papers.drawn(out).getextrema() == ((255, 255),) * 3
    assert pikepdf.PdfImage(papers.pictures(out)[0]).as_pil_image().getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_converted_once_and_counted(tmp_path, kind):
    image = papers.picture("CMYK")
    file = tmp_path / "cmyk"
    file.write_bytes(papers.encoded(image, kind))
    receipt, out = _copy(file, tmp_path)
    assert (receipt.streams_kept, receipt.rendered, receipt.converted) == (0, 0, 1)
    stream = papers.pictures(out)[0]
    assert (stream.Filter, stream.ColorSpace) == (Name.DCTDecode, Name.DeviceRGB)
    got = Image.open(io.BytesIO(stream.read_raw_bytes()))
    assert papers.difference(got, Image.open(file)) < 6


def test_webp_is_converted_once_and_counted(tmp_path):
    file = tmp_path / "scan.webp"
    file.write_bytes(papers.encoded(papers.picture(), "WEBP", lossless=True))
    receipt, out = _copy(file, tmp_path)
    assert receipt.converted == 1
    got = Image.open(io.BytesIO(papers.pictures(out)[0].read_raw_bytes()))
    assert papers.difference(got, papers.picture()) < 6


def test_a_sound_profile_stays_with_its_picture_and_a_wrong_one_does_not(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = tmp_path / "scan.jpg"
    for given, kept in ((profile, True), (profile[:200], False), (b"", False)):
        file.write_bytes(papers.encoded(papers.picture(), "JPEG", icc_profile=given))
        _, out = _copy(file, tmp_path)
        assert isinstance(papers.pictures(out)[0].ColorSpace, Array) is kept


@pytest.mark.parametrize(
    ("dpi", "wide"),
    [((300, 300), 400 * 72 / 300), ((72, 72), 144), ((1, 1), 144), ((2400, 2400), 144), (None, 144)],
)
def test_a_page_has_the_size_of_the_paper(tmp_path, dpi, wide):
    file = tmp_path / "scan.png"
    file.write_bytes(papers.encoded(papers.picture(), "PNG", **({"dpi": dpi} if dpi else {})))
    _, out = _copy(file, tmp_path)
    with pikepdf.open(out) as pdf:
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, wide, wide * 1.4375], abs=0.05)


def test_a_fax_with_other_resolution_down_than_across_keeps_its_shape(tmp_path):
    file = tmp_path / "fax.tif"
    file.write_bytes(
        papers.encoded(papers.picture("1", (1728, 1078)), "TIFF", compression="group4", dpi=(204, 98))
    )
    _, out = _copy(file, tmp_path)
    with pikepdf.open(out) as pdf:
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, 1728 * 72 / 204, 1078 * 72 / 98], rel=0.01)


def _pdf(tmp_path: Path, image: Image.Image, data: bytes, filter_: str, **entries: object) -> Path:
    pdf, file = pikepdf.Pdf.new(), tmp_path / "in.pdf"
    stream = papers.image_stream(pdf, image, data, filter_, **entries)
    papers.add_page(
        pdf, b"q 200 0 0 287.5 0 0 cm /Im Do Q", Dictionary(XObject=Dictionary(Im=stream)), (0, 0, 200, 287.5)
    )
    pdf.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file


def test_a_fax_stream_of_a_pdf_is_embedded_byte_for_byte(tmp_path):
    image = papers.picture("1")
    held = io.BytesIO(papers.encoded(image, "TIFF", compression="group4", strip_size=10**7))
    with Image.open(held) as tiff:
        offset, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    data = held.getvalue()[offset : offset + size]
    parms = Dictionary(K=-1, Columns=400, Rows=575, BlackIs1=False)
    file = _pdf(tmp_path, image, data, "CCITTFaxDecode", DecodeParms=parms)
    receipt, out = _copy(file, tmp_path)
    assert papers.pictures(out)[0].read_raw_bytes() == data
    assert receipt.streams_kept == 1
    assert papers.difference(papers.drawn(out), papers.drawn(file)) == 0


def test_a_jbig2_stream_keeps_its_bytes_and_its_shared_symbols(tmp_path):
    # No encoder here: what is carried is bytes, which nobody on the way decodes.
    pdf_bytes, symbols = b"\x00\x00\x00\x01\x30 page", b"\x00\x00\x00\x00\x00 symbols"
    pdf, file = pikepdf.Pdf.new(), tmp_path / "in.pdf"
    stream = papers.image_stream(pdf, papers.picture("1"), pdf_bytes, "JBIG2Decode")
    stream.DecodeParms = Dictionary(JBIG2Globals=pdf.make_stream(symbols))
    resources = Dictionary(XObject=Dictionary(Im=stream))
    for _ in range(2):
        papers.add_page(pdf, b"q 200 0 0 287.5 0 0 cm /Im Do Q", resources, (0, 0, 200, 287.5))
    pdf.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    receipt, out = _copy(file, tmp_path)
    made = papers.pictures(out)[0]
    assert made.read_raw_bytes() == pdf_bytes
    assert made.DecodeParms.JBIG2Globals.read_bytes() == symbols
    assert receipt.streams_kept == 1


@pytest.mark.parametrize("inverted", [False, True])
def test_a_cmyk_jpeg_of_a_pdf_is_converted_to_the_colours_that_viewers_show(tmp_path, inverted):
    image = papers.picture("CMYK")
    entries = {"Decode": Array([1, 0] * 4)} if inverted else {}
    file = _pdf(tmp_path, image, papers.encoded(image, "JPEG", quality=95), "DCTDecode", **entries)
    receipt, out = _copy(file, tmp_path)
    assert receipt.converted == 1
    assert papers.difference(papers.drawn(out), papers.drawn(file)) < 4


def test_a_jpeg_2000_stream_is_converted_to_what_viewers_show(tmp_path):
    image = papers.picture()
    file = _pdf(tmp_path, image, papers.encoded(image, "JPEG2000", irreversible=False), "JPXDecode")
    receipt, out = _copy(file, tmp_path)
    assert receipt.converted == 1
    got = Image.open(io.BytesIO(papers.pictures(out)[0].read_raw_bytes()))
    assert got.size == image.size
    assert papers.difference(got, image) < 6


def test_an_lzw_stream_is_packed_anew_without_loss(tmp_path):
    image = papers.picture("L", (16, 8))
    bits = "100000000" + "".join(f"{value:09b}" for value in image.tobytes()[:120]) + "100000001"
    short = Image.frombytes("L", (15, 8), image.tobytes()[:120])
    data = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    file = _pdf(tmp_path, short, data, "LZWDecode")
    receipt, out = _copy(file, tmp_path)
    stream = papers.pictures(out)[0]
    assert stream.Filter == Name.FlateDecode
    assert stream.read_bytes() == short.tobytes()
    assert (receipt.streams_kept, receipt.rendered, receipt.converted) == (0, 0, 0)


def test_a_picture_of_many_pages_is_stored_once(tmp_path):
    file = tmp_path / "scan.pdf"
    data = papers.scanned_pdf(file)
    out = tmp_path / "copy.pdf"
    build_copy([papers.page(file)] * 4, out, papers.metadata())
    assert out.read_bytes().count(data) == 1
