"""What is packed plainly passes, and what programs unpack differently is told before any object is read."""

import io
import zlib

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from archive.values.verdict import Verdict
from fixtures.forgeries import packed
from fixtures.forgeries.comments import entries
from fixtures.forgeries.objects import last_table
from fixtures.forgeries.streams import PLAIN, with_stream_table
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf
from signing.pades.verify.packed import packing
from tests.signing.pades.verify.judging import judged


@pytest.mark.parametrize("base", ["b", "lta", "sealed"])
def test_an_update_that_is_packed_plainly_passes(office: Office, files: dict[str, bytes], base: str) -> None:
    assert judged(office, packed.again(files[base])).verdict is Verdict.PASSED


def _table(how: bytes, rows: bytes) -> bytes:
    """Return a paper with a further table of one row, packed in some way."""
    plain = plain_pdf()
    table, size = last_table(plain)
    text = b"%d 0 obj\n<</Type /XRef /Size %d /W [1 4 1] /Index [%d 1] /Root 1 0 R /Prev %d %s"
    head = text % (size, size + 1, size, table, how) + b" /Length %d>>\nstream\n" % len(rows)
    return plain + head + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(plain)


@pytest.mark.parametrize(("between", "word"), [(b" ", Verdict.PASSED), (b"\x0b", Verdict.INDETERMINATE)])
def test_an_object_written_again_in_a_stream_is_the_last_one(
    office: Office, files: dict[str, bytes], between: bytes, word: Verdict
) -> None:
    reader = PdfFileReader(io.BytesIO(files["b"]))
    head = b"%d%b0 " % (reader.root_ref.idnum, between)
    text = head + b"<<%b>>" % entries(reader.root)
    again = packed.with_objects(files["b"], reader.root_ref.idnum, text, b"", first=len(head))
    assert judged(office, again).verdict is word


def _row(kind: int = 1) -> bytes:
    return bytes([kind]) + len(plain_pdf()).to_bytes(4, "big") + b"\0"


def _rows(tag: int) -> bytes:
    return zlib.compress(bytes([tag]) + _row())


FLATE, UP = b"/Filter /FlateDecode ", b"/DecodeParms <</Predictor 12 /Columns 6>>"
TABLES = {
    "plain": (_table(b"", _row()), ""),
    "flate": (_table(FLATE, zlib.compress(_row())), ""),
    "up": (_table(FLATE + UP, _rows(2)), ""),
    "as lists": (_table(b"/Filter [/FlateDecode] /DecodeParms [<</Predictor 15 /Columns 6>>]", _rows(2)), ""),
    "a line end behind": (_table(FLATE, zlib.compress(_row()) + b"\r\n"), ""),
    "bytes behind": (_table(FLATE, zlib.compress(_row()) + b"x"), "unusual way"),
    "two filters": (
        _table(b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(zlib.compress(_row()))),
        "unusual way",
    ),
    "short key": (_table(b"/F /FlateDecode", _row()), "unusual way"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_by_all_alike_or_told(name: str) -> None:
    data, wrong = TABLES[name]
    assert wrong in packing(PdfFileReader(io.BytesIO(data)))
    assert bool(wrong) == bool(packing(PdfFileReader(io.BytesIO(data))))


def test_a_table_of_rows_that_some_read_otherwise_is_told(office: Office) -> None:
    for tag in (0, 1, 3, 4):
        assert judged(office, _table(FLATE + UP, _rows(tag))).verdict is not Verdict.PASSED


def test_a_stream_table_that_names_a_thousand_objects_is_read(
    office: Office, files: dict[str, bytes]
) -> None:
    body = b"".join(b"%d 0 obj\nnull\nendobj\n" % number for number in range(2000, 2003))
    entries = [(2000 + n, PLAIN, n * len(b"2000 0 obj\nnull\nendobj\n"), 0) for n in range(3)]
    assert packing(PdfFileReader(io.BytesIO(with_stream_table(files["b"], body, entries)))) == ""
