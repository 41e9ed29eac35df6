"""How many papers get their right type and fields, and how long describing takes after reading.

Scans of every type are read and described without a hint from the counter. Seeds are those of no test.
A field is right where its value is the truth's but for case and white space: one wrong letter is wrong.
A field that the paper does not have and that was found all the same is invented. Must not time reading.
"""

import argparse
import dataclasses as dc
import datetime as dt
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from archive.settings import Settings
from archive.values.description import Description, Party
from archive.values.reading import PageText
from benchmarks.measures import OUR_SEED, machine, plain, show
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from digitize.ports import TypeRule
from digitize.reader.pool import ReaderPool
from fixtures.kept import kept
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.paper import Paper
from fixtures.papers.truth import Truth
from fixtures.readings.exact import exact
from fixtures.scans import files
from fixtures.scans.conditions import scan

_TODAY = dt.date(2026, 3, 2)
_HEADS = ("field", "printed", "right", "wrong", "missed", "invented", "precision %", "recall %", "F1 %")
_PARTIES = "parties (role, name, number)"

Counts = dict[str, Counter[str]]


@dc.dataclass(frozen=True, slots=True)
class Described:
    """A paper: what it is, what was said of it, how many papers it was taken for, and how long that took."""

    truth: Truth
    said: Description
    parts: int
    seconds: float


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    asked = _arguments(words)
    print(machine())
    draw = other_paper if asked.others else paper
    papers = [draw(slug, OUR_SEED + n) for n in range(asked.seeds) for slug in KINDS]
    types = rules_without_archive(_TODAY)
    readings = [exact(one) for one in papers] if asked.exact else _read_all(papers, asked.condition)
    found = [_described(one.truth, pages, types) for one, pages in zip(papers, readings, strict=True)]
    right = sum(one.said.type == one.truth.type for one in found)
    whole = sum(one.parts == 1 for one in found)
    seconds = sum(one.seconds for one in found) / len(found)
    how = "read exactly" if asked.exact else f"in the condition {asked.condition}"
    family = "other layouts" if asked.others else "the usual layouts"
    print(f"{len(found)} papers of {len(KINDS)} types in {family}, {how}")
    print(
        f"right type: {right} of {len(found)}; left whole: {whole}; describing: {seconds:.3f} s CPU a paper"
    )
    for one in found:
        if one.said.type != one.truth.type:
            print(f"  {one.truth.type} was taken for {one.said.type}: {one.said.why[:80]}")
    counts = count(found)
    total = sum((each for name, each in counts.items() if name != _PARTIES), Counter[str]())
    rows = [*((name, counts[name]) for name in sorted(counts)), ("all fields", total)]
    show(_HEADS, [_row(name, each) for name, each in rows])
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="papers a type")
    parser.add_argument("--condition", default="scan", help="see fixtures/scans/conditions.py")
    parser.add_argument("--others", action="store_true", help="layouts that no rule was tried on")
    parser.add_argument("--exact", action="store_true", help="as a reader without fault would read them")
    return parser.parse_args(words)


def _read_all(papers: Sequence[Paper], condition: str) -> list[list[PageText]]:
    """Read all papers on all cores."""
    cores = len(os.sched_getaffinity(0))
    pool = ReaderPool(Settings(readers=cores))
    try:
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(cores) as threads:
            jobs = enumerate(papers)
            return list(threads.map(lambda job: _read(pool, Path(folder), *job, condition), jobs))
    finally:
        pool.close()


def _read(pool: ReaderPool, folder: Path, number: int, made: Paper, condition: str) -> list[PageText]:
    seed = OUR_SEED + number // len(KINDS)
    file = folder / f"{number}.pdf"
    data = kept(
        f"described {made.truth.type} {made.truth.text} {seed} {condition}",
        lambda: files.scanned_pdf([files.jpeg(page) for page in scan(made, condition, seed)]),
    )
    file.write_bytes(data)
    return [page for page in pool.read(file) if isinstance(page, PageText)]


def _described(truth: Truth, pages: Sequence[PageText], types: Sequence[TypeRule]) -> Described:
    started = time.thread_time()
    batch = RuleDescriber().describe(pages, types=types, today=_TODAY)
    seconds = time.thread_time() - started
    said = batch.papers[0] if batch.papers else Description((), "", 0.0, "", {})
    return Described(truth, said, len(batch.papers), seconds)


def count(found: Iterable[Described]) -> Counts:
    """Return the outcomes by field; parties are one field with several values."""
    counts: Counts = defaultdict(Counter)
    for one in found:
        for name in {*one.truth.fields, *one.said.fields}:
            field = one.said.fields.get(name)
            counts[name][_outcome(one.truth.fields.get(name), field.value if field else None)] += 1
        wanted, got = _told(one.truth.parties), _told(one.said.parties)
        counts[_PARTIES]["right"] += (wanted & got).total()
        counts[_PARTIES]["missed"] += (wanted - got).total()
        counts[_PARTIES]["invented"] += (got - wanted).total()
    return counts


def _outcome(truth: str | None, value: str | None) -> str:
    if value is None:
        return "missed"
    if truth is None:
        return "invented"
    return "right" if _same(truth) == _same(value) else "wrong"


def _same(text: str) -> str:
    return plain(text).casefold()


def _told(parties: Sequence[Party]) -> Counter[tuple[str, str, str]]:
    return Counter((party.role.value, _same(party.name), str(party.owner or "")) for party in parties)


def _row(name: str, outcomes: Counter[str]) -> list[str]:
    right, wrong, missed, invented = (outcomes[kind] for kind in ("right", "wrong", "missed", "invented"))
    printed, said = right + wrong + missed, right + wrong + invented
    shares = ((right, said), (right, printed), (2 * right, said + printed))
    percents = [f"{100 * part / of:.1f}" if of else "–" for part, of in shares]
    return [name, str(printed), *map(str, (right, wrong, missed, invented)), *percents]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
