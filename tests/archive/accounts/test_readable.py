"""Who may read what: the right follows an open dossier at one's desk, and is the same at every door.

An account without the right sees neither the paper nor that there is one.
"""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.machine import MACHINE
from archive.database.engine import Database
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, How
from archive.errors import Forbidden, NotFound
from archive.papers import repository as papers
from archive.papers.listing import listing, readable_ids
from archive.papers.models import Paper
from archive.search.find import find
from archive.search.question import Question
from tests.factories import CLOCK, DESK, NOW, OTHER_DESK, actor, citizen, dossier, paper

OFFICER, HANDLER, AUDITOR, ADMIN = AccountRight
THIRD = "H99.33.01"
NUMBER = "H99.31.01-260302-0007"
TAKEN_INTO = "H99.32.01-260302-0008"


def _agencies(receiving: str, deciding: str, keeping: str) -> dict[str, str]:
    return {"receiving_agency": receiving, "deciding_agency": deciding, "keeping_agency": keeping}


def _in_a_dossier(receiving: str, deciding: str, keeping: str, *, closed: bool) -> Callable[[Session], Paper]:
    def make(session: Session) -> Paper:
        held = dossier(
            session, NUMBER, closed_at=NOW if closed else None, **_agencies(receiving, deciding, keeping)
        )
        return paper(session, held, title="SỔ HỘ KHẨU")

    return make


def _taken(keeping: str, *, closed: bool) -> Callable[[Session], Paper]:
    """Return a maker of a paper of the other desk that was taken into a dossier of this one."""

    def make(session: Session) -> Paper:
        row = _in_a_dossier(OTHER_DESK, OTHER_DESK, OTHER_DESK, closed=True)(session)
        taker = dossier(session, TAKEN_INTO, **_agencies(DESK, DESK, keeping))
        dossiers.put_paper(session, CLOCK, TAKEN_INTO, row.id, How.TAKEN, "TP01")
        if closed:
            dossiers.close(CLOCK, taker)
            session.flush()
        return row

    return make


WHERE = {
    "received by one's desk, open": (_in_a_dossier(DESK, THIRD, THIRD, closed=False), True),
    "decided by one's agency, open": (_in_a_dossier(THIRD, DESK, THIRD, closed=False), True),
    "received and decided here, closed": (_in_a_dossier(DESK, DESK, THIRD, closed=True), False),
    "kept by one's agency, closed": (_in_a_dossier(THIRD, THIRD, DESK, closed=True), True),
    "of another agency, open": (_in_a_dossier(OTHER_DESK, OTHER_DESK, THIRD, closed=False), False),
    "of another agency, closed": (_in_a_dossier(OTHER_DESK, OTHER_DESK, OTHER_DESK, closed=True), False),
    "taken into an open dossier of one's desk": (_taken(THIRD, closed=False), True),
    "taken into a closed dossier of one's desk": (_taken(THIRD, closed=True), False),
    "taken into a closed dossier that one's agency keeps": (_taken(DESK, closed=True), False),
}  # fmt: skip
ROLES: dict[str, tuple[tuple[AccountRight, ...], bool | None]] = {
    "officer": ((OFFICER,), None),
    "handler": ((HANDLER,), None),
    "auditor": ((AUDITOR,), True),
    "administrator": ((ADMIN,), False),
    "administrator who is an officer too": ((ADMIN, OFFICER), None),
    "administrator who is an auditor too": ((ADMIN, AUDITOR), True),
}
"""Role → None where the dossier decides, else what holds wherever the paper lies."""


@pytest.mark.parametrize("where", list(WHERE))
def test_a_paper_is_there_for_whoever_may_read_it_and_for_nobody_else(database: Database, where: str) -> None:
    make, at_the_desk = WHERE[where]
    with database.transaction() as session:
        row = make(session)
        for roles, always in ROLES.values():
            _assert_seen(session, actor(*roles), row, seen=at_the_desk if always is None else always)


@pytest.mark.parametrize("where", list(WHERE))
def test_a_paper_is_changed_by_officers_of_the_agency_that_answers_for_it_alone(
    database: Database, where: str
) -> None:
    make, at_the_desk = WHERE[where]
    answers = at_the_desk and not where.startswith("taken")
    with database.transaction() as session:
        row = make(session)
        for roles, _ in ROLES.values():
            who = actor(*roles)
            allowed = answers and OFFICER in roles
            assert papers.may_change(session, who, row) is allowed
            if allowed:
                assert papers.get_to_change(session, who, row.code, "act").id == row.id
            else:
                with pytest.raises((NotFound, Forbidden)):
                    papers.get_to_change(session, who, row.code, "act")
            assert papers.sees_all(session, who, row) is (answers or AUDITOR in roles)


