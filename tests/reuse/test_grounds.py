"""On what ground somebody asks: each holds only with what proves it, and without one nothing is said."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import today
from archive.database.engine import Database
from archive.errors import BadValue, Forbidden, NotFound
from archive.owners import repository as owners
from archive.owners.models import Identifier
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role
from reuse.check import check
from reuse.errors import NoGround
from reuse.grounds import asking, prove
from reuse.values import Asking
from tests.factories import BIRTH, CLOCK, OTHER_DESK, actor, citizen, dossier, paper

OWNER, FRIEND, STRANGER = citizen(1), citizen(2), citizen(3)
DAY = today(CLOCK)


def test_by_default_the_owner_asks_for_self() -> None:
    assert asking(OWNER, "", "") == Asking(OWNER, str(OWNER), "self")


@pytest.mark.parametrize("ground", ["parent", "spouse"])
def test_a_relative_is_named(ground: str) -> None:
    assert asking(OWNER, str(FRIEND), ground) == Asking(OWNER, str(FRIEND), ground)


def test_an_official_needs_no_name() -> None:
    assert asking(OWNER, "", "official").ground == "official"


@pytest.mark.parametrize(
    ("requester", "ground"),
    [
        (str(FRIEND), ""),
        (str(OWNER), ""),
        ("", "parent"),
        ("", "spouse"),
        ("", "authority:2026-000001"),
        (str(OWNER), "parent"),
        (str(OWNER), "spouse"),
        (str(OWNER), "authority:2026-000001"),
        (str(FRIEND), "authority"),
        (str(FRIEND), "authority:"),
        (str(FRIEND), "parent:2026-000001"),
        ("", "self:2026-000001"),
        (str(FRIEND), "aunt"),
        (str(FRIEND), "SELF"),
        (str(FRIEND), " official"),
    ],
)
def test_without_a_ground_that_holds_nothing_is_asked(requester: str, ground: str) -> None:
    with pytest.raises(NoGround) as refused:
        asking(OWNER, requester, ground)
    assert refused.value.code == "no-ground"


def test_who_asks_is_known_by_a_number() -> None:
    with pytest.raises(BadValue):
        asking(OWNER, "Trần Thị Hoà", "parent")


# Filing for a citizen at the counter.


@pytest.mark.parametrize("word", ["vneid", "chip-card", "id-original", "known-account"])
def test_the_citizen_stays_the_one_who_asks_when_an_officer_helps(word: str) -> None:
    who = asking(OWNER, str(FRIEND), "spouse", word)
    assert (who.requester, who.assisted) == (str(FRIEND), True)
    assert who.recorded() == {
        "owner": str(OWNER), "requester": str(FRIEND), "ground": "spouse", "assisted": True,
        "identity_check": word,
    }  # fmt: skip


def test_without_a_check_of_identity_nobody_is_said_to_have_helped() -> None:
    who = asking(OWNER, "", "")
    assert (who.assisted, who.recorded()["identity_check"]) == (False, None)


@pytest.mark.parametrize(("ground", "word"), [("", "by-eye"), ("self", "VNEID"), ("official", "vneid")])
def test_an_unknown_check_of_identity_is_refused_and_so_is_one_of_nobody(ground: str, word: str) -> None:
    with pytest.raises(BadValue, match="identity"):
        asking(OWNER, "", ground, word)


# Authority.


def _second_number(session: Session, who: OwnerId, number: str, until: dt.date | None = None) -> OwnerId:
    owners.ensure(session, CLOCK, who)
    same = session.get_one(Identifier, (who.kind.value, who.number)).owner_id
    session.add(Identifier(kind="citizen", number=number, owner_id=same, valid_to=until))
    session.flush()
    return OwnerId(OwnerKind.CITIZEN, number)


def test_self_is_whoever_has_one_of_the_owners_numbers(database: Database) -> None:
    with database.transaction() as session:
        old = _second_number(session, OWNER, "012345678")
        for owner, requester in ((OWNER, old), (old, OWNER), (OWNER, OWNER)):
            prove(session, actor(), asking(owner, str(requester), "self"), DAY)
        for owner, requester in ((OWNER, FRIEND), (FRIEND, OWNER), (STRANGER, old)):
            with pytest.raises(NoGround):
                prove(session, actor(), asking(owner, str(requester), "self"), DAY)


def test_an_authority_holds_by_the_number_that_one_had_on_its_day(database: Database) -> None:
    written = dt.date(2020, 5, 12)
    with database.transaction() as session:
        old = _second_number(session, OWNER, "012345678", until=written)
        other = _second_number(session, FRIEND, "012345679", until=written - dt.timedelta(days=1))
        named = [Party(Role.GIVER, "Trần Thị Hoà", old), Party(Role.TAKER, "Lê Văn Bình", FRIEND)]
        _prove(session, _authority(session, parties=named, issued_on=written))
        ended = [Party(Role.GIVER, "Trần Thị Hoà", old), Party(Role.TAKER, "Lê Văn Bình", other)]
        row = _authority(session, parties=ended, issued_on=written)
        with pytest.raises(NoGround):
            _prove(session, row)


def _authority(session: Session, **values) -> Paper:
    named = [Party(Role.GIVER, "Trần Thị Hoà", OWNER), Party(Role.TAKER, "Lê Văn Bình", FRIEND)]
    columns = {"type": "giay-uy-quyen", "title": "GIẤY ỦY QUYỀN", "parties": named, **values}
    return paper(session, **columns)


def _prove(session: Session, row: Paper, who: Actor | None = None, *, owner: OwnerId = OWNER,
           requester: OwnerId = FRIEND) -> None:  # fmt: skip
    prove(session, who or actor(), asking(owner, str(requester), f"authority:{row.code}"), DAY)


def test_an_authority_between_these_two_holds(database: Database) -> None:
    with database.transaction() as session:
        _prove(session, _authority(session, valid_until=DAY))  # its last day


def test_an_authority_holds_for_these_two_and_this_way_round_only(database: Database) -> None:
    with database.transaction() as session:
        row = _authority(session)
        for owner, requester in ((FRIEND, OWNER), (OWNER, STRANGER), (STRANGER, FRIEND), (STRANGER, OWNER)):
            with pytest.raises(NoGround):
                _prove(session, row, owner=owner, requester=requester)


@pytest.mark.parametrize(
    "values",
    [
        {"type": "hop-dong-chuyen-nhuong-quyen-su-dung-dat"},
        {"stage": "needs_review", "standing": "pending"},
        {"standing": "revoked"},
        {"standing": "superseded"},
        {"standing": "hidden"},
        {"held": True},
        {"presented": "not_compared"},
        {"verdict": "FAILED"},
        {"level": "B-T"},
        {"valid_until": DAY.replace(day=1)},
        {"confirmed_by": None},
    ],
    ids=lambda values: "-".join(map(str, values.values())),
)
def test_a_paper_that_does_not_hold_gives_no_authority(database: Database, values: dict[str, object]) -> None:
    """A contract names a giver and a taker too."""
    with database.transaction() as session:
        row = _authority(session, **{"valid_until": DAY, **values})
        with pytest.raises(NoGround):
            _prove(session, row)


@pytest.mark.parametrize("unconfirmed", [Role.GIVER, Role.TAKER])
def test_a_number_that_no_officer_confirmed_gives_no_authority(database: Database, unconfirmed: Role) -> None:
    """A folder confirmed in one go confirms the dossier's own parties: the other number may be misread."""
    with database.transaction() as session:
        row = _authority(session)
        for party in owners.party_rows(session, [row.id]):
            if party.role == unconfirmed:
                party.confirmed_by = None
        session.flush()
        assert row.owner_confirmed
        with pytest.raises(NoGround):
            _prove(session, row)


