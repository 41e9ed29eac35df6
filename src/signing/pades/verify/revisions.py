"""Rule: every byte of the file is signed, or belongs to an update whose table accounts for it.

A reader that repairs files may show bytes that no table names; so bytes that no table names are not passed.
Must not look at what the objects mean. Source: ISO 32000-2, 7.5.6; shadow attacks on signed PDFs.
"""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefSectionType, parse_xref_stream, parse_xref_table

from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful, failed
from signing.pades.verify.mended import begins_elsewhere, check_drafts
from signing.pades.verify.opened import Opened
from signing.pades.verify.packed import held_by, runs_on, texts_of
from signing.pades.verify.spelling import BLANK, OPENING, OddlySpelt, end_of, require_one

_MOST_LINE_ENDS = 16
"""Bytes behind the last mark: programs look for the table's place in the last kilobyte, or mend the file."""
_MOST_OBJECTS = 8_388_607
"""The highest number of an object (ISO 32000-1, annex C); programs mend a file that has a higher one."""
_END = re.compile(
    rb"startxref[ \t]{0,9}(?:\r\n|\r|\n)[ \t]{0,9}(\d{1,12})[ \t]{0,9}(?:\r\n|\r|\n)%%EOF(?:\r\n|\r|\n)?"
)
_ANOTHER = re.compile(rb"\d[ \t\r\n\0\f]+\d+[ \t\r\n\0\f]*obj\b|\btrailer\b")
"""In a comment, a string or a stream it is none, but programs that repair files find it."""
_STREAM = re.compile(rb"[ \t\r\n\0\f]*stream(?:\r\n|\n)")
_CLOSING = re.compile(rb"[ \t\r\n]*endstream[ \t\r\n]+endobj[ \t\r\n]*")
_ENDOBJ = re.compile(rb"[ \t\r\n\0\f]*endobj[ \t\r\n\0\f]*")
_WRITER = re.compile(rb"[ \t\r\n\0\f]*(?:%[ -~]{1,60}[\r\n]+)?")
"""iText, which many signing programs are built on, writes its name behind each trailer, as a comment."""
_EOL = rb"[ \t]*(?:\r\n|\r|\n)"
_TRAILER = re.compile(
    rb"xref" + _EOL + rb"(?:\d{1,10} \d{1,10}" + _EOL + rb"(?:\d{10} \d{5} [fn](?: \r| \n|\r\n))+)+trailer\b"
)
"""Entries of exactly twenty bytes (7.5.4): programs take others for a damaged table, and repair the file."""
_TRAILER_RENEWED = frozenset({"/ID", "/Info", "/Prev", "/Size"})


def check_trailing(data: bytes) -> Iterator[Finding]:
    """Yield a finding where more than a few line ends follow the last end-of-file mark."""
    _, mark, rest = data.rpartition(b"%%EOF")
    if not mark:
        yield cannot_judge(Line.INTEGRITY, "there is no end-of-file mark")
    elif rest.strip(b"\r\n") or len(rest) > _MOST_LINE_ENDS:
        yield doubtful(Line.CHANGES, Reason.TRAILING_DATA, f"{len(rest)} bytes follow the last %%EOF")


def check_revisions(opened: Opened, first_end: int, first_revision: int) -> Iterator[Finding]:
    """Yield what is wrong with the file's frame around and behind its first signed zone.

    Args:
        opened: the file.
        first_end: end of the oldest signed zone.
        first_revision: the revision that zone ends.
    """
    if not opened.data.startswith(b"%PDF-"):
        yield cannot_judge(Line.INTEGRITY, "bytes stand before the header")
    if not opened.strict:
        yield cannot_judge(Line.INTEGRITY, "the file is not built by the letter of the standard")
    if opened.reader.xrefs.hybrid_xrefs_present:
        yield cannot_judge(Line.INTEGRITY, "two tables describe the same revision")
        return
    wrong = next(filter(None, (_is_odd_table(opened, one) for one in range(opened.last + 1))), "")
    if wrong:
        yield cannot_judge(Line.INTEGRITY, wrong)
        return
    if begins_elsewhere(opened.data):
        yield cannot_judge(Line.INTEGRITY, "programs that show the first page early read another table")
    yield from _check_signed_objects(opened, first_end, first_revision)
    end = first_end
    for revision in range(first_revision + 1, opened.last + 1):
        try:
            findings, end = _check_update(opened, revision, end)
        except OddlySpelt as odd:
            findings = [cannot_judge(Line.CHANGES, f"revision {revision}: {odd}")]
        yield from findings
        if findings:
            return
    if first_end < len(opened.data):
        yield from check_drafts(opened)
    if opened.data[end:].strip(BLANK):
        yield cannot_judge(Line.CHANGES, "bytes behind the last update belong to nothing")


