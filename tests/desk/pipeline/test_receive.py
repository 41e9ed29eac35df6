"""A file comes in once for each dossier, whole or not at all, whichever call brings it."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Role
from desk.bootstrap import open_house
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
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
    import dataclasses as dc

    small = dc.replace(desk.house.settings, disk_free=1 << 62)
    with open_house(small) as house, pytest.raises(SohoaError, match="disk-full"):
        take_in(house, officer, [("a.jpg", lambda: io.BytesIO(picture(160)))],
                Handed(((OWNER, Role.APPLICANT),), PROCEDURE, "R-7"))  # fmt: skip


def test_a_handler_takes_in_nothing(desk: Office) -> None:
    with desk.house.database.reading() as session:
        handler = accounts.acting(session, "handler", channel="test")
    with pytest.raises(SohoaError, match="forbidden"):
        _hand_in(desk, handler, "R-8", 180)
