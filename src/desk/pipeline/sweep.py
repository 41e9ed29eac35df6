"""The sweep: every paper that needs a machine has live work, what died is given back, what is due is tried.

Must not do the work itself. Safe to run in any process at any time.
"""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.errors import LostUpdate
from archive.papers import readings
from archive.papers import repository as papers
from archive.papers.models import Paper, ReadingOrder
from archive.values.states import Stage
from desk.engine.port import Leg
from desk.house import House
from desk.models import Attempt
from desk.pipeline import renew
from desk.pipeline.attempts import waiting_until
from desk.pipeline.ordering import lock, order, under_way
from desk.pipeline.profiles import key_at_hand
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
    with house.database.reading() as session:
        idle = [paper.id for paper in _wanting(session, house) if _due(session, house, paper, live)]
    if not idle:
        return 0
    try:
        with house.database.transaction() as session:
            return _order(session, house, idle)
    except LostUpdate:
        return 0  # somebody else went on with one of them; the next sweep looks again


def _order(session: Session, house: House, idle: Sequence[uuid.UUID]) -> int:
    """Order legs for those that are idle still: another process may have ordered one since we looked."""
    rows = lock(session, idle)
    live = house.engine.live()
    ordered = 0
    for paper in rows:
        leg = _due(session, house, paper, live)
        if leg is not None:
            order(session, house, paper, leg)
            ordered += 1
    return ordered


def _wanting(session: Session, house: House) -> list[Paper]:
    """Return the papers that may need work: at work, below their level, to be sealed, read again, renewed."""
    below = session.scalars(
        sa.select(Paper)
        .join(
            SignedRevision,
            sa.and_(SignedRevision.paper_id == Paper.id, SignedRevision.n == Paper.revision_n),
        )
        .where(Paper.stage == Stage.KEPT.value, SignedRevision.level != SignedRevision.level_asked)
    )
    sealing = session.scalars(sa.select(Paper).where(Paper.sealing_account.is_not(None)))
    again = session.scalars(
        sa.select(Paper).where(
            Paper.stage == Stage.KEPT.value, Paper.id.in_(sa.select(ReadingOrder.paper_id))
        )
    )
    all_rows = (papers.working(session), below, sealing, again, renew.wanting(session, house))
    found = {paper.id: paper for rows in all_rows for paper in rows}
    return list(found.values())


def _due(session: Session, house: House, paper: Paper, live: frozenset[str]) -> Leg | None:
    """Return the leg that the paper needs now, None where one is live or nothing is due yet."""
    leg = _leg_for(session, house, paper)
    if leg is None or under_way(paper, live):
        return None
    if paper.stage == Stage.CONFIRMED.value and waits_for_key(session, house, paper):
        return None
    if paper.stage != Stage.KEPT.value:
        due = waiting_until(session, paper.id)
        return leg if due is None or due <= house.clock.now() else None
    attempt = session.get(Attempt, (paper.id, leg.value))
    over = attempt is None or (attempt.next_at is not None and attempt.next_at <= house.clock.now())
    return leg if over else None


def _leg_for(session: Session, house: House, paper: Paper) -> Leg | None:
    if paper.stage in (Stage.READING.value, Stage.KEPT.value) and readings.ordered(session, paper.id):
        return Leg.AGAIN  # first, since it ends soon either way: a missing timestamp is tried for ever
    if paper.stage != Stage.KEPT.value:
        return _LEGS.get(Stage(paper.stage))
    if paper.sealing_account is not None:
        return Leg.SEAL
    last = session.get(SignedRevision, (paper.id, paper.revision_n))
    if last is None:
        return None
    if last.level != last.level_asked:
        return Leg.COMPLETE
    return Leg.RENEW if renew.wants_renewal(house, last) else None


def waits_for_key(session: Session, house: House, paper: Paper) -> bool:
    """A confirmed paper rests when signing is an act of its own, or the key it needs is not at hand."""
    if paper.came_signed:
        return False
    if paper.signing_account:
        return not key_at_hand(session, house, paper, paper.signing_account)
    by_hand = not house.settings.sign_on_confirm
    return by_hand or not key_at_hand(session, house, paper, paper.compared_by or "")
