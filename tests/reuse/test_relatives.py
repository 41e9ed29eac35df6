"""Papers of a family in a real database: marriage, divorce and death, by types that an administrator adds."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.load import load
from archive.catalogue.values import Whose
from archive.clock import today
from archive.database.engine import Database
from archive.owners import repository as owners
from archive.owners.joining import join_numbers
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role
from reuse.check import check
from reuse.errors import NoGround
from reuse.grounds import asking
from reuse.relatives import relatives
from tests.factories import CLOCK, actor, citizen, paper
from tests.statements import statements

BIRTH, MARRIAGE, DEATH = "giay-khai-sinh", "giay-chung-nhan-ket-hon", "trich-luc-khai-tu"
DIVORCE = "ban-an-ly-hon"
ME, OTHER = citizen(1), citizen(2)
PROCEDURE = "9.000001"
OLD = OwnerId(OwnerKind.CITIZEN, "012345678")
D2010, D2015, D2018 = (dt.date(year, 5, 12) for year in (2010, 2015, 2018))


@pytest.fixture
def session(database: Database, tmp_path: Path):
    """A catalogue to which an administrator added a type that proves divorce, and a procedure."""
    (tmp_path / "types.csv").write_text(
        "slug,code,name,titles,reuse_class,keep_picture,proves,valid_from,source\n"
        f"{DIVORCE},KQ.H99.000101,Bản án ly hôn,BẢN ÁN LY HÔN,lasting,1,divorce,2015-01-01,Thử\n",
        "utf-8",
    )
    (tmp_path / "procedures.csv").write_text(
        f"code,name,field,decided_by,valid_from,source\n{PROCEDURE},Thủ tục thử,Thử,commune,2016-01-01,Thử\n",
        "utf-8",
    )
    (tmp_path / "components.csv").write_text(
        "procedure,code,name,required,form,accepts,whose,valid_from,source\n"
        f"{PROCEDURE},TP01,Khai sinh của vợ hoặc chồng,1,copy,{BIRTH},spouse,2016-01-01,Thử\n"
        f"{PROCEDURE},TP02,Kết hôn,1,copy,{MARRIAGE},owner,2016-01-01,Thử\n",
        "utf-8",
    )
    with database.transaction() as opened:
        load(opened, tmp_path, by="lan", clock=CLOCK)
        yield opened
        opened.rollback()


def _wed(session: Session, one: int | OwnerId, other: int, day: dt.date | None = D2010, **values) -> Paper:
    me = one if isinstance(one, OwnerId) else citizen(one)
    parties = [Party(Role.SPOUSE, "", me), Party(Role.SPOUSE, "", citizen(other))]
    return paper(session, type=MARRIAGE, parties=parties, owner=me, issued_on=day, **values)


def _split(session: Session, one: int, other: int, day: dt.date | None = D2015, **values) -> Paper:
    parties = [Party(Role.OWNER, "", citizen(one)), Party(Role.NAMED, "", citizen(other))]
    return paper(session, type=DIVORCE, parties=parties, owner=citizen(one), issued_on=day, **values)


def _died(session: Session, who: OwnerId, **values) -> Paper:
    parties = [Party(Role.OWNER, "", who)]
    return paper(session, type=DEATH, parties=parties, owner=who, issued_on=D2015, **values)


def _spouse(session: Session, who: int = 1) -> list[OwnerId]:
    numbers = owners.all_numbers(session, citizen(who))
    return relatives(session, numbers, today(CLOCK)).get(Whose.SPOUSE, [])


def test_a_divorce_ends_what_is_offered_of_the_spouse_to_both(session: Session) -> None:
    _wed(session, 1, 2)
    theirs = {n: paper(session, type=BIRTH, owner=citizen(n)).id for n in (1, 2)}

    def offered(who: int) -> list[object]:
        answer = check(session, CLOCK, actor(), asking(citizen(who), "", ""), PROCEDURE)[0]
        return [offer.candidate.id for offer in answer.offers]

    assert (offered(1), offered(2)) == ([theirs[2]], [theirs[1]])
    _split(session, 2, 1)  # handed in by one of them
    assert (offered(1), offered(2)) == ([], [])
    certificate = check(session, CLOCK, actor(), asking(citizen(1), "", ""), PROCEDURE)[1]
    assert len(certificate.offers) == 1, "one's own certificate stays one's own"
    _wed(session, 1, 2, D2018)
    assert (offered(1), offered(2)) == ([theirs[2]], [theirs[1]])


@pytest.mark.parametrize(
    ("values", "lasts"),
    [
        ({}, False),
        ({"standing": "hidden"}, False),
        ({"held": True}, False),
        ({"presented": "not_compared"}, False),
        ({"stage": "needs_review", "standing": "pending", "confirmed_by": None}, False),
        ({"day": None}, False),
        ({"day": D2010}, False),
        ({"day": dt.date(2009, 1, 1)}, True),
        ({"standing": "revoked"}, True),
        ({"stage": "rejected", "standing": "pending"}, True),
    ],
)
def test_a_divorce_that_is_there_in_any_state_ends_the_marriage_and_a_revoked_one_does_not(
    session: Session, values: dict[str, object], lasts: bool
) -> None:
    _wed(session, 1, 2)
    _split(session, 1, 2, **values)  # type: ignore[arg-type]
    assert _spouse(session) == ([citizen(2)] if lasts else [])


def test_an_extract_of_after_the_divorce_is_of_the_old_marriage(session: Session) -> None:
    _wed(session, 1, 2)
    _split(session, 1, 2)
    _wed(session, 1, 2, D2018, title="TRÍCH LỤC KẾT HÔN (BẢN SAO)")
    assert _spouse(session) == []


def test_after_a_divorce_the_next_spouse_is_the_spouse(session: Session) -> None:
    _wed(session, 1, 2)
    _wed(session, 1, 3, D2018)
    assert _spouse(session) == []
    _split(session, 1, 2)
    assert (_spouse(session), _spouse(session, 2), _spouse(session, 3)) == ([citizen(3)], [], [citizen(1)])


def test_whoever_married_somebody_else_later_is_not_the_spouse(session: Session) -> None:
    _wed(session, 1, 2)
    _wed(session, 2, 3, D2018)
    assert (_spouse(session), _spouse(session, 2), _spouse(session, 3)) == ([], [], [])


def test_death_ends_a_marriage_under_any_number_of_the_dead(session: Session) -> None:
    _wed(session, OLD, 2)
    join_numbers(session, CLOCK, citizen(1), OLD)
    assert (_spouse(session), _spouse(session, 2)) == ([citizen(2)], [citizen(1), OLD])
    _died(session, citizen(1))
    assert (_spouse(session), _spouse(session, 2)) == ([], [])
    _wed(session, 2, 3, D2018)
    assert _spouse(session, 2) == [citizen(3)]
    assert _spouse(session, 3) == [], "nothing that names them tells of the first one's death"


def test_a_certificate_of_after_the_old_numbers_last_day_joins_nobody(session: Session) -> None:
    _wed(session, OLD, 2, D2018)
    join_numbers(session, CLOCK, citizen(1), OLD, until=D2018)
    assert _spouse(session, 2) == [citizen(1), OLD]
    join_numbers(session, CLOCK, citizen(1), OLD, until=D2018 - dt.timedelta(days=1))
    assert (_spouse(session), _spouse(session, 2)) == ([], [])


def test_numbers_of_other_kinds_have_no_relatives(session: Session) -> None:
    household = OwnerId(OwnerKind.HOUSEHOLD, citizen(1).number)
    _wed(session, household, 2)
    _wed(session, 1, 3)
    assert relatives(session, [household], today(CLOCK)) == {}
    assert (_spouse(session, 2), _spouse(session)) == ([], [citizen(3)])


def test_an_adopted_child_is_no_more_the_child_of_those_who_bore_it(session: Session) -> None:
    for day, parents in ((D2010, (1, 2)), (D2015, (4, 5))):
        named = [Party(Role.CHILD, "", citizen(3)), *(Party(Role.PARENT, "", citizen(n)) for n in parents)]
        paper(session, type=BIRTH, owner=citizen(3), parties=named, issued_on=day)
    found = [relatives(session, [citizen(n)], today(CLOCK)).get(Whose.CHILD, []) for n in (1, 2, 4, 5)]
    assert found == [[], [], [citizen(3)], [citizen(3)]]
    assert relatives(session, [citizen(3)], today(CLOCK))[Whose.PARENT] == [citizen(4), citizen(5)]


def test_three_statements_tell_a_family_however_large(database: Database, session: Session) -> None:
    _wed(session, 1, 2)
    for child in range(3, 9):
        named = [Party(Role.CHILD, "", citizen(child)), Party(Role.PARENT, "", citizen(1))]
        paper(session, type=BIRTH, owner=citizen(child), parties=named)
    relatives(session, [citizen(1)], today(CLOCK))
    with statements(database) as said:
        found = relatives(session, [citizen(1)], today(CLOCK))
    assert (len(found[Whose.CHILD]), len(said)) == (6, 3)


def _asked_by_spouse(session: Session, owner: OwnerId = ME, by: OwnerId = OTHER) -> bool:
    """Say whether the ground of a spouse opens the owner's papers."""
    try:
        check(session, CLOCK, actor(), asking(owner, str(by), "spouse"), PROCEDURE)
    except NoGround:
        return False
    return True


