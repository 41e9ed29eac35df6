"""Pages in = pages of papers + separators + blanks, for every file."""

import io
import itertools
from typing import Any

import pytest

from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Role
from desk.pipeline.page_receipt import receipt_rows, receipt_text
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from digitize.describe.describer import RuleDescriber
from fixtures.runs import Between, scan_run
from tests.desk.pipeline.test_covers import birth, dossier_of, sheet, taken
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import OWNER, PROCEDURE
from tests.digitize.describe.printed import page
from tests.fakes.run_reader import RunReader, pdf_of

_FILES = itertools.count(5_000)


def _receipts(workshop: Workshop, paper: Paper) -> list[dict[str, Any]]:
    with workshop.house.database.reading() as session:
        return receipt_rows(session, papers.at_work(session, paper.id))


@pytest.mark.any_engine
@pytest.mark.parametrize("between", Between)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))])
def test_the_receipt_of_a_run_says_what_was_in_it(workshop: Workshop, between: Between, seed: int) -> None:
    run = scan_run(seed, between, others=bool(seed % 2))
    _, made = taken(workshop, run.pages)
    (receipt,) = _receipts(workshop, made[0])
    assert receipt == {
        "file": "xap.pdf", "pages": len(run.pages), "papers": sum(len(pages) for pages, _ in run.papers),
        "blanks": list(run.blanks), "separators": list(run.separators), "balanced": True,
    }  # fmt: skip
    assert all(_receipts(workshop, paper) == [receipt] for paper in made)
    assert receipt_text(receipt).startswith(f"{len(run.pages)} = ")


def test_each_file_of_a_paper_has_its_own_receipt(workshop: Workshop) -> None:
    run = [birth(1), page(number=2)]
    house = workshop.broken(reader=RunReader(workshop.house.reader, run), describer=RuleDescriber())
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier_of(next(_FILES)))
    data = {name: pdf_of(2, f"{__name__} {name}") for name in ("a.pdf", "b.pdf")}
    files = [(name, lambda name=name: io.BytesIO(data[name])) for name in data]
    (paper,) = take_in(house, workshop.actor("officer"), files, handed)
    workshop.run()
    told = [(one["file"], one["pages"], one["papers"], one["blanks"]) for one in _receipts(workshop, paper)]
    assert told == [("a.pdf", 2, 1, [2]), ("b.pdf", 2, 1, [2])]


@pytest.mark.parametrize("run", [[page(number=1), page(number=2)], [sheet(1), sheet(2)]])
def test_a_file_without_a_paper_is_one_paper_of_all_its_pages(workshop: Workshop, run: list[Any]) -> None:
    _, (paper,) = taken(workshop, run)
    (receipt,) = _receipts(workshop, paper)
    assert (receipt["papers"], receipt["blanks"], receipt["separators"]) == (2, [], [])
    assert receipt["balanced"]


def test_a_page_that_nobody_accounts_for_is_told(workshop: Workshop) -> None:
    _, (paper,) = taken(workshop, [birth(1), page(number=2)])
    with workshop.house.database.transaction() as session:
        row = papers.at_work(session, paper.id)
        papers.intakes_of(session, row)[0].aside = {"blanks": [], "separators": []}
    (receipt,) = _receipts(workshop, paper)
    assert not receipt["balanced"]
    assert receipt_text(receipt).startswith("2 ≠ 1 + 0 + 0")


def test_a_file_of_an_earlier_version_has_none(workshop: Workshop) -> None:
    _, (paper,) = taken(workshop, [birth(1)])
    with workshop.house.database.transaction() as session:
        row = papers.at_work(session, paper.id)
        papers.intakes_of(session, row)[0].aside = None
    assert _receipts(workshop, paper) == []
