"""Taking over: once, of the revision that was shown, for this owner's dossier, on the record."""

import json
import threading
import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.catalogue.repository import components
from archive.clock import today
from archive.database.engine import Database
from archive.dossiers.models import Dossier, DossierPaper
from archive.errors import BadValue, Forbidden, NotFound
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import OwnerId
from archive.values.verdict import Verdict
from reuse import repository, service
from reuse.errors import NotAsked, NotReusable
from reuse.grounds import asking
from reuse.models import Take
from tests.factories import BIRTH, CLOCK, DESK, NOW, OTHER_DESK, actor, citizen, dossier, paper, stored

COMPONENT = f"{BIRTH}-TP04"
NEW = "H99.32.01-260302-0099"


def _take(session: Session, row: Paper | uuid.UUID, *, owner: OwnerId | None = None, number: str = NEW,
          component: str = COMPONENT, revision: bytes = b"signed", who=None, procedure: str = BIRTH,
          verdict: Verdict = Verdict.PASSED, requester: str = "", ground: str = "",
          identity: str = "") -> Take:  # fmt: skip
    return service.take(
        session, CLOCK, who or actor(), row if isinstance(row, uuid.UUID) else row.id,
        asking(owner or citizen(1), requester, ground, identity), procedure=procedure, dossier=number,
        component=component, revision=stored(session, revision, "signed"), verdict=verdict,
    )  # fmt: skip


