"""A paper is signed once, on top of what was there before, and never lost on the way."""

import dataclasses as dc
import hashlib
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.repository import profile
from archive.clock import today
from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.verdict import Level, Verdict
from desk.engine.port import Leg
from desk.errors import ReasonNeeded, SignedFileBroken
from desk.exporting import What, files_of
from desk.pipeline import acts
from desk.pipeline.revisions import Revision, keep
from desk.pipeline.sweep import sweep
from desk.verifying import judge_paper
from fixtures.pki.office import open_office
from fixtures.signed import plain_pdf
from signing.act import Act
from signing.models import SignedRevision
from signing.pades.sign.certify import certify
from signing.pades.sign.values import Signed, SignRequest
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import HOME_AGENCY


def _signed_elsewhere(workshop: Workshop) -> bytes:
    """Return a PDF that came signed by somebody whom the archive trusts."""
    with workshop.house.database.reading() as session:
        chosen = profile(session, "so-hoa-thanh-phan", today(workshop.house.clock))
    assert chosen is not None
    act = Act("officer", "Lê Thị Officer", "UBND xã", HOME_AGENCY, chosen, workshop.house.clock.now())
    return workshop.house.signing.certify(plain_pdf(), act).data


def test_a_confirmed_paper_is_signed_once_on_its_copy_and_verified(workshop: Workshop) -> None:
    paper = workshop.kept()
    (row,) = workshop.revisions(paper)
    copy, signed = workshop.chain(paper)
    assert (row.reason, row.level, row.level_asked, row.verdict) == ("signed", "B-LTA", "B-LTA", "PASSED")
    assert row.signed_by == "officer"
    assert (paper.level, paper.verdict, workshop.why_not(paper)) == ("B-LTA", "PASSED", None)
    assert workshop.house.signing.judge(signed).verdict.value == "PASSED"
    assert b"/ByteRange" not in copy
    assert ("officer", "paper:sign", "done") in workshop.events(paper)


def test_a_judgement_expects_whoever_signed_by_the_record(workshop: Workshop) -> None:
    paper = workshop.kept()
    signer = workshop.room.signer_for("officer")
    (row,) = workshop.revisions(paper)
    assert row.certificate_sha256 == hashlib.sha256(signer.certificate).hexdigest()
    actor = workshop.actor("officer")
    assert judge_paper(workshop.house, actor, str(paper.id))[1].verdict is Verdict.PASSED
    with workshop.house.database.transaction() as session:
        session.get_one(SignedRevision, (paper.id, 1)).certificate_sha256 = "ab" * 32
    verdict = judge_paper(workshop.house, actor, str(paper.id))[1]
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "SIGNATURE_MISSING")


def test_the_same_leg_again_signs_nothing_more(workshop: Workshop) -> None:
    paper = workshop.kept()
    workshop.room.signed.clear()
    for leg in (Leg.KEEP, Leg.COMPLETE, Leg.SEAL):
        workshop.office.engine.ordered.append((leg, paper.id, 99))
    workshop.run()
    assert workshop.room.signed == []
    assert [row.sha256 for row in workshop.revisions(paper)] == [workshop.revisions(paper)[0].sha256]
    assert workshop.later(hours=1) == 0


def test_ordering_a_signature_twice_orders_one_leg(workshop: Workshop) -> None:
    by_hand = dc.replace(workshop.house, settings=dc.replace(workshop.house.settings, sign_on_confirm=False))
    paper = workshop.handed()
    acting = dc.replace(workshop, office=dc.replace(workshop.office, house=by_hand))
    acting.confirm(paper)
    assert workshop.office.engine.ordered == []
    for _ in range(3):
        acts.sign(by_hand, workshop.actor("officer"), str(paper.id))
    assert [leg for leg, _, _ in workshop.office.engine.ordered] == [Leg.KEEP]
    workshop.run()
    assert workshop.room.signed == ["certify"]
    assert len(workshop.revisions(paper)) == 1


