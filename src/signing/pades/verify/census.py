"""Rule: no signature dictionary of any revision is left out of the judgement.

Walks every object of every revision, not only the form: a removed or hidden signature still counts.
Must not judge a signature.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.findings import Finding, Line, Reason, doubtful
from signing.pades.verify.opened import Opened

_KINDS = ("/Sig", "/DocTimeStamp")
MAX_DEPTH = 60
"""Direct objects nested deeper than this are a bomb."""


def check_census(opened: Opened) -> Iterator[Finding]:
    """Yield a finding where the file holds signature dictionaries that no field names now."""
    judged = {signature.key for signature in (*opened.signatures, *opened.timestamps)}
    left = signature_dictionaries(opened) - judged
    unread = len(opened.unreadable)
    if len(left) > unread or opened.data.count(b"/ByteRange") > len(judged) + unread:
        yield doubtful(
            Line.CHANGES, Reason.SIGNATURE_MISSING, f"{len(left)} signature dictionaries are in no field"
        )
    if len(judged) < len(opened.signatures) + len(opened.timestamps):
        yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, "two fields share one signature")


def signature_dictionaries(opened: Opened) -> set[tuple[int, int, int]]:
    """Return object number, generation and revision of each object that is or holds a signature."""
    found = set()
    for revision in range(opened.last + 1):
        resolver = opened.at(revision)
        xrefs = opened.reader.xrefs
        # What a revision frees is listed with it, and is nothing (ISO 32000-2, 7.5.4).
        for ref in xrefs.explicit_refs_in_revision(revision) - xrefs.refs_freed_in_revision(revision):
            if _holds_signature(resolver(ref), 0):
                found.add((ref.idnum, ref.generation, revision))
    return found


def _holds_signature(node: Any, depth: int) -> bool:  # noqa: ANN401 - a raw PDF object
    if depth > MAX_DEPTH:
        return True  # cannot be looked through: counts as something that nobody judged
    if isinstance(node, generic.DictionaryObject):
        if _is_signature(node):
            return True
        children = [node.raw_get(key) for key in node]
    elif isinstance(node, generic.ArrayObject):
        children = [node.raw_get(index) for index in range(len(node))]
    else:
        return False
    return any(
        _holds_signature(child, depth + 1)
        for child in children
        if isinstance(child, generic.DictionaryObject | generic.ArrayObject)
    )


def _is_signature(node: generic.DictionaryObject) -> bool:
    if "/ByteRange" in node or ("/SubFilter" in node and "/Contents" in node):
        return True
    kind = node.raw_get("/Type") if "/Type" in node else None
    return kind in _KINDS and "/FT" not in node
