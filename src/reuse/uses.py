"""Who used an owner's papers, when and for what: the owner's right to know.

Must not answer without a ground, nor tell of another's affairs: of a paper that two people own, each
learns for what it was taken only where it was taken for them.
Source: Law 91/2025/QH15 on personal data protection.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.record import record
from archive.catalogue import repository as catalogue
from archive.clock import Clock, today, vietnam_iso
from archive.dossiers.models import Dossier
from archive.owners import repository as owners
from archive.owners.owned import owners_known_as, papers_of
from archive.papers.models import Paper
from archive.values.description import OwnerId
from reuse import grounds
from reuse.check import RIGHTS
from reuse.errors import NoGround
from reuse.models import Take

ACTION = "reuse:uses"
MOST = 500


def uses(
    session: Session, clock: Clock, actor: Actor, owner: OwnerId, requester: str, ground: str
) -> list[dict[str, Any]]:
    """Return the newest takes of the owner's papers, at most MOST, and record the look.

    Args:
        session: of the act's transaction.
        clock: tells when.
        actor: the officer or handler who asks.
        owner: whose papers.
        requester: who asks, empty for the owner.
        ground: on what ground; never left to be guessed.

    Raises:
        Forbidden, NoGround, NotFound, BadValue.
    """
    actor.require(ACTION, *RIGHTS)
    if not ground:
        raise NoGround(why_vi="hãy nêu căn cứ (--ground)", why_en="say on what ground (--ground)")
    who = grounds.asking(owner, requester, ground)
    grounds.prove(session, actor, who, today(clock))
    numbers = {(one.kind.value, one.number) for one in owners.all_numbers(session, who.owner)}
    mine = papers_of(owners_known_as(session, who.owner))
    query = (
        sa.select(Take, Paper, Dossier.receiving_agency)
        .join(Paper, Paper.id == Take.paper_id)
        .join(Dossier, Dossier.number == Take.dossier_number)
        .where(Take.paper_id.in_(mine))
        .order_by(Take.taken_at.desc(), Take.id.desc())
        .limit(MOST)
    )
    names = catalogue.agency_names(session)
    rows = [
        _row(take, paper, names.get(agency, agency)) | _for_what(take, numbers)
        for take, paper, agency in session.execute(query).all()
    ]
    record(
        session, clock, actor, ACTION, "",
        detail={
            "owner": str(who.owner), "requester": who.requester, "ground": who.ground,
            "shown": [row["paper"] for row in rows],
        },
    )  # fmt: skip
    return rows


def _row(take: Take, paper: Paper, agency: str) -> dict[str, Any]:
    return {
        "paper": str(paper.id),
        "code": paper.code,
        "type": paper.type,
        "number": paper.number,
        "agency": agency,
        "officer": take.taken_by,
        "at": vietnam_iso(take.taken_at),
    }


def _for_what(take: Take, numbers: set[tuple[str, str]]) -> dict[str, Any]:
    """Tell dossier, purpose and ground of what was taken for this owner, of nobody else."""
    own = (take.owner_kind, take.owner_number) in numbers
    return {
        "own": own,
        "dossier": take.dossier_number if own else None,
        "component": take.component if own else None,
        "purpose": take.purpose if own else None,
        "requester": take.requester if own else None,
        "ground": take.ground if own else None,
        "law": take.law if own else None,
    }
