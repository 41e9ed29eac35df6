"""A word of a page, or a part of one, as the rules see it.

Must not know lines.
"""

import dataclasses as dc

from archive.values.reading import Box


@dc.dataclass(frozen=True, slots=True)
class Token:
    """A word, or the part of it before or after a colon.

    Attributes:
        text: as read.
        key: its folded letters and digits.
        box: on the page as shown; None where the reader gave text without places.
        place: on the upright page.
        confidence: 0 to 1.
        line: number of its printed line, from 1.
    """

    text: str
    key: str
    box: Box | None
    place: Box
    confidence: float
    line: int