def test_a_sweep_that_looked_before_an_order_does_not_double_it(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = workshop.handed()
    engine = workshop.office.engine
    real, stale = engine.live, [frozenset[str]()]
    workshop.confirm(paper)
    # The first look is from before the order, as when both come at the same moment.
    monkeypatch.setattr(engine, "live", lambda: stale.pop() if stale else real())
    assert sweep(workshop.house) == 0
    assert [leg for leg, key, _ in engine.ordered if key == paper.id] == [Leg.KEEP]


@pytest.mark.parametrize("whole", [True, False])
def test_a_kill_while_the_bytes_are_put_neither_loses_nor_doubles_a_signature(
    workshop: Workshop, whole: bool
) -> None:
    paper = workshop.handed()
    workshop.confirm(paper)
    workshop.crash(whole=whole)
    (staged,) = workshop.revisions(paper)
    assert workshop.states(paper) == ["staged"]
    assert workshop.paper(paper.id).stage == "signing"
    assert workshop.why_not(paper) is not None
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    (kept,) = workshop.revisions(paper)
    assert (paper.stage, paper.verdict, workshop.states(paper)) == ("kept", "PASSED", ["kept"])
    # What is whole is adopted as it is; what is not was never anybody's, and is made anew.
    assert (kept.sha256 == staged.sha256) is whole
    assert workshop.room.signed.count("certify") == (1 if whole else 2)
    assert [action for _, action, _ in workshop.events(paper)].count("paper:sign") == 1
    workshop.chain(paper)


def test_a_signature_stays_the_officer_s_whose_account_was_closed_meanwhile(workshop: Workshop) -> None:
    paper = workshop.handed(by="chief")
    workshop.confirm(paper, "chief")
    workshop.crash(whole=True)
    workshop.set_active("chief", active=False)
    try:
        workshop.later(hours=1)
        assert workshop.paper(paper.id).stage == "kept"
        assert ("chief", "paper:sign", "done") in workshop.events(paper)
    finally:
        workshop.set_active("chief", active=True)


def test_what_was_signed_here_and_is_not_whole_is_never_kept(workshop: Workshop) -> None:
    class Spoiling:
        def __getattr__(self, name: str) -> Any:
            return getattr(workshop.room, name)

        def certify(self, pdf: bytes, act: Act) -> Signed:
            made = workshop.room.certify(pdf, act)
            data = made.data[:-40] + bytes([made.data[-40] ^ 1]) + made.data[-39:]
            return dc.replace(made, data=data, sha256=Sha256.of(data))

    workshop.broken(signing=Spoiling())
    paper = workshop.kept()
    assert workshop.tries(paper) == [("sign", "signing-failed")]
    assert workshop.revisions(paper) == []
    workshop.mended()
    assert workshop.later(hours=1) == 1
    assert [row.verdict for row in workshop.revisions(paper)] == ["PASSED"]


def test_without_timestamps_a_paper_is_kept_marked_and_completed_later_by_itself(workshop: Workshop) -> None:
    house = workshop.without_timestamps()
    paper = workshop.kept()
    (row,) = workshop.revisions(paper)
    assert (paper.stage, row.level, row.level_asked) == ("kept", "B-B", "B-LTA")
    assert row.missing.split(",") == ["timestamp", "revocation", "archive-timestamp"]
    assert workshop.why_not(paper) == "level-missing"
    assert sweep(house) == 1
    workshop.run()
    assert workshop.tries(paper) == [("complete", "timestamp-unavailable")]
    workshop.mended()
    assert sweep(workshop.house) == 0, "not before its time"
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    first, second = workshop.revisions(paper)
    assert (first.sha256, second.parent_sha256) == (row.sha256, row.sha256)
    assert (second.reason, second.level, second.missing) == ("completed", "B-LTA", "")
    assert (paper.level, paper.verdict, workshop.why_not(paper)) == ("B-LTA", "PASSED", None)
    assert workshop.tries(paper) == []
    workshop.chain(paper)
    assert workshop.later(hours=2) == 0


@pytest.mark.parametrize("whole", [True, False])
def test_a_kill_while_a_completion_is_put_is_mended_as_well(workshop: Workshop, whole: bool) -> None:
    workshop.without_timestamps()
    paper = workshop.kept()
    workshop.mended()
    assert sweep(workshop.house) == 1
    workshop.crash(whole=whole)
    assert workshop.paper(paper.id).level == "B-B"
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    assert (paper.level, workshop.states(paper)) == ("B-LTA", ["kept", "kept"])
    workshop.chain(paper)


def test_a_paper_that_came_signed_is_kept_byte_for_byte_and_never_signed_by_us(workshop: Workshop) -> None:
    data = _signed_elsewhere(workshop)
    paper = workshop.handed(data, "signed.pdf")
    assert paper.came_signed
    workshop.room.signed.clear()
    workshop.confirm(paper)
    workshop.run()
    paper = workshop.paper(paper.id)
    assert (paper.stage, paper.verdict, paper.copy_sha256) == ("kept", "PASSED", None)
    assert workshop.revisions(paper) == []
    assert workshop.room.signed == []
    assert _exported(workshop, paper) == data
    assert workshop.later(hours=1) == 0
    assert acts.sign(workshop.house, workshop.actor("officer"), str(paper.id)).stage == "kept"
    assert workshop.office.engine.ordered == []


def _exported(workshop: Workshop, paper: Paper) -> bytes:
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, paper.id)
        (file,) = files_of(session, row, What.SIGNED)
    return workshop.bytes_of(file.sha256)


