"""What is asked of a signature and what comes of it.

Must not know pyHanko.
"""

import dataclasses as dc
from enum import StrEnum
from pathlib import Path

from archive.values.ids import Sha256
from archive.values.reading import Box
from archive.values.verdict import Level

OFFICER_FIELD, SEAL_FIELD, TIMESTAMP_FIELD = "CanBo", "CoQuan", "DauThoiGian"
"""Names of the signature fields; a document timestamp gets a number behind its name."""


class Part(StrEnum):
    """What a signature may still lack on its way to B-LTA (EN 319 142-1 section 6)."""

    TIMESTAMP = "timestamp"
    REVOCATION = "revocation"
    ARCHIVE_TIMESTAMP = "archive-timestamp"


class Place(StrEnum):
    """The corner of page one that visible words stand nearest to."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_RIGHT = "bottom-right"


@dc.dataclass(frozen=True, slots=True)
class Visible:
    """What a signature shows on page one.

    Attributes:
        lines: words, one a line; none for a signature that shows only a picture.
        place: the corner that they stand nearest to.
        occupied: boxes of print and QR codes in points from the page's top left; never covered.
        font: TrueType file.
        cache: folder that the prepared font is kept in.
        picture: PNG of the seal, red on transparent.
        picture_mm: width of the seal's picture in real size, in millimetres.
    """

    lines: tuple[str, ...]
    place: Place
    occupied: tuple[Box, ...]
    font: Path
    cache: Path
    picture: bytes = dc.field(default=b"", repr=False)
    picture_mm: float = 36.0


@dc.dataclass(frozen=True, slots=True)
class SignRequest:
    """One signature.

    Attributes:
        visible: what it shows, None for an invisible signature.
        field: that `certify` makes and signs; the seal's where the agency signs alone.
        seal: whether a field for the agency's seal is made beforehand.
        seal_visible: whether that field has a place on page one.
        level: PAdES level that is asked for.
        reason: why it was signed, kept in the signature dictionary.
        location: where, likewise.
    """

    visible: Visible | None = None
    field: str = OFFICER_FIELD
    seal: bool = False
    seal_visible: bool = False
    level: Level = Level.LTA
    reason: str = ""
    location: str = ""


@dc.dataclass(frozen=True, slots=True)
class Signed:
    """A signed file.

    Attributes:
        data: the whole file; begins with the bytes that were given.
        sha256: of `data`.
        level: the lowest level that its signatures reach by their parts; the judge proves it.
        missing: parts that the level asked for still lacks, for a later completion.
    """

    data: bytes = dc.field(repr=False)
    sha256: Sha256
    level: Level
    missing: tuple[str, ...] = ()
