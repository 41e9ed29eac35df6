"""Keeps signed revisions: a row `staged` with the hash first, then the bytes, then the row `kept`.

Must not sign: a signed revision cannot be made again, so what a dead process left whole is adopted.
"""

import dataclasses as dc
import datetime as dt
import uuid

from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.accounts.machine import MACHINE
from archive.errors import LostUpdate
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.store.models import StoredObject
from archive.store.repository import extend_retention, keep_row
from archive.values.description import PaperKind
from archive.values.ids import Sha256
from archive.values.states import Stage, Standing
from archive.values.verdict import FileVerdict, Level, Verdict
from desk.house import House
from desk.pipeline.copy import PDF
from desk.pipeline.index import update_index
from desk.pipeline.succession import settle_succession
from signing.errors import SigningFailed
from signing.models import COMPLETED, RENEWED, SEALED, SIGNED, SignedRevision
from signing.pades.sign.values import Signed

_ACTIONS = {SEALED: "paper:seal"}
_SIGNED = (SIGNED, SEALED)


@dc.dataclass(frozen=True, slots=True)
class Revision:
    """What a new revision is: its number, what it was made from, why, and for whom.

    Attributes:
        n: number; the paper's last one plus one.
        parent: hash of the bytes that it begins with.
        reason: SIGNED, SEALED, COMPLETED or RENEWED.
        level_asked: that this revision shall reach.
        signer: name of the person or agency, as it is shown.
        account: that asked for it.
    """

    n: int
    parent: Sha256
    reason: str
    level_asked: Level
    signer: str
    account: str


def keep(house: House, paper_id: uuid.UUID, made: Revision, signed: Signed) -> None:
    """Verify, commit the staged row, put the bytes, then say that they are kept.

    Raises:
        SigningFailed: what was made does not verify; nothing of it is kept.
        LostUpdate: the paper has another revision meanwhile, or the row was dropped before its bytes came.
    """
    verdict = house.signing.judge(signed.data, at=house.clock.now())
    if not _is_sound(verdict):
        raise SigningFailed(why=verdict.reason)
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        moved = made.n == 1 and paper.copy_sha256 != str(made.parent)
        there = session.get(SignedRevision, (paper_id, made.n)) is not None
        if moved or there or paper.revision_n != made.n - 1:
            raise LostUpdate(key=paper.code)
        _signed_elsewhere(paper, made)
        keep_row(
            session,
            house.clock,
            signed.sha256,
            size=len(signed.data),
            media_type=PDF,
            what="signed",
            staged=True,
        )
        session.add(
            SignedRevision(
                paper_id=paper_id,
                n=made.n,
                sha256=str(signed.sha256),
                parent_sha256=str(made.parent),
                reason=made.reason,
                level_asked=made.level_asked.value,
                level=signed.level.value,
                missing=",".join(signed.missing),
                verdict=verdict.verdict.value,
                verdict_reason=verdict.reason,
                signer=made.signer,
                certificate_sha256=verdict.signatures[-1].thumbprint if made.reason in _SIGNED else "",
                signed_by=made.account,
                signed_at=house.clock.now(),
                proof_ends=house.signing.proof_ends(signed.data),
            )
        )
    house.store.put_bytes(signed.data, signed.sha256, media_type=PDF)
    if not adopt(house, paper_id, made.n):
        # somebody who came for the same paper took this for a dead process's and dropped its row
        raise LostUpdate(key=paper.code)


def _signed_elsewhere(paper: Paper, made: Revision) -> None:
    """Bring a paper to where its leg would have: a staged revision is adopted by the legs alone."""
    if paper.stage == Stage.CONFIRMED.value:
        papers.move(paper, Stage.COPYING)
        papers.move(paper, Stage.SIGNING)
        paper.signing_account = made.account
    elif paper.stage == Stage.KEPT.value and made.reason == SEALED:
        paper.sealing_account = made.account


def _is_sound(verdict: FileVerdict) -> bool:
    """Return whether what was made here is whole; trust alone may wait for an authority that is silent."""
    return bool(verdict.signatures) and all(
        one.integrity is one.changes is Verdict.PASSED and one.certificate is not Verdict.FAILED
        for one in verdict.signatures
    )


def adopt(house: House, paper_id: uuid.UUID, n: int) -> bool:
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
    if row.reason == SEALED:
        paper.sealing_account = None
    if paper.stage == Stage.SIGNING.value:
        papers.move(paper, Stage.KEPT)
        settle(session, house, paper)
    # What was left out is added by the machine; nobody asks for it.
    actor = MACHINE if row.reason in (COMPLETED, RENEWED) else who_did(session, row.signed_by)
    house.done(
        session,
        actor,
        _ACTIONS.get(row.reason, "paper:sign"),
        str(paper.id),
        reason=row.reason,
        sha256=row.sha256,
        level=row.level,
    )
    settle_succession(session, house, paper)


def who_did(session: Session, account: str) -> Actor:
    """Return who did an act, also where the account was closed meanwhile: the act stays theirs."""
    row = accounts.by_name(session, account)
    return MACHINE if row is None else accounts.actor_of(session, row, channel="worker")


def settle(session: Session, house: House, paper: Paper) -> None:
    """Give a kept paper its standing: pending until described, a result hidden until it was returned."""
    if paper.described_at is not None and paper.standing == Standing.PENDING.value:
        hide = (
            paper.kind == PaperKind.RESULT.value and house.settings.hide_results and paper.returned_at is None
        )
        papers.change_standing(paper, Standing.HIDDEN if hide else Standing.AVAILABLE)
    update_index(session, paper)
