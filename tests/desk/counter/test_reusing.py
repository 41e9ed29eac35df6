"""Reuse at the door: the taken bytes are judged now, and what is refused is on record though undone."""

import dataclasses as dc
import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.audit.seal import seal, verify
from archive.database.engine import Database
from archive.dossiers.models import Dossier
from archive.errors import Forbidden, NotFound, ObjectMissing, SohoaError
from archive.papers.models import Paper
from archive.values.description import OwnerId, Party, Role
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict, Verdict
from desk.counter import reusing
from desk.counter.request import CounterRequest
from desk.counter.shown import shown_now
from desk.house import House
from desk.pipeline.correction_notices import Noted, note_correction
from reuse.errors import Changed, NoGround, NotAsked, NotReusable, OverAsking
from reuse.models import Act, AskedInstead, Take
from signing.models import SignedRevision
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, NOW, actor, citizen, dossier, paper, stored
from tests.fakes.store import MemoryStore

COMPONENT = f"{BIRTH}-TP04"
NEW = "H99.32.01-260302-0099"


@dc.dataclass
class Judge:
    """Says PASSED of the bytes that it knows, and remembers what it was shown."""

    good: set[bytes] = dc.field(default_factory=set)
    shown: list[bytes] = dc.field(default_factory=list)

    def judge(self, pdf: bytes, *, at: dt.datetime) -> FileVerdict:
        assert at == NOW
        self.shown.append(pdf)
        verdict = Verdict.PASSED if pdf in self.good else Verdict.FAILED
        return FileVerdict(verdict, "", (), "", "")


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def house(database: Database, judge: Judge) -> House:
    """A house with a real database; reading, engine and spool are no part of reuse."""
    return bare_house(database, store=MemoryStore(CLOCK), signing=judge)


def _revision(house: House, judge: Judge, key: Any, n: int, data: bytes, *, good: bool = True) -> Sha256:
    """Give the paper revision `n`; its bytes lie in the store."""
    if good:
        judge.good.add(data)
    house.store.put_bytes(data, Sha256.of(data), media_type="application/pdf")
    with house.database.transaction() as session:
        sha = stored(session, data, "signed")
        session.add(
            SignedRevision(
                paper_id=key, n=n, sha256=sha, parent_sha256="0" * 64, reason="signed", level_asked="B-LTA",
                level="B-LTA", verdict="PASSED", signer="Đặng Thị Lan", signed_by="lan", signed_at=NOW,
            )
        )  # fmt: skip
        session.get_one(Paper, key).revision_n = n
    return sha


def _kept(house: House, judge: Judge, *, good: bool = True, **values: Any) -> Paper:
    with house.database.transaction() as session:
        row = paper(session, **values)
    _revision(house, judge, row.id, 1, b"signed " + row.id.bytes, good=good)
    return row


def _take(house: House, key: str, *, owner: OwnerId | None = None, who: Any = None, **more: str) -> Take:
    shown = more.pop("shown", "")
    return reusing.take(house, who or actor(), key, _request(owner, **more), shown=shown)


def _request(owner: OwnerId | None = None, **more: str) -> CounterRequest:
    said = {"procedure": BIRTH, "dossier": NEW, "component": COMPONENT, **more}
    return CounterRequest(owner or citizen(1), **said)


def _shown(house: House, row: Paper) -> str:
    with house.database.reading() as session:
        return str(shown_now(session, session.get_one(Paper, row.id)))


def _refusals(house: House) -> list[tuple[str, str, dict[str, Any]]]:
    with house.database.reading() as session:
        rows = session.execute(
            sa.select(Event, EventDetail.detail).join(EventDetail, EventDetail.event_id == Event.id)
            .where(Event.outcome == "refused").order_by(Event.id)
        ).all()  # fmt: skip
    return [(event.action, event.subject, json.loads(detail)) for event, detail in rows]


def _assert_nothing_done(house: House) -> None:
    with house.database.reading() as session:
        assert session.scalars(sa.select(Take)).all() == []
        assert session.scalars(sa.select(Event).where(Event.outcome == "done")).all() == []
        assert session.get(Dossier, NEW) is None


