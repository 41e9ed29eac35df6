"""The agency's seal: who may put it where, once, on top of the officer's signature."""

from collections.abc import Callable

import pytest

from archive.accounts import repository as accounts
from archive.clock import FixedClock
from archive.dossiers.models import Dossier
from archive.errors import Forbidden, MoveNotAllowed, NotFound, SohoaError
from archive.papers.models import Paper
from desk.engine.port import Leg
from desk.errors import NoSealKey
from desk.pipeline import acts
from desk.pipeline.revoke import Revocation
from desk.pipeline.revoke import revoke as revoke_paper
from desk.pipeline.sweep import sweep
from signing.authority.crl import revoke
from signing.errors import ProfileForbidden
from signing.keys.store import KeyStore
from tests.desk.pipeline.workshop import RESULT, Workshop
from tests.desk.web.support import HOME_AGENCY, OTHER_AGENCY


def _seal(workshop: Workshop, paper: Paper, by: str = "chief") -> Paper:
    return acts.seal(workshop.house, workshop.actor(by), str(paper.id))


def _waiting(workshop: Workshop) -> Paper:
    """Return a paper that its officer signed and that waits for the seal."""
    return workshop.kept("chief", profile=RESULT)


def _away(workshop: Workshop, agency: str = HOME_AGENCY) -> Callable[[], object]:
    """Take the key of a seal away; return how to bring it back."""
    key = workshop.house.settings.home / "seals" / f"{agency}.p12"
    hidden = key.rename(key.with_suffix(".away"))
    return lambda: hidden.rename(key)


