"""A signature made on the officer's own machine: taken once, in time, for the paper as it was, and kept."""

import dataclasses as dc
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts import repository as accounts
from archive.clock import FixedClock
from archive.errors import BadValue, Forbidden, LostUpdate, MoveNotAllowed, NotFound
from archive.papers.models import Paper
from archive.values.ids import Sha256
from desk.engine.port import Leg
from desk.house import House
from desk.pipeline import acts
from desk.pipeline.acts import Mark
from desk.signing_sessions.errors import SessionExpired, SessionOfAnother, SessionUnknown
from desk.signing_sessions.models import SigningItem, SigningSession
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.taking import take_signatures
from desk.signing_sessions.values import MOST_PAPERS, Asked, Opened, Role, Taken
from signing.authority.crl import revoke
from signing.errors import CertificateOfAnother, CertificateUnreadable, ProfileForbidden
from signing.keys.holder import thumbprint_of
from signing.keys.store import KeyStore
from tests.desk.pipeline.workshop import RESULT, Crash, CrashingStore, Workshop
from tests.desk.signing_sessions.machine import Machine


def _codes(taken: list[Taken]) -> list[str | None]:
    return [one.error.code if one.error else None for one in taken]


def _at(workshop: Workshop, **later: float) -> House:
    return dc.replace(workshop.house, clock=FixedClock(workshop.house.clock.now() + dt.timedelta(**later)))


def _send(
    house: House, workshop: Workshop, opened: Opened, made: dict[str, bytes], by: str = "officer"
) -> list[Taken]:
    return take_signatures(house, workshop.actor(by), str(opened.id), opened.token, made)


def _still_waits(workshop: Workshop, paper: Paper) -> None:
    now = workshop.paper(paper.id)
    assert (now.stage, now.revision_n, workshop.revisions(paper)) == ("confirmed", 0, [])
    assert workshop.later(hours=1) == 0


