"""How many papers handed in twice are told to be the same, and how many different ones wrongly.

Every type is typeset for one family in both families of layouts: the paper is misread three times, as hard
and as usual scans are. Beside it stand its nearest relatives: the sibling's, the next one of that day, the
renewal a year later, a neighbour's from the same office. Pairs that differ in nothing but who signed (the
identity card of one person) are no different papers and are left out.
Must not draw nor read: `bench_read` does.
"""

import argparse
import dataclasses as dc
import datetime as dt
import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from benchmarks.measures import OUR_SEED, machine, show
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from digitize.likeness.keys import word_keys
from digitize.likeness.same import Told, same_paper
from digitize.likeness.tokens import tokens
from digitize.ports import TypeRule
from fixtures.others.catalogue import OTHERS
from fixtures.papers.catalogue import KINDS
from fixtures.papers.paper import Case, Paper
from fixtures.people import Family, family
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread

_TODAY = dt.date(2027, 3, 2)
_KEPT_KEYS = 16
"""Keys that the archive keeps a paper under, at most."""


@dc.dataclass(frozen=True, slots=True)
class Pair:
    """Two papers as they were read; `kind` says how they are related."""

    type: str
    kind: str
    one: Told
    other: Told


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6, help="families a type and layout")
    seeds = parser.parse_args(words).seeds
    print(machine())
    pairs, told, found, seconds = Counter[str](), Counter[str](), Counter[str](), 0.0
    for pair in all_pairs(range(OUR_SEED, OUR_SEED + seeds)):
        started = time.thread_time()
        alike = same_paper(pair.one, pair.other)
        seconds += time.thread_time() - started
        pairs[pair.kind] += 1
        told[pair.kind] += bool(alike)
        kept = word_keys(pair.one.words)[:_KEPT_KEYS]
        found[pair.kind] += bool(set(kept) & set(word_keys(pair.other.words)))
        if bool(alike) != pair.kind.startswith("same"):
            print(f"  wrong: {pair.type}, {pair.kind}")
    show(
        ("pair", "pairs", "told the same", "%", "share a key"),
        [
            (k, str(n), str(told[k]), f"{100 * told[k] / n:.2f}", str(found[k]))
            for k, n in sorted(pairs.items())
        ],
    )
    print(f"{1000 * seconds / pairs.total():.1f} ms CPU a pair")
    return 0


def all_pairs(seeds: Sequence[int], slugs: Collection[str] = KINDS) -> Iterator[Pair]:
    """Yield pairs of the same and of different papers of those types, in each layout."""
    types = rules_without_archive(_TODAY)
    for seed in seeds:
        for layout in (KINDS, OTHERS):
            for slug in slugs:
                yield from _pairs(seed, layout[slug], slug, types)


def _pairs(seed: int, draw: Callable[[Case], Paper], slug: str, types: Sequence[TypeRule]) -> Iterator[Pair]:
    house = family(seed)
    neighbours = family(seed + 50_000, commune=house.commune)
    day = dt.date(2025, 8, 4) + dt.timedelta(days=seed % 50)
    made = {
        "first": draw(_case(house, 0, day, seed)),
        "sibling": draw(_case(house, 1, day, seed)),
        "next": draw(_case(house, 0, day, seed + 1)),
        "renewed": draw(_case(house, 0, day.replace(year=day.year + 1), seed + 2)),
        "neighbour": draw(_case(neighbours, 0, day, seed + 3)),
    }
    twice = [
        _told(made["first"], tier, seed + n, types) for n, tier in enumerate(("standard", "hard", "hard"))
    ]
    yield Pair(slug, "same: usual and hard", twice[0], twice[1])
    yield Pair(slug, "same: hard and hard", twice[1], twice[2])
    read = {name: _told(paper, "standard", seed + 10, types) for name, paper in made.items()}
    for one, other in itertools.combinations(made, 2):
        if _differ(made[one], made[other]):
            yield Pair(slug, f"{one} and {other}", read[one], read[other])


def _differ(one: Paper, other: Paper) -> bool:
    """Say whether two papers differ in more than who signed them."""
    mine, its = one.truth.fields, other.truth.fields
    return any(mine.get(name) != its.get(name) for name in {*mine, *its} - {"signer"})


def _case(people: Family, child: int, day: dt.date, seed: int) -> Case:
    dossier = f"H99.12-{day:%y%m%d}-{1 + seed % 9000:04d}"
    return Case(people, people.children[child], day, dossier, "1.004222", None, seed)


def _told(paper: Paper, tier: str, seed: int, types: Sequence[TypeRule]) -> Told:
    pages = misread(exact(paper), tier, seed)
    batch = RuleDescriber().describe(pages, types=types, one_paper=True, today=_TODAY)
    said = batch.papers[0]
    return Told(said.type, tokens(page.text for page in pages), said.fields)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
