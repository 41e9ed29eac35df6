"""veraPDF, the reference validator of PDF/A, finds every copy to be the PDF/A-2u that it declares."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from digitize.copy.build import build_copy
from tests.digitize.copy import papers
from tests.peers.corpus import Case
from tests.peers.java_front import NotHere
from tests.peers.verapdf_runner import Judgement, judge

pytestmark = [pytest.mark.peers, pytest.mark.timeout(1_800)]

SOUND = Judgement("2u", "PASS", "[]")

_PICTURES: dict[str, Callable[[], bytes]] = {
    "baseline.jpg": lambda: papers.encoded(papers.picture(), "JPEG", dpi=(200, 200)),
    "progressive.jpg": lambda: papers.encoded(papers.picture("L"), "JPEG", progressive=True),
    "profile.jpg": lambda: papers.encoded(papers.picture(), "JPEG", icc_profile=_profile()),
    "cmyk.jpg": lambda: papers.encoded(papers.picture("CMYK"), "JPEG"),
    "bits.png": lambda: papers.encoded(papers.picture("1"), "PNG"),
    "palette.png": lambda: papers.encoded(papers.picture("P"), "PNG"),
    "clear.png": lambda: papers.encoded(papers.picture("RGBA"), "PNG"),
    "deep.png": lambda: papers.encoded(_deep(), "PNG"),
    "fax4.tif": lambda: papers.encoded(papers.picture("1"), "TIFF", compression="group4", strip_size=10**7),
    "fax3.tif": lambda: papers.encoded(papers.picture("1"), "TIFF", compression="group3", strip_size=10**7),
    "strips.tif": lambda: papers.encoded(papers.picture("1"), "TIFF", compression="group4", strip_size=4000),
    "lzw.tif": lambda: papers.encoded(papers.picture(), "TIFF", compression="tiff_lzw"),
    "jpeg.tif": lambda: papers.encoded(papers.picture(), "TIFF", compression="jpeg"),
    "scan.webp": lambda: papers.encoded(papers.picture(), "WEBP"),
}


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _deep() -> Image.Image:
    return Image.new("I;16", (90, 60), 40_000)


def _pdfs(folder: Path) -> Iterator[Path]:
    """Write PDFs whose pages are rebuilt or drawn."""
    papers.scanned_pdf(folder / "turned.pdf", rotate=90, hidden="hidden words")
    yield folder / "turned.pdf"
    pdf, image = pikepdf.Pdf.new(), papers.picture()
    mask = papers.image_stream(
        pdf, image.convert("L"), papers.encoded(image.convert("L"), "JPEG"), "DCTDecode"
    )
    data = papers.encoded(image, "JPEG")
    back = papers.image_stream(pdf, image, data, "DCTDecode", Interpolate=True, SMask=mask)
    stencil = pikepdf.Stream(pdf, image.convert("1").tobytes())
    stencil.Type, stencil.Subtype, stencil.ImageMask = Name.XObject, Name.Image, True
    stencil.Width, stencil.Height, stencil.BitsPerComponent = *image.size, 1
    names = Dictionary(A=back, B=pdf.make_indirect(stencil))
    layered = b"q 300 0 0 400 0 0 cm /A Do 0 0 .6 rg /B Do Q"
    papers.add_page(pdf, layered, Dictionary(XObject=names), (0, 0, 300, 400))
    drawn = layered + b" 1 0 0 RG 5 5 m 200 200 l S"
    papers.add_page(pdf, drawn, Dictionary(XObject=names), (0, 0, 300, 400), UserUnit=2)
    profile = pdf.make_stream(_profile())
    profile.N = 3
    calibrated = papers.image_stream(
        pdf, image, data, "DCTDecode", ColorSpace=Array([Name.ICCBased, profile])
    )
    small = image.convert("RGB").resize((20, 30))
    indexed = papers.image_stream(
        pdf,
        small,
        bytes(range(200)) * 3,
        "ASCIIHexDecode",
        ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes(range(256)) * 3)]),
    )
    indexed.write((bytes(range(200)) * 3).hex().encode() + b">", filter=Name.ASCIIHexDecode)
    names = Dictionary(A=calibrated, B=indexed)
    content = b"q 300 0 0 400 0 0 cm /A Do Q q 50 0 0 50 9 9 cm /B Do Q"
    papers.add_page(pdf, content, Dictionary(XObject=names), (0, 0, 300, 400))
    papers.add_page(pdf, b"", Dictionary(), (0, 0, 300, 400))
    pdf.save(folder / "kinds.pdf")
    yield folder / "kinds.pdf"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judgement]:
    """Build a copy of every kind of original, and have all judged in one run of veraPDF."""
    folder = tmp_path_factory.mktemp("originals")
    copies = {}
    originals = [*_pdfs(folder)]
    for name, draw in _PICTURES.items():
        (folder / name).write_bytes(draw())
        originals.append(folder / name)
    for file in originals:
        pages = range(1, _count(file) + 1)
        out = folder / f"{file.name}.copy.pdf"
        given = [papers.page(file, no, papers.words(), rotation=90 * (no % 4)) for no in pages]
        build_copy(given, out, papers.metadata(number="02/2024/GUQ-BS", dossier="H31.12-250701-0042"))
        copies[file.name] = out
    copies["no-text"] = folder / "no-text.pdf"
    build_copy([papers.page(folder / "baseline.jpg")], copies["no-text"], papers.metadata())
    copies["spoilt"] = folder / "spoilt.pdf"
    with pikepdf.open(copies["no-text"]) as pdf:
        pdf.pages[0].obj.Resources.XObject.P0.Interpolate = True
        pdf.save(copies["spoilt"])
    try:
        return dict(zip(copies, judge(list(copies.values())), strict=True))
    except NotHere as reason:
        pytest.skip(str(reason))


def _count(file: Path) -> int:
    if file.suffix != ".pdf":
        return 1
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("name", ["turned.pdf", "kinds.pdf", *_PICTURES, "no-text"])
def test_a_copy_is_the_archive_file_that_it_declares(judged, name):
    assert judged[name] == SOUND


def test_the_judge_does_not_pass_everything(judged):
    assert judged["spoilt"].verdict == "FAIL"
    assert judged["spoilt"].broken.startswith("[6.2.8-")


def test_a_copy_stays_the_archive_file_that_it_is_in_every_layout_and_level(
    own_cases: list[Case], folder: Path, copy: bytes
) -> None:
    """Also completed later, and renewed; the key's kind makes no difference to the form."""
    before = folder / "copy.pdf"
    assert before.read_bytes() == copy
    signed = [case.question.file for case in own_cases if case.base == "p256"]
    try:
        said = judge([before, *signed])
    except NotHere as reason:
        pytest.skip(str(reason))
    wrong = {file.name: one for file, one in zip([before, *signed], said, strict=True) if one != SOUND}
    assert wrong == {}
