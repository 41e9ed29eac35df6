"""The agency's seal: a further revision of a paper that its officer signed, in the field made for it.

Must not seal anything that the officer's profile did not prepare, nor twice.
"""

import uuid

from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight, Actor
from archive.catalogue.values import Profile, Signers
from archive.errors import Forbidden, MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.states import Stage, Standing
from archive.values.verdict import Level
from desk.house import House
from desk.pipeline.profiles import profile_on_day, require_right, require_seal_key
from desk.pipeline.revisions import Revision, adopt, keep
from desk.pipeline.sign import act_of
from signing.errors import ProfileForbidden
from signing.models import SEALED, SignedRevision

ACTION = "paper:seal"
_OVER = (Standing.REVOKED.value, Standing.SUPERSEDED.value)


def seal(house: House, paper_id: uuid.UUID) -> bool:
    """Seal a paper for whom it was ordered, or adopt the revision that a dead process left whole."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        account = paper.sealing_account
        last = session.get(SignedRevision, (paper_id, paper.revision_n))
        if account is None or last is None:
            return False
    if adopt(house, paper_id, last.n + 1):
        # What was adopted may be a completion: then the seal still follows.
        return seal(house, paper_id)
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        # Between order and signature the account may have lost what it needs.
        actor = accounts.acting(session, account, channel="worker")
        profile = profile_on_day(session, house, paper.profile)
        require_sealing(session, house, actor, paper, profile)
        act = act_of(session, house, paper, account)
    parent = Sha256(last.sha256)
    signed = house.signing.seal(house.store.read(parent), act)
    made = Revision(last.n + 1, parent, SEALED, Level(profile.level), act.agency, account)
    keep(house, paper_id, made, signed)
    return False


def require_sealing(session: Session, house: House, actor: Actor, paper: Paper, profile: Profile) -> None:
    """Check that `actor` may put their agency's seal on `paper` now, with a key on the server.

    Raises:
        ProfileForbidden, Forbidden, MoveNotAllowed: as `require_may_seal`.
        NoSealKey: the seal's key is not at hand.
    """
    require_may_seal(session, actor, paper, profile)
    require_seal_key(house, actor.agency)


def require_may_seal(session: Session, actor: Actor, paper: Paper, profile: Profile) -> None:
    """Check that `actor` may put their agency's seal on `paper` now, wherever its key is.

    Raises:
        ProfileForbidden: papers of this kind carry no seal beside an officer's signature.
        Forbidden: the actor lacks the right, or is of another agency than received and signed the paper.
        MoveNotAllowed: no officer signed it, or it was taken out of reuse.
    """
    actor.require(ACTION, AccountRight.OFFICER)
    if profile.signers is not Signers.BOTH or paper.came_signed:
        raise ProfileForbidden(who=actor.full_name, profile=profile.slug)
    require_right(actor, profile)
    first = session.get(SignedRevision, (paper.id, 1))
    if paper.stage != Stage.KEPT.value or first is None or paper.standing in _OVER:
        raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=SEALED)
    officer = accounts.by_name(session, first.signed_by)
    # The seal is that of the agency whose officer took the paper in and signed it, or of its successor.
    if officer is None or not {officer.agency, paper.receiving_agency} <= actor.agencies:
        raise Forbidden(account=actor.account, act=ACTION)