def test_an_authority_that_names_one_without_a_number_gives_none(database: Database) -> None:
    with database.transaction() as session:
        named = [Party(Role.GIVER, "Trần Thị Hoà", OWNER), Party(Role.TAKER, "Lê Văn Bình", None)]
        row = _authority(session, parties=named)
        with pytest.raises(NoGround):
            _prove(session, row)


def test_an_authority_that_the_desk_may_not_read_is_not_there(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(session, "H99-9", applicant=OWNER, receiving_agency=OTHER_DESK,
                      deciding_agency=OTHER_DESK, keeping_agency=OTHER_DESK)  # fmt: skip
        row = _authority(session, in_dossier=far)
        with pytest.raises(NotFound):
            _prove(session, row)
        with pytest.raises(NotFound):
            prove(session, actor(), asking(OWNER, str(FRIEND), "authority:2026-999999"), DAY)


# What is said without a ground.


def test_without_a_ground_the_answer_is_the_same_whether_papers_exist_or_not(database: Database) -> None:
    with database.transaction() as session:
        row = _authority(session)
        paper(session, owner=STRANGER)
        said = set()
        for somebody in (STRANGER, citizen(9)):  # one has a paper here, the other is unknown
            with pytest.raises(NoGround) as refused:
                check(session, CLOCK, actor(), asking(somebody, str(FRIEND), f"authority:{row.code}"), BIRTH)
            said.add((refused.value.text_vi, refused.value.text_en))
        assert len(said) == 1


@pytest.mark.parametrize("roles", [[AccountRight.AUDITOR], [AccountRight.ADMIN]])
def test_reuse_is_for_officers_and_handlers(database: Database, roles: list[AccountRight]) -> None:
    with database.transaction() as session, pytest.raises(Forbidden):
        check(session, CLOCK, actor(*roles), asking(OWNER, "", ""), BIRTH)


@pytest.mark.parametrize("ground", ["parent", "spouse", "official"])
def test_a_ground_that_holds_opens_the_owners_papers_and_not_those_of_who_asks(
    database: Database, ground: str
) -> None:
    with database.transaction() as session:
        mine, other = paper(session, owner=OWNER), paper(session, owner=FRIEND)
        answers = check(session, CLOCK, actor(), asking(OWNER, str(FRIEND), ground), BIRTH)
        shown = {offer.candidate.id for answer in answers for offer in answer.offers}
        assert mine.id in shown
        assert other.id not in shown


FIRM, CHILD, ELDER = (
    OwnerId(OwnerKind.ORGANISATION, "0900123456"), OwnerId(OwnerKind.CITIZEN, "001219000001"),
    OwnerId(OwnerKind.CITIZEN, "001060000001"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "requester", "ground", "holds"),
    [
        (OWNER, FIRM, "spouse", False),
        (OWNER, FIRM, "parent", False),
        (FIRM, OWNER, "spouse", False),
        (ELDER, CHILD, "parent", False),
        (CHILD, ELDER, "parent", True),
        (ELDER, CHILD, "spouse", False),
        (CHILD, ELDER, "spouse", False),
        (OWNER, ELDER, "spouse", True),
        (CHILD, OwnerId(OwnerKind.CITIZEN, "012345678"), "parent", True),  # an old number tells no year
        (CHILD, OwnerId(OwnerKind.FOREIGNER, "C1234567-LAO"), "parent", True),
    ],
)
def test_a_relation_that_cannot_be_is_no_ground(
    database: Database, owner: OwnerId, requester: OwnerId, ground: str, *, holds: bool
) -> None:
    with database.reading() as session:
        asked = asking(owner, str(requester), ground)
        if holds:
            prove(session, actor(), asked, today(CLOCK))
            return
        with pytest.raises(NoGround):
            prove(session, actor(), asked, today(CLOCK))
