"""A file comes in once for each dossier, whole or not at all, whichever call brings it."""

import dataclasses as dc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.dossiers.repository import papers_in
from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Role
from desk.bootstrap import open_house
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import OWNER, PROCEDURE, Office, office, picture


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk whose legs run when a test says so."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def officer(desk: Office) -> Actor:
    """Its officer."""
    with desk.house.database.reading() as session:
        return accounts.acting(session, "officer", channel="test")


def _hand_in(desk: Office, officer: Actor, dossier: str, *colours: int) -> list[Paper]:
    sources = [(f"{colour}.jpg", lambda colour=colour: io.BytesIO(picture(colour))) for colour in colours]
    return take_in(desk.house, officer, sources, Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier))


def _files(desk: Office, paper: Paper) -> list[str]:
    with desk.house.database.reading() as session:
        return [row.name for row in papers.intakes_of(session, papers.at_work(session, paper.id))]


def test_the_same_file_in_the_same_dossier_is_the_same_paper(desk: Office, officer: Actor) -> None:
    (first,) = _hand_in(desk, officer, "R-1", 20)
    (again,) = _hand_in(desk, officer, "R-1", 20)
    assert again.id == first.id


def test_in_another_dossier_it_is_a_new_paper_that_names_the_first(desk: Office, officer: Actor) -> None:
    (first,) = _hand_in(desk, officer, "R-2", 40)
    (other,) = _hand_in(desk, officer, "R-3", 40)
    assert other.id != first.id
    assert other.duplicate_of == first.id


def test_no_file_of_several_is_lost_where_the_first_of_them_is_known(desk: Office, officer: Actor) -> None:
    (single,) = _hand_in(desk, officer, "R-4", 60)
    (both,) = _hand_in(desk, officer, "R-4", 60, 80)
    assert both.id != single.id
    assert _files(desk, both) == ["60.jpg", "80.jpg"]
    assert [paper.id for paper in _hand_in(desk, officer, "R-4", 60, 80)] == [both.id]


def test_several_files_in_another_order_are_another_paper(desk: Office, officer: Actor) -> None:
    (one_way,) = _hand_in(desk, officer, "R-5", 100, 120)
    (other_way,) = _hand_in(desk, officer, "R-5", 120, 100)
    assert other_way.id != one_way.id
    assert _files(desk, other_way) == ["120.jpg", "100.jpg"]


def test_one_bad_file_of_several_keeps_none_of_them(desk: Office, officer: Actor) -> None:
    before = {str(entry.key) for entry in desk.house.store.keys()}  # noqa: SIM118
    sources = [("a.jpg", lambda: io.BytesIO(picture(140))), ("b.jpg", lambda: io.BytesIO(b"not a picture"))]
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, "R-6")
    with pytest.raises(SohoaError, match="unknown-format"):
        take_in(desk.house, officer, sources, handed)
    assert {str(entry.key) for entry in desk.house.store.keys()} == before  # noqa: SIM118


def test_a_full_disk_refuses_and_keeps_nothing(desk: Office, officer: Actor, tmp_path: Path) -> None:
    small = dc.replace(desk.house.settings, disk_free=1 << 62)
    with open_house(small) as house, pytest.raises(SohoaError, match="disk-full"):
        take_in(house, officer, [("a.jpg", lambda: io.BytesIO(picture(160)))],
                Handed(((OWNER, Role.APPLICANT),), PROCEDURE, "R-7"))  # fmt: skip


def test_a_handler_takes_in_nothing(desk: Office) -> None:
    with desk.house.database.reading() as session:
        handler = accounts.acting(session, "handler", channel="test")
    with pytest.raises(SohoaError, match="forbidden"):
        _hand_in(desk, handler, "R-8", 180)


class _Overtaken:
    """A reader that is overtaken: while it looks, another call takes the same bytes in."""

    def __init__(self, inner: Any, other: Callable[[], object]) -> None:
        self._inner, self._other = inner, other

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def look(self, file: Path, **asked: Any) -> Any:
        self._other()
        return self._inner.look(file, **asked)


@pytest.mark.parametrize("dossier", ["R-9", "R-10"])
def test_a_call_that_is_overtaken_by_another_makes_no_second_paper(workshop: Workshop, dossier: str) -> None:
    officer = workshop.actor("officer")
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier)
    content = picture(230 if dossier == "R-9" else 231)
    sources = [("scan.jpg", lambda: io.BytesIO(content))]
    if dossier == "R-10":  # a dossier that is there already
        take_in(workshop.house, officer, [("other.jpg", lambda: io.BytesIO(picture(232)))], handed)
    first: list[Paper] = []
    reader = _Overtaken(
        workshop.house.reader, lambda: first.extend(take_in(workshop.house, officer, sources, handed))
    )
    late = take_in(dc.replace(workshop.house, reader=reader), officer, sources, handed)
    assert [paper.id for paper in late] == [paper.id for paper in first]
    with workshop.house.database.reading() as session:
        assert len(papers_in(session, dossier)) == (1 if dossier == "R-9" else 2)
