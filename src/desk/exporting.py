"""The files of a paper that leave the archive: signed, original or text.

Must not be called before the actor's right to read the paper was checked.
"""

import dataclasses as dc
from enum import StrEnum

from sqlalchemy.orm import Session

from archive.errors import NotFound
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from desk.bundle.names import stem_of, suffix_of
from desk.counter.shown import shown_now
from desk.pipeline.index import page_texts


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


def made_here(name: str, data: bytes) -> Exported:
    """Return a file whose bytes are at hand."""
    return Exported(name, str(Sha256.of(data)), data)


def files_of(session: Session, paper: Paper, what: What) -> list[Exported]:
    """Return the files of a paper; its evidence is `desk.bundle.make`'s.

    Raises:
        NotFound: it has none of that kind yet.
    """
    stem = stem_of(paper.code)
    match what:
        case What.SIGNED:
            return [_signed(session, paper, stem)]
        case What.ORIGINAL:
            return _originals(session, paper, stem)
        case _:
            return [made_here(f"{stem}.txt", "\n\n".join(page_texts(session, paper)).encode())]


def _signed(session: Session, paper: Paper, stem: str) -> Exported:
    revision = shown_now(session, paper).revision
    if not revision:
        raise NotFound(what="bản ký số/signed copy", key=paper.code)
    return Exported(f"{stem}.pdf", revision)


def _originals(session: Session, paper: Paper, stem: str) -> list[Exported]:
    intakes = papers.intakes_of(session, paper)
    if len(intakes) == 1:
        return [Exported(f"{stem}-original{suffix_of(intakes[0].name)}", paper.original_sha256)]
    return [
        Exported(f"{stem}-original-{n}{suffix_of(intake.name)}", intake.sha256)
        for n, intake in enumerate(intakes, start=1)
    ]
