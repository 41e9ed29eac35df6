"""All pages of a PDF are found under the same number, whatever its tree says; one that is lost is told."""

import io
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from archive.settings import Settings
from digitize.copy.build import build_copy
from digitize.copy.extract import extract_pages
from digitize.errors import CopyFailed, DamagedFile, TooManyPixels
from digitize.formats.limits import Limits
from digitize.formats.look import look_at
from digitize.formats.pdf_pages import opened, page_of
from digitize.formats.pdf_structure import checked_unit
from digitize.formats.pdf_tree import numbered_alike
from digitize.ports import CopyPage
from fixtures.hostile.raw import CATALOGUE, raw_pdf, stream
from tests.digitize.reader.test_copying import METADATA

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"/MediaBox [0 0 420 595] /Resources << /Font << /F 3 0 R >> >>"
LIMITS = Limits.of(Settings(), "x.pdf")


def document(tree: bytes, *others: bytes, page: bytes = b"/Type /Page", shown: bytes = SHOWN) -> bytes:
    """Write a PDF whose pages "one" … "four" are objects 4 to 7; `others` are objects 12 and on."""
    pages = [b"<< %s /Parent 2 0 R /Contents %d 0 R %s >>" % (page, at, shown) for at in range(8, 12)]
    words = [
        stream(b"BT /F 20 Tf 60 400 Td (%s) Tj ET" % word) for word in (b"one", b"two", b"three", b"four")
    ]
    return raw_pdf([CATALOGUE, tree, FONT, *pages, *words, *others])


def tree(kids: bytes, count: int, more: bytes = b"") -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count %d %s >>" % (kids, count, more)


ALL = b"4 0 R 5 0 R 6 0 R 7 0 R"
FOUR = ["one", "two", "three", "four"]
THREE = ["one", "two", None, "four"]
UNLIKE: dict[str, tuple[bytes, list[str | None]]] = {
    "nothing": (document(tree(b"4 0 R 5 0 R 99 0 R 7 0 R", 4)), THREE),
    "null": (document(tree(b"4 0 R 5 0 R null 7 0 R", 4)), THREE),
    "number": (document(tree(b"4 0 R 5 0 R 12 7 0 R", 4)), THREE),
    "no-page": (document(tree(b"4 0 R 5 0 R 3 0 R 7 0 R", 4)), THREE),
    "count-less": (document(tree(ALL, 2)), FOUR),
    "count-more": (document(tree(ALL, 9)), FOUR),
    "twice": (document(tree(b"4 0 R 4 0 R 5 0 R", 3)), ["one", "one", "two"]),
    "no-type": (document(tree(ALL, 4), page=b""), FOUR),
    "inner-count": (
        document(
            tree(b"4 0 R 12 0 R 7 0 R", 4, SHOWN), tree(b"5 0 R 6 0 R", 7), shown=b"/Rotate 0"
        ), FOUR,
    ),
}  # fmt: skip
LIKE = {
    "flat": document(tree(ALL, 4)),
    "inherited": document(
        tree(b"4 0 R 12 0 R 7 0 R", 4, SHOWN), tree(b"5 0 R 6 0 R", 2, b"/Parent 2 0 R"), shown=b""
    ),
}


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        (tmp_path / "x.pdf").write_bytes(data)
        return tmp_path / "x.pdf"

    return write


def drawn(file: Path) -> list[str]:
    found = []
    with opened(file, None) as document:
        for number in range(1, len(document) + 1):
            with page_of(document, number, file) as page:
                found.append(page.get_textpage().get_text_bounded().strip())
    return found


@pytest.mark.parametrize("name", UNLIKE)
def test_each_library_finds_the_same_pages(file: Callable[[bytes], Path], name: str) -> None:
    data, words = UNLIKE[name]
    path, wanted = file(data), [word or "" for word in words]
    assert drawn(path) == wanted
    mended = numbered_alike(path, None)
    assert isinstance(mended, io.BytesIO)
    with pdfplumber.open(mended) as pdf:
        assert [page.extract_text() for page in pdf.pages] == wanted
    with pikepdf.open(numbered_alike(path, None)) as pdf:
        assert len(pdf.pages) == len(wanted)


@pytest.mark.parametrize("name", UNLIKE)
def test_a_page_that_is_lost_is_told_and_the_others_are_there(
    file: Callable[[bytes], Path], name: str
) -> None:
    data, words = UNLIKE[name]
    path = file(data)
    found = look_at(path, None, LIMITS)
    assert found.pages == len(words)
    assert [notice.code for notice in found.notices] == ["pdf-repaired"]
    for number, word in enumerate(words, 1):
        if word:
            assert checked_unit(path, None, number, LIMITS) == 1
        else:
            with pytest.raises(DamagedFile, match=f"page {number} is lost"):
                checked_unit(path, None, number, LIMITS)


@pytest.mark.parametrize("name", LIKE)
def test_a_sound_tree_is_left_alone(file: Callable[[bytes], Path], name: str) -> None:
    path = file(LIKE[name])
    assert numbered_alike(path, None) is path
    assert drawn(path) == FOUR
    assert look_at(path, None, LIMITS).notices == ()


