"""The sweep: every paper in a working stage has live work, what died is given back, what is due is tried.

Must not do the work itself. Safe to run in any process at any time.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import Stage
from desk.engine.port import Leg, leg_id
from desk.house import House
from desk.models import Attempt
from desk.pipeline.confirm import order
from signing.models import SignedRevision

_LEGS = {
    Stage.RECEIVED: Leg.READ,
    Stage.READING: Leg.READ,
    Stage.CONFIRMED: Leg.KEEP,
    Stage.COPYING: Leg.KEEP,
    Stage.SIGNING: Leg.KEEP,
}


def sweep(house: House) -> int:
    """Re-order the work of papers that nobody works on; return how many there were."""
    house.engine.recover()
    live = house.engine.live()
    with house.database.transaction() as session:
        idle = [paper for paper in papers.working(session) if _idle(session, house, paper, live)]
        for paper in idle:
            order(session, house, paper, _LEGS[Stage(paper.stage)])
        return len(idle) + _complete_later(session, house, live)


def _idle(session: Session, house: House, paper: Paper, live: frozenset[str]) -> bool:
    leg = _LEGS[Stage(paper.stage)]
    if leg_id(leg, paper.id, paper.leg) in live:
        return False
    if paper.stage == Stage.CONFIRMED.value and _waits_for_key(house, paper):
        return False
    due = session.scalar(sa.select(sa.func.max(Attempt.next_at)).where(Attempt.paper_id == paper.id))
    return due is None or due <= house.clock.now()


def _waits_for_key(house: House, paper: Paper) -> bool:
    """A confirmed paper rests when signing is an act of its own, or its officer has no key at hand."""
    if paper.came_signed:
        return False
    if paper.signing_account:
        return house.signing.signer_for(paper.signing_account) is None
    return not house.settings.sign_on_confirm or house.signing.signer_for(paper.compared_by or "") is None


def _complete_later(session: Session, house: House, live: frozenset[str]) -> int:
    """Order what a dead timestamp or revocation server left out, for papers kept below their level."""
    rows = session.scalars(
        sa.select(Paper)
        .join(
            SignedRevision,
            sa.and_(SignedRevision.paper_id == Paper.id, SignedRevision.n == Paper.revision_n),
        )
        .where(Paper.stage == Stage.KEPT.value, SignedRevision.level != SignedRevision.level_asked)
    ).all()
    due = [paper for paper in rows if _may_complete(session, house, paper, live)]
    for paper in due:
        order(session, house, paper, Leg.COMPLETE)
    return len(due)


def _may_complete(session: Session, house: House, paper: Paper, live: frozenset[str]) -> bool:
    if leg_id(Leg.COMPLETE, paper.id, paper.leg) in live:
        return False
    attempt = session.get(Attempt, (paper.id, Leg.COMPLETE.value))
    return attempt is None or (attempt.next_at is not None and attempt.next_at <= house.clock.now())
