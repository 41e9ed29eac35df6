"""The files of a paper that leave the archive: signed, original, text, or all the evidence.

Must not be called before the actor's right to read the paper was checked.
"""

import dataclasses as dc
import json
from enum import StrEnum
from pathlib import PurePath

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.errors import NotFound
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from desk.house import House
from desk.pipeline.index import page_texts
from desk.pipeline.view import whole
from desk.reusing import revision_of


class What(StrEnum):
    """What is wanted of a paper."""

    SIGNED = "signed"
    ORIGINAL = "original"
    TEXT = "text"
    EVIDENCE = "evidence"


@dc.dataclass(frozen=True, slots=True)
class Exported:
    """A file to write: its bytes here, or in the store under its hash where `data` is None."""

    name: str
    sha256: str
    data: bytes | None = None


def files_of(session: Session, house: House, actor: Actor, paper: Paper, what: What) -> list[Exported]:
    """Return the files of a paper.

    Raises:
        NotFound: it has none of that kind yet.
    """
    if what is What.SIGNED:
        return [_signed(session, paper)]
    if what is What.ORIGINAL:
        return _originals(session, paper)
    if what is What.TEXT:
        return [_made(f"{paper.code}.txt", "\n\n".join(page_texts(session, paper)))]
    return _evidence(session, house, actor, paper)


def _signed(session: Session, paper: Paper) -> Exported:
    revision = revision_of(session, paper)
    if not revision:
        raise NotFound(what="bản ký số/signed copy", key=paper.code)
    return Exported(f"{paper.code}.pdf", revision)


def _originals(session: Session, paper: Paper) -> list[Exported]:
    intakes = papers.intakes_of(session, paper)
    if len(intakes) == 1:
        return [Exported(f"{paper.code}-original{_suffix(intakes[0].name)}", paper.original_sha256)]
    return [
        Exported(f"{paper.code}-original-{n}{_suffix(intake.name)}", intake.sha256)
        for n, intake in enumerate(intakes, start=1)
    ]


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()[:8]


def _made(name: str, text: str) -> Exported:
    data = text.encode()
    return Exported(name, str(Sha256.of(data)), data)


def _evidence(session: Session, house: House, actor: Actor, paper: Paper) -> list[Exported]:
    """Everything that proves the paper, with a manifest of hashes; checked with any PAdES verifier."""
    prefix = f"{paper.code}-evidence"
    view = whole(session, house, actor, paper)
    files = [*_originals(session, paper), _signed(session, paper)]
    files += [Exported(f"{prefix}-revision-{row['n']}.pdf", row["sha256"]) for row in view["revisions"]]
    files += [
        Exported(f"{prefix}-{name}", str(Sha256.of(data)), data) for name, data in house.signing.trust_files()
    ]
    files.append(_made(f"{prefix}-paper.json", json.dumps(view, ensure_ascii=False, indent=1, default=str)))
    manifest = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    return [*files, _made(f"{prefix}-SHA256SUMS", manifest)]
