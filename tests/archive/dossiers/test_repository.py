"""A dossier is one applicant's and one procedure's; nobody else's number opens it."""

import threading

import pytest

from archive.accounts.actor import Actor
from archive.database.engine import Database
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, How
from archive.errors import BadValue, NotFound
from archive.values.description import OwnerId, Role
from tests.factories import BIRTH, CLOCK, DESK, MARRIAGE, NOW, OTHER_DESK, actor, citizen, dossier, paper

NUMBER = "H99.32.01-260302-0042"


def _open(session, who: Actor | None = None, *, number: str = NUMBER, procedure: str = BIRTH,
          applicant: OwnerId | None = None, **more) -> Dossier:  # fmt: skip
    return dossiers.open_dossier(
        session, CLOCK, who or actor(), number=number, procedure=procedure,
        applicant=applicant or citizen(1), **more,
    )  # fmt: skip


def test_a_new_dossier_is_of_the_desk_that_opens_it(database: Database) -> None:
    with database.transaction() as session:
        row = _open(session)
        assert (row.receiving_agency, row.deciding_agency, row.keeping_agency) == (DESK, DESK, DESK)
        assert (row.opened_at, row.opened_by, row.closed_at) == (NOW, "lan", None)


def test_receiving_deciding_and_keeping_agency_are_three(database: Database) -> None:
    with database.transaction() as session:
        row = _open(session, deciding="H99.03", keeping="H99.08")
        assert (row.receiving_agency, row.deciding_agency, row.keeping_agency) == (DESK, "H99.03", "H99.08")


def test_the_same_again_is_the_same_dossier(database: Database) -> None:
    with database.transaction() as session:
        first = _open(session, number=f"  {NUMBER} ")
        assert _open(session) is first
        assert first.number == NUMBER


def test_another_applicants_number_is_refused(database: Database) -> None:
    with database.transaction() as session:
        _open(session)
        with pytest.raises(BadValue, match="another applicant") as refused:
            _open(session, applicant=citizen(2))
    assert citizen(1).number not in refused.value.text_vi + refused.value.text_en


def test_the_number_of_another_procedure_is_refused(database: Database) -> None:
    with database.transaction() as session:
        _open(session)
        with pytest.raises(BadValue, match=BIRTH):
            _open(session, procedure=MARRIAGE)


def test_another_desks_number_is_not_said_to_exist_nor_whose_it_is(database: Database) -> None:
    with database.transaction() as session:
        _open(session)
        stranger = actor(agency=OTHER_DESK)
        for applicant in (citizen(1), citizen(2)):
            with pytest.raises(NotFound):
                _open(session, stranger, applicant=applicant)


@pytest.mark.parametrize("number", ["", "   ", "x" * 65, "H99\0-1", "H99-1\nH99-2", "H99\u202e1"])
def test_a_number_that_is_none_is_refused(database: Database, number: str) -> None:
    with database.transaction() as session, pytest.raises(BadValue):
        _open(session, number=number)


def test_numbers_of_older_systems_are_taken(database: Database) -> None:
    with database.transaction() as session:
        assert _open(session, number="000.00.01.H29-240115-0001").number == "000.00.01.H29-240115-0001"


def test_desks_that_open_one_number_at_once_get_one_dossier_or_a_refusal(database: Database) -> None:
    results: list[str] = []
    start = threading.Barrier(4)

    def run(n: int) -> None:
        start.wait()
        try:
            with database.transaction() as session:
                _open(session, applicant=citizen(1 + n % 2))
            results.append("open")
        except BadValue:
            results.append("refused")

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["open", "open", "refused", "refused"]


def test_the_further_persons_are_parties_beside_the_applicant(database: Database) -> None:
    with database.transaction() as session:
        row = _open(session, parties=[(citizen(2), Role.SPOUSE), (citizen(1), Role.OWNER)])
        session.flush()
        assert dossiers.parties(session, row) == [citizen(1), citizen(2)]


def test_a_paper_stands_in_a_dossier_once_for_a_component(database: Database) -> None:
    with database.transaction() as session:
        held = dossier(session, NUMBER)
        row = paper(session)
        assert dossiers.put_paper(session, CLOCK, held.number, row.id, How.TAKEN, "TP01")
        assert not dossiers.put_paper(session, CLOCK, held.number, row.id, How.TAKEN, "TP01")
        assert dossiers.put_paper(session, CLOCK, held.number, row.id, How.TAKEN, "TP02")
        found = dossiers.papers_in(session, NUMBER)
        assert {(one.paper_id, one.component, one.how) for one in found} == {
            (row.id, "TP01", "taken"), (row.id, "TP02", "taken"),
        }  # fmt: skip


def test_closing_again_keeps_the_first_day(database: Database) -> None:
    from archive.clock import FixedClock

    with database.transaction() as session:
        row = _open(session)
        dossiers.close(CLOCK, row)
        dossiers.close(FixedClock(NOW.replace(year=2027)), row)
        assert row.closed_at == NOW
