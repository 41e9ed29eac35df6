"""Which papers wait for a signature that is made elsewhere, and whether one is still as it was prepared for.

Must not sign, nor change anything.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.readable import changeable_by
from archive.catalogue.values import Profile, Signers
from archive.errors import LostUpdate, MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import Stage
from desk.house import House
from desk.pipeline.ordering import lock, under_way
from desk.pipeline.profiles import is_sealed, profile_on_day, require_right
from desk.pipeline.seal import require_may_seal
from desk.signing_sessions.models import SigningItem
from desk.signing_sessions.values import Role
from signing.errors import ProfileForbidden
from signing.models import SignedRevision

ACTION = "signing:open"
_FIRST = {Role.OFFICER: (Signers.OFFICER, Signers.BOTH), Role.SEAL: (Signers.SEAL,)}


def require_waiting(session: Session, house: House, actor: Actor, key: str, role: Role) -> Paper:
    """Return the paper, if it waits for this signature and the actor may make it.

    Raises:
        NotFound, Forbidden: no such paper that the actor may sign.
        ProfileForbidden: papers of this kind are signed by somebody else.
        MoveNotAllowed: it does not wait for a signature.
        LostUpdate: a machine works on it.
    """
    actor.require(ACTION, AccountRight.OFFICER)
    paper = papers.get_to_change(session, actor, key, ACTION)
    profile = profile_on_day(session, house, paper.profile)
    if role is Role.SEAL and profile.signers is Signers.BOTH:
        require_may_seal(session, actor, paper, profile)
        if is_sealed(session, paper):
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="sealed")
    else:
        _require_first(actor, paper, profile, role)
    if under_way(paper, house.engine.live()):
        raise LostUpdate(key=paper.code)
    return paper


def _require_first(actor: Actor, paper: Paper, profile: Profile, role: Role) -> None:
    if paper.stage != Stage.CONFIRMED.value or paper.came_signed:
        raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=Stage.SIGNING.value)
    if profile.signers not in _FIRST[role]:
        raise ProfileForbidden(who=actor.full_name, profile=profile.slug)
    require_right(actor, profile)


def require_unchanged(session: Session, house: House, actor: Actor, item: SigningItem, role: Role) -> Paper:
    """Return the paper locked, if it still waits for the very signature that was prepared.

    Raises:
        NotFound, Forbidden, ProfileForbidden: the actor may not sign it any more.
        MoveNotAllowed, LostUpdate: it waits no more.
    """
    lock(session, [item.paper_id])
    paper = require_waiting(session, house, actor, str(item.paper_id), role)
    if (paper.profile, parent_of(session, paper), paper.revision_n + 1) != (
        item.profile, item.parent_sha256, item.n,
    ):  # fmt: skip
        raise LostUpdate(key=paper.code)
    return paper


def parent_of(session: Session, paper: Paper) -> str:
    """Return the hash of what the next signature is put on; empty while there is no copy."""
    if not paper.revision_n:
        return paper.copy_sha256 or ""
    return session.get_one(SignedRevision, (paper.id, paper.revision_n)).sha256


def waiting_papers(session: Session, house: House, actor: Actor, *, limit: int) -> list[Paper]:
    """Return the actor's papers that wait for the officer's signature, the oldest first."""
    live = house.engine.live()
    found = session.scalars(
        sa.select(Paper)
        .where(Paper.stage == Stage.CONFIRMED.value, ~Paper.came_signed, changeable_by(actor))
        .order_by(Paper.compared_at, Paper.id)
        .limit(limit)
    )
    return [paper for paper in found if not under_way(paper, live)]
