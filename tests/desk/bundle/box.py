"""A bundle on a disk as whoever holds it can alter it: files, their list, and what it says of itself."""

import dataclasses as dc
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict
from desk.bundle.judge import judge_bundle
from desk.exporting import Exported
from digitize.ports import Reader
from signing.service import SigningRoom
from signing.trust.judging import Judging


@dc.dataclass(frozen=True, slots=True)
class Box:
    """A bundle in a folder."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, files: Sequence[Exported], content: Callable[[Exported], bytes]) -> "Box":
        """Write the files of a bundle into a new folder."""
        folder.mkdir()
        for file in files:
            (folder / file.name).write_bytes(content(file))
        return cls(folder)

    def copied(self, folder: Path) -> "Box":
        """Return the same bundle in a folder of its own."""
        shutil.copytree(self.folder, folder)
        return Box(folder)

    def one(self, ending: str) -> Path:
        """Return the one file whose name ends so."""
        (found,) = [path for path in sorted(self.folder.iterdir()) if path.name.endswith(ending)]
        return found

    @property
    def said(self) -> dict[str, Any]:
        """What it says of itself."""
        found: dict[str, Any] = json.loads(self.one("-bundle.json").read_text("utf-8"))
        return found

    @property
    def signed(self) -> Path:
        """Its signed file."""
        return self.folder / self.said["signed"]

    @property
    def original(self) -> Path:
        """Its first original."""
        return self.folder / self.said["originals"][0]

    def say(self, **changes: Any) -> None:
        """Change what it says of itself."""
        self.one("-bundle.json").write_text(json.dumps({**self.said, **changes}), "utf-8")

    def relist(self) -> None:
        """Write the list of hashes anew, as the forger of any part would."""
        names = [path for path in sorted(self.folder.iterdir()) if not path.name.endswith("SHA256SUMS")]
        lines = "".join(f"{Sha256.of_file(path)}  {path.name}\n" for path in names)
        self.one("SHA256SUMS").write_text(lines, "utf-8")

    def packed(self, path: Path, *, prefix: str = "") -> Path:
        """Return it as a ZIP."""
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(self.folder.iterdir()):
                archive.write(file, prefix + file.name)
        return path


@dc.dataclass(frozen=True, slots=True)
class Elsewhere:
    """A machine without the archive, where somebody has the anchors from their authority."""

    room: SigningRoom
    reader: Reader
    anchors: tuple[bytes, ...]

    def judge(self, what: Box | Path, anchors: tuple[bytes, ...] | None = None) -> FileVerdict:
        """Judge a bundle by the anchors, or by others."""
        path = what.folder if isinstance(what, Box) else what
        how = Judging(anchors=self.anchors if anchors is None else anchors)
        return judge_bundle(path, self.room, self.reader, how, max_bytes=2_000_000)

    def word(self, what: Box | Path) -> tuple[str, str]:
        """Return verdict and reason."""
        verdict = self.judge(what)
        return verdict.verdict.value, verdict.reason


def events(box: Box) -> Iterator[dict[str, Any]]:
    """Yield the events of its audit extract."""
    for line in box.one("-audit.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def with_events(box: Box, rows: Sequence[dict[str, Any]]) -> None:
    """Write the audit extract anew."""
    box.one("-audit.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
