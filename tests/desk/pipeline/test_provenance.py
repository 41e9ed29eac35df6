"""Whence a paper comes and where it went, as far as whoever asks may read."""

from typing import Any

import pytest

from archive.accounts.actor import AccountRight
from archive.database.engine import Database
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.verdict import Verdict
from desk.house import House
from desk.pipeline.revoke import Revocation, revoke
from desk.pipeline.view import whole
from reuse import service
from reuse.grounds import asking
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, DESK, OTHER_DESK, actor, citizen, dossier, paper, stored

THERE = f"{OTHER_DESK}-260302-0099"
ELSEWHERE = actor(agency=OTHER_DESK, account="son")


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _view(house: House, row: Paper, who: Any) -> dict[str, Any]:
    with house.database.reading() as session:
        return whole(session, house, who, papers.at_work(session, row.id))


def test_dossier_result_and_uses_are_told_to_who_may_read_them(house: House) -> None:
    with house.database.transaction() as session:
        first = dossier(session, f"{DESK}-260301-0001")
        row = paper(session, first)
        born = paper(session, first, kind="result", type="giay-khai-sinh")
        service.take(
            session, CLOCK, ELSEWHERE, row.id, asking(citizen(1), "", ""), procedure=BIRTH, dossier=THERE,
            component=f"{BIRTH}-TP04", revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
        )  # fmt: skip
        later = dossier(session, THERE)
        result = paper(session, later, kind="result", type="giay-khai-sinh")
    told = _view(house, row, actor(AccountRight.AUDITOR))["provenance"]
    assert (told["dossier"], told["procedure"], told["kind"]) == (first.number, BIRTH, "component")
    assert [one["code"] for one in told["results"]] == [born.code]
    (used,) = told["used"]
    assert (used["dossier"], used["procedure"]) == (THERE, BIRTH)
    assert [one["code"] for one in used["results"]] == [result.code]
    own = _view(house, row, actor())["provenance"]  # keeps the paper: it knows where, not what came of it
    assert [one["code"] for one in own["results"]] == [born.code]
    assert [(one["dossier"], one["procedure"], one["results"]) for one in own["used"]] == [(THERE, None, [])]
    theirs = _view(house, row, ELSEWHERE)["provenance"]
    assert (theirs["procedure"], theirs["results"]) == (None, [])
    assert [one["code"] for one in theirs["used"][0]["results"]] == [result.code]


def test_an_end_names_the_newer_paper_only_to_who_may_read_it(house: House) -> None:
    with house.database.transaction() as session:
        row, newer = paper(session), paper(session)
        service.take(
            session, CLOCK, ELSEWHERE, row.id, asking(citizen(1), "", ""), procedure=BIRTH, dossier=THERE,
            component=f"{BIRTH}-TP04", revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
        )  # fmt: skip
    revoke(house, actor(), row.code, Revocation("cấp đổi", newer.code, decision="12/QĐ"))
    (own,), (theirs,) = (_view(house, row, who)["endings"] for who in (actor(), ELSEWHERE))
    assert (own["how"], own["decision"], own["newer_code"]) == ("superseded", "12/QĐ", newer.code)
    assert (theirs["how"], theirs["decision"], theirs["newer_code"]) == ("superseded", "12/QĐ", None)
    assert [one["code"] for one in _view(house, newer, actor())["ends"]] == [row.code]
