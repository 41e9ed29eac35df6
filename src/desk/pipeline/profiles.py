"""Signing profiles: which a paper is kept under, who may use it, is its key at hand, is its seal missing.

Must not sign: the legs do.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.values import Profile, Signers
from archive.clock import today
from archive.errors import Forbidden, NotFound
from archive.papers.models import Paper
from archive.values.states import Stage
from desk.errors import NoKey, NoSealKey
from desk.house import House
from signing.errors import ProfileForbidden
from signing.models import SEALED, SignedRevision


def profile_on_day(session: Session, house: House, slug: str) -> Profile:
    """Return the profile `slug` as it holds today.

    Raises:
        NotFound: there is none.
    """
    found = catalogue.profile(session, slug, today(house.clock))
    if found is None:
        raise NotFound(what="hồ sơ ký/signing profile", key=slug)
    return found


def choose(session: Session, house: House, actor: Actor, paper: Paper, slug: str) -> None:
    """Let `paper` be kept under the profile `slug`; a paper that came signed gets no signature of ours.

    Raises:
        NotFound, Forbidden: there is no such profile, or the actor may not use it.
        ProfileForbidden: copies of this kind are verified here and never made.
    """
    if paper.came_signed or not slug:
        return
    profile = profile_on_day(session, house, slug)
    if profile.signers is Signers.NONE:
        raise ProfileForbidden(profile=profile.slug, who=actor.full_name)
    require_right(actor, profile)
    paper.profile = profile.slug


def is_kept_under(paper: Paper, slug: str) -> bool:
    """Return whether naming the profile `slug` again would change nothing."""
    return paper.came_signed or slug in ("", paper.profile)


def require_right(actor: Actor, profile: Profile) -> None:
    """Let the actor go on only with the right that the profile asks for.

    Raises:
        Forbidden: the actor has it not.
    """
    if not may_use(actor, profile):
        raise Forbidden(account=actor.account, act=f"{profile.slug} ({profile.right})")


def may_use(actor: Actor, profile: Profile) -> bool:
    """Return whether the actor may keep papers under the profile."""
    return profile.right is None or profile.right in actor.profile_rights


def usable_profiles(session: Session, house: House, actor: Actor) -> list[Profile]:
    """Return the profiles of today that the actor may keep papers under."""
    listed = catalogue.profiles_on(session, today(house.clock))
    return [one for one in listed if one.signers is not Signers.NONE and may_use(actor, one)]


def key_at_hand(session: Session, house: House, paper: Paper, account: str) -> bool:
    """Return whether the paper's first signature can be made for `account` now."""
    try:
        require_key(session, house, paper, account)
    except (NoKey, NoSealKey):
        return False
    return True


def require_key(session: Session, house: House, paper: Paper, account: str) -> None:
    """Check that the key of the paper's first signature is at hand: the officer's own, or the agency's seal.

    Raises:
        NoKey, NoSealKey: it is not.
    """
    profile = catalogue.profile(session, paper.profile, today(house.clock))
    row = accounts.by_name(session, account)
    if profile is not None and profile.signers is Signers.SEAL and row is not None:
        require_seal_key(house, row.agency)
    elif row is None or house.signing.signer_for(account) is None:
        raise NoKey(account=account)


def require_seal_key(house: House, agency: str) -> None:
    """Check that the key of an agency's seal is at hand.

    Raises:
        NoSealKey: it is not.
    """
    if house.signing.seal_for(agency) is None:
        raise NoSealKey(agency=agency)


def is_sealed(session: Session, paper: Paper) -> bool:
    """Return whether a kept revision of the paper carries the agency's signature."""
    return bool(
        session.scalar(
            sa.select(sa.func.count())
            .select_from(SignedRevision)
            .where(
                SignedRevision.paper_id == paper.id,
                SignedRevision.reason == SEALED,
                SignedRevision.n <= paper.revision_n,
            )
        )
    )


def lacks_seal(session: Session, house: House, paper: Paper) -> bool:
    """Return whether the paper is signed by its officer and still waits for the agency's seal."""
    profile = catalogue.profile(session, paper.profile, today(house.clock))
    due = profile is not None and profile.signers is Signers.BOTH and not paper.came_signed
    return due and paper.stage == Stage.KEPT.value and not is_sealed(session, paper)
