"""What papers of drawn layouts come out as: types, fields, parties, and what confidences promise.

Readings misread by the error model of `fixtures/readings`, and pictures that are scanned and read. `make
bench-describe` writes benchmarks/describing.md and describing.svg in about a quarter of an hour. A value is
right where it is the truth's but for case and white space, of long texts but for 2 % of the letters; a field
that the paper does not have and that was found all the same is invented. Must not time reading.
"""

import argparse
import dataclasses as dc
import datetime as dt
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from archive.settings import Settings
from archive.values.description import Description, Party, Role, Source
from archive.values.reading import PageText
from benchmarks.calibration import Said, bins, draw, gap, told
from benchmarks.describing import is_right, plain
from benchmarks.measures import OUR_SEED, machine, show
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from digitize.ports import TypeRule
from digitize.reader.pool import ReaderPool
from fixtures.elsewhere.catalogue import elsewhere_paper
from fixtures.further.catalogue import further_paper
from fixtures.kept import kept
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.paper import Paper
from fixtures.papers.truth import Truth
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread
from fixtures.scans import files
from fixtures.scans.conditions import scan
from fixtures.templates.catalogue import template_paper

_FAMILIES: dict[str, Callable[[str, int], Paper]] = {
    "papers": paper,
    "others": other_paper,
    "further": further_paper,
    "elsewhere": elsewhere_paper,
    "templates": template_paper,
}
_CONDITIONS = {
    "standard": ("scan", "seal", "tilt", "show-through", "uneven", "photocopy"),
    "hard": ("worn", "recopied", "phone", "framed", "faint", "photo"),
}
_TODAY = dt.date(2026, 3, 2)
_HEADS = (
    "field",
    "printed",
    "right",
    "wrong",
    "missed",
    "invented",
    "precision %",
    "recall %",
    "F1 %",
    "wrong at ≥ 0.9",
)
_KEYS = ("number", "issued_on", "valid_until", "due_on", "date_of_birth", "owner_id")
_SURE = 0.9
_DIAGRAM = Path(__file__).parent / "describing.svg"


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
    types = rules_without_archive(_TODAY)
    everything: list[Described] = []
    for tier in _CONDITIONS:
        found = [_described(made.truth, pages, types) for made, pages in _misread(asked, tier)]
        everything += found
        _report(f"{len(found)} readings of {asked.family}, misread as {tier} scans", found, types)
    for tier in _CONDITIONS if asked.pictures else ():
        found = [_described(made.truth, pages, types) for made, pages in _scanned(asked, tier)]
        everything += found
        _report(f"{len(found)} pictures of {asked.family}, {tier} scans", found, types)
    _promises(everything, types, asked.family)
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", choices=_FAMILIES, default="templates", help="of layouts")
    parser.add_argument("--seeds", type=int, default=4, help="misread papers a type and tier")
    parser.add_argument("--pictures", type=int, default=0, help="scanned papers a type and tier")
    return parser.parse_args(words)


def _misread(asked: argparse.Namespace, tier: str) -> Iterator[tuple[Paper, list[PageText]]]:
    """Yield papers, each seed in one tier only."""
    first = OUR_SEED + (0 if tier == "standard" else asked.seeds)
    for seed in range(first, first + asked.seeds):
        for slug in KINDS:
            made = _FAMILIES[asked.family](slug, seed)
            yield made, misread(exact(made), tier, seed)


def _scanned(asked: argparse.Namespace, tier: str) -> list[tuple[Paper, list[PageText]]]:
    """Read scans of papers on all cores; conditions of a tier take turns."""
    first = OUR_SEED + 1_000 + (0 if tier == "standard" else asked.pictures)
    jobs = [(slug, first + at, _CONDITIONS[tier][(n + at) % len(_CONDITIONS[tier])])
            for at in range(asked.pictures) for n, slug in enumerate(KINDS)]  # fmt: skip
    cores = len(os.sched_getaffinity(0))
    pool = ReaderPool(Settings(readers=cores))
    try:
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(cores) as threads:
            return list(threads.map(lambda job: _read(pool, Path(folder), asked.family, *job), jobs))
    finally:
        pool.close()


def _read(
    pool: ReaderPool, folder: Path, family: str, slug: str, seed: int, condition: str
) -> tuple[Paper, list[PageText]]:
    made = _FAMILIES[family](slug, seed)
    file = folder / f"{slug}-{seed}.pdf"
    file.write_bytes(
        kept(
            f"described {family} {slug} {made.truth.text} {seed} {condition}",
            lambda: files.scanned_pdf([files.jpeg(page) for page in scan(made, condition, seed)]),
        )
    )
    return made, [page for page in pool.read(file) if isinstance(page, PageText)]


