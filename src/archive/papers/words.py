"""The words of one page as one compressed object of the store, not as rows.

Must not be changed once written: objects are kept under the hash of their bytes.
"""

import json
import zlib
from collections.abc import Sequence

from archive.values.reading import Box, Word

MEDIA_TYPE = "application/vnd.sohoa.words+zlib"


def pack(words: Sequence[Word]) -> bytes:
    """Return `words` as compressed JSON rows [text, left, top, right, bottom, confidence, line, raw]."""
    rows = [[w.text, *w.box.as_list(), round(w.confidence, 4), w.line, w.raw] for w in words]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(data: bytes) -> tuple[Word, ...]:
    """Return the words that `pack` wrote."""
    return tuple(
        Word(text, Box(left, top, right, bottom), confidence, line, raw)
        for text, left, top, right, bottom, confidence, line, raw in json.loads(zlib.decompress(data))
    )