@pytest.mark.parametrize("password", ["", "mở-ra"])
def test_an_encrypted_file_is_mended_and_still_called_encrypted(
    file: Callable[[bytes], Path], password: str
) -> None:
    path, locked = file(LIKE["flat"]), io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(
            locked,
            encryption=pikepdf.Encryption(owner="o", user=password),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    path.write_bytes(locked.getvalue().replace(b"/Count 4", b"/Count 2"))
    found = look_at(path, password or None, LIMITS)
    assert (found.pages, found.encrypted, len(found.notices)) == (4, True, 1)
    with opened(path, password or None) as document:
        assert len(document) == 4


def test_a_file_that_changes_is_looked_at_anew(file: Callable[[bytes], Path]) -> None:
    assert drawn(file(UNLIKE["count-more"][0])) == FOUR
    assert drawn(file(UNLIKE["twice"][0])) == ["one", "one", "two"]


def test_a_file_whose_pages_are_all_lost_is_refused(file: Callable[[bytes], Path]) -> None:
    with pytest.raises(DamagedFile):
        look_at(file(document(tree(b"3 0 R 12 0 R", 2))), None, LIMITS)


def test_a_circle_is_refused(file: Callable[[bytes], Path]) -> None:
    with pytest.raises(DamagedFile):
        look_at(file(document(tree(b"4 0 R 12 0 R", 2), tree(b"5 0 R 2 0 R", 2))), None, LIMITS)


def test_a_lost_page_is_never_copied_as_an_empty_one(file: Callable[[bytes], Path], tmp_path: Path) -> None:
    path, out = file(UNLIKE["null"][0]), tmp_path / "out.pdf"
    assert build_copy([CopyPage(path, n, (), 200, 0) for n in (1, 2, 4)], out, METADATA).pages == 3
    with pytest.raises(CopyFailed):
        build_copy([CopyPage(path, 3, (), 200, 0)], out, METADATA)
    extract_pages(path, [3, 4], out)
    assert checked_unit(out, None, 2, LIMITS) == 1
    with pytest.raises(DamagedFile):
        checked_unit(out, None, 1, LIMITS)


def picture(entries: bytes) -> bytes:
    head = b"/Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray %s"
    return stream(b"", head % entries)


HUGE, SMALL = b"/Width 30000 /Height 30000", b"/Width 9 /Height 9"
PLACES = {
    "picture": (b"<< /XObject << /I 12 0 R >> >>", (picture(HUGE),)),
    "soft-mask": (b"<< /XObject << /I 12 0 R >> >>", (picture(SMALL + b" /SMask 13 0 R"), picture(HUGE))),
    "mask": (b"<< /XObject << /I 12 0 R >> >>", (picture(SMALL + b" /Mask 13 0 R"), picture(HUGE))),
    "pattern": (
        b"<< /Pattern << /P 12 0 R >> >>",
        (stream(b"", b"/PatternType 1 /Resources << /XObject << /I 13 0 R >> >>"), picture(HUGE)),
    ),
    "group": (
        b"<< /ExtGState << /G << /SMask << /G 12 0 R >> >> >> >>",
        (stream(b"", b"/Subtype /Form /Resources << /XObject << /I 13 0 R >> >>"), picture(HUGE)),
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_picture_of_too_many_pixels_is_found_wherever_it_is_shown(
    file: Callable[[bytes], Path], name: str
) -> None:
    resources, objects = PLACES[name]
    bomb = b"/MediaBox [0 0 420 595] /Resources " + resources
    with pytest.raises(TooManyPixels):
        look_at(file(document(tree(b"4 0 R", 1), *objects, shown=bomb)), None, LIMITS)


def test_a_stamp_of_too_many_pixels_is_found(file: Callable[[bytes], Path]) -> None:
    looks = stream(b"", b"/Subtype /Form /Resources << /XObject << /I 13 0 R >> >>")
    note = b"/Annots [<< /Type /Annot /Subtype /Stamp /AP << /N 12 0 R >> >>] /MediaBox [0 0 420 595]"
    with pytest.raises(TooManyPixels):
        look_at(file(document(tree(b"4 0 R", 1), looks, picture(HUGE), shown=note)), None, LIMITS)


def test_a_page_of_too_many_pixels_leaves_the_others_to_be_read(file: Callable[[bytes], Path]) -> None:
    pages = [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %s >>" % (side, side, more)
        for side, more in ((500, b""), (14_000, b""), (500, b"/Resources << /XObject << /I 7 0 R >> >>"))
    ]
    path = file(raw_pdf([CATALOGUE, tree(b"4 0 R 5 0 R 6 0 R", 3), FONT, *pages, picture(HUGE)]))
    assert look_at(path, None, LIMITS).pages == 3
    assert checked_unit(path, None, 1, LIMITS) == 1
    with pytest.raises(TooManyPixels, match="Page 3"):
        checked_unit(path, None, 3, LIMITS)
