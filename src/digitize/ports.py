"""The ports of this room: what the desk asks of a reader and a describer.

Must not know any adapter. `digitize/reader/pool.py` and `digitize/describe/` implement these;
tests/fakes has a fake of each.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from archive.values.description import Batch
from archive.values.reading import Look, PageFailed, PageText, QrCode, Word


@dc.dataclass(frozen=True, slots=True)
class CopyPage:
    """One page of a copy: which page of which file, with the words to lay under it.

    Attributes:
        file: the original as it was received.
        page: 1-based page of it.
        words: recognised words, boxes in pixels at `dpi` of the page as a viewer shows it.
        dpi: resolution of the boxes.
        rotation: degrees clockwise by which the content is still turned (0 = upright as shown).
    """

    file: Path
    page: int
    words: tuple[Word, ...]
    dpi: int
    rotation: int


@dc.dataclass(frozen=True, slots=True)
class CopyMetadata:
    """What the XMP packet of a copy says; dates and id come from here, so copies are reproducible.

    Attributes:
        title: name of the paper.
        identifier: code of the paper.
        made_at: aware time that the copy is dated with.
        document_id: 16 bytes for the PDF's /ID.
        properties: further domain metadata (type, number, issuer, dossier, …) as plain text.
    """

    title: str
    identifier: str
    made_at: dt.datetime
    document_id: bytes
    properties: Mapping[str, str]


@dc.dataclass(frozen=True, slots=True)
class CopyReceipt:
    """What was built.

    Attributes:
        pages: number of pages, equal to those asked for.
        streams_kept: pages whose picture streams are byte for byte the original's.
        rendered: pages drawn as a 200 dpi picture because they were not pictures only.
        converted: pages whose picture was converted once (CMYK, WebP, HEIC → sRGB JPEG).
    """

    pages: int
    streams_kept: int
    rendered: int
    converted: int


@dc.dataclass(frozen=True, slots=True)
class Comparison:
    """How a copy stands against the pages that it was made from.

    Attributes:
        pages: of the copy.
        by_bytes: of those that were held against an original: how many have its very streams.
        different: 1-based pages of the copy that show something else.
    """

    pages: int
    by_bytes: int
    different: tuple[int, ...]


@dc.dataclass(frozen=True, slots=True)
class TypeRule:
    """What the describer must know of a document type; a row of the catalogue.

    Attributes:
        slug: key of the type.
        name: Vietnamese name.
        titles: title lines that it is printed under (any case, with accents).
        symbols: fragments of the number and symbol, e.g. `/QĐ`.
        words: further telling words, e.g. `CT07`.
        fields: names of the fields to look for.
        reuse_class: lasting, until_date, purpose_only, once or never.
        keep_picture: whether its picture may be kept.
    """

    slug: str
    name: str
    titles: tuple[str, ...]
    symbols: tuple[str, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...]
    reuse_class: str
    keep_picture: bool


@dc.dataclass(frozen=True, slots=True)
class Mark:
    """Words that are burnt into the picture of a page, tiled over all of it.

    Attributes:
        lines: of one tile.
        font: TrueType file.
    """

    lines: tuple[str, ...]
    font: Path


class Reader(Protocol):
    """Opens untrusted files in a child process with limits; every method may raise DigitizeError."""

    def look(self, file: Path, *, password: str | None = None) -> Look:
        """Look at the real type, pages, encryption and signatures without reading text."""
        ...

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        """Read `pages` (all by default) in order; a page that kills its child comes as PageFailed."""
        ...

    def codes(self, file: Path, page: int, *, password: str | None = None) -> tuple[QrCode, ...]:
        """Return the codes on one page, found as for `read` but without its text."""
        ...

    def picture(
        self, file: Path, page: int, *, dpi: int = 100, password: str | None = None, rotation: int = 0,
        mark: Mark | None = None,
    ) -> bytes:  # fmt: skip
        """Draw one page as JPEG, as a viewer shows it, turned back by `rotation` as `PageText` has it.

        With a `mark` its words are burnt in before the picture leaves the child.
        """
        ...

    def copy(self, pages: Sequence[CopyPage], out: Path, metadata: CopyMetadata) -> CopyReceipt:
        """Write the PDF/A-2u copy of `pages` to `out`."""
        ...

    def compare(self, copy: Path, originals: Sequence[tuple[Path, int]]) -> Comparison:
        """Hold each page of an unsigned `copy` against the file and page that it was made from."""
        ...

    def extract(self, file: Path, pages: Sequence[int], out: Path) -> None:
        """Write a PDF of those pages of `file` to `out`, streams unchanged (a split paper's original)."""
        ...

    def close(self) -> None:
        """End the children."""
        ...

    @property
    def engine(self) -> str:
        """Name and version of the recogniser, part of the key of a reading."""
        ...

    @property
    def model(self) -> str:
        """Name of the language model, part of the key of a reading."""
        ...


class Describer(Protocol):
    """Says what the papers in a reading are."""

    def describe(
        self,
        pages: Sequence[PageText],
        *,
        types: Sequence[TypeRule],
        prior: str | None = None,
        one_paper: bool = False,
        today: dt.date,
    ) -> Batch:
        """Split `pages` into papers and describe each.

        Args:
            pages: of one file, in order.
            types: the catalogue's types on the day.
            prior: slug expected at the counter, from the component it was handed in for.
            one_paper: never split (the file came signed, or several files are one paper).
            today: Vietnam's date, for plausibility.
        """
        ...