def test_who_divorced_the_owner_is_no_spouse_whatever_the_officer_was_told(session: Session) -> None:
    assert _asked_by_spouse(session), "of whom nothing is known, the officer's word counts"
    _wed(session, 1, 2)
    assert _asked_by_spouse(session)
    _split(session, 2, 1)
    assert not _asked_by_spouse(session)
    assert not _asked_by_spouse(session, citizen(2), citizen(1))
    assert _asked_by_spouse(session, citizen(1), citizen(3))
    _wed(session, 1, 2, D2018)
    assert _asked_by_spouse(session)


def test_a_divorce_under_an_old_number_counts_too_and_without_a_marriage(session: Session) -> None:
    _split(session, 1, 2)
    join_numbers(session, CLOCK, citizen(1), OLD)
    assert not _asked_by_spouse(session, OLD)


@pytest.mark.parametrize("values", [{"standing": "revoked"}, {"stage": "rejected", "standing": "pending"}])
def test_a_divorce_that_holds_no_more_refuses_nobody(session: Session, values: dict[str, object]) -> None:
    _split(session, 1, 2, **values)  # type: ignore[arg-type]
    assert _asked_by_spouse(session)


def test_widows_and_whose_divorce_is_in_doubt_are_left_to_the_officer(session: Session) -> None:
    _wed(session, 1, 2)
    _died(session, citizen(1))
    assert _asked_by_spouse(session)
    _wed(session, 3, 4, None)
    _split(session, 3, 4, None)
    assert _asked_by_spouse(session, citizen(3), citizen(4))
