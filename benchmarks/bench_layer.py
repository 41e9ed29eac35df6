"""Whether the words that poppler takes out of a copy's page are the stored ones, by condition.

Pages are drawn from seeds of no test, read, copied, and their text is taken out by pdftotext; words are
compared in any order. Must not judge whether they were read right. Takes about three minutes.
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.settings import Settings
from archive.values.reading import PageText
from benchmarks import samples as drawn
from benchmarks.measures import machine, show
from benchmarks.samples import Sample
from digitize.ports import CopyMetadata, CopyPage
from digitize.reader.pool import ReaderPool

_METADATA = CopyMetadata("bench", "bench", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), bytes(16), {})


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    asked = _arguments(words)
    print(machine(), _poppler(), sep="; ")
    pages: Counter[str] = Counter()
    stored: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    pool = ReaderPool(Settings(readers=1))
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for page in _samples(asked, folder):
                given, taken = _both(pool, page.file, folder / "copy.pdf")
                for condition in (page.condition, "all"):
                    pages[condition] += 1
                    stored[condition] += len(given)
                    differ[condition] += differing(given, taken)
    finally:
        pool.close()
    conditions = [*(condition for condition in pages if condition != "all"), "all"]
    show(
        ("condition", "pages", "words", "differing", "equal %"),
        [
            (name, str(pages[name]), str(stored[name]), str(differ[name]), _equal(stored[name], differ[name]))
            for name in conditions
        ],
    )
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="real scans with their truth.jsonl")
    parser.add_argument("--seeds", type=int, default=2, help="papers a usual condition")
    parser.add_argument("--poor", type=int, default=8, help="papers of each condition that readers fail on")
    return parser.parse_args(words)


def _samples(asked: argparse.Namespace, folder: Path) -> list[Sample]:
    pages = [*drawn.usual(folder, asked.seeds), *drawn.poor(folder, asked.poor)]
    return [*pages, *drawn.real(asked.folder)] if asked.folder else pages


def _both(pool: ReaderPool, file: Path, copy: Path) -> tuple[list[str], list[str]]:
    """Return the words read in `file`, and those that poppler takes out of its copy."""
    pages = [page for page in pool.read(file) if isinstance(page, PageText)]
    parts = [CopyPage(file, page.number, page.words, page.dpi, page.rotation) for page in pages]
    pool.copy(parts, copy, _METADATA)
    said = subprocess.run(["pdftotext", str(copy), "-"], capture_output=True, check=True)
    return [word.text for page in pages for word in page.words], said.stdout.decode("utf-8").split()


def differing(stored: Iterable[str], taken: Iterable[str]) -> int:
    """Return how many words differ, in any order: what is missing or what is too much, whichever is more."""
    wanted, got = Counter(stored), Counter(taken)
    return max((wanted - got).total(), (got - wanted).total())


def _equal(words: int, differ: int) -> str:
    return f"{100 * (1 - differ / words):.2f}" if words else "–"


def _poppler() -> str:
    said = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True)
    return said.stderr.split("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
