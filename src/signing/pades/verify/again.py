"""Rule for the difference analysis: an object may be written again, letter by letter.

Must not allow what only means the same: two spellings of a name are one to one program and two to another.
"""

import io
from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import WhitelistRule
from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate

_END = b"endobj"
_LONGEST = 1 << 20


class WrittenAgainRule(WhitelistRule):
    """Allows what some programs do: to write an object of an older revision once more."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Yield the objects that are the same in both revisions."""
        for ref in new.explicit_refs_in_revision():  # type: ignore[no-untyped-call]
            text = _text(old, ref)
            if text is not None and text == _text(new, ref):
                yield ReferenceUpdate(ref)


def _text(at: HistoricalResolver, ref: generic.Reference) -> bytes | None:
    """Return an object as it is written; None of one that is packed, a stream, or not there."""
    place = at.reader.xrefs.get_historical_ref(ref, at.revision)
    stream = at.reader.stream
    if not isinstance(place, int) or not isinstance(stream, io.BytesIO):
        return None
    if isinstance(at(ref), generic.StreamObject):
        return None
    with stream.getbuffer() as data:
        end = bytes(data[place : place + _LONGEST]).find(_END)
        return bytes(data[place : place + end]) if end >= 0 else None
