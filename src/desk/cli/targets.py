"""What the words of `sohoa verify` stand for: papers, files, and the PDF files of folders.

Must not open a file, nor follow a link out of a folder that was named.
"""

import dataclasses as dc
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.errors import SohoaError
from desk.errors import NoSuchFile


@dc.dataclass(frozen=True, slots=True)
class Target:
    """One thing to be judged, which gets one line.

    Attributes:
        name: as its line calls it.
        path: of a file; None for a paper of the archive.
        error: why there is nothing to judge.
    """

    name: str
    path: Path | None = None
    error: SohoaError | None = None


def targets_of(words: Sequence[str]) -> Iterator[Target]:
    """Yield each target of `words` in their order; a folder's PDF files by name, those below it with them."""
    for word in words:
        if is_paper(word):
            yield Target(word)
        elif Path(word).is_dir():
            yield from _folder(Path(word))
        else:
            yield Target(word, Path(word))


def is_paper(word: str) -> bool:
    """Return whether a word names a paper of the archive: its UUID."""
    try:
        uuid.UUID(word)
    except ValueError:
        return False
    return True


def _folder(folder: Path) -> Iterator[Target]:
    found = False
    for target in _below(folder):
        found = True
        yield target
    if not found:
        why = "không có tệp PDF / no PDF file in it"
        yield Target(str(folder), error=NoSuchFile(file=str(folder), why=why))


def _below(folder: Path) -> Iterator[Target]:
    """Yield the PDF files of a folder and those below it, each name in its turn."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        why = error.strerror or "?"
        yield Target(str(folder), error=NoSuchFile(file=str(folder), why=why))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name)
        elif entry.name.lower().endswith(".pdf") and entry.is_file():
            yield Target(str(folder / entry.name), folder / entry.name)
