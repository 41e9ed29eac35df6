"""What the words of `sohoa verify` stand for: papers, files, bundles, and what lies in folders.

Must not open a file, nor follow a link out of a folder that was named.
"""

import dataclasses as dc
import os
import uuid
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from archive.errors import SohoaError
from desk.bundle.opened import PACKED, looks_like_one
from desk.errors import NoSuchFile


class Kind(StrEnum):
    """What can be judged."""

    FILE = "file"
    PAPER = "paper"
    BUNDLE = "bundle"


@dc.dataclass(frozen=True, slots=True)
class Target:
    """One thing to be judged, which gets one line.

    Attributes:
        name: as its line calls it.
        kind: what it is.
        error: why there is nothing to judge.
    """

    name: str
    kind: Kind
    error: SohoaError | None = None

    @property
    def path(self) -> Path:
        """Where a file or a bundle lies."""
        return Path(self.name)


def targets_of(words: Sequence[str]) -> Iterator[Target]:
    """Yield each target of `words` in their order; a folder's PDF files and bundles by name, at any depth."""
    for word in words:
        if is_paper(word):
            yield Target(word, Kind.PAPER)
        elif Path(word).is_dir():
            yield from _folder(Path(word))
        else:
            yield Target(word, Kind.BUNDLE if word.lower().endswith(".zip") else Kind.FILE)


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
        yield Target(str(folder), Kind.FILE, NoSuchFile(file=str(folder), why=why))


def _below(folder: Path) -> Iterator[Target]:
    """Yield the PDF files and bundles of a folder and those below it, each name in its turn."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        why = error.strerror or "?"
        yield Target(str(folder), Kind.FILE, NoSuchFile(file=str(folder), why=why))
        return
    if looks_like_one(entry.name for entry in entries):
        yield Target(str(folder), Kind.BUNDLE)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name)
        elif entry.name.lower().endswith(".pdf") and entry.is_file():
            yield Target(str(folder / entry.name), Kind.FILE)
        elif entry.name.lower().endswith(PACKED) and entry.is_file(follow_symlinks=False):
            yield Target(str(folder / entry.name), Kind.BUNDLE)