def _is_odd_table(opened: Opened, revision: int) -> str:
    """Return why programs may read the table of a revision differently; empty where they cannot."""
    section = opened.reader.xrefs.get_xref_container_info(revision)
    if section.stream_ref is not None:
        entries = parse_xref_stream(opened.at(revision)(section.stream_ref))
    else:
        stream = io.BytesIO(opened.data)
        stream.seek(section.start_location)
        entries = parse_xref_table(stream, strict=True)
    numbers = [entry.idnum for entry in entries if entry.idnum]
    if max(numbers, default=0) > _MOST_OBJECTS or section.size > _MOST_OBJECTS:
        return "a table is larger than programs take"
    # pyHanko keeps the last entry silently.
    return "a table names an object twice" if len(set(numbers)) < len(numbers) else ""


def _check_signed_objects(opened: Opened, end: int, last: int) -> Iterator[Finding]:
    """An object named by a signed table must not lie, nor run on, behind the signed zone."""
    for revision in range(last + 1):
        table = opened.reader.xrefs.get_xref_data(revision)
        for number, (generation, offset) in table.standard_xrefs.items():
            if offset >= end or offset + _length(opened, number, generation, revision) > end:
                yield failed(
                    Line.INTEGRITY, Reason.FORMAT_FAILURE, f"object {number} lies outside the signed zone"
                )
                return


def _length(opened: Opened, number: int, generation: int, revision: int) -> int:
    """Return the least length of an object: that of its stream, 0 for one without."""
    found = opened.at(revision)(generic.Reference(number, generation))
    return len(found.encoded_data) if isinstance(found, generic.StreamObject) else 0


def _check_update(opened: Opened, revision: int, start: int) -> tuple[list[Finding], int]:
    """Account for each byte of one update.

    Returns:
        What is wrong, and the end of the update.
    """
    xrefs = opened.reader.xrefs
    section, table = xrefs.get_xref_container_info(revision), xrefs.get_xref_data(revision)
    begin = int(section.declared_startxref)  # the table's first byte; its start_location lies behind "xref"
    mark = _END.search(opened.data, section.end_location)
    if mark is None or int(mark[1]) != begin or begin < start:
        return [cannot_judge(Line.CHANGES, f"revision {revision} has no end of its own")], start
    places = {offset: (number, generation) for number, (generation, offset) in table.standard_xrefs.items()}
    wrong = "" if len(places) == len(table.standard_xrefs) else "one object under two numbers"
    if section.xref_section_type is XRefSectionType.STREAM:
        places.pop(begin, None)
    wrong = wrong or _check_streams(opened, revision, set(table.standard_xrefs))
    bounds = [*sorted(places), begin]
    if bounds[0] < start or opened.data[start : bounds[0]].strip(BLANK):
        wrong = wrong or "bytes or objects lie outside the update"
    for offset, following in pairwise(bounds):
        wrong = wrong or _check_slot(opened, offset, following, places[offset], revision)
    wrong = wrong or _check_table(opened, revision, mark.start())
    wrong = wrong or _check_trailer(opened, revision)
    if not places and not table.xrefs_in_objstm:
        wrong = wrong or "an update without any object"
    findings = [cannot_judge(Line.CHANGES, f"revision {revision}: {wrong}")] if wrong else []
    return findings, mark.end()


