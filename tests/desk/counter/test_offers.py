"""What a check shows of each paper: by whose name it goes, so that a mistyped number is seen."""

from typing import Any

import pytest

from archive.database.engine import Database
from archive.papers.models import Paper
from archive.values.description import OwnerId, Party, Role
from desk.counter import reusing
from desk.counter.elsewhere import Look
from desk.counter.offers import answer_rows
from desk.counter.request import CounterRequest
from desk.house import House
from tests.desk.houses import bare_house
from tests.factories import BIRTH, actor, citizen, dossier, paper

WIFE, HUSBAND = citizen(1), citizen(2)
COUPLE = [Party(Role.OWNER, "Trần Thị Hoà", WIFE), Party(Role.SPOUSE, "Lê Văn Bình", HUSBAND)]


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _shown(house: House, owner: OwnerId) -> list[dict[str, Any]]:
    answers = reusing.check(house, actor(), CounterRequest(owner, procedure=BIRTH))
    rows = answer_rows(house, answers, Look())
    return [one for row in rows for one in row["papers"]]


def test_a_paper_of_two_goes_by_the_name_of_the_one_who_is_asked_about(house: House) -> None:
    with house.database.transaction() as session:
        paper(session, parties=COUPLE)
    for owner, name in ((WIFE, "Trần Thị Hoà"), (HUSBAND, "Lê Văn Bình")):
        assert [one["owner_name"] for one in _shown(house, owner)] == [name]


def test_a_paper_described_anew_since_the_check_is_not_shown_as_if_it_had_been_seen(house: House) -> None:
    with house.database.transaction() as session:
        row = paper(session, parties=COUPLE, came_signed=True, level=None)
    answers = reusing.check(house, actor(), CounterRequest(WIFE, procedure=BIRTH))
    with house.database.transaction() as session:
        before = session.get_one(Paper, row.id).description_n
        session.get_one(Paper, row.id).description_n += 1
    shown = [one["shown"] for each in answer_rows(house, answers, Look()) for one in each["papers"]]
    assert shown == [f"{row.original_sha256}.{before}.0"]


def test_nobody_is_named_by_a_number_that_no_officer_confirmed(house: House) -> None:
    with house.database.transaction() as session:
        held = dossier(session, "H99-A", applicant=WIFE)
        paper(session, held, parties=COUPLE, confirmed_by=None)
    assert [(one["owner_name"], one["why_not"]) for one in _shown(house, WIFE)] == [("", "owner-unconfirmed")]