def test_the_very_bytes_that_are_taken_are_judged_at_that_moment(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    take = _take(house, row.code)
    assert judge.shown == [b"signed " + row.id.bytes]
    assert take.revision_sha256 == Sha256.of(judge.shown[0])


def test_a_forged_revision_is_not_taken_though_its_row_says_passed(house: House, judge: Judge) -> None:
    row = _kept(house, judge, good=False)
    with pytest.raises(NotReusable, match="signature-bad"):
        _take(house, row.code)
    _assert_nothing_done(house)


def test_a_paper_without_signed_bytes_is_not_taken(house: House) -> None:
    with house.database.transaction() as session:
        row = paper(session)
    with pytest.raises(NotReusable, match="signature-bad"):
        _take(house, row.code)
    _assert_nothing_done(house)


def test_bytes_that_the_store_lost_are_not_taken(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    house.store.objects.clear()  # type: ignore[attr-defined]
    with pytest.raises(ObjectMissing):
        _take(house, row.code)
    _assert_nothing_done(house)


def test_a_paper_that_came_signed_is_taken_as_it_came(house: House, judge: Judge) -> None:
    with house.database.transaction() as session:
        row = paper(session, came_signed=True, level=None)
    data = row.id.bytes
    judge.good.add(data)
    house.store.put_bytes(data, Sha256.of(data), media_type="application/pdf")
    assert _take(house, row.code).revision_sha256 == row.original_sha256


def test_another_revision_than_the_shown_one_is_not_taken(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    shown = Sha256.of(b"signed " + row.id.bytes)
    renewed = _revision(house, judge, row.id, 2, b"renewed")
    with pytest.raises(Changed):
        _take(house, row.code, shown=shown)
    _assert_nothing_done(house)
    assert _take(house, row.code, shown=renewed).revision_sha256 == renewed


def test_a_paper_put_right_since_it_was_shown_is_not_taken(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    seen = [_shown(house, row)]
    note_correction(house, actor(), row.code, Noted("số thửa 45, không phải 54", agency="UBND xã Hòa Sơn"))
    seen.append(_shown(house, row))
    with house.database.transaction() as session:
        session.get_one(Paper, row.id).description_n += 1
    for shown in seen:
        with pytest.raises(Changed):
            _take(house, row.code, shown=shown)
        assert _refusals(house)[-1][2]["code"] == "paper-changed"
    with house.database.reading() as session:
        assert session.scalars(sa.select(Take)).all() == []
    assert _take(house, row.code, shown=_shown(house, row)).paper_id == row.id


def test_who_holds_to_the_bytes_alone_takes_them_with_what_was_put_right(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    revision = Sha256.of(b"signed " + row.id.bytes)
    note_correction(house, actor(), row.code, Noted("số thửa 45, không phải 54", agency="UBND xã Hòa Sơn"))
    assert _take(house, row.code, shown=revision).revision_sha256 == revision


def test_taking_again_is_the_same_take(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    assert _take(house, row.code).id == _take(house, str(row.id)).id


def test_a_paper_of_another_owner_is_answered_like_one_that_is_not_there(house: House, judge: Judge) -> None:
    """Scanned in A's dossier, it shows B: for A it does not exist, at any door."""
    with house.database.transaction() as session:
        held = dossier(session, "H99-A", applicant=citizen(1))
        row = paper(session, held, parties=[Party(Role.OWNER, "Trần Thị Hoà", citizen(2))])
    _revision(house, judge, row.id, 1, b"b")
    said = set()
    for key in (row.code, "2026-999999"):
        with pytest.raises(NotFound) as refused:
            _take(house, key)
        said.add(refused.value.text_vi.replace(key, "?"))
    assert len(said) == 1
    _assert_nothing_done(house)


def test_a_refusal_is_on_record_though_its_act_is_undone(house: House, judge: Judge) -> None:
    row = _kept(house, judge, standing="revoked")
    with pytest.raises(NotReusable):
        _take(house, row.code)
    _assert_nothing_done(house)
    ((action, subject, detail),) = _refusals(house)
    assert (action, subject, detail["code"]) == ("reuse:take", row.code, "not-reusable")
    seal(house.database)
    with house.database.reading() as session:
        report = verify(session)
    assert (report.sealed, report.ok) == (1, True)


@pytest.mark.parametrize(
    ("requester", "ground"), [(str(citizen(2)), ""), ("", "parent"), (str(citizen(2)), "self")]
)
def test_without_a_ground_the_refusal_is_on_record_and_nothing_is_said(
    house: House, judge: Judge, requester: str, ground: str
) -> None:
    row = _kept(house, judge)
    said = set()
    for owner in (citizen(1), citizen(9)):  # one has a paper, of the other nothing is known
        with pytest.raises(NoGround) as refused:
            reusing.check(house, actor(), CounterRequest(owner, BIRTH, requester, ground))
        said.add(refused.value.text_vi)
        for key in (row.code, "2026-999999"):
            with pytest.raises(NoGround) as refused:
                _take(house, key, owner=owner, requester=requester, ground=ground)
            said.add(refused.value.text_vi)
        request = _request(owner, dossier="", requester=requester, ground=ground)
        with pytest.raises(NoGround) as refused:
            reusing.ask(house, actor(), request, reason="mờ")
        said.add(refused.value.text_vi)
    assert len(said) == 1
    assert [detail["code"] for _, _, detail in _refusals(house)] == ["no-ground"] * 8


def test_asking_outside_the_list_is_refused_on_record_and_counted(house: House) -> None:
    with pytest.raises(NotAsked):
        reusing.ask(house, actor(), _request(dossier="", component="so-ho-khau"), reason="thói quen")
    with house.database.reading() as session:
        row = session.scalars(sa.select(AskedInstead)).one()
    assert (row.act, row.component, row.by, row.was_reusable) == (Act.OUTSIDE, "so-ho-khau", "lan", False)
    assert [detail["code"] for _, _, detail in _refusals(house)] == ["not-asked"]


def test_an_authority_that_does_not_hold_says_nothing_of_any_paper(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    with house.database.transaction() as session:
        named = [Party(Role.GIVER, "Lê Văn Bình", citizen(5)), Party(Role.TAKER, "Vũ Thị Mai", citizen(2))]
        ground = f"authority:{paper(session, type='giay-uy-quyen', parties=named).code}"
    said = set()
    for key in (row.code, "2026-999999"):
        with pytest.raises(NoGround) as refused:
            _take(house, key, requester=str(citizen(2)), ground=ground)
        said.add(refused.value.text_vi)
    assert len(said) == 1
    _assert_nothing_done(house)


@pytest.mark.parametrize("role", [AccountRight.AUDITOR, AccountRight.ADMIN])
def test_without_the_right_every_door_is_shut_and_says_the_same_of_every_paper(
    house: House, judge: Judge, role: AccountRight
) -> None:
    row = _kept(house, judge)
    who = actor(role)
    for key in (row.code, "2026-999999"):
        with pytest.raises(Forbidden):
            _take(house, key, who=who)
        with pytest.raises(Forbidden):
            reusing.refuse(house, who, key, _request(), reason="x")
    with pytest.raises(Forbidden):
        reusing.ask(house, who, _request(), reason="x")
    assert len(_refusals(house)) == 5


def test_asking_too_much_is_refused_on_record_and_allowed_with_a_reason(house: House, judge: Judge) -> None:
    _kept(house, judge)

    def ask(reason: str) -> AskedInstead:
        return reusing.ask(house, actor(), _request(), reason=reason)

    with pytest.raises(OverAsking):
        ask("")
    assert [detail["code"] for _, _, detail in _refusals(house)] == ["over-asking"]
    assert ask("bản số hóa thiếu trang").was_reusable


def test_the_trail_shows_no_personal_number_to_whoever_lists_subjects(house: House, judge: Judge) -> None:
    row = _kept(house, judge)
    reusing.check(house, actor(), CounterRequest(citizen(1), BIRTH))
    _take(house, row.code)
    for key in (citizen(2).number, str(citizen(2))):
        with pytest.raises(SohoaError):
            _take(house, key)
    with house.database.reading() as session:
        subjects = session.scalars(sa.select(Event.subject)).all()
    assert len(subjects) == 4
    assert not any(citizen(n).number in subject for subject in subjects for n in (1, 2))