def _described(truth: Truth, pages: Sequence[PageText], types: Sequence[TypeRule]) -> Described:
    started = time.thread_time()
    batch = RuleDescriber().describe(pages, types=types, today=_TODAY)
    seconds = time.thread_time() - started
    said = batch.papers[0] if batch.papers else Description((), "", 0.0, "", {})
    return Described(truth, said, len(batch.papers), seconds / max(len(pages), 1))


def _report(title: str, found: Sequence[Described], types: Sequence[TypeRule]) -> None:
    right = sum(one.said.type == one.truth.type for one in found)
    whole = sum(one.parts == 1 for one in found)
    seconds = sum(one.seconds for one in found) / len(found)
    print(f"\n### {title}\n")
    print(f"Type right: {told(right, len(found))} %; left whole: {whole}; {seconds:.3f} s CPU a page.\n")
    for one in found:
        if one.said.type != one.truth.type:
            print(f"- {one.truth.type} was taken for {one.said.type} ({one.said.type_confidence})")
    outcomes = count(found, types)
    sums = {
        "all fields": [*outcomes],
        "number, dates, owner_id": [name for name in outcomes if name in _KEYS],
    }
    rows = [_row(name, outcomes[name]) for name in sorted(outcomes)]
    rows += [_row(title, sum((outcomes[name] for name in names), Counter())) for title, names in sums.items()]
    print()
    show(_HEADS, [*rows, *(_row(name, each) for name, each in parties(found).items())])


def count(found: Iterable[Described], types: Sequence[TypeRule]) -> dict[str, Counter[str]]:
    """Return the outcomes by field, of the fields that the type of the paper lists; codes may tell more."""
    listed = {rule.slug: rule.fields for rule in types}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        for name in listed[one.truth.type]:
            field, truth = one.said.fields.get(name), one.truth.fields.get(name)
            if field is not None and (truth is not None or field.source is not Source.QR):
                outcome = (
                    "invented"
                    if truth is None
                    else "right"
                    if is_right(name, truth, field.value)
                    else "wrong"
                )
                counts[name][outcome] += 1
                if field.confidence >= _SURE:
                    counts[name]["sure"] += 1
                    counts[name]["sure wrong"] += outcome != "right"
            elif truth is not None:
                counts[name]["missed"] += 1
    return counts


def parties(found: Iterable[Described]) -> dict[str, Counter[str]]:
    """Return the outcomes of parties (role, name and number), and of people who are only named."""
    counts = {"parties": Counter[str](), "others named": Counter[str]()}
    for one in found:
        for name, chosen in (("parties", False), ("others named", True)):
            wanted, got = (_told(ps, named=chosen) for ps in (one.truth.parties, one.said.parties))
            counts[name]["right"] += (wanted & got).total()
            counts[name]["missed"] += (wanted - got).total()
            counts[name]["invented"] += (got - wanted).total()
    return counts


def _told(parties: Sequence[Party], *, named: bool) -> Counter[tuple[str, str, str]]:
    return Counter(
        (party.role.value, plain(party.name), str(party.owner or ""))
        for party in parties
        if (party.role is Role.NAMED) is named and party.source is not Source.QR
    )


def _row(name: str, outcomes: Counter[str]) -> list[str]:
    right, wrong, missed, invented = (outcomes[kind] for kind in ("right", "wrong", "missed", "invented"))
    printed, said = right + wrong + missed, right + wrong + invented
    shares = ((right, said), (right, printed), (2 * right, said + printed))
    percents = [f"{100 * part / of:.1f}" if of else "–" for part, of in shares]
    sure = f"{outcomes['sure wrong']} of {outcomes['sure']}" if outcomes["sure"] else "–"
    return [name, str(printed), *map(str, (right, wrong, missed, invented)), *percents, sure]


def _promises(found: Sequence[Described], types: Sequence[TypeRule], family: str) -> None:
    """Print what confidences are worth, and draw it."""
    listed = {rule.slug: rule.fields for rule in types}
    kinds = [Said(one.said.type_confidence, one.said.type == one.truth.type) for one in found]
    fields = [
        Said(field.confidence, is_right(name, one.truth.fields.get(name), field.value))
        for one in found
        for name, field in one.said.fields.items()
        if name in listed[one.truth.type] and field.source is not Source.QR
    ]
    print("\n### What a confidence is worth\n")
    rows = [
        [name, f"{mean:.3f}", told(right, number), str(number)]
        for name, answers in (("type", kinds), ("field", fields))
        for mean, _, right, number in bins(answers)
    ]
    show(("answer", "mean confidence", "right % (95 %)", "answers"), rows)
    sure = [one for one in kinds if one.confidence >= _SURE]
    wrong = sum(not one.right for one in sure)
    print(f"\nTypes at ≥ 0.9: {len(sure)}, {told(wrong, len(sure))} % wrong.")
    print(f"Calibration error: types {gap(kinds):.3f}, fields {gap(fields):.3f}.")
    draw(_DIAGRAM, {"types": kinds, "fields": fields}, f"{len(found)} papers of {family}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
