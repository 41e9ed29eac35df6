"""A dossier that is done is closed by its agency's officer; from then on nothing comes into it."""

import threading
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.audit.models import Event
from archive.database.engine import Database
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, DossierPaper, How
from archive.errors import DossierClosed, Forbidden, NotFound, SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.verdict import Verdict
from desk.errors import DossierUnfinished
from desk.house import House
from desk.pipeline.closing import close_dossier
from reuse import service
from reuse.grounds import asking
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, DESK, NOW, OTHER_DESK, actor, citizen, dossier, paper, stored

NUMBER = f"{DESK}-260302-0001"
KEEPER = "H99.30"


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _open(house: House, number: str = NUMBER, **agencies: str) -> Dossier:
    with house.database.transaction() as session:
        return dossier(session, number, **agencies)


def _in(house: House, held: Dossier, **values: Any) -> Paper:
    with house.database.transaction() as session:
        return paper(session, session.get_one(Dossier, held.number), **values)


def _take(house: House, row: Paper, number: str = NUMBER) -> None:
    with house.database.transaction() as session:
        service.take(
            session, CLOCK, actor(), row.id, asking(citizen(1), "", ""), procedure=BIRTH, dossier=number,
            component=f"{BIRTH}-TP04", revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
        )  # fmt: skip


def _events(house: House, outcome: str) -> int:
    query = sa.select(sa.func.count()).where(Event.action == "dossier:close", Event.outcome == outcome)
    with house.database.reading() as session:
        return session.scalar(query) or 0


def test_closing_ends_the_desks_right_to_read_and_is_recorded_once(house: House) -> None:
    held = _open(house, keeping_agency=KEEPER)
    row = _in(house, held)
    for _ in range(2):
        assert close_dossier(house, actor(), NUMBER).closed_at == NOW
    assert _events(house, "done") == 1
    with house.database.reading() as session:
        with pytest.raises(NotFound):
            papers.get(session, actor(), row.code)
        assert papers.get(session, actor(agency=KEEPER), row.code).id == row.id


@pytest.mark.parametrize(
    "values",
    [
        {"stage": "received", "standing": "pending"},
        {"stage": "needs_review", "standing": "pending"},
        {"stage": "confirmed", "standing": "pending"},
        {"stage": "failed", "standing": "pending"},
        {"stage": "kept", "standing": "pending"},
        {"standing": "hidden"},
    ],
)
def test_a_paper_that_waits_for_somebody_keeps_its_dossier_open(house: House, values: dict[str, str]) -> None:
    row = _in(house, _open(house), **values)
    with pytest.raises(DossierUnfinished) as refused:
        close_dossier(house, actor(), NUMBER)
    assert row.code in refused.value.text_vi
    assert _events(house, "refused") == 1
    with house.database.reading() as session:
        assert session.get_one(Dossier, NUMBER).closed_at is None


@pytest.mark.parametrize(
    "values",
    [{}, {"stage": "rejected", "standing": "pending"}, {"standing": "revoked"}, {"standing": "superseded"}],
)
def test_what_is_finished_does_not(house: House, values: dict[str, str]) -> None:
    _in(house, _open(house), **values)
    assert close_dossier(house, actor(), NUMBER).closed_at == NOW


def test_a_taken_paper_that_ended_since_is_no_reason_to_stay_open(house: House) -> None:
    _open(house)
    row = _in(house, _open(house, f"{DESK}-260301-0002"))
    _take(house, row)
    with house.database.transaction() as session:
        session.get_one(Paper, row.id).standing = "hidden"
    assert close_dossier(house, actor(), NUMBER).closed_at == NOW


@pytest.mark.parametrize(
    ("who", "error"),
    [
        (actor(AccountRight.HANDLER), Forbidden),
        (actor(AccountRight.AUDITOR), Forbidden),
        (actor(AccountRight.ADMIN), Forbidden),
        (actor(agency=OTHER_DESK), NotFound),
    ],
)
def test_nobody_but_an_officer_of_its_agencies_closes_it(
    house: House, who: Any, error: type[SohoaError]
) -> None:
    _open(house)
    with pytest.raises(error):
        close_dossier(house, who, NUMBER)
    with pytest.raises(NotFound):
        close_dossier(house, actor(), "H99-none")
    with house.database.reading() as session:
        assert session.get_one(Dossier, NUMBER).closed_at is None


def test_each_of_the_three_agencies_may_close_it(house: House) -> None:
    agencies = {"receiving_agency": "H99.1", "deciding_agency": "H99.2", "keeping_agency": "H99.3"}
    for n, agency in enumerate(agencies.values()):
        _open(house, f"{NUMBER}{n}", **agencies)
        assert close_dossier(house, actor(agency=agency), f"{NUMBER}{n}").closed_at == NOW


def test_a_closed_dossier_takes_nothing_in_and_what_is_there_stays(house: House) -> None:
    held = _open(house)
    own, other = _in(house, held), _in(house, _open(house, f"{DESK}-260301-0002"))
    _take(house, other)
    close_dossier(house, actor(), NUMBER)
    _take(house, other)  # the same again is the same take
    third = _in(house, _open(house, f"{DESK}-260301-0003"))
    with pytest.raises(DossierClosed) as refused:
        _take(house, third)
    assert (refused.value.code, refused.value.status) == ("dossier-closed", 409)
    assert "02/03/2026" in refused.value.text_vi
    with house.database.transaction() as session, pytest.raises(DossierClosed):
        dossiers.put_paper(session, CLOCK, NUMBER, third.id, How.DIGITISED)
    with house.database.transaction() as session:
        assert not dossiers.put_paper(session, CLOCK, NUMBER, own.id, How.DIGITISED)
        assert {row.paper_id for row in dossiers.papers_in(session, NUMBER)} == {own.id, other.id}


def test_closing_and_taking_at_once_leave_no_paper_in_a_closed_dossier_unseen(house: House) -> None:
    _open(house)
    row = _in(house, _open(house, f"{DESK}-260301-0002"))
    done: list[str] = []

    def taking() -> None:
        try:
            _take(house, row)
            done.append("took")
        except DossierClosed:
            done.append("refused")

    threads = [
        threading.Thread(target=work) for work in (taking, lambda: close_dossier(house, actor(), NUMBER))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with house.database.reading() as session:
        assert session.get_one(Dossier, NUMBER).closed_at == NOW
        inside = session.scalars(sa.select(DossierPaper).where(DossierPaper.dossier_number == NUMBER)).all()
        assert len(inside) == (1 if done == ["took"] else 0)
