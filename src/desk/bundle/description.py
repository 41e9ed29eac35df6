"""What a bundle says of itself: which of its files is what, and how they hang together.

Must not be believed: every statement is one that the check proves or refutes.
"""

import dataclasses as dc
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from archive.values.ids import Sha256

FORMAT = "sohoa-evidence-1"
MOST_BYTES = 4 << 20
_MOST = 10_000
"""More revisions, pages or certificates than any paper has."""


class BadDescription(ValueError):
    """It is not what a bundle of this format says."""


@dc.dataclass(frozen=True, slots=True)
class Revision:
    """A signed revision: its file and hash, the hash it begins with, why it was made."""

    n: int
    file: str
    sha256: Sha256
    parent: Sha256
    reason: str


@dc.dataclass(frozen=True, slots=True)
class CopyOf:
    """The copy before it was signed, and what it was made from.

    Attributes:
        sha256, size: of the copy.
        original_sha256: of the original that its identifier names.
        leaves: `intake:page` of each page, as in its identifier.
        pages: file of the bundle and 1-based page in it, for each page.
    """

    sha256: Sha256
    size: int
    original_sha256: Sha256
    leaves: tuple[str, ...]
    pages: tuple[tuple[str, int], ...]


@dc.dataclass(frozen=True, slots=True)
class Description:
    """A whole bundle; the attributes from `originals` on are names of files.

    Attributes:
        paper, code: of the paper.
        made_at, made_by: when the bundle was made, and for whom.
        chain: number and link of the last event of the archive's audit trail at that time.
        copy: None where the paper came signed.
        revisions: signed here, oldest first; empty where it came signed.
    """

    paper: str
    code: str
    made_at: str
    made_by: str
    chain: tuple[int, str]
    copy: CopyOf | None
    revisions: tuple[Revision, ...]
    originals: tuple[str, ...]
    signed: str
    certificates: tuple[str, ...]
    crls: tuple[str, ...]
    ocsps: tuple[str, ...]
    anchors: tuple[str, ...]
    lists: tuple[str, ...]
    audit: str
    others: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that it names."""
        lists = (self.originals, self.certificates, self.crls, self.ocsps, self.anchors, self.lists)
        named = (*(name for names in lists for name in names), *(one.file for one in self.revisions))
        return (*named, self.signed, self.audit, *self.others)


def as_json(said: Description) -> str:
    """Return the description as JSON."""
    return json.dumps({"format": FORMAT, **dc.asdict(said)}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Description:
    """Return the description that a stranger's bundle has.

    Raises:
        BadDescription: it is of another form or format.
    """
    try:
        row = json.loads(text)
        if row["format"] != FORMAT:
            raise BadDescription("another format")
        number, link = row["chain"]
        return Description(
            paper=str(uuid.UUID(_text(row["paper"]))),
            code=_text(row["code"]),
            made_at=_text(row["made_at"]),
            made_by=_text(row["made_by"]),
            chain=(_number(number), Sha256(link)),
            copy=_copy(row["copy"]) if row["copy"] is not None else None,
            revisions=tuple(_revision(one) for one in _few(row["revisions"])),
            originals=_names(row["originals"]),
            signed=_text(row["signed"]),
            certificates=_names(row["certificates"]),
            crls=_names(row["crls"]),
            ocsps=_names(row["ocsps"]),
            anchors=_names(row["anchors"]),
            lists=_names(row["lists"]),
            audit=_text(row["audit"]),
            others=_names(row["others"]),
        )
    except BadDescription:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise BadDescription(type(error).__name__) from error


def _copy(row: Mapping[str, Any]) -> CopyOf:
    return CopyOf(
        sha256=Sha256(row["sha256"]),
        size=_number(row["size"]),
        original_sha256=Sha256(row["original_sha256"]),
        leaves=_names(row["leaves"]),
        pages=tuple((_text(file), _number(page)) for file, page in _few(row["pages"])),
    )


def _revision(row: Mapping[str, Any]) -> Revision:
    return Revision(
        n=_number(row["n"]),
        file=_text(row["file"]),
        sha256=Sha256(row["sha256"]),
        parent=Sha256(row["parent"]),
        reason=_text(row["reason"]),
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _few(value))


def _few(value: object) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise BadDescription("no list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadDescription("no text")
    value.encode()  # a lone surrogate is no text
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 48:
        raise BadDescription("no number")
    return value
