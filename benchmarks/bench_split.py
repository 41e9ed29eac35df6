"""How many papers of a scan run come out with exactly their own pages, with sheets between them and without.

Runs of 3 to 12 papers of mixed types (`fixtures/runs.py`), read exactly and misread as scans are, of the
usual and of the other layouts. `python -m benchmarks.bench_split`. Must not time reading, nor judge types.
"""

import argparse
import dataclasses as dc
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.measures import OUR_SEED, machine, show
from desk.pipeline.types import rules_without_archive
from digitize.describe.split import divide, look_at
from digitize.ports import TypeRule
from fixtures.runs import Between, ScanRun, scan_run

_TODAY = dt.date(2026, 3, 2)
_Z = 1.96
"""Of 95 %."""
_HEADS = ("between papers", "runs", "papers", "right", "right %", "95 %", "torn", "joined", "s a page")
READINGS = ("", "standard", "hard")


@dc.dataclass(slots=True)
class Tally:
    """What became of the papers of some runs."""

    runs: int = 0
    papers: int = 0
    right: int = 0
    torn: int = 0
    joined: int = 0
    pages: int = 0
    unbalanced: int = 0
    seconds: float = 0.0


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300, help="runs of each kind")
    parser.add_argument("--first", type=int, default=OUR_SEED, help="seed of the first run")
    parser.add_argument("--wrong", action="store_true", help="name what was divided wrongly")
    asked = parser.parse_args(words)
    print(machine())
    types = rules_without_archive(_TODAY)
    rows, lost = [], 0
    for between in Between:
        parts = Counter[str]()
        tallies: dict[str, Tally] = {}
        for number in range(asked.runs):
            seed, others = asked.first + number, bool(number % 2)
            tier = READINGS[number // 2 % len(READINGS)]
            run = scan_run(seed, between, others=others, tier=tier)
            names = ("all", "other layouts" if others else "usual layouts", f"read {tier or 'exactly'}")
            for name in names:
                judge(tallies.setdefault(name, Tally()), run, types, parts if name == "all" else Counter())
        rows += [_row(between, name, tallies[name]) for name in sorted(tallies)]
        lost += tallies["all"].unbalanced
        if asked.wrong:
            print(*(f"{times:4} {what}" for what, times in parts.most_common(40)), sep="\n")
    show(_HEADS, rows)
    print(f"runs in which a page was lost or in two places: {lost}")
    return 0


def judge(tally: Tally, run: ScanRun, types: Sequence[TypeRule], wrong: Counter[str]) -> None:
    """Divide a run and count."""
    started = time.thread_time()
    division = divide([look_at(page) for page in run.pages], types, one_paper=False)
    tally.seconds += time.thread_time() - started
    got = {tuple(look.page.number for look in part) for part in division.papers}
    firsts = {pages[0] for pages in got}
    told = sorted([*(number for pages in got for number in pages), *division.blanks, *division.separators])
    tally.runs += 1
    tally.pages += len(run.pages)
    tally.unbalanced += told != [page.number for page in run.pages]
    before = "the beginning"
    for pages, truth in run.papers:
        tally.papers += 1
        tally.right += pages in got
        if set(pages[1:]) & firsts:
            tally.torn += 1
            wrong[f"torn: {truth.type}"] += 1
        if pages[0] not in firsts:
            tally.joined += 1
            wrong[f"joined: {truth.type} to {before}"] += 1
        before = truth.type


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % bounds of a share, 0 to 1.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
    """
    share, spread = right / of, _Z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * ((share * (1 - share) + spread / 4) / of) ** 0.5 / (1 + spread)
    return middle - half, middle + half


def _row(between: Between, name: str, tally: Tally) -> list[str]:
    low, high = wilson(tally.right, tally.papers)
    counts = [tally.papers, tally.right, f"{tally.right / tally.papers:.2%}", f"{low:.1%} – {high:.1%}"]
    rest = [tally.torn, tally.joined, f"{tally.seconds / tally.pages:.4f}"]
    return [between.value, f"{name} ({tally.runs})", *map(str, [*counts, *rest])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
