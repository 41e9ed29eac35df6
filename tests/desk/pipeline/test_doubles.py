"""A paper that is handed in again is told with the first one, by bytes, scan or words; none is blocked."""

import dataclasses as dc
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.reading import PageText
from desk.cli.lines import paper_line
from desk.pipeline import acts
from desk.pipeline.acts import Mark
from desk.pipeline.doubles import note_doubles
from desk.pipeline.revoke import Revocation, revoke
from desk.pipeline.view import whole
from digitize.describe.describer import RuleDescriber
from fixtures.papers.catalogue import paper as typeset
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import picture
from tests.fakes.repeating_reader import RepeatingReader

_SEEDS = itertools.count(600, 2)
_FILES = itertools.count(1)


class Desk:
    """A workshop that reads given pages, each time out of other bytes."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.reader = RepeatingReader(workshop.house.reader)
        workshop.broken(reader=self.reader, describer=RuleDescriber())

    def hand(self, pages: Sequence[PageText], by: str = "officer", look: str = "") -> Paper:
        """Hand in a scan that is read as those pages, whose pictures look like `look`."""
        data = picture(1) + f"\n{next(_FILES)}".encode()
        self.reader.pages[str(Sha256.of(data))] = [dc.replace(page, picture_hash=look) for page in pages]
        return self.workshop.handed(data, by=by)

    def told(self, paper: Paper, to: str = "officer") -> dict[str, Any]:
        """Return what is told of a paper, the same by `show` and by `ingest`."""
        with self.workshop.house.database.reading() as session:
            row = papers.at_work(session, paper.id)
            who = self.workshop.actor(to)
            shown = whole(session, self.workshop.house, who, row)
            line = paper_line(session, who, row)
        told = {name: value for name, value in shown.items() if name.startswith("duplicate_")}
        assert {name: line[name] for name in told} == told
        return told


@pytest.fixture
def desk(workshop: Workshop) -> Iterator[Desk]:
    yield Desk(workshop)
    workshop.mended()


@pytest.fixture
def pages() -> list[PageText]:
    """A birth certificate that no other test has."""
    return exact(typeset("giay-khai-sinh", next(_SEEDS)))


def test_the_same_paper_read_otherwise_is_told_with_the_first_and_goes_its_way(
    desk: Desk, pages: list[PageText]
) -> None:
    first = desk.hand(misread(pages, "standard", 1))
    second = desk.hand(misread(pages, "hard", 2))
    third = desk.hand(pages)
    assert desk.told(first)["duplicate_of"] is None
    for later in (second, third):
        told = desk.told(later)
        assert (told["duplicate_of"], told["duplicate_of_code"]) == (str(first.id), first.code)
        assert (told["duplicate_how"], told["duplicate_state"]) == ("same-paper", "needs_review")
        assert 0.6 < told["duplicate_likeness"] <= 1
        assert not told["duplicate_elsewhere"]
    desk.workshop.confirm(second)
    desk.workshop.run()
    assert desk.workshop.paper(second.id).standing == "available"
    assert desk.workshop.paper(first.id).stage == "needs_review"


def test_the_same_scan_under_other_bytes_is_told_as_that(desk: Desk, pages: list[PageText]) -> None:
    first = desk.hand(pages, look="5a" * 32)
    again = desk.hand(misread(pages, "standard", 3), look="5a" * 31 + "5b")
    told = desk.told(again)
    assert (told["duplicate_of"], told["duplicate_how"]) == (str(first.id), "same-scan")
    assert told["duplicate_likeness"] == pytest.approx(255 / 256, abs=1e-4)


def test_a_picture_without_words_is_known_by_its_looks(desk: Desk) -> None:
    drawing = [PageText(1, 800, 600, 100, 0, False, "Sơ đồ", 0.9)]
    first = desk.hand(drawing, look="3c" * 32)
    again = desk.hand(drawing, look="3c" * 31 + "3d")
    other = desk.hand(drawing, look="c3" * 32)
    assert desk.told(again)["duplicate_of"] == str(first.id)
    assert desk.told(again)["duplicate_how"] == "same-scan"
    assert desk.told(other)["duplicate_of"] is None


def test_the_same_bytes_are_told_as_that(desk: Desk, pages: list[PageText]) -> None:
    first = desk.hand(pages)
    again = desk.workshop.handed(desk.workshop.bytes_of(first.original_sha256))
    told = desk.told(again)
    assert (told["duplicate_of"], told["duplicate_how"]) == (str(first.id), "same-bytes")
    assert told["duplicate_likeness"] == 1.0


def test_relatives_are_not_told(desk: Desk) -> None:
    seed = next(_SEEDS)
    household = exact(typeset("giay-khai-sinh", seed))
    one = desk.hand(household)
    blank = [
        dc.replace(
            page, words=(), text="TỜ KHAI ĐĂNG KÝ KHAI SINH Họ tên: Số định danh: Ngày sinh: Nơi cư trú:"
        )
        for page in household
    ]
    for other in (
        exact(typeset("giay-khai-sinh", seed + 1)),
        exact(typeset("trich-luc-khai-sinh", seed)),
        blank,
        blank,
    ):
        assert desk.told(desk.hand(other))["duplicate_of"] is None
    assert desk.told(one)["duplicate_of"] is None


def test_at_another_agency_only_that_there_is_one_is_told(desk: Desk, pages: list[PageText]) -> None:
    first = desk.hand(pages)
    second = desk.hand(misread(pages, "standard", 4), by="chief-elsewhere")
    told = desk.told(second, to="officer-elsewhere")
    assert told.pop("duplicate_elsewhere") is True
    assert set(told.values()) == {None}
    assert desk.told(second, to="auditor")["duplicate_of"] == str(first.id)
    third = desk.hand(misread(pages, "hard", 5), by="chief-elsewhere")
    assert desk.told(third, to="officer-elsewhere")["duplicate_of"] == str(second.id)
    assert desk.told(third, to="auditor")["duplicate_of"] == str(first.id)


def test_a_rejected_paper_is_no_first_one_any_more(desk: Desk, pages: list[PageText]) -> None:
    first, second, third = (desk.hand(misread(pages, "standard", seed)) for seed in (6, 7, 8))
    house, who = desk.workshop.house, desk.workshop.actor("officer")
    acts.mark(house, who, first.code, Mark.REJECTED, "quét thiếu trang")
    assert desk.told(second)["duplicate_of"] is None
    assert desk.told(third)["duplicate_of"] == str(second.id)


def test_a_revoked_paper_is_named_as_that(desk: Desk, pages: list[PageText]) -> None:
    first = desk.hand(pages)
    desk.workshop.confirm(first)
    desk.workshop.run()
    revoke(desk.workshop.house, desk.workshop.actor("officer"), first.code, Revocation("bị thu hồi"))
    told = desk.told(desk.hand(misread(pages, "standard", 9)))
    assert (told["duplicate_of"], told["duplicate_state"]) == (str(first.id), "revoked")


def test_the_earlier_is_the_first_though_it_was_described_later(desk: Desk, pages: list[PageText]) -> None:
    first, second = desk.hand(pages), desk.hand(misread(pages, "standard", 10))
    with desk.workshop.house.database.transaction() as session:
        note_doubles(session, [papers.at_work(session, first.id)])  # as after a new reading
    assert desk.told(second)["duplicate_of"] == str(first.id)
    assert desk.told(first)["duplicate_of"] is None
