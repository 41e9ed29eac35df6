"""Second leg, second step: sign, verify at once, keep.

Must not sign twice: a signed revision cannot be made again, so its row is committed as `staged`
before its bytes go to the store, and a restart adopts what is whole.
"""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import NotFound
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.store.models import StoredObject
from archive.store.repository import extend_retention, keep_row
from archive.values.description import PaperKind
from archive.values.ids import Sha256
from archive.values.reading import Box
from archive.values.states import Stage, Standing
from archive.values.verdict import FileVerdict, Level, Verdict
from desk.errors import NoKey
from desk.house import House
from desk.pipeline.copy import PDF, _read_page
from desk.pipeline.index import update_index
from signing.errors import SigningFailed, TimestampUnavailable
from signing.models import SignedRevision
from signing.pades.sign.values import Signed
from signing.service import Act

SIGNED, SEALED, COMPLETED = "signed", "sealed", "completed"


def sign(house: House, paper_id: uuid.UUID) -> bool:
    """Sign the copy with the officer's key, or adopt the revision that a dead process left whole."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        if paper.came_signed or paper.stage != Stage.SIGNING.value:
            return paper.came_signed or paper.stage == Stage.KEPT.value
    if _adopt(house, paper_id, 1):
        return True
    act, copy_key = _officer_act(house, paper_id)
    signed = house.signing.certify(house.store.read(copy_key), act)
    _stage(house, paper_id, 1, copy_key, signed, SIGNED, act)
    return True


def _officer_act(house: House, paper_id: uuid.UUID) -> tuple[Act, Sha256]:
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        account = paper.signing_account or paper.compared_by or ""
        row = accounts.by_name(session, account)
        if row is None or house.signing.signer_for(account) is None:
            raise NoKey(account=account)
        agency = catalogue.agency(session, row.agency)
        profile = catalogue.profile(session, paper.profile, today(house.clock))
        if profile is None:
            raise NotFound(what="signing profile", key=paper.profile)
        act = Act(
            account=account,
            full_name=row.full_name,
            agency=agency.name if agency else row.agency,
            agency_code=row.agency,
            profile=profile,
            at=house.clock.now(),
            occupied=_occupied(session, house, paper),
        )
        return act, Sha256(paper.copy_sha256 or "")


def _occupied(session: Session, house: House, paper: Paper) -> tuple[Box, ...]:
    """Return what is printed on page one, in points from its top left, so that no stamp covers it."""
    leaf = paper.leaves[0]
    intake = next(row for row in papers.intakes_of(session, paper) if row.id == leaf.intake_id)
    page = _read_page(session, house, intake, leaf.page)
    if page is None or not page.dpi:
        return ()
    scale = 72 / page.dpi
    boxes = [word.box for word in page.words] + [code.box for code in page.codes]
    return tuple(
        Box(int(b.left * scale), int(b.top * scale), int(b.right * scale) + 1, int(b.bottom * scale) + 1)
        for b in boxes
    )


def _stage(
    house: House, paper_id: uuid.UUID, n: int, parent: Sha256, signed: Signed, reason: str, act: Act
) -> None:
    """Verify, commit the staged row, then put the bytes, then say they are kept."""
    verdict = house.signing.judge(signed.data, at=house.clock.now())
    if verdict.verdict is Verdict.FAILED:
        raise SigningFailed(why=verdict.reason)
    with house.database.transaction() as session:
        keep_row(
            session,
            house.clock,
            signed.sha256,
            size=len(signed.data),
            media_type=PDF,
            what="signed",
            staged=True,
        )
        session.add(_revision(house, paper_id, n, parent, signed, reason, act, verdict))
    house.store.put_bytes(signed.data, signed.sha256, media_type=PDF)
    _adopt(house, paper_id, n)


def _revision(
    house: House,
    paper_id: uuid.UUID,
    n: int,
    parent: Sha256,
    signed: Signed,
    reason: str,
    act: Act,
    verdict: FileVerdict,
) -> SignedRevision:
    return SignedRevision(
        paper_id=paper_id,
        n=n,
        sha256=str(signed.sha256),
        parent_sha256=str(parent),
        reason=reason,
        level_asked=act.profile.level,
        level=signed.level.value,
        missing=",".join(signed.missing),
        verdict=verdict.verdict.value,
        verdict_reason=verdict.reason,
        signer=act.full_name,
        signed_by=act.account,
        signed_at=house.clock.now(),
    )


def _adopt(house: House, paper_id: uuid.UUID, n: int) -> bool:
    """Finish revision `n` if its bytes are whole in the store; drop its row if they are not."""
    with house.database.reading() as session:
        row = session.get(SignedRevision, (paper_id, n))
        if row is None:
            return False
        key = Sha256(row.sha256)
    whole = house.store.exists(key)
    with house.database.transaction() as session:
        row = session.get_one(SignedRevision, (paper_id, n))
        stored = session.get_one(StoredObject, row.sha256)
        if not whole:
            session.delete(row)
            session.flush()
            session.delete(stored)
            return False
        stored.state = "kept"
        _finish(session, house, papers.at_work(session, paper_id), row)
        until = house.clock.now() + dt.timedelta(days=house.settings.retain_days)
        extend_retention(stored, until)
    if house.settings.s3_lock:
        house.store.retain(key, until)
    return True


def _finish(session: Session, house: House, paper: Paper, row: SignedRevision) -> None:
    if paper.revision_n >= row.n:
        return
    paper.revision_n, paper.level = row.n, row.level
    paper.verdict, paper.verdict_reason = row.verdict, row.verdict_reason
    if paper.stage == Stage.SIGNING.value:
        papers.move(paper, Stage.KEPT)
        settle(session, house, paper)
    actor = accounts.acting(session, row.signed_by, channel="worker")
    house.done(
        session, actor, "paper:sign", str(paper.id), reason=row.reason, sha256=row.sha256, level=row.level
    )


def keep_as_received(house: House, paper_id: uuid.UUID) -> bool:
    """Keep a paper that came signed, byte for byte, without a signature of ours."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if not paper.came_signed or paper.stage != Stage.CONFIRMED.value:
            return False
        papers.move(paper, Stage.KEPT)
        settle(session, house, paper)
        actor = accounts.acting(session, paper.compared_by or "", channel="worker")
        house.done(session, actor, "paper:keep", str(paper.id), sha256=paper.original_sha256)
    return False


def settle(session: Session, house: House, paper: Paper) -> None:
    """Give a kept paper its standing: pending until described, a result hidden until it was returned."""
    if paper.described_at is not None and paper.standing == Standing.PENDING.value:
        hide = (
            paper.kind == PaperKind.RESULT.value and house.settings.hide_results and paper.returned_at is None
        )
        papers.change_standing(paper, Standing.HIDDEN if hide else Standing.AVAILABLE)
    update_index(session, paper)


def complete(house: House, paper_id: uuid.UUID) -> bool:
    """Add what a dead timestamp or revocation server left out, as a further revision."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        last = session.get(SignedRevision, (paper_id, paper.revision_n))
        if last is None or last.level == last.level_asked:
            return False
        following, account = last.n + 1, last.signed_by
        parent = Sha256(last.sha256)
        profile = catalogue.profile(session, paper.profile, today(house.clock))
    if _adopt(house, paper_id, following) or profile is None:
        return True
    signed = house.signing.complete(house.store.read(parent), Level(last.level_asked))
    if signed.level.value == last.level:
        raise TimestampUnavailable(why=", ".join(signed.missing))
    act = Act(account, last.signer, "", "", profile, house.clock.now())
    _stage(house, paper_id, following, parent, signed, COMPLETED, act)
    return True
