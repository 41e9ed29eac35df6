"""Scans of every type, read by the real reader: the type is right, and so is nearly every field.

The shares are what must hold at least; what is read of one paper is compared with what was printed on
it. Several seeds, so that nothing fits one paper alone.
"""

import collections
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.description import Description
from archive.values.reading import PageText
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from digitize.describe.fuzzy import likeness
from digitize.ports import TypeRule
from digitize.reader.pool import ReaderPool
from fixtures.kept import kept
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.paper import Paper
from fixtures.papers.truth import Truth
from fixtures.scans import files
from fixtures.scans.conditions import scan
from tests.digitize.describe.described import TODAY

_SEEDS = (5, pytest.param(18, marks=pytest.mark.long))
_FIGURES = frozenset(
    {
        "issued_on",
        "owner_id",
        "date_of_birth",
        "sex",
        "valid_until",
        "dossier_number",
        "procedure_code",
        "due_on",
    }
)
_LEAST = {"number": 0.8, "signer": 0.85, "sex": 0.9}
_USUAL = 0.93

Found = list[tuple[str, int, Truth, Description]]


@pytest.fixture(scope="module")
def types() -> list[TypeRule]:
    return rules_without_archive(TODAY)


@pytest.fixture(scope="module", params=_SEEDS)
def found(
    request: pytest.FixtureRequest, types: list[TypeRule], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Found]:
    folder = tmp_path_factory.mktemp("papers")
    pool = ReaderPool(Settings(readers=2))
    jobs = [(slug, request.param) for slug in KINDS]
    with ThreadPoolExecutor(2) as threads:
        done = threads.map(lambda job: _described(pool, folder, *job, types), jobs)
        yield [(*job, *one) for job, one in zip(jobs, done, strict=True)]
    pool.close()


def _described(
    pool: ReaderPool, folder: Path, slug: str, seed: int, types: list[TypeRule]
) -> tuple[Truth, Description]:
    made = paper(slug, seed)
    file = folder / f"{slug}-{seed}.pdf"
    file.write_bytes(kept(f"papers {slug} {seed}", lambda: _scanned(made, seed)))
    read = [one for one in pool.read(file) if isinstance(one, PageText)]
    assert len(read) == made.truth.page_count
    return made.truth, RuleDescriber().describe(read, types=types, today=TODAY, one_paper=True).papers[0]


def _scanned(made: Paper, seed: int) -> bytes:
    return files.scanned_pdf([files.jpeg(one) for one in scan(made, "scan", seed)])


def _is_right(name: str, truth: str, value: str) -> bool:
    if name in _FIGURES or name == "number":
        return value == truth
    return likeness(truth.casefold(), value.casefold()) >= 0.95


def test_every_type_is_known(found: Found) -> None:
    assert [(slug, seed) for slug, seed, truth, one in found if one.type != truth.type] == []


def test_nearly_every_field_has_the_value_that_was_printed(found: Found) -> None:
    right: collections.Counter[str] = collections.Counter()
    printed: collections.Counter[str] = collections.Counter()
    for _, _, truth, one in found:
        for name, value in truth.fields.items():
            printed[name] += 1
            right[name] += name in one.fields and _is_right(name, value, one.fields[name].value)
    shares = {name: right[name] / printed[name] for name in printed}
    assert {name: share for name, share in shares.items() if share < _LEAST.get(name, _USUAL)} == {}


def test_a_wrong_date_or_number_of_a_person_is_never_sure(found: Found) -> None:
    wrong = [
        (slug, seed, name, one.fields[name].value)
        for slug, seed, truth, one in found
        for name in _FIGURES & one.fields.keys()
        if truth.fields.get(name) != one.fields[name].value and one.fields[name].confidence > 0.5
    ]
    assert wrong == []


def test_nobody_has_the_number_of_somebody_else(found: Found) -> None:
    for slug, seed, truth, one in found:
        printed = {(party.owner, party.name.casefold()) for party in truth.parties if party.owner}
        for party in one.parties:
            if party.owner is None:
                continue
            names = [name for owner, name in printed if owner == party.owner]
            assert names, (slug, seed, party)
            assert max(likeness(name, party.name.casefold()) for name in names) > 0.8, (slug, seed, party)
