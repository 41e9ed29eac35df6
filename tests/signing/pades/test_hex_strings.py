"""Hexadecimal strings are read at once, and exactly as pyHanko reads them digit by digit."""

import inspect
import io
import secrets
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError

from signing.pades.hex_strings import read_hex_at_once

Read = Callable[[io.BytesIO], object]


@pytest.fixture(scope="module")
def digit_by_digit() -> Read:
    """PyHanko's own reading, whether or not it was replaced before."""
    found = generic.read_hex_string_from_stream
    return inspect.getclosurevars(found).nonlocals.get("digit_by_digit", found)


def _outcome(read: Read, data: bytes) -> tuple[object, ...]:
    stream = io.BytesIO(data)
    try:
        found = read(stream)
    except (PdfReadError, PdfStreamError) as error:
        return type(error), str(error)
    return type(found), found, stream.tell()


@settings(deadline=None)
@given(st.text("0123456789abcdefABCDEF <>%\n\x00gz", max_size=40).map(str.encode))
@example(b"")
@example(b"41>42")
@example(b"4 1\n42>")
@example(b"414>")
@example(b"%>\n41>")
@example(b"feff0041>")
def test_it_reads_what_was_read_before(digit_by_digit: Read, inside: bytes) -> None:
    read_hex_at_once()
    data = b"<" + inside + b" rest"
    assert _outcome(generic.read_hex_string_from_stream, data) == _outcome(digit_by_digit, data)


def test_an_object_s_strings_are_read_so() -> None:
    read_hex_at_once()
    secret = secrets.token_bytes(20_000)
    stream = _Counted(b"<" + secret.hex().encode() + b">")
    reference = generic.TrailerReference(None)  # type: ignore[arg-type]
    found = generic.read_object(stream, reference)
    assert isinstance(found, generic.ByteStringObject)
    assert found.original_bytes == secret
    assert stream.reads < 10


def test_one_longer_than_any_signature_is_read_too() -> None:
    read_hex_at_once()
    same = generic.read_hex_string_from_stream(io.BytesIO(b"<" + b"41" * 70_000 + b">")) == "A" * 70_000
    assert same


class _Counted(io.BytesIO):
    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)
