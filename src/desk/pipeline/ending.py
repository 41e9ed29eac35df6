"""Ends a kept paper: its standing, why and since when, and a notice to each dossier that took it.

Must not be passed by: whatever takes a paper out of reuse for good does it here, and whatever puts right
what others took.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.clock import today
from archive.papers import repository as papers
from archive.papers.models import Paper, PaperEnding
from archive.values.ids import new_id
from archive.values.states import Ended, PutRight, Standing
from desk.house import House
from reuse.models import Take
from reuse.repository import takes_of_paper
from reuse.telling import tell

_STANDINGS = {
    Ended.REVOKED: Standing.REVOKED,
    Ended.SUPERSEDED: Standing.SUPERSEDED,
    Ended.REPLACED: Standing.SUPERSEDED,
}
_ACTIONS = {
    Ended.REVOKED: "paper:revoke",
    Ended.SUPERSEDED: "paper:supersede",
    Ended.REPLACED: "paper:replace",
}


@dc.dataclass(frozen=True, slots=True)
class End:
    """What is decided of a paper.

    Attributes:
        how: revoked, superseded or replaced.
        since: the day from which it holds.
        reason: in words.
        newer: the paper that goes on in its place.
        authority: who decided.
        decision: number of the decision.
        decision_paper: the decision itself, where it is kept here.
    """

    how: Ended
    since: dt.date
    reason: str
    newer: Paper | None = None
    authority: str = ""
    decision: str = ""
    decision_paper: Paper | None = None


def end(session: Session, house: House, actor: Actor, paper: Paper, said: End) -> PaperEnding:
    """End a paper that the caller has locked.

    Raises:
        MoveNotAllowed: it is not kept, or has ended already.
    """
    papers.change_standing(paper, _STANDINGS[said.how])
    paper.superseded_by = said.newer.id if said.newer else None
    paper.reason = said.reason
    row = PaperEnding(
        id=new_id(),
        paper_id=paper.id,
        how=said.how.value,
        newer_id=said.newer.id if said.newer else None,
        since=said.since,
        reason=said.reason,
        authority=said.authority,
        decision=said.decision,
        decision_paper_id=said.decision_paper.id if said.decision_paper else None,
        by=actor.account,
        at=house.clock.now(),
    )
    session.add(row)
    session.flush()
    house.done(
        session, actor, _ACTIONS[said.how], str(paper.id),
        reason=said.reason, since=said.since.isoformat(), authority=said.authority, decision=said.decision,
        superseded_by=str(said.newer.id) if said.newer else "",
    )  # fmt: skip
    tell(session, house.clock, row, takes_of_paper(session, paper.id))
    return row


def put_right(
    session: Session,
    house: House,
    actor: Actor,
    paper_id: uuid.UUID,
    how: PutRight,
    reason: str,
    *,
    authority: str = "",
    decision: str = "",
    takes: Sequence[Take] | None = None,
) -> None:
    """Tell each dossier that took the paper, or only that of those `takes`, to look again; the paper stands.

    Nothing is written of a paper that nobody took. The caller records the act itself.

    Args:
        session: of the act's transaction.
        house: the archive.
        actor: who put it right.
        paper_id: of the paper.
        how: what of it.
        reason: in words.
        authority: who decided, where it was a decision.
        decision: its number.
        takes: those that it is about, None for all of the paper.
    """
    takes = takes_of_paper(session, paper_id) if takes is None else takes
    if not takes:
        return
    row = PaperEnding(
        id=new_id(), paper_id=paper_id, how=how.value, since=today(house.clock), reason=reason,
        authority=authority, decision=decision, by=actor.account, at=house.clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    tell(session, house.clock, row, takes)
