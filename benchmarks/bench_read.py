"""How well and how fast pages are read, by condition: the bare Tesseract program, and sohoa.

Both read the same files in turn on one core, in one run. Must not judge fields.
`python -m benchmarks.bench_read FOLDER` reads real scans instead: JPEG files, and beside them a
truth.jsonl with `file` and `text`, a list of pages in reading order, the left block of a head first.
"""

import argparse
import dataclasses as dc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from archive.settings import Settings
from archive.values.reading import PageText
from benchmarks.measures import OUR_SEED, Effort, bare, edits, machine, plain, show, unordered_edits
from digitize.reader.pool import ReaderPool
from fixtures.scans.conditions import CONDITIONS
from fixtures.scenes import LEADERS, scene

_READERS = ("tesseract", "sohoa")
_HEADS = ("condition", "pages", "CER %", "WER %", "WER % any order", "CER % bare", "CPU s", "wall s")

Reads = Callable[[Path], str]


@dc.dataclass(frozen=True, slots=True)
class Sample:
    """A page in a file, its condition, and what is printed on it."""

    condition: str
    file: Path
    text: str


@dc.dataclass(slots=True)
class Share:
    """Errors, and the length that they are a share of; long pages weigh more than short ones."""

    errors: int = 0
    length: int = 0

    def add(self, errors: int, length: int) -> None:
        """Add those of a page."""
        self.errors += errors
        self.length += length

    @property
    def percent(self) -> float:
        """The share in percent."""
        return 100 * self.errors / self.length


@dc.dataclass(slots=True)
class Score:
    """What one reader made of some pages."""

    pages: int = 0
    letters: Share = dc.field(default_factory=Share)
    words: Share = dc.field(default_factory=Share)
    unordered: Share = dc.field(default_factory=Share)
    bare: Share = dc.field(default_factory=Share)
    effort: Effort = dc.field(default_factory=Effort)

    def judge(self, truth: str, read: str) -> None:
        """Count the errors of one page."""
        wanted, got = plain(truth), plain(read)
        words, others = wanted.split(), got.split()
        self.pages += 1
        self.letters.add(edits(wanted, got), len(wanted))
        self.words.add(edits(words, others), len(words))
        self.unordered.add(unordered_edits(words, others), len(words))
        self.bare.add(edits(bare(wanted), bare(got)), len(bare(wanted)))

    def take(self, other: "Score") -> None:
        """Add the pages of another score."""
        self.pages += other.pages
        for name in ("letters", "words", "unordered", "bare"):
            share: Share = getattr(other, name)
            getattr(self, name).add(share.errors, share.length)
        self.effort.cpu += other.effort.cpu
        self.effort.wall += other.effort.wall
        self.effort.peak = max(self.effort.peak, other.effort.peak)

    @property
    def figures(self) -> tuple[float, ...]:
        """The columns after the pages."""
        shares = (self.letters, self.words, self.unordered, self.bare)
        seconds = (self.effort.cpu / self.pages, self.effort.wall / self.pages)
        return (*(share.percent for share in shares), *seconds)


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    asked = _arguments(words)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # one core for both
    print(machine())
    pool = ReaderPool(Settings(readers=1))
    try:
        with tempfile.TemporaryDirectory() as folder:
            samples = list(_real(asked.folder) if asked.folder else _drawn(Path(folder), asked.seeds))
            print(f"sohoa reads with {pool.engine}, model {pool.model}; one page at a time")  # and warms up
            report(compare(samples, (_by_tesseract, _by_sohoa(pool))))
    finally:
        pool.close()
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="real scans with their truth.jsonl")
    parser.add_argument("--seeds", type=int, default=2, help="papers a condition")
    return parser.parse_args(words)


def _drawn(folder: Path, seeds: int) -> Iterator[Sample]:
    """Draw the same papers in every condition, and forms with dotted leaders."""
    for condition in (*CONDITIONS, LEADERS):
        for seed in range(OUR_SEED, OUR_SEED + seeds):
            data, suffix, truth = scene(condition, seed)
            file = folder / f"{condition}-{seed}{suffix}"
            file.write_bytes(data)
            yield Sample(condition, file, truth.text)


def _real(folder: Path) -> Iterator[Sample]:
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Sample("real", folder / record["file"], "\n".join(record["text"]))


def _by_tesseract(file: Path) -> str:
    command = ("tesseract", str(file), "stdout", "-l", "vie", "--psm", "3")
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _by_sohoa(pool: ReaderPool) -> Reads:
    """Return a reader to which a page that fails has no text."""
    return lambda file: "\n".join(page.text for page in pool.read(file) if isinstance(page, PageText))


def compare(samples: Sequence[Sample], readers: Sequence[Reads]) -> dict[str, list[Score]]:
    """Let each read every sample in turn, so that whatever else the machine does slows all alike."""
    scores: dict[str, list[Score]] = {}
    for sample in samples:
        row = scores.setdefault(sample.condition, [Score() for _ in readers])
        for read, score in zip(readers, row, strict=True):
            with score.effort.spending():
                text = read(sample.file)
            score.judge(sample.text, text)
    return scores


def report(scores: dict[str, list[Score]]) -> None:
    """Print a row for each condition, for all pages, and the ratio."""
    total = [Score() for _ in _READERS]
    for row in scores.values():
        for whole, score in zip(total, row, strict=True):
            whole.take(score)
    rows = [_cells(condition, row) for condition, row in [*scores.items(), ("all", total)]]
    left, right = (score.figures for score in total)
    ratios = [f"{there / here:.2f}" if here else "–" for here, there in zip(left, right, strict=True)]
    print(f"each cell: {' / '.join(_READERS)}; seconds are of one page")
    show(_HEADS, [*rows, [f"{_READERS[1]} : {_READERS[0]}", "", *ratios]])
    peaks = [f"{who} {score.effort.peak / 1e6:.0f} MB" for who, score in zip(_READERS, total, strict=True)]
    print(f"peak memory of all reading processes: {', '.join(peaks)}")


def _cells(name: str, row: Sequence[Score]) -> list[str]:
    pairs = zip(*(score.figures for score in row), strict=True)
    return [name, str(row[0].pages), *(f"{here:.2f} / {there:.2f}" for here, there in pairs)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
