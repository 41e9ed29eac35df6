"""A file is known by its content, and refused with the right error before it can do harm."""

import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from archive.errors import SohoaError
from archive.settings import Settings
from archive.values.reading import Look
from digitize.errors import (
    DamagedFile,
    EmptyFile,
    PasswordRequired,
    TooManyBytes,
    TooManyPages,
    TooManyPixels,
    UnknownFormat,
)
from digitize.formats.limits import Limits
from digitize.formats.look import look_at
from fixtures import hostile
from tests.fakes.pages import page

SMALL = Settings(max_bytes=20_000_000, max_pages=3, max_pixels=5_000_000)


def look(file: Path, password: str | None = None, settings: Settings = SMALL) -> Look:
    return look_at(file, password, Limits.of(settings, file.name))


def pdf(file: Path, pages: int = 1, **saving: object) -> Path:
    """Write a born-digital PDF."""
    drawn = canvas.Canvas(str(file), pagesize=(595, 842))
    for number in range(pages):
        drawn.drawString(80, 700, f"page {number}")
        drawn.showPage()
    drawn.save()
    if saving:
        with pikepdf.open(file, allow_overwriting_input=True) as opened:
            opened.save(file, **saving)
    return file


@pytest.mark.parametrize(
    ("saved_as", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("TIFF", "image/tiff"),
        ("WEBP", "image/webp"),
        ("JPEG2000", "image/jp2"),
        ("PDF", "application/pdf"),
    ],
)
def test_the_type_is_that_of_the_content_whatever_the_name(
    tmp_path: Path, saved_as: str, media_type: str
) -> None:
    file = tmp_path / "giấy khai sinh.docx"
    page().save(file, saved_as)
    found = look(file)
    assert (found.media_type, found.pages, found.born_digital) == (media_type, 1, False)


@pytest.mark.parametrize(
    "content",
    [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"x" * 99, b"GIF89a" + b"x" * 99, b"PK\x03\x04" + b"x" * 99,
     "Đây chỉ là chữ".encode(), bytes(range(256)) * 4],
)  # fmt: skip
def test_what_is_neither_picture_nor_pdf_is_refused_and_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(content)
    with pytest.raises(UnknownFormat) as refused:
        look(file)
    assert refused.value.facts["found"]


def test_heic_is_named_when_refused(tmp_path: Path) -> None:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    with pytest.raises(UnknownFormat, match="HEIC"):
        look(file)


def test_an_empty_file_and_one_over_the_limit_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.touch()
    with pytest.raises(EmptyFile):
        look(file)
    with file.open("wb") as stream:
        stream.truncate(SMALL.max_bytes + 1)
    with pytest.raises(TooManyBytes):
        look(file)


@pytest.mark.parametrize("saved_as", ["JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "PDF"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, saved_as: str, share: float) -> None:
    file = tmp_path / "scan"
    page().save(file, saved_as)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DamagedFile):
        look(file)


def test_a_pdf_with_a_broken_table_of_objects_is_mended_and_said_so(tmp_path: Path) -> None:
    file = pdf(tmp_path / "scan.pdf", 2)
    data = file.read_bytes()
    at = data.rindex(b"startxref")
    file.write_bytes(data[:at] + b"startxref\n7\n%%EOF\n")
    found = look(file)
    assert found.pages == 2
    assert [notice.code for notice in found.notices] == ["pdf-repaired"]


def test_a_pdf_that_needs_a_password_is_refused_until_it_is_given(tmp_path: Path) -> None:
    file = pdf(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="mở-ra"))
    with pytest.raises(PasswordRequired):
        look(file)
    with pytest.raises(PasswordRequired):
        look(file, "khác")
    assert look(file, "mở-ra").encrypted


def test_a_pdf_that_opens_with_the_empty_password_is_accepted(tmp_path: Path) -> None:
    file = pdf(tmp_path / "open.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    assert look(file).encrypted
    assert not look(pdf(tmp_path / "plain.pdf")).encrypted


def test_more_pages_than_allowed_are_refused(tmp_path: Path) -> None:
    assert look(pdf(tmp_path / "three.pdf", 3)).pages == 3
    with pytest.raises(TooManyPages):
        look(pdf(tmp_path / "four.pdf", 4))
    sheet = page(size=(300, 300)).convert("1")
    sheet.save(tmp_path / "four.tif", save_all=True, append_images=[sheet] * 3)
    with pytest.raises(TooManyPages):
        look(tmp_path / "four.tif")


def test_a_picture_that_declares_too_many_pixels_is_refused_before_decoding(tmp_path: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    file = tmp_path / "bomb.png"
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    )
    with pytest.raises(TooManyPixels):
        look(file)


def test_a_pdf_page_or_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    wide = pikepdf.new()
    wide.add_blank_page(page_size=(5_000, 5_000))
    wide.save(tmp_path / "wide.pdf")
    with pytest.raises(TooManyPixels):
        look(tmp_path / "wide.pdf")
    file = pdf(tmp_path / "inside.pdf")
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        picture = pikepdf.Stream(opened, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                 Width=90_000, Height=90_000)  # fmt: skip
        form = pikepdf.Stream(opened, b"", Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture, Self=form))
        opened.pages[0].Resources.XObject = pikepdf.Dictionary(Fm=form)
        opened.save(file)
    with pytest.raises(TooManyPixels):
        look(file)


def test_a_scan_on_a_page_of_as_many_points_as_pixels_is_no_bomb(tmp_path: Path) -> None:
    page().save(tmp_path / "scan.pdf", resolution=72)
    assert look(tmp_path / "scan.pdf").pages == 1


def test_signatures_are_counted_and_drawings_told_from_scans(tmp_path: Path) -> None:
    file = pdf(tmp_path / "signed.pdf")
    assert look(file).signatures == 0
    assert look(file).born_digital
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        for number in range(2):
            opened.Root[f"/Keep{number}"] = opened.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"x")
            )
        opened.save(file)
    assert look(file).signatures == 2


def test_every_hostile_file_is_refused_with_its_code(tmp_path: Path) -> None:
    for case in hostile.make(tmp_path):
        if "reader-killed" in case.also:  # only a child with limits can refuse it: tests of the pool
            continue
        with pytest.raises(SohoaError) as refused:
            look(case.path, settings=Settings())
        assert refused.value.code in (case.code, *case.also), case.path.name


def test_a_damaged_picture_says_so_without_naming_folders(tmp_path: Path) -> None:
    file = tmp_path / "scan.jpg"
    Image.new("RGB", (50, 50)).save(file)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(DamagedFile) as refused:
        look(file)
    assert str(tmp_path) not in refused.value.text_vi + refused.value.text_en