def test_a_paper_is_signed_on_the_officer_s_machine_and_kept(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    assert workshop.paper(paper.id).stage == "confirmed"
    assert _codes(machine.send(opened, machine.sign(opened))) == [None]
    paper = workshop.paper(paper.id)
    (row,) = workshop.revisions(paper)
    assert (row.reason, row.level, row.verdict, row.signed_by) == ("signed", "B-LTA", "PASSED", "officer")
    assert (paper.stage, paper.verdict, workshop.why_not(paper)) == ("kept", "PASSED", None)
    workshop.chain(paper)
    events = workshop.events(paper)
    assert ("officer", "paper:sign", "done") in events
    assert ("officer", "signing:accept", "done") in events
    assert workshop.later(hours=1) == 0


def test_a_batch_is_one_session_and_a_bad_paper_does_not_stop_the_others(
    workshop: Workshop, machine: Machine
) -> None:
    papers = [machine.waiting() for _ in range(3)]
    unread = workshop.handed()
    opened = machine.open(*papers, unread, papers[0])
    assert [one.paper_id for one in opened.items] == [paper.id for paper in papers]
    assert [(key, error.code) for key, error in opened.refused] == [(str(unread.id), "move-not-allowed")]
    made = machine.sign(opened)
    made[str(papers[1].id)] = made[str(papers[0].id)]
    assert _codes(machine.send(opened, made)) == [None, "signature-mismatch", None]
    _still_waits(workshop, papers[1])
    assert [workshop.paper(one.id).verdict for one in papers] == ["PASSED", None, "PASSED"]
    # The officer takes the right token and goes on.
    right = machine.sign(opened)
    assert _codes(machine.send(opened, {papers[1].code: right[str(papers[1].id)]})) == [None]


def test_a_signature_is_taken_once(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    made = machine.sign(opened)
    assert _codes(machine.send(opened, made)) == [None]
    assert _codes(machine.send(opened, made)) == ["signature-already-taken"]
    assert len(workshop.revisions(paper)) == 1


def test_two_sessions_over_one_paper_end_with_one_signature(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    first, second = machine.open(paper), machine.open(paper)
    assert _codes(machine.send(second, machine.sign(second))) == [None]
    assert _codes(machine.send(first, machine.sign(first))) == ["signature-already-taken"]
    assert len(workshop.revisions(paper)) == 1


def test_after_its_time_nothing_is_taken_and_the_paper_still_waits(
    workshop: Workshop, machine: Machine
) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    with pytest.raises(SessionExpired):
        _send(_at(workshop, minutes=16), workshop, opened, machine.sign(opened))
    _still_waits(workshop, paper)
    assert _codes(_send(_at(workshop, minutes=14), workshop, opened, machine.sign(opened))) == [None]


def test_only_who_opened_it_and_knows_its_token_may_send(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    made = machine.sign(opened)
    refused = workshop.refusals("signing:accept")
    with pytest.raises(SessionOfAnother):
        _send(workshop.house, workshop, opened, made, by="chief")
    for changed in ({"token": "another"}, {"id": paper.id}, {"id": "no-uuid"}):
        with pytest.raises(SessionUnknown):
            _send(workshop.house, workshop, dc.replace(opened, **changed), made)  # type: ignore[arg-type]
    assert workshop.refusals("signing:accept") == refused + 4
    _still_waits(workshop, paper)


def test_a_paper_of_another_session_is_refused(workshop: Workshop, machine: Machine) -> None:
    one, other = machine.waiting(), machine.waiting()
    opened, elsewhere = machine.open(one), machine.open(other)
    assert _codes(machine.send(opened, machine.sign(elsewhere))) == ["not-in-signing-session"]
    _still_waits(workshop, other)


def test_a_paper_that_changed_meanwhile_is_not_signed(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting("chief")
    opened = machine.open(paper, by="chief")
    with workshop.house.database.transaction() as session:
        session.get_one(Paper, paper.id).profile = RESULT
    made = machine.sign(opened, "chief")
    assert _codes(machine.send(opened, made, by="chief")) == ["paper-changed-since-prepared"]
    _still_waits(workshop, paper)
    with workshop.house.database.transaction() as session:
        session.get_one(Paper, paper.id).stage = "failed"
    acts.mark(workshop.house, workshop.actor("chief"), str(paper.id), Mark.REJECTED, "nhầm")
    assert _codes(machine.send(opened, made, by="chief")) == ["paper-changed-since-prepared"]
    assert workshop.paper(paper.id).stage == "rejected"


def test_who_lost_the_right_or_the_account_meanwhile_signs_nothing(
    workshop: Workshop, machine: Machine
) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    actor = workshop.actor("officer")
    nobody = dc.replace(actor, roles=frozenset())
    taken = take_signatures(workshop.house, nobody, str(opened.id), opened.token, machine.sign(opened))
    assert _codes(taken) == ["forbidden"]
    _still_waits(workshop, paper)


def test_a_certificate_revoked_meanwhile_signs_nothing(workshop: Workshop, machine: Machine) -> None:
    house = workshop.house
    store, clock = KeyStore(house.settings.home), FixedClock(house.clock.now())
    spare = store.make_officer_key("spare", "Lê Thị Officer", "Xã", clock)
    machine.keys["spare"] = store.signer_for("spare")  # type: ignore[assignment]
    spare.unlink()
    paper = machine.waiting()
    opened = machine.open(paper, key="spare")
    made = machine.sign(opened, "spare")
    revoke(store.pki, machine.keys["spare"].certificate, clock)
    assert _codes(machine.send(opened, made)) == ["certificate-revoked"]
    _still_waits(workshop, paper)


def test_another_s_certificate_opens_no_session(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    for key in ("chief", "seal"):
        with pytest.raises(CertificateOfAnother):
            machine.open(paper, key=key)
    for data in (b"", b"-----BEGIN CERTIFICATE-----", b"\x30\x00"):
        with pytest.raises(CertificateUnreadable):
            open_session(workshop.house, workshop.actor("officer"), [str(paper.id)], Asked(certificates=data))
    assert ("officer", "signing:open", "refused") in [
        (actor, action, outcome) for actor, action, outcome in workshop.events(paper)
    ]


def test_a_registered_certificate_is_the_only_one_that_signs(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    _register(workshop, thumbprint_of(machine.keys["chief"].certificate))
    try:
        with pytest.raises(CertificateOfAnother):
            machine.open(paper)
        _register(workshop, thumbprint_of(machine.keys["officer"].certificate))
        assert len(machine.open(paper).items) == 1
    finally:
        _register(workshop, "")


def _register(workshop: Workshop, thumbprint: str) -> None:
    with workshop.house.database.transaction() as session:
        row = accounts.by_name(session, "officer")
        assert row is not None
        accounts.register(row, certificate_sha256=thumbprint)


@pytest.mark.parametrize(
    ("by", "error"), [("officer-elsewhere", NotFound), ("handler", Forbidden), ("administrator", Forbidden)]
)
def test_who_may_not_sign_a_paper_opens_no_session_over_it(
    workshop: Workshop, machine: Machine, by: str, error: type[Exception]
) -> None:
    paper = machine.waiting()
    with pytest.raises(error):
        machine.open(paper, by=by, key="officer")


def test_none_or_too_many_papers_are_refused(workshop: Workshop, machine: Machine) -> None:
    for keys in ([], [str(number) for number in range(MOST_PAPERS + 1)]):
        with pytest.raises(BadValue):
            open_session(workshop.house, workshop.actor("officer"), keys, Asked())


def test_a_paper_under_way_or_not_waiting_is_not_prepared(workshop: Workshop, machine: Machine) -> None:
    with pytest.raises(MoveNotAllowed):
        machine.open(workshop.handed())
    paper = workshop.handed()
    with workshop.house.database.transaction() as session:
        row = session.get_one(Paper, paper.id)
        row.stage = "confirmed"
    workshop.office.engine.ordered.append((Leg.KEEP, paper.id, paper.leg))
    try:
        with pytest.raises(LostUpdate):
            machine.open(paper)
    finally:
        workshop.office.engine.ordered.clear()


def test_officer_then_seal_both_on_their_own_machines_pass(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting("chief", profile=RESULT)
    with pytest.raises(ProfileForbidden):
        machine.open(machine.waiting(), by="chief", key="seal", role=Role.SEAL)
    with pytest.raises(MoveNotAllowed):
        machine.seal(paper)
    opened = machine.open(paper, by="chief")
    assert _codes(machine.send(opened, machine.sign(opened, "chief"), by="chief")) == [None]
    assert workshop.paper(paper.id).verdict == "INDETERMINATE"
    assert _codes(machine.seal(workshop.paper(paper.id))) == [None]
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "sealed"]
    assert (paper.verdict, paper.level, paper.sealing_account) == ("PASSED", "B-LTA", None)
    workshop.chain(paper)
    with pytest.raises(MoveNotAllowed):
        machine.seal(paper)


def test_an_agency_that_signs_alone_does_so_on_its_own_machine(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting("chief", profile="sao-y")
    with pytest.raises(ProfileForbidden):
        machine.open(paper, by="chief")
    assert _codes(machine.seal(paper)) == [None]
    (row,) = workshop.revisions(paper)
    assert (row.reason, row.verdict, row.level) == ("sealed", "PASSED", "B-LTA")


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("swept", [True, False])
def test_a_kill_between_accepted_and_recorded_ends_with_one_signature(
    workshop: Workshop, machine: Machine, whole: bool, swept: bool
) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    made = machine.sign(opened)
    dying = dc.replace(workshop.house, store=CrashingStore(workshop.house.store, whole=whole))
    with pytest.raises(Crash):
        _send(dying, workshop, opened, made)
    assert workshop.states(paper) == ["staged"]
    if swept:
        workshop.later(hours=1)
    codes = _codes(machine.send(opened, made))
    assert codes == (["signature-already-taken"] if whole and swept else [None])
    paper = workshop.paper(paper.id)
    assert (paper.stage, paper.verdict, workshop.states(paper)) == ("kept", "PASSED", ["kept"])
    assert [action for _, action, _ in workshop.events(paper)].count("paper:sign") == 1
    workshop.chain(paper)


class _InterruptedStore:
    """A store that lets somebody else do something before bytes are put."""

    def __init__(self, inner: Any, meanwhile: Callable[[], object]) -> None:
        self._inner, self._meanwhile = inner, meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        self._meanwhile()
        self._inner.put_bytes(data, key, media_type=media_type)


def test_who_sends_rubbish_meanwhile_makes_nobody_believe_that_a_paper_is_signed(
    workshop: Workshop, machine: Machine
) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    made = machine.sign(opened)
    rubbish = dict.fromkeys(made, b"rubbish")
    store = _InterruptedStore(workshop.house.store, lambda: machine.send(opened, rubbish))
    slow = dc.replace(workshop.house, store=store)
    assert _codes(_send(slow, workshop, opened, made)) == ["paper-changed-since-prepared"]
    _still_waits(workshop, paper)
    assert _codes(machine.send(opened, made)) == [None]
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_the_same_signature_sent_twice_at_once_is_taken_once(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    opened = machine.open(paper)
    made = machine.sign(opened)
    with ThreadPoolExecutor(2) as pool:
        codes = [
            code
            for taken in pool.map(lambda _: machine.send(opened, made), range(2))
            for code in _codes(taken)
        ]
    assert codes.count(None) <= 1
    assert {code for code in codes if code} <= {"paper-changed-since-prepared", "signature-already-taken"}
    workshop.later(hours=1)
    if None not in codes:
        assert _codes(machine.send(opened, made)) in ([None], ["signature-already-taken"])
    paper = workshop.paper(paper.id)
    assert (paper.stage, paper.verdict, workshop.states(paper)) == ("kept", "PASSED", ["kept"])
    assert [action for _, action, _ in workshop.events(paper)].count("paper:sign") == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_kill_while_a_seal_is_recorded_ends_with_one_seal(
    workshop: Workshop, machine: Machine, whole: bool
) -> None:
    paper = machine.waiting("chief", profile=RESULT)
    opened = machine.open(paper, by="chief")
    machine.send(opened, machine.sign(opened, "chief"), by="chief")
    sealing = machine.open(paper, by="chief", key="seal", role=Role.SEAL)
    made = machine.sign(sealing, "seal")
    dying = dc.replace(workshop.house, store=CrashingStore(workshop.house.store, whole=whole))
    with pytest.raises(Crash):
        _send(dying, workshop, sealing, made, by="chief")
    workshop.later(hours=1)
    codes = _codes(machine.send(sealing, made, by="chief"))
    assert codes == (["signature-already-taken"] if whole else [None])
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "sealed"]
    assert (paper.verdict, paper.sealing_account) == ("PASSED", None)


def test_neither_token_nor_signature_nor_old_preparations_are_kept(
    workshop: Workshop, machine: Machine
) -> None:
    paper, other = machine.waiting(), machine.waiting()
    opened, left = machine.open(paper), machine.open(other)
    machine.send(opened, machine.sign(opened))
    with workshop.house.database.reading() as session:
        rows = session.execute(sa.text("SELECT * FROM signing_session")).all()
        assert opened.token not in str(rows)
        assert session.get_one(SigningItem, (opened.id, paper.id)).tail == b""
        assert session.get_one(SigningItem, (left.id, other.id)).tail
    late = _at(workshop, minutes=20)
    open_session(late, workshop.actor("officer"), [other.code], Asked(certificates=machine.pem("officer")))
    with workshop.house.database.reading() as session:
        assert session.get_one(SigningItem, (left.id, other.id)).tail == b""
        assert session.get_one(SigningSession, left.id).account == "officer"
    assert opened.token not in repr(opened)


def test_without_timestamps_it_is_kept_and_completed_later(workshop: Workshop, machine: Machine) -> None:
    dead = workshop.without_timestamps()
    workshop.mended()
    paper = machine.waiting()
    said = Asked(certificates=machine.pem("officer"))
    opened = open_session(dead, workshop.actor("officer"), [paper.code], said)
    assert _codes(_send(dead, workshop, opened, machine.sign(opened))) == [None]
    assert workshop.paper(paper.id).level == "B-B"
    assert workshop.later(hours=1) == 1
    assert (workshop.paper(paper.id).level, workshop.paper(paper.id).verdict) == ("B-LTA", "PASSED")