def test_a_signed_paper_that_was_altered_cannot_be_confirmed(workshop: Workshop) -> None:
    data = _signed_elsewhere(workshop)
    altered = data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 841 ]", 1)
    assert altered != data
    paper = workshop.handed(altered, "altered.pdf")
    before = workshop.refusals("paper:confirm")
    with pytest.raises(SignedFileBroken):
        workshop.confirm(paper, reason="tôi muốn vậy")
    assert workshop.paper(paper.id).stage == "needs_review"
    assert workshop.refusals("paper:confirm") == before + 1
    assert workshop.office.engine.ordered == []


def test_a_signed_paper_in_doubt_needs_a_written_reason_and_is_not_reused(
    workshop: Workshop, tmp_path: Path
) -> None:
    stranger = open_office(tmp_path / "stranger")
    data = certify(
        plain_pdf(), SignRequest(), stranger.officer,
        tsa=stranger.tsa, revocation=stranger.revocation, clock=stranger.clock,
    ).data  # fmt: skip
    paper = workshop.handed(data, "stranger.pdf")
    for reason in ("", "  \n"):
        with pytest.raises(ReasonNeeded):
            workshop.confirm(paper, reason=reason)
    workshop.confirm(paper, reason="cơ quan cấp đã xác nhận bằng công văn")
    workshop.run()
    paper = workshop.paper(paper.id)
    assert (paper.stage, paper.verdict) == ("kept", "INDETERMINATE")
    assert paper.reason == "cơ quan cấp đã xác nhận bằng công văn"
    assert workshop.why_not(paper) == "signature-bad"


def test_without_a_key_a_confirmed_paper_waits_and_is_signed_when_it_comes(workshop: Workshop) -> None:
    paper = workshop.handed()
    key = workshop.house.settings.home / "officers" / "officer.p12"
    away = key.with_suffix(".away")
    key.rename(away)
    try:
        workshop.confirm(paper)
        assert workshop.later(hours=1) == 0
        with pytest.raises(SohoaError, match="no-key"):
            acts.sign(workshop.house, workshop.actor("officer"), str(paper.id))
        assert workshop.paper(paper.id).stage == "confirmed"
    finally:
        away.rename(key)
    assert workshop.later(hours=1) == 1
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_nothing_that_does_not_verify_is_kept(workshop: Workshop) -> None:
    class Clumsy:
        """Signs, and damages what it signed."""

        def __init__(self, inner: Any) -> None:
            self._inner = inner

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inner, name)

        def certify(self, pdf: bytes, act: Act) -> Any:
            signed = self._inner.certify(pdf, act)
            return dc.replace(signed, data=signed.data.replace(b"/Contents", b"/Contentz", 1))

    paper = workshop.handed()
    workshop.confirm(paper)
    workshop.broken(signing=Clumsy(workshop.house.signing))
    workshop.run()
    assert workshop.revisions(paper) == []
    assert workshop.tries(paper) == [("sign", "signing-failed")]
    workshop.mended()
    workshop.later(hours=1)
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_a_revision_that_another_process_kept_meanwhile_is_not_replaced(workshop: Workshop) -> None:
    paper = workshop.kept()
    (first,) = workshop.revisions(paper)
    signed = workshop.house.signing.complete(workshop.bytes_of(first.sha256), Level.LTA)
    late = Revision(1, Sha256(paper.copy_sha256 or ""), "signed", Level.LTA, "ai đó", "officer")
    with pytest.raises(SohoaError, match="lost-update"):
        keep(workshop.house, paper.id, late, signed)
    assert [row.sha256 for row in workshop.revisions(paper)] == [first.sha256]
