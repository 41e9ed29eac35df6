"""Further acts of officers: return, hold, release, reject, revoke, try again, sign.

Must not touch a paper that the actor may not read; every refusal is recorded.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.errors import MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import Stage, Standing
from desk.engine.port import Leg
from desk.errors import NoKey, ReasonNeeded
from desk.house import House
from desk.pipeline.confirm import order
from signing.errors import ProfileForbidden


class Mark(StrEnum):
    """What an officer notes of a paper."""

    RETURNED = "returned"
    HELD = "held"
    RELEASED = "released"
    REJECTED = "rejected"


def mark(house: House, actor: Actor, key: str, what: Mark, reason: str = "") -> Paper:
    """Note that a result was returned, a paper is on hold or no more, or that it is rejected.

    Raises:
        NotFound, Forbidden, MoveNotAllowed, ReasonNeeded.
    """
    with house.act(actor, f"paper:{what.value}", key) as session:
        paper = _mine(session, actor, key, what.value)
        if what is Mark.RETURNED:
            paper.returned_at = paper.returned_at or house.clock.now()
            if paper.standing == Standing.HIDDEN.value:
                papers.change_standing(paper, Standing.AVAILABLE)
        elif what is Mark.REJECTED:
            _need(reason, what.value, paper)
            papers.move(paper, Stage.REJECTED)
        else:
            _need(reason if what is Mark.HELD else "-", what.value, paper)
            paper.held = what is Mark.HELD
        paper.reason = reason or paper.reason
        house.done(session, actor, f"paper:{what.value}", str(paper.id), reason=reason)
        return paper


def revoke(house: House, actor: Actor, key: str, reason: str, superseded_by: str = "") -> Paper:
    """Take a kept paper out of reuse for good; what it was stays provable.

    Raises:
        NotFound, Forbidden, MoveNotAllowed, ReasonNeeded.
    """
    with house.act(actor, "paper:revoke", key) as session:
        paper = _mine(session, actor, key, "revoke")
        _need(reason, "revoke", paper)
        newer = papers.get(session, actor, superseded_by) if superseded_by else None
        if newer is not None and newer.id == paper.id:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=Standing.SUPERSEDED.value)
        papers.change_standing(paper, Standing.SUPERSEDED if newer else Standing.REVOKED)
        paper.superseded_by = newer.id if newer else None
        paper.reason = reason
        house.done(
            session, actor, "paper:revoke", str(paper.id), reason=reason, superseded_by=str(superseded_by)
        )
        return paper


def retry(house: House, actor: Actor, key: str) -> Paper:
    """Try a failed paper again from the leg that failed; a worker goes on with it.

    Raises:
        NotFound, Forbidden, MoveNotAllowed.
    """
    with house.act(actor, "paper:retry", key) as session:
        paper = _mine(session, actor, key, "retry")
        if paper.stage != Stage.FAILED.value:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="retry")
        confirmed = paper.compared_at is not None
        papers.move(paper, Stage.CONFIRMED if confirmed else Stage.RECEIVED)
        paper.error = None
        order(session, house, paper, Leg.KEEP if confirmed else Leg.READ)
        house.done(session, actor, "paper:retry", str(paper.id))
        return paper


def sign(house: House, actor: Actor, key: str) -> Paper:
    """Order the signature of a confirmed paper whose key was not at hand before.

    Raises:
        NotFound, Forbidden, MoveNotAllowed, NoKey.
    """
    with house.act(actor, "paper:sign", key) as session:
        paper = _mine(session, actor, key, "sign")
        if paper.stage == Stage.KEPT.value:
            return paper
        if paper.stage != Stage.CONFIRMED.value:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=Stage.SIGNING.value)
        if house.signing.signer_for(actor.account) is None:
            raise NoKey(account=actor.account)
        paper.signing_account = actor.account
        order(session, house, paper, Leg.KEEP)
        house.done(session, actor, "paper:order-signature", str(paper.id))
        return paper


def seal(house: House, actor: Actor, key: str) -> Paper:
    """Put the agency's signature on a paper whose profile asks for it.

    Raises:
        NotFound, Forbidden, ProfileForbidden.
    """
    with house.act(actor, "paper:seal", key) as session:
        paper = _mine(session, actor, key, "seal")
        raise ProfileForbidden(who=actor.account, profile=paper.profile)


def _mine(session: Session, actor: Actor, key: str, act: str) -> Paper:
    actor.require(act, AccountRight.OFFICER)
    return papers.get(session, actor, key)


def _need(reason: str, act: str, paper: Paper) -> None:
    if not reason.strip():
        raise ReasonNeeded(act=act, key=paper.code)
