"""Rule: a signature covers its whole revision except the one hole that holds itself.

Must not look at certificates. Source: ISO 32000-2, 12.8.1; PDF signature wrapping attacks.
"""

import re
from collections.abc import Iterator

from asn1crypto import parser
from pyhanko.pdf_utils import generic

from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, failed
from signing.pades.verify.opened import Opened, Signature

_TAIL = re.compile(rb"startxref[ \t]*(?:\r\n|\r|\n)[ \t]*(\d{1,12})[ \t]*(?:\r\n|\r|\n)%%EOF[ \t\r\n]*\Z")
_OPENING = re.compile(rb"(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")


def check_hole(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield what is wrong with the signed zone of `signature`."""
    zone = _zone(signature)
    if zone is None:
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the byte range is not four direct whole numbers")
        return
    start, length, resume, rest = zone
    data = opened.data
    if start != 0 or length <= 0 or rest <= 0 or resume <= length + 1 or resume + rest > len(data):
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the byte range does not frame the file")
        return
    yield from _check_content(opened, signature, data[length:resume])
    yield from _check_place(opened, signature, length, resume)
    yield from _check_tail(opened, signature)


def _zone(signature: Signature) -> tuple[int, int, int, int] | None:
    numbers = signature.found.byte_range
    if len(numbers) != 4 or not all(isinstance(number, generic.NumberObject) for number in numbers):
        return None
    first, second, third, fourth = (int(number) for number in numbers)
    return first, second, third, fourth


def _check_content(opened: Opened, signature: Signature, hole: bytes) -> Iterator[Finding]:
    """The hole is one hexadecimal string, the CMS and zeros, nothing else."""
    if not re.fullmatch(rb"<(?:[0-9A-Fa-f]{2})+>", hole):
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the hole is more than one hexadecimal string")
        return
    content = bytes.fromhex(hole[1:-1].decode("ascii"))
    if content != signature.found.pkcs7_content:
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the hole is not the signature's own content")
        return
    try:
        size = parser.peek(content)
    except ValueError:
        size = 0
    if size == 0 or any(content[size:]):
        yield cannot_judge(Line.INTEGRITY, "unsigned bytes stand behind the signature's content")


def _check_place(opened: Opened, signature: Signature, length: int, resume: int) -> Iterator[Finding]:
    """The hole lies in the signature dictionary itself, which stands in the file once and in the open."""
    number, generation, revision = signature.key
    xrefs = opened.reader.xrefs
    offset = xrefs.get_historical_ref(generic.Reference(number, generation), revision)
    if not isinstance(offset, int) or not 0 < offset < length:
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the signature dictionary is not in its own zone")
        return
    head = opened.data[offset:length]
    opening = _OPENING.match(head)
    if opening is None or (int(opening[1]), int(opening[2])) != (number, generation):
        yield cannot_judge(Line.INTEGRITY, "the signature dictionary does not begin where the table says")
        return
    close = opened.data.find(b"endobj", resume, signature.end)
    whole = head + opened.data[resume : close if close >= 0 else resume]
    if close < 0 or b"endobj" in head or not head.rstrip(b" \t\r\n").endswith(b"/Contents"):
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the hole is not the dictionary's /Contents")
    elif whole.count(b"/ByteRange") != 1 or whole.count(b"/Contents") != 1:
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the dictionary names its zone more than once")


def _check_tail(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """The zone ends with the end of its own revision."""
    tail = _TAIL.search(opened.data[max(0, signature.end - 80) : signature.end])
    xrefs = opened.reader.xrefs
    declared = xrefs.get_startxref_for_revision(signature.revision)
    if tail is None or int(tail[1]) != declared:
        yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "the zone does not end with its revision")
        return
    for revision in range(signature.revision + 1):
        if xrefs.get_xref_container_info(revision).end_location > signature.end:
            yield failed(Line.INTEGRITY, Reason.FORMAT_FAILURE, "an earlier table lies outside the zone")