def _count(session: Session, table: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_a_take_records_who_when_for_what_on_which_ground_and_which_version(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        take = _take(session, row, requester=str(citizen(7)), ground="spouse")
        assert take.revision_sha256 == stored(session, b"signed")
        assert (take.paper_id, take.dossier_number, take.component) == (row.id, NEW, COMPONENT)
        assert (take.owner_kind, take.owner_number) == ("citizen", citizen(1).number)
        assert (take.requester, take.ground) == (str(citizen(7)), "spouse")
        assert (take.taken_by, take.taken_at, take.verdict) == ("lan", NOW, "PASSED")
        event = session.scalars(sa.select(Event).where(Event.action == "reuse:take")).one()
        detail = json.loads(session.get_one(EventDetail, event.id).detail)
        assert (event.subject, event.outcome) == (str(row.id), "done")
        assert (detail["revision"], detail["ground"], detail["dossier"]) == (
            take.revision_sha256,
            "spouse",
            NEW,
        )


def test_a_take_names_the_law_and_the_purpose_it_serves(database: Database) -> None:
    with database.transaction() as session:
        take = _take(session, paper(session))
        (wanted,) = (one for one in components(session, BIRTH, today(CLOCK)) if one.code == COMPONENT)
        assert (take.law, take.purpose) == (wanted.source, f"{BIRTH} {wanted.name}")
        assert take.law
        detail = _detail(session)
        assert (detail["law"], detail["purpose"]) == (take.law, take.purpose)


@pytest.mark.parametrize(("identity", "assisted"), [("chip-card", True), ("", False)])
def test_a_take_tells_whether_an_officer_helped_and_how_the_citizen_was_known(
    database: Database, identity: str, assisted: bool
) -> None:
    with database.transaction() as session:
        key = _take(session, paper(session), identity=identity).id
        session.expire_all()
        kept = session.get_one(Take, key)
        assert (kept.assisted, kept.identity_check) == (assisted, identity or None)
        assert (kept.requester, kept.taken_by) == (str(citizen(1)), "lan")
        detail = _detail(session)
        assert (detail["assisted"], detail["identity_check"]) == (assisted, identity or None)


def _detail(session: Session) -> dict[str, object]:
    event = session.scalars(sa.select(Event).where(Event.action == "reuse:take")).one()
    return dict(json.loads(session.get_one(EventDetail, event.id).detail))


def test_the_new_dossier_points_to_the_same_paper_and_copies_nothing(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        _take(session, row)
        held = session.get_one(DossierPaper, (NEW, row.id, COMPONENT))
        assert held.how == "taken"
        assert _count(session, Paper) == 1
        assert session.get_one(Dossier, NEW).applicant_number == citizen(1).number


def test_taking_twice_is_one_take(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        first = _take(session, row)
        assert _take(session, row).id == first.id
        assert _count(session, Take) == 1
        assert len(session.scalars(sa.select(Event).where(Event.action == "reuse:take")).all()) == 1


def test_a_take_repeated_after_a_new_revision_keeps_the_one_that_was_seen(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        first = _take(session, row).revision_sha256
        assert _take(session, row, revision=b"renewed").revision_sha256 == first


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.INDETERMINATE])
def test_bytes_whose_signature_does_not_hold_now_are_not_taken_whatever_the_row_says(
    database: Database, verdict: Verdict
) -> None:
    with database.transaction() as session:
        row = paper(session, verdict="PASSED")
        with pytest.raises(NotReusable, match="signature-bad"):
            _take(session, row, verdict=verdict)
        assert _count(session, Take) == 0


def test_another_persons_paper_is_not_said_to_exist(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, owner=citizen(2))
        nothing = uuid.uuid4()
        said = set()
        for key in (row.id, nothing):
            with pytest.raises(NotFound) as refused:
                _take(session, key)
            said.add(refused.value.text_en.replace(str(key), "?"))
        assert len(said) == 1


def test_a_paper_is_not_taken_into_another_persons_dossier(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        dossier(session, NEW, applicant=citizen(2))
        with pytest.raises(BadValue):
            _take(session, row)
        assert _count(session, Take) == 0


def test_a_dossier_of_another_desk_takes_nothing(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        dossier(
            session, NEW, receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK, keeping_agency=OTHER_DESK
        )
        with pytest.raises(NotFound):
            _take(session, row)


def test_what_the_published_list_does_not_hold_is_not_taken(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        with pytest.raises(NotAsked):
            _take(session, row, component=f"{BIRTH}-TP99")
        with pytest.raises(NotFound):
            _take(session, row, procedure="9.999999")


def test_a_paper_does_not_serve_a_component_of_another_type(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        with pytest.raises(NotReusable, match="type-not-accepted"):
            _take(session, row, component=f"{BIRTH}-TP07")


@pytest.mark.parametrize("role", [AccountRight.AUDITOR, AccountRight.ADMIN])
def test_only_officers_and_handlers_take(database: Database, role: AccountRight) -> None:
    with database.transaction() as session:
        row = paper(session)
        with pytest.raises(Forbidden):
            _take(session, row, who=actor(role))


def test_the_code_of_older_systems_names_the_same_procedure(database: Database) -> None:
    with database.transaction() as session:
        take = _take(session, paper(session), procedure=f"{BIRTH}.000.00.00.H31")
        assert session.get_one(Dossier, take.dossier_number).procedure_code == BIRTH


def test_a_taken_paper_is_read_at_the_desk_until_its_dossier_closes(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK,
                      keeping_agency=OTHER_DESK)  # fmt: skip
        row = paper(session, far)
        with pytest.raises(NotFound):
            papers.get(session, actor(), row.code)
        _take(session, row)
        assert papers.get(session, actor(), row.code).id == row.id
        session.get_one(Dossier, NEW).closed_at = NOW
        session.flush()
        with pytest.raises(NotFound):
            papers.get(session, actor(), row.code)


# Papers that serve once.


def test_a_paper_that_serves_once_serves_in_its_own_dossier_and_in_no_other(database: Database) -> None:
    own = f"{DESK}-260301-{citizen(1).number[-6:]}"
    with database.transaction() as session:
        row = paper(session, type="giay-uy-quyen")
        with pytest.raises(NotReusable, match="used-up"):
            _take(session, row, component=f"{BIRTH}-TP07")
        assert _take(session, row, component=f"{BIRTH}-TP07", number=own).dossier_number == own
        with pytest.raises(NotReusable, match="used-up"):
            _take(session, row, component=f"{BIRTH}-TP07")


# At the same time.


def test_desks_that_take_the_same_at_once_make_one_take(database: Database) -> None:
    with database.transaction() as session:
        key = paper(session).id
        stored(session, b"signed", "signed")
    taken: list[uuid.UUID] = []
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def run() -> None:
        try:
            start.wait()
            with database.transaction() as session:
                taken.append(_take(session, key).id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(taken)) == 1
    with database.reading() as session:
        assert _count(session, Take) == 1
        assert len(repository.takes_of_paper(session, key)) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("standing", "revoked", "revoked"),
        ("held", True, "on-hold"),
        ("owner_confirmed", False, "owner-unconfirmed"),
    ],
)
def test_a_paper_revoked_between_the_look_and_the_take_is_not_taken(
    database: Database, column: str, value: object, reason: str
) -> None:
    """On SQLite a second writer waits for the first one's whole transaction."""
    with database.transaction() as session:
        key = paper(session).id
        stored(session, b"signed", "signed")

    def take_after_a_look() -> None:
        with database.transaction() as session:
            looked_at = session.get_one(Paper, key)  # the desk holds on to it
            assert looked_at.standing == "available"
            with database.transaction() as other:
                setattr(other.get_one(Paper, key), column, value)
            _take(session, key)

    with pytest.raises(NotReusable, match=reason):
        take_after_a_look()
    with database.reading() as session:
        assert _count(session, Take) == 0
