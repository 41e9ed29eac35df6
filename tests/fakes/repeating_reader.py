"""A reader that reads given pages out of given bytes: for tests of what is read twice."""

import dataclasses as dc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.values.ids import Sha256
from archive.values.reading import PageFailed, PageText


@dc.dataclass
class RepeatingReader:
    """Reads what it was told for a file's bytes.

    Attributes:
        inner: the usual reader, which does all else.
        pages: by the hash of a file, what reading it gives.
    """

    inner: Any
    pages: dict[str, Sequence[PageText]] = dc.field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        yield from self.pages[str(Sha256.of_file(file))]
