"""Holds a signed copy that was made here against the originals that it was made from.

Must not judge signatures; must not open a file itself: the reader's child does.
"""

import dataclasses as dc
import hashlib
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.orm import Session

from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.store.models import StoredObject
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict, Remark, Verdict
from desk.house import House
from desk.remarks import Found, remark
from digitize.ports import Comparison, Reader

_CHUNK = 1 << 20


@dc.dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a copy is and was made from.

    Attributes:
        sha256: of the copy before it was signed.
        size: of it, in bytes.
        pages: hash of the original and 1-based page in it, for each page.
    """

    sha256: str
    size: int
    pages: tuple[tuple[str, int], ...]


def made_from(session: Session, paper: Paper) -> MadeFrom | None:
    """Return what the paper's copy was made from; None where it came signed, so that there is no copy."""
    if paper.came_signed or not paper.copy_sha256:
        return None
    size = session.get_one(StoredObject, paper.copy_sha256).size
    return MadeFrom(paper.copy_sha256, size, original_pages(session, paper))


def original_pages(session: Session, paper: Paper) -> tuple[tuple[str, int], ...]:
    """Return hash of the original and page in it for each page of a paper.

    After a batch was divided a paper's original is a file of its own pages, and the batch may be gone.
    """
    intakes = {intake.id: intake for intake in papers.intakes_of(session, paper)}
    hashes = {intake.sha256 for intake in intakes.values()}
    if len(intakes) == 1 and paper.original_sha256 not in hashes:
        return tuple((paper.original_sha256, number) for number in range(1, len(paper.leaves) + 1))
    return tuple((intakes[leaf.intake_id].sha256, leaf.page) for leaf in paper.leaves)


def compared(house: House, verdict: FileVerdict, signed: Path, made: MadeFrom) -> FileVerdict:
    """Return the verdict over a paper's signed file, lowered where it does not show the kept originals."""
    if verdict.verdict is Verdict.FAILED:
        return verdict
    try:
        with ExitStack() as stack:
            keys = dict.fromkeys(sha256 for sha256, _ in made.pages)
            files = {key: stack.enter_context(house.spool.fetched(house.store, Sha256(key))) for key in keys}
            scratch = stack.enter_context(house.spool.file(".pdf"))
            found = difference(house.reader, signed, made, files, scratch)
    except SohoaError as error:
        found = _not_compared(error)
    return verdict.remarked(found, Verdict.INDETERMINATE) if found else verdict


def difference(
    reader: Reader, signed: Path, made: MadeFrom, files: dict[str, Path], scratch: Path
) -> Remark | None:
    """Return how a signed file differs from its originals; None where it shows them page by page.

    Args:
        reader: whose child looks at the pages.
        signed: the signed file, which begins with the copy.
        made: what it was made from.
        files: the originals by their hash.
        scratch: where the copy may be laid for the child.
    """
    _cut(signed, made.size, scratch)
    if Sha256.of_file(scratch) != made.sha256 or signed.stat().st_size <= made.size:
        return _differs("không bắt đầu bằng bản sao đã lập", "it does not begin with the copy that was made")
    try:
        seen = reader.compare(scratch, [(files[sha256], page) for sha256, page in made.pages])
    except SohoaError as error:
        return _not_compared(error)
    return _told(seen, len(made.pages))


def hash_of_first(file: Path, size: int) -> Sha256:
    """Return the hash of the first `size` bytes of a file, or of all where it is shorter."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while size > 0 and (part := source.read(min(size, _CHUNK))):
            digest.update(part)
            size -= len(part)
    return Sha256(digest.hexdigest())


def _cut(file: Path, size: int, out: Path) -> None:
    """Write the first bytes of a file to another."""
    with file.open("rb") as source, out.open("wb") as target:
        while size > 0 and (part := source.read(min(size, _CHUNK))):
            target.write(part)
            size -= len(part)


def _told(seen: Comparison, wanted: int) -> Remark | None:
    if seen.pages != wanted:
        return _differs(f"{seen.pages} trang thay vì {wanted}", f"{seen.pages} pages instead of {wanted}")
    if seen.different:
        which = ", ".join(map(str, seen.different))
        return _differs(f"trang {which} khác", f"other on page {which}")
    return None


def _differs(what_vi: str, what_en: str) -> Remark:
    return remark(Found.COPY_DIFFERS, what_vi=what_vi, what_en=what_en)


def _not_compared(error: SohoaError) -> Remark:
    return remark(Found.COPY_NOT_COMPARED, why_vi=error.text_vi, why_en=error.text_en)