def _assert_seen(session: Session, who: Actor, row: Paper, *, seen: bool) -> None:
    """Every way to a paper gives it, or none of them does."""
    expected = [row.id] if seen else []
    found = find(session, who, Question("so ho khau"))
    assert [one.id for one in found.papers] == expected
    assert [one.id for one in find(session, who, Question(owners=(citizen(1),))).papers] == expected
    assert [one.id for one in find(session, who, Question(dossier=row.dossier_number)).papers] == expected
    assert [one.id for one in listing(session, who)] == expected
    assert [one.id for one in listing(session, who, dossier=row.dossier_number)] == expected
    assert list(readable_ids(session, who, [row.id])) == expected
    for key in (str(row.id), row.code):
        if seen:
            assert papers.get(session, who, key).id == row.id
        else:
            _assert_said_like_nothing(session, who, key)


def _assert_said_like_nothing(session: Session, who: Actor, key: str) -> None:
    """What may not be read answers in the very words of what does not exist."""
    with pytest.raises(NotFound) as hidden:
        papers.get(session, who, key)
    nothing = str(uuid.uuid4())
    with pytest.raises(NotFound) as absent:
        papers.get(session, who, nothing)
    assert hidden.value.text_vi.replace(key, "?") == absent.value.text_vi.replace(nothing, "?")
    assert hidden.value.text_en.replace(key, "?") == absent.value.text_en.replace(nothing, "?")


@pytest.mark.parametrize(
    ("agencies", "closed", "seen"),
    [
        ((DESK, THIRD, THIRD), False, True),
        ((THIRD, DESK, THIRD), False, True),
        ((THIRD, THIRD, DESK), False, True),
        ((DESK, DESK, THIRD), True, False),
        ((THIRD, THIRD, DESK), True, True),
        ((OTHER_DESK, OTHER_DESK, OTHER_DESK), False, False),
    ],
)
def test_a_dossier_is_there_for_whoever_may_see_it(
    database: Database, agencies: tuple[str, str, str], closed: bool, seen: bool
) -> None:
    with database.transaction() as session:
        dossier(session, NUMBER, closed_at=NOW if closed else None, **_agencies(*agencies))
        for roles, always in ROLES.values():
            who, expected = actor(*roles), seen if always is None else always
            assert [one.number for one in dossiers.listing(session, who)] == ([NUMBER] if expected else [])
            if expected:
                assert dossiers.get(session, who, NUMBER).number == NUMBER
            else:
                with pytest.raises(NotFound):
                    dossiers.get(session, who, NUMBER)


@pytest.mark.parametrize("role", [OFFICER, HANDLER])
def test_the_right_ends_the_moment_the_dossier_is_closed(database: Database, role: AccountRight) -> None:
    who = actor(role)
    with database.transaction() as session:
        row = _in_a_dossier(DESK, DESK, THIRD, closed=False)(session)
        assert papers.get(session, who, row.code).id == row.id
        dossiers.close(CLOCK, session.get_one(Dossier, NUMBER))
        session.flush()
        with pytest.raises(NotFound):
            papers.get(session, who, row.code)


def test_a_successor_reads_what_the_dissolved_agency_kept_and_no_further(database: Database) -> None:
    with database.transaction() as session:
        row = _in_a_dossier("H99.21.01", "H99.21.01", "H99.21.01", closed=True)(session)
        assert papers.get(session, actor(agency="H99.31", agencies=["H99.21.01"]), row.code) is row
        with pytest.raises(NotFound):
            papers.get(session, actor(agency="H99.31"), row.code)


def test_a_code_that_begins_like_ones_own_is_another_agency(database: Database) -> None:
    with database.transaction() as session:
        row = _in_a_dossier("H99.32.011", "H99.32", "H99.3", closed=False)(session)
        with pytest.raises(NotFound):
            papers.get(session, actor(agency="H99.32.01"), row.code)


ROLELESS = Actor("x", "X", DESK, frozenset({DESK}), frozenset(), "cli:test")


@pytest.mark.parametrize("who", [MACHINE, ROLELESS], ids=["machine", "roleless"])
def test_without_a_role_nothing_is_there(database: Database, who: Actor) -> None:
    with database.transaction() as session:
        row = _in_a_dossier(DESK, DESK, DESK, closed=False)(session)
        _assert_seen(session, who, row, seen=False)
        assert list(dossiers.listing(session, who)) == []