def test_before_its_seal_a_paper_is_in_doubt_and_not_reused_and_after_it_passes(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    (officer,) = workshop.revisions(paper)
    assert (paper.stage, paper.profile) == ("kept", RESULT)
    assert (paper.verdict, paper.verdict_reason) == ("INDETERMINATE", "SIGNATURE_MISSING")
    assert workshop.why_not(paper) in ("level-missing", "signature-bad")
    assert (officer.level, officer.level_asked, officer.missing) == ("B-T", "B-T", "")
    _seal(workshop, paper)
    workshop.run()
    paper = workshop.paper(paper.id)
    first, second = workshop.revisions(paper)
    assert first.sha256 == officer.sha256
    assert (second.reason, second.level, second.level_asked, second.verdict) == (
        "sealed", "B-LTA", "B-LTA", "PASSED",
    )  # fmt: skip
    assert (paper.verdict, paper.level, workshop.why_not(paper)) == ("PASSED", "B-LTA", None)
    assert ("chief", "paper:seal", "done") in workshop.events(paper)
    *_, sealed = workshop.chain(paper)
    verdict = workshop.house.signing.judge(sealed)
    assert [one.field for one in verdict.signatures] == ["CanBo", "CoQuan"]
    assert verdict.signatures[0].signer == "Phạm Thị Lựu"
    assert verdict.signatures[1].signer != "Phạm Thị Lựu"
    assert second.signer not in ("", "Phạm Thị Lựu")


def test_an_unsealed_paper_is_left_alone_by_the_sweep(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    assert workshop.later(days=2) == 0
    assert len(workshop.revisions(paper)) == 1


def test_sealing_again_changes_nothing(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    for _ in range(3):
        _seal(workshop, paper)
    assert [leg for leg, _, _ in workshop.office.engine.ordered] == [Leg.SEAL]
    workshop.run()
    sealed = workshop.paper(paper.id)
    assert _seal(workshop, paper).version == sealed.version
    workshop.office.engine.ordered.append((Leg.SEAL, paper.id, 99))
    workshop.run()
    assert workshop.room.signed.count("seal") == 1
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "sealed"]
    assert [act for _, act, _ in workshop.events(paper)].count("paper:seal") == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_kill_while_the_sealed_bytes_are_put_neither_loses_nor_doubles_the_seal(
    workshop: Workshop, whole: bool
) -> None:
    paper = _waiting(workshop)
    _seal(workshop, paper)
    workshop.crash(whole=whole)
    staged = workshop.revisions(paper)[-1]
    assert workshop.states(paper) == ["kept", "staged"]
    assert workshop.paper(paper.id).verdict == "INDETERMINATE"
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    first, kept = workshop.revisions(paper)
    assert (kept.reason, paper.verdict, paper.sealing_account) == ("sealed", "PASSED", None)
    assert (kept.sha256 == staged.sha256) is whole
    assert workshop.room.signed.count("seal") == (1 if whole else 2)
    assert kept.parent_sha256 == first.sha256
    workshop.chain(paper)


def test_a_paper_without_a_seal_in_its_profile_is_not_sealed(workshop: Workshop) -> None:
    paper = workshop.kept("chief")
    with pytest.raises(ProfileForbidden):
        _seal(workshop, paper)
    assert len(workshop.revisions(paper)) == 1


def test_a_seal_waits_for_the_officer_s_signature(workshop: Workshop) -> None:
    paper = workshop.handed(by="chief")
    workshop.confirm(paper, "chief", profile=RESULT)
    with pytest.raises(MoveNotAllowed):
        _seal(workshop, paper)
    workshop.run()
    _seal(workshop, paper)
    workshop.run()
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_without_the_seal_s_key_nothing_is_ordered(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    bring_back = _away(workshop)
    try:
        before = workshop.refusals("paper:seal")
        with pytest.raises(NoSealKey):
            _seal(workshop, paper)
        assert workshop.refusals("paper:seal") == before + 1
    finally:
        bring_back()
    assert workshop.paper(paper.id).sealing_account is None
    assert workshop.office.engine.ordered == []


@pytest.mark.parametrize("name", ["officer", "handler", "auditor"])
def test_nobody_seals_without_the_right(workshop: Workshop, name: str) -> None:
    paper = _waiting(workshop)
    with pytest.raises(Forbidden):
        _seal(workshop, paper, name)
    assert workshop.paper(paper.id).sealing_account is None


def test_the_seal_of_another_agency_is_not_put_on_a_paper(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    with pytest.raises(NotFound):
        _seal(workshop, paper, "chief-elsewhere")
    with workshop.house.database.transaction() as session:
        session.get_one(Dossier, paper.dossier_number).deciding_agency = OTHER_AGENCY
    with pytest.raises(Forbidden):
        _seal(workshop, paper, "chief-elsewhere")
    assert workshop.paper(paper.id).sealing_account is None


def test_an_order_is_not_carried_out_with_the_seal_of_an_agency_gone_over_to(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    _seal(workshop, paper)
    _move(workshop, "chief", OTHER_AGENCY)
    try:
        workshop.run()
    finally:
        _move(workshop, "chief", HOME_AGENCY)
    assert len(workshop.revisions(paper)) == 1
    assert workshop.paper(paper.id).error == "forbidden"


def _move(workshop: Workshop, name: str, agency: str) -> None:
    with workshop.house.database.transaction() as session:
        row = accounts.by_name(session, name)
        assert row is not None
        row.agency = agency


def test_a_paper_out_of_reuse_is_not_sealed_any_more(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    revoke_paper(workshop.house, workshop.actor("chief"), str(paper.id), Revocation("cấp nhầm"))
    with pytest.raises(MoveNotAllowed):
        _seal(workshop, paper)


def test_a_closed_account_s_order_is_not_carried_out(workshop: Workshop) -> None:
    paper = _waiting(workshop)
    _seal(workshop, paper)
    workshop.set_active("chief", active=False)
    try:
        workshop.run()
    finally:
        workshop.set_active("chief", active=True)
    paper = workshop.paper(paper.id)
    assert len(workshop.revisions(paper)) == 1
    assert (paper.stage, paper.sealing_account, paper.error) == ("kept", None, "not-found")
    assert workshop.later(days=1) == 0
    _seal(workshop, paper)
    workshop.run()
    assert (workshop.paper(paper.id).verdict, workshop.paper(paper.id).error) == ("PASSED", None)


def test_a_seal_with_a_dead_timestamp_server_is_kept_and_completed_later(workshop: Workshop) -> None:
    workshop.without_timestamps()
    paper = _waiting(workshop)
    assert workshop.revisions(paper)[0].level == "B-B"
    _seal(workshop, paper)
    workshop.run()
    paper = workshop.paper(paper.id)
    assert [row.level for row in workshop.revisions(paper)] == ["B-B", "B-B"]
    assert workshop.why_not(paper) == "level-missing"
    workshop.mended()
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "sealed", "completed"]
    assert (paper.verdict, paper.level, workshop.why_not(paper)) == ("PASSED", "B-LTA", None)
    workshop.chain(paper)


def test_an_order_during_a_completion_waits_for_it_and_is_not_lost(workshop: Workshop) -> None:
    workshop.without_timestamps()
    paper = _waiting(workshop)
    workshop.mended()
    assert sweep(workshop.house) == 1
    assert [leg for leg, _, _ in workshop.office.engine.ordered] == [Leg.COMPLETE]
    _seal(workshop, paper)
    assert [leg for leg, _, _ in workshop.office.engine.ordered] == [Leg.COMPLETE]
    workshop.run()
    assert workshop.later(hours=1) == 1
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "completed", "sealed"]
    assert (paper.verdict, paper.level) == ("PASSED", "B-LTA")
    workshop.chain(paper)


def test_a_staged_completion_of_a_dead_process_does_not_stand_for_the_seal(workshop: Workshop) -> None:
    workshop.without_timestamps()
    paper = _waiting(workshop)
    workshop.mended()
    assert sweep(workshop.house) == 1
    workshop.crash(whole=True)
    _seal(workshop, paper)
    workshop.run()
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "completed", "sealed"]
    assert (paper.verdict, workshop.states(paper)) == ("PASSED", ["kept"] * 3)


def test_a_profile_with_a_right_of_its_own_is_not_for_every_officer(workshop: Workshop) -> None:
    paper = workshop.handed()
    for slug in (RESULT, "sao-y"):
        with pytest.raises(Forbidden):
            workshop.confirm(paper, profile=slug)
    assert workshop.paper(paper.id).stage == "needs_review"
    assert workshop.paper(paper.id).profile == "so-hoa-thanh-phan"
    workshop.confirm(paper)
    workshop.run()
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_a_profile_that_nobody_signs_under_is_refused_before_anything_is_signed(workshop: Workshop) -> None:
    paper = workshop.handed(by="chief")
    before = workshop.refusals("paper:confirm")
    with pytest.raises(ProfileForbidden):
        workshop.confirm(paper, "chief", profile="chung-thuc")
    with pytest.raises(NotFound):
        workshop.confirm(paper, "chief", profile="khong-co")
    assert workshop.refusals("paper:confirm") == before + 2
    assert workshop.paper(paper.id).stage == "needs_review"
    assert workshop.room.signed == []


def test_the_profile_of_a_signed_paper_is_not_changed_any_more(workshop: Workshop) -> None:
    paper = workshop.kept("chief")
    assert workshop.confirm(paper, "chief", profile="so-hoa-thanh-phan").revision_n == 1
    with pytest.raises(MoveNotAllowed):
        workshop.confirm(paper, "chief", profile=RESULT)
    assert workshop.paper(paper.id).profile == "so-hoa-thanh-phan"


def test_an_agency_that_signs_alone_certifies_with_its_seal(workshop: Workshop) -> None:
    paper = workshop.kept("chief", profile="sao-y")
    (row,) = workshop.revisions(paper)
    assert (row.reason, row.level, row.verdict) == ("sealed", "B-LTA", "PASSED")
    assert (paper.verdict, workshop.why_not(paper)) == ("PASSED", None)
    verdict = workshop.house.signing.judge(workshop.chain(paper)[-1])
    assert [one.field for one in verdict.signatures] == ["CoQuan"]
    assert row.signer != "Phạm Thị Lựu"
    assert ("chief", "paper:seal", "done") in workshop.events(paper)
    assert _seal(workshop, paper).revision_n == 1


def test_an_agency_that_signs_alone_waits_for_its_seal_s_key(workshop: Workshop) -> None:
    bring_back = _away(workshop)
    try:
        paper = workshop.kept("chief", profile="sao-y")
        assert paper.stage == "confirmed"
        assert workshop.later(hours=1) == 0
        with pytest.raises(NoSealKey):
            acts.sign(workshop.house, workshop.actor("chief"), str(paper.id))
    finally:
        bring_back()
    assert workshop.later(hours=1) == 1
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_a_revoked_seal_signs_nothing_and_its_order_ends(workshop: Workshop) -> None:
    home, clock = workshop.house.settings.home, FixedClock(workshop.house.clock.now())
    paper = _waiting(workshop)
    spare = KeyStore(home)
    file = home / "seals" / f"{HOME_AGENCY}.p12"
    kept = file.read_bytes()
    file.unlink()
    spare.make_seal_key(HOME_AGENCY, "Xã", clock)
    signer = spare.seal_for(HOME_AGENCY)
    assert signer is not None
    revoke(spare.pki, signer.certificate, clock)
    try:
        _seal(workshop, paper)
        workshop.run()
        paper = workshop.paper(paper.id)
        assert (paper.sealing_account, paper.error) == (None, "certificate-revoked")
        assert len(workshop.revisions(paper)) == 1
        assert workshop.later(days=1) == 0
    finally:
        file.write_bytes(kept)
        file.chmod(0o600)
    _seal(workshop, paper)
    workshop.run()
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_a_paper_that_came_signed_takes_no_seal(workshop: Workshop) -> None:
    sealed = workshop.kept("chief", profile="sao-y")
    data = workshop.chain(sealed)[-1]
    paper = workshop.handed(data, "sealed.pdf", by="chief")
    assert paper.came_signed
    workshop.confirm(paper, "chief", profile=RESULT)
    workshop.run()
    paper = workshop.paper(paper.id)
    assert (paper.verdict, paper.profile) == ("PASSED", "so-hoa-thanh-phan")
    with pytest.raises(SohoaError, match="profile-forbidden"):
        _seal(workshop, paper)
    assert workshop.revisions(paper) == []
