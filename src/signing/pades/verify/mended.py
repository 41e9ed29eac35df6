"""Rule: who begins to read elsewhere than at the end, or mends the file, finds what the tables name.

Programs mend a file for reasons of their own, and show the last object of each number that they come across.
Must not look at what the objects mean. Source: ISO 32000-2, 7.5.6 and annex F.3.3.
"""

import io
import re
from collections.abc import Iterator
from decimal import Decimal

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import read_non_whitespace
from pyhanko.pdf_utils.xref import ObjStreamRef

from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.opened import Opened
from signing.pades.verify.spelling import BLANK, OPENING, OddlySpelt, end_of

_HEAD = re.compile(rb"%PDF-\d\.\d(?:(?!obj)[^\r\n])*+(?:[ \t\r\n\0\f]++|%(?:(?!obj)[^\r\n])*+)*+")
"""The header and the comments behind it; an object in one of them is the first one to some programs."""
_LINEARIZED = re.compile(
    rb"/" + b"".join(b"(?:%c|#%02x)" % (one, one) for one in b"Linearized"), re.IGNORECASE
)
_WRAPPED = 1 << 32
"""Where numbers begin again in some programs."""
_OBJ = re.compile(rb"obj\b")
_DIGITS = b"0123456789"


def begins_elsewhere(data: bytes) -> bool:
    """Whether programs may find the file linearized and as long as it says: with an update it is longer.

    Source: ISO 32000-2, annex F.3.3.
    """
    head = _HEAD.match(data)
    opening = OPENING.match(data, head.end()) if head is not None else None
    if opening is None:
        return _LINEARIZED.search(data) is not None
    try:
        end = end_of(data, opening.end())
    except OddlySpelt:
        return _LINEARIZED.search(data, opening.end()) is not None
    stream = io.BytesIO(data[opening.end() : end] + b" ")
    read_non_whitespace(stream, seek_back=True)  # type: ignore[no-untyped-call]
    first = generic.read_object(stream, generic.Reference(int(opening[1]), int(opening[2])))
    if not isinstance(first, generic.DictionaryObject) or "/Linearized" not in first:
        return False
    length = first.get("/L")
    return not isinstance(length, int | Decimal) or int(length) % _WRAPPED == len(data)


def _titles(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield number, generation and place of what looks like the begin of an object, anywhere."""
    behind = 0
    for word in _OBJ.finditer(data):
        before = data[behind : word.start()].rstrip(BLANK)
        number = before.rstrip(_DIGITS)
        title = number.rstrip(BLANK)
        other = title.rstrip(_DIGITS)
        if len(other) < len(title) < len(number) < len(before):
            yield int(title[len(other) :]), int(before[len(number) :]), behind + len(other)
        behind = word.end()


def check_drafts(opened: Opened) -> Iterator[Finding]:
    """The last text of each number must be the object: who mends a file shows the last one.

    Source: ISO 32000-2, 7.5.6, where an update behind an object takes its place.
    """
    xrefs = opened.reader.xrefs
    tables = {xrefs.get_startxref_for_revision(revision) for revision in range(opened.last + 1)}
    last = {number: (generation, at) for number, generation, at in _titles(opened.data)}
    for number, (generation, at) in last.items():
        place = xrefs.get_historical_ref(generic.Reference(number, generation), opened.last)
        if isinstance(place, ObjStreamRef):
            # The object is as new as the stream that holds it.
            place = xrefs.get_historical_ref(generic.Reference(place.obj_stream_id, 0), opened.last)
            found = isinstance(place, int) and at < place
        else:
            found = isinstance(place, int) and not opened.data[place:at].strip(BLANK) and place <= at
        if not found and at not in tables:
            yield cannot_judge(Line.CHANGES, f"a draft of object {number} stands behind it")
            return
