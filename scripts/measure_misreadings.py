"""Measures how scans are misread, for `fixtures/readings/misread.py`: reads drawn papers and compares.

`python -m scripts.measure_misreadings [SEEDS]`. Must not read papers of seeds that tests or benchmarks draw.
"""

import difflib
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from archive.settings import Settings
from archive.values.reading import PageText, Word
from digitize.reader.pool import ReaderPool
from fixtures.papers.catalogue import KINDS, paper
from fixtures.readings.misread import FILE
from fixtures.scans import files
from fixtures.scans.conditions import scan

_SEED = 70_000
_CONDITIONS = {
    "standard": ("scan", "seal", "tilt", "show-through", "uneven", "photocopy"),
    "hard": ("worn", "recopied", "phone", "framed", "faint", "photo"),
}
_CORES = len(os.sched_getaffinity(0))
_QUANTILES = 40
_KEPT = 400
"""Pages whose lines are kept, and confusions: more would not be drawn more truly."""


def main(words: Sequence[str] = ()) -> int:
    """Read, compare, write."""
    seeds = int(words[0]) if words else 2
    pool = ReaderPool(Settings(readers=_CORES))
    try:
        said = {tier: _measured(pool, conditions, seeds) for tier, conditions in _CONDITIONS.items()}
    finally:
        pool.close()
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    FILE.write_text(text + "\n", encoding="utf-8")
    for tier, one in said.items():
        wrong = sum(times for kind, times in one["kinds"].items() if kind != "added")
        print(f"{tier}: {len(one['pages'])} pages, {wrong / one['words']:.2%} of the words wrong")
    return 0


def _measured(pool: ReaderPool, conditions: Sequence[str], seeds: int) -> dict[str, Any]:
    """Return what `misread.Misreadings` wants of the papers of one tier."""
    jobs = [(slug, _SEED + at, conditions[(n + at) % len(conditions)])
            for at in range(seeds) for n, slug in enumerate(KINDS)]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_CORES) as threads:
        read = threads.map(lambda job: list(_read(pool, Path(folder), *job)), jobs)
        pages = [page for paper in read for page in paper]
    tally = _Tally()
    for truth, page in pages:
        tally.add(truth, page)
    return tally.summary()


def _read(
    pool: ReaderPool, folder: Path, slug: str, seed: int, condition: str
) -> Iterator[tuple[tuple[str, ...], PageText]]:
    made = paper(slug, seed)
    file = folder / f"{slug}-{seed}-{condition}.pdf"
    file.write_bytes(files.scanned_pdf([files.jpeg(page) for page in scan(made, condition, seed)]))
    for page in pool.read(file):
        if isinstance(page, PageText):
            yield made.truth.pages[page.number - 1], page


class _Tally:
    """Counts over pages."""

    def __init__(self) -> None:
        self.pages: list[list[tuple[int, float]]] = []
        self.words = 0
        self.kinds, self.edits, self.letters = Counter[str](), Counter[int](), Counter[str]()
        self.confused: dict[str, Counter[str]] = {}
        self.right, self.wrong = list[float](), list[float]()

    def add(self, truth: Sequence[str], page: PageText) -> None:
        """Compare a page with its printed lines."""
        wanted = [(word, line) for line, text in enumerate(truth) for word in text.split()]
        lines = Counter(line for _, line in wanted)
        bad = Counter[int]()
        keys, got = [word for word, _ in wanted], [word.text for word in page.words]
        self.words += len(keys)
        self.letters.update("".join(keys))
        blocks = difflib.SequenceMatcher(None, keys, got, autojunk=False).get_opcodes()
        differing = [(i, j, k, m) for kind, i, j, k, m in blocks if kind != "equal"]
        # a column that was read in another place is no misreading: its words are on both sides
        moved = Counter(key for i, j, _, _ in differing for key in keys[i:j])
        moved &= Counter(text for _, _, k, m in differing for text in got[k:m])
        gone, come = moved.copy(), moved.copy()
        for i, j, k, m in differing:
            missing = [one for one in wanted[i:j] if not _taken(gone, one[0])]
            other = [word for word in page.words[k:m] if not _taken(come, word.text)]
            bad.update(line for _, line in missing)
            if missing or other:
                self._differ([word for word, _ in missing], other)
        wrong = [word for _, _, k, m in differing for word in page.words[k:m] if word.text not in moved]
        self.right += [word.confidence for word in page.words if word not in wrong]
        printed = [(lines[line], bad[line]) for line in range(len(truth)) if lines[line]]
        self.pages.append([(number, round(wrong / number, 3)) for number, wrong in printed])

    def _differ(self, wanted: Sequence[str], got: Sequence[Word]) -> None:
        """Tell apart what happened to some words that stand together."""
        self.wrong += [word.confidence for word in got]
        read = [word.text for word in got]
        if "".join(wanted) == "".join(read):
            self.kinds["joined" if len(read) < len(wanted) else "split"] += abs(len(wanted) - len(read)) or 1
        elif len(wanted) == len(read):
            self.kinds["letters"] += len(read)
            for one, other in zip(wanted, read, strict=True):
                self._confuse(one, other)
        elif len(read) < len(wanted):
            self.kinds["lost"] += len(wanted) - len(read)
        else:
            self.kinds["added"] += len(read) - len(wanted)

    def _confuse(self, wanted: str, read: str) -> None:
        number = 0
        for kind, i, j, k, m in difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_opcodes():
            if kind != "equal" and j - i <= 2 and m - k <= 2:
                self.confused.setdefault(wanted[i:j], Counter())[read[k:m]] += 1
                number += 1
        self.edits[max(1, min(number, 4))] += 1

    def summary(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        often = {seen: sum(read.values()) for seen, read in self.confused.items()}
        kept = sorted(often, key=lambda seen: (-often[seen], seen))[:_KEPT]
        return {
            "words": self.words,
            "pages": self.pages[:_KEPT],
            "kinds": dict(self.kinds),
            "edits": {str(number): times for number, times in sorted(self.edits.items())},
            "letters": dict(self.letters),
            "confused": {seen: dict(self.confused[seen].most_common(8)) for seen in kept},
            "right": _quantiles(self.right),
            "wrong": _quantiles(self.wrong),
        }


def _taken(left: Counter[str], key: str) -> bool:
    """Take one of `key` out of `left`, if there is one."""
    if not left[key]:
        return False
    left[key] -= 1
    return True


def _quantiles(values: Sequence[float]) -> list[float]:
    return [round(float(value), 3) for value in np.quantile(values, np.linspace(0, 1, _QUANTILES + 1))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
