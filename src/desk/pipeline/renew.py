"""Carries the proof of kept papers on, before the last archive timestamp stops to prove anything.

Must not sign: a renewal is a timestamp over everything, and the machine's act.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.states import Stage
from archive.values.verdict import Level
from desk.engine.port import Leg
from desk.house import House
from desk.models import Attempt
from desk.pipeline.revisions import Revision, adopt, keep
from signing.models import RENEWED, SignedRevision

AT_ONCE = 200
"""Papers that are looked for in one sweep: all papers of a year may be due on one day."""


def renew(house: House, paper_id: uuid.UUID) -> bool:
    """Renew a paper whose proof ends soon, or adopt the revision that a dead process left whole."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        last = session.get(SignedRevision, (paper_id, paper.revision_n))
        if last is None:
            return False
    if adopt(house, paper_id, last.n + 1):
        return False
    parent = Sha256(last.sha256)
    ends = last.proof_ends or _reckoned(house, paper_id, last.n, parent)
    if ends is None or not is_due(house, ends):
        return False
    signed = house.signing.renew(house.store.read(parent))
    made = Revision(last.n + 1, parent, RENEWED, Level(last.level_asked), last.signer, last.signed_by)
    keep(house, paper_id, made, signed)
    return False


def is_due(house: House, ends: dt.datetime) -> bool:
    """Return whether a proof that ends then is carried on now (SOHOA_RENEW_DAYS before)."""
    return ends <= horizon(house)


def horizon(house: House) -> dt.datetime:
    """Return the time up to which proofs are carried on now."""
    return house.clock.now() + dt.timedelta(days=house.settings.renew_days)


def wanting(session: Session, house: House) -> list[Paper]:
    """Return the kept papers whose proof ends soon or was never reckoned, the most urgent first.

    Not those that can never be renewed: their tries ended.
    """
    given_up = sa.select(Attempt.paper_id).where(Attempt.step == Leg.RENEW.value, Attempt.next_at.is_(None))
    ends = SignedRevision.proof_ends
    kept = (
        sa.select(Paper)
        .join(
            SignedRevision,
            sa.and_(SignedRevision.paper_id == Paper.id, SignedRevision.n == Paper.revision_n),
        )
        .where(Paper.stage == Stage.KEPT.value, Paper.id.not_in(given_up))
        .limit(AT_ONCE)
    )
    # two questions, so that each finds its rows by the index
    soon = session.scalars(kept.where(ends <= horizon(house)).order_by(ends)).all()
    unknown = session.scalars(kept.where(ends.is_(None), SignedRevision.level == Level.LTA.value)).all()
    return [*soon, *unknown][:AT_ONCE]


def wants_renewal(house: House, last: SignedRevision) -> bool:
    """Return whether a paper with that last revision wants renewal now."""
    if last.proof_ends is None:
        return last.level == Level.LTA.value
    return is_due(house, last.proof_ends)


def _reckoned(house: House, paper_id: uuid.UUID, n: int, key: Sha256) -> dt.datetime | None:
    """Reckon the end of a proof that was kept by an earlier version."""
    ends = house.signing.proof_ends(house.store.read(key))
    with house.database.transaction() as session:
        session.get_one(SignedRevision, (paper_id, n)).proof_ends = ends
    return ends