def _check_streams(opened: Opened, revision: int, own: set[int]) -> str:
    """Objects in object streams must lie in streams of the same update, each by itself."""
    for number, held in held_by(opened.reader.xrefs.get_xref_data(revision).xrefs_in_objstm).items():
        if number not in own:
            return "an object is taken from an older object stream"
        wrong = runs_on(opened.at(revision)(generic.Reference(number, 0)), held)
        if wrong:
            return wrong
        for one in held:
            _require_plain_before(opened, (one, 0), revision)
    return ""


def _require_plain_before(opened: Opened, key: tuple[int, int], revision: int) -> None:
    """What an update writes anew must have been spelt plainly: else it is written as one program read it.

    Raises:
        OddlySpelt: it was not.
    """
    ref = generic.Reference(*key)
    place = opened.reader.xrefs.get_historical_ref(ref, revision - 1)
    if isinstance(place, ObjStreamRef):
        stream = opened.at(revision - 1)(generic.Reference(place.obj_stream_id, 0))
        require_one(texts_of(stream)[ref.idnum])
    elif place is not None:
        _end_of_numbered(opened.data, place)


def _end_of_numbered(data: bytes, at: int) -> int:
    """Return where an object ends that begins with its number, what it has for a stream left out."""
    opening = OPENING.match(data, at)
    if opening is None:
        raise OddlySpelt("an object does not begin where its table says")
    end = end_of(data, opening.end())
    if _STREAM.match(data, end) is None and _ENDOBJ.match(data, end) is None:
        raise OddlySpelt("an object does not end where it should")
    return end


def _check_slot(opened: Opened, offset: int, following: int, key: tuple[int, int], revision: int) -> str:
    """Between two neighbours lies exactly one object."""
    slot = opened.data[offset:following]
    opening = OPENING.match(slot)
    if opening is None or (int(opening[1]), int(opening[2])) != key:
        return f"object {key[0]} does not begin where the table says"
    if _ANOTHER.search(slot, opening.end()):
        return f"a further object begins inside object {key[0]}"
    _require_plain_before(opened, key, revision)
    end, found = _end_of_numbered(slot, 0), opened.at(revision)(generic.Reference(*key))
    if not isinstance(found, generic.StreamObject):
        return "" if _ENDOBJ.fullmatch(slot, end) else f"more than object {key[0]} lies in its place"
    body = _STREAM.match(slot, end)
    if body is None or _CLOSING.fullmatch(slot, body.end() + len(found.encoded_data)) is None:
        return f"the stream of object {key[0]} is not closed where its length says"
    return ""


def _check_table(opened: Opened, revision: int, mark: int) -> str:
    """Nothing but the table and its trailer lies between the last object and the end mark."""
    section = opened.reader.xrefs.get_xref_container_info(revision)
    start = int(section.declared_startxref)
    own = OPENING.match(opened.data, start) or _TRAILER.match(opened.data, start)
    if own is None or _ANOTHER.search(opened.data, own.end(), mark):
        return "a further object or trailer begins inside the table"
    _end_of_trailer(opened, revision - 1)
    end = _end_of_trailer(opened, revision)
    if section.stream_ref is None:
        return "" if _WRITER.fullmatch(opened.data, end, mark) else "more than a trailer ends the update"
    behind = opened.data[section.end_location : mark].strip(BLANK)
    closed = behind in (b"", b"endobj", b"endstream endobj", b"endstream\nendobj")
    return "" if closed else "more than a table ends the update"


def _end_of_trailer(opened: Opened, revision: int) -> int:
    """Return where the dictionary ends that stands behind a table, or that a table in a stream has.

    Raises:
        OddlySpelt: programs may read another one.
    """
    section = opened.reader.xrefs.get_xref_container_info(revision)
    if section.stream_ref is not None:
        return _end_of_numbered(opened.data, int(section.declared_startxref))
    return end_of(opened.data, section.end_location)


def _check_trailer(opened: Opened, revision: int) -> str:
    """A trailer says which objects are catalog and information, and else what the one before it said."""
    before, after = opened.at(revision - 1).trailer_view, opened.at(revision).trailer_view
    kept = set(before) - _TRAILER_RENEWED
    if set(after) - _TRAILER_RENEWED != kept or any(
        before.raw_get(key) != after.raw_get(key) for key in kept
    ):
        return "the trailer holds something else"
    return ""
