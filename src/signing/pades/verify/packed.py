"""Rule: what is packed, objects and tables, is packed so plainly that every program unpacks the same.

Programs differ in predictors, in abbreviated keys, in bytes behind the packed data, in numbers that are too
wide, and in objects that run into the next one: each shows another page than the one that was judged.
Must not look at what the objects mean. Source: ISO 32000-2, 7.4.4, 7.5.7 and 7.5.8.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef

from signing.pades.verify.spelling import BLANK, require_one

_MOST = 64_000_000
"""Bytes of one unpacked stream; papers have far fewer, and more is a bomb."""
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/DP", "/DL")
"""Keys by which data come from elsewhere, or that some programs read as `/Filter` and `/DecodeParms`."""
_FLATE = "/FlateDecode"
_UP, _PREDICTORS = 2, range(10, 16)
"""The only row of a table that all decode alike, and the predictors under which rows say what they are."""
_WIDEST = (1, 8, 8)
_KINDS = frozenset({0, 1, 2})
_TEXT = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_DEEPEST = 5
"""How deep a string may stand in strings; what lies deeper counts as none, which is the safe side."""
_NUMBERS = re.compile(rb"[ \t\r\n\f]*(?:\d{1,10}[ \t\r\n\f]+)*(?:\d{1,10})?")
Held = Mapping[int, int]
"""Number of an object → its index in the stream."""


def packing(reader: PdfFileReader) -> str:
    """Return why programs may unpack the file differently; empty where they cannot.

    Args:
        reader: of which no object was read yet: some never end.
    """
    for revision in range(reader.xrefs.total_revisions):
        at = reader.get_historical_resolver(revision)
        section = reader.xrefs.get_xref_container_info(revision)
        wrong = _of_table(at(section.stream_ref)) if section.stream_ref is not None else ""
        for number, held in held_by(reader.xrefs.get_xref_data(revision).xrefs_in_objstm).items():
            reference = generic.Reference(number, 0)
            if isinstance(reader.xrefs.get_historical_ref(reference, revision), ObjStreamRef):
                return f"object stream {number} is packed itself"
            wrong = wrong or _of_objects(at(reference), held)
        if wrong:
            return f"revision {revision}: {wrong}"
    return ""


def held_by(compressed: Mapping[int, ObjStreamRef]) -> dict[int, dict[int, int]]:
    """Return what each object stream holds, by a table: numbers of objects → their indexes."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for number, entry in compressed.items():
        found[entry.obj_stream_id][number] = entry.ix_in_stream
    return found


def runs_on(stream: generic.PdfObject, held: Held) -> str:
    """Return why an update's object stream holds more than the objects that its table names; empty if not.

    Raises:
        OddlySpelt: one of them is not spelt plainly, or not alone in its place.
    """
    texts = texts_of(stream)
    if set(texts) != set(held):
        return "an object stream holds what no table names"
    for text in texts.values():
        require_one(text)
    return ""


def texts_of(stream: generic.PdfObject) -> dict[int, bytes]:
    """Return the objects of an object stream as they are written, by their numbers.

    Raises:
        ValueError: two have one number.
    """
    numbers, places, data = _opened(stream, _unpacked(stream) or b"")
    if len(set(numbers)) < len(numbers):
        raise ValueError("two objects of an object stream have one number")
    ends = [*places[1:], len(data)]
    return {number: data[at:end] for number, at, end in zip(numbers, places, ends, strict=True)}


def _without_texts(data: bytes) -> bytes:
    """Return an object without its literal strings; strings may stand in strings."""
    for _ in range(_DEEPEST):
        data = _TEXT.sub(b"", data)
    return data


def _of_objects(stream: generic.PdfObject, held: Held) -> str:
    unpacked = _unpacked(stream)
    if unpacked is None or "/DecodeParms" in stream:  # type: ignore[operator]
        return "an object stream is packed in an unusual way"
    numbers, places, data = _opened(stream, unpacked)
    if any(not 0 <= index < len(numbers) or numbers[index] != number for number, index in held.items()):
        return "an object stream holds other objects than the table says"
    if places != sorted(set(places)) or data[: places[0]].strip(BLANK):
        return "the objects of an object stream are out of order"
    return "an object stream holds a comment" if b"%" in data and b"%" in _without_texts(data) else ""


def _opened(stream: generic.PdfObject, unpacked: bytes) -> tuple[list[int], list[int], bytes]:
    """Return the numbers of an object stream's objects, where each begins, and the text of all."""
    first = int(stream["/First"])  # type: ignore[index]
    header = unpacked[:first].split()
    plain = header and _NUMBERS.fullmatch(unpacked[:first]) is not None
    if not plain or len(header) != 2 * int(stream["/N"]):  # type: ignore[index]
        raise ValueError("the header of an object stream is no list of numbers")
    words = [int(word) for word in header]
    return words[::2], words[1::2], unpacked[first:]


def _of_table(stream: generic.PdfObject) -> str:
    unpacked = _unpacked(stream)
    if unpacked is None or not isinstance(stream, generic.StreamObject):
        return "the table is packed in an unusual way"
    widths = [int(width) for width in stream["/W"]]
    if len(widths) != 3 or any(not 0 <= own <= most for own, most in zip(widths, _WIDEST, strict=True)):
        return "the table's numbers are of an unusual width"
    plain = _without_rows(unpacked, sum(widths), stream.get("/DecodeParms"))
    ranges = [int(number) for number in stream["/Index"]] if "/Index" in stream else [0, int(stream["/Size"])]
    if plain is None or len(plain) != sum(ranges[1::2]) * sum(widths):
        return "the table's rows are of an unusual kind"
    kinds = plain[:: sum(widths)] if widths[0] else b""
    return "" if _KINDS.issuperset(kinds) else "the table has entries of unknown kinds"


def _without_rows(data: bytes, width: int, how: generic.PdfObject | None) -> bytes | None:
    """Return the table behind its predictor; None where programs may differ over it."""
    how = how[0] if isinstance(how, generic.ArrayObject) and len(how) == 1 else how
    if how is None or isinstance(how, generic.NullObject):
        return data
    if not isinstance(how, generic.DictionaryObject):
        return None
    predictor = int(how.get("/Predictor", 1))
    if predictor == 1:
        return data
    usual = (how.get("/Columns", 1), how.get("/Colors", 1), how.get("/BitsPerComponent", 8)) == (width, 1, 8)
    if predictor not in _PREDICTORS or not usual or len(data) % (width + 1):
        return None
    rows = np.frombuffer(data, np.uint8).reshape(-1, width + 1)
    # Each byte is told as the difference to the one above it.
    return rows[:, 1:].cumsum(axis=0, dtype=np.uint8).tobytes() if (rows[:, 0] == _UP).all() else None


def _unpacked(stream: generic.PdfObject) -> bytes | None:
    """Return the data of a stream that is packed by nothing or by Flate alone; None for any other."""
    if not isinstance(stream, generic.StreamObject) or any(key in stream for key in _ELSEWHERE):
        return None
    how = stream.get("/Filter")
    how = how[0] if isinstance(how, generic.ArrayObject) and len(how) == 1 else how
    if how is None:
        return bytes(stream.encoded_data)
    if how != _FLATE:
        return None
    machine = zlib.decompressobj()
    data = machine.decompress(stream.encoded_data, _MOST)
    return data if machine.eof and not machine.unused_data.strip(BLANK) else None
