"""Takes what was signed elsewhere: once, in time, from who opened the session, for the paper as it was.

Must not lose a paper: whatever is refused leaves it waiting for its signature.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.clock import vietnam_iso
from archive.errors import LostUpdate, MoveNotAllowed, SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.verdict import Level
from desk.house import House
from desk.pipeline.profiles import profile_on_day
from desk.pipeline.revisions import Revision, adopt, keep
from desk.pipeline.sign import act_of, wait_again
from desk.signing_sessions.errors import (
    AlreadySigned,
    NotInSession,
    PaperChanged,
    SessionExpired,
    SessionOfAnother,
    SessionUnknown,
    SessionWay,
)
from desk.signing_sessions.models import SigningItem, SigningSession
from desk.signing_sessions.opening import prepared_of
from desk.signing_sessions.values import Role, State, Taken, Way, hash_of
from desk.signing_sessions.waiting import require_unchanged
from signing.act import Act
from signing.models import SEALED, SIGNED, SignedRevision
from signing.pades.sign.values import Signed
from signing.profiles import first_level

ACTION = "signing:accept"
Finish = Callable[[bytes, Act], Signed]
"""Makes the signed file of the parent's bytes for an act."""


def take_signatures(
    house: House, actor: Actor, session_id: str, token: str, signatures: Mapping[str, bytes]
) -> list[Taken]:
    """Take the signatures of a session's papers; one that is refused never stops the others.

    Args:
        house: the archive.
        actor: the officer who opened the session.
        session_id: of the session.
        token: that was given out with it.
        signatures: paper (short code or UUID, as it was given out) → what its key made.

    Returns:
        One line a paper.

    Raises:
        SessionUnknown, SessionOfAnother, SessionExpired, SessionWay: nothing was taken.
    """
    with house.act(actor, ACTION, session_id) as session:
        row = _session(session, house, actor, session_id, token)
        if row.way != Way.HASH.value:
            raise SessionWay(way=row.way)
        known = _papers(session, row)
    return [_one(house, actor, row, key, known.get(key), made) for key, made in signatures.items()]


def _session(session: Session, house: House, actor: Actor, key: str, token: str) -> SigningSession:
    try:
        row = session.get(SigningSession, uuid.UUID(key))
    except ValueError:
        row = None
    if row is None or not secrets.compare_digest(row.token_hash, hash_of(token)):
        raise SessionUnknown
    if row.account != actor.account:
        raise SessionOfAnother
    require_in_time(house, row)
    return row


def require_in_time(house: House, row: SigningSession) -> None:
    """Let nothing more be done once the session's time is over.

    Raises:
        SessionExpired: it is.
    """
    if house.clock.now() > row.expires_at:
        raise SessionExpired(until=vietnam_iso(row.expires_at))


def _one(
    house: House, actor: Actor, row: SigningSession, key: str, paper_id: uuid.UUID | None, signature: bytes
) -> Taken:
    try:
        if paper_id is None:
            raise NotInSession(key=key)
        with house.database.reading() as session:
            item = session.get_one(SigningItem, (row.id, paper_id))

        def finish(parent: bytes, act: Act) -> Signed:
            room = house.signing.elsewhere
            certificate = room.seal_credential if row.role == Role.SEAL.value else room.officer_credential
            return room.finish(parent, prepared_of(item, certificate(row.certificate, act)), signature)

        take(house, actor, row, item, finish)
    except SohoaError as error:
        house.refused(actor, ACTION, key, error, session=str(row.id))
        return Taken(key, error=error)
    return Taken(key, item.paper_id)


def _papers(session: Session, row: SigningSession) -> dict[str, uuid.UUID]:
    """Return the session's papers by both of their names."""
    found = session.execute(
        sa.select(Paper.id, Paper.code)
        .join(SigningItem, SigningItem.paper_id == Paper.id)
        .where(SigningItem.session_id == row.id)
    ).all()
    return {name: key for key, code in found for name in (str(key), code)}


def take(house: House, actor: Actor, row: SigningSession, item: SigningItem, finish: Finish) -> None:
    """Make the signed file of one paper and keep it as its next revision.

    Raises:
        AlreadySigned, PaperChanged, SessionExpired: nothing was taken.
        SigningError: the signature or the certificate is not as it must be.
    """
    if _adopted(house, actor, row, item):
        return
    role = Role(row.role)
    with house.database.transaction() as session:
        paper = require_as_prepared(session, house, actor, row, item)
        act = act_of(session, house, paper, row.account)
        level = _level_asked(session, house, paper, item)
    signed = finish(house.store.read(Sha256(item.parent_sha256)), act)
    require_in_time(house, row)
    by_seal = role is Role.SEAL
    made = Revision(
        n=item.n,
        parent=Sha256(item.parent_sha256),
        reason=SEALED if by_seal else SIGNED,
        level_asked=level,
        signer=act.agency if by_seal else act.full_name,
        account=row.account,
    )
    try:
        keep(house, item.paper_id, made, signed)
    except LostUpdate as error:
        raise PaperChanged(key=paper.code) from error
    _done(house, actor, row, item)


def _adopted(house: House, actor: Actor, row: SigningSession, item: SigningItem) -> bool:
    """Finish what a dead process had accepted and not recorded.

    Raises:
        AlreadySigned: it is recorded.
    """
    with house.database.reading() as session:
        paper = papers.at_work(session, item.paper_id)
        made = session.get(SignedRevision, (item.paper_id, item.n))
    ours = made is not None and (made.parent_sha256, made.signed_by) == (item.parent_sha256, row.account)
    if item.state == State.DONE.value or (ours and paper.revision_n >= item.n):
        raise AlreadySigned(key=paper.code)
    if not ours:
        return False
    if not adopt(house, item.paper_id, item.n):
        wait_again(house, item.paper_id)
        return False
    _done(house, actor, row, item)
    return True


def require_as_prepared(
    session: Session, house: House, actor: Actor, row: SigningSession, item: SigningItem
) -> Paper:
    """Return the paper, if it still waits for this very signature.

    Raises:
        PaperChanged: it does not.
        NotFound, Forbidden, ProfileForbidden: the officer may not sign it any more.
    """
    try:
        return require_unchanged(session, house, actor, item, Role(row.role))
    except (LostUpdate, MoveNotAllowed) as error:
        raise PaperChanged(key=papers.at_work(session, item.paper_id).code) from error


def _level_asked(session: Session, house: House, paper: Paper, item: SigningItem) -> Level:
    profile = profile_on_day(session, house, paper.profile)
    return first_level(profile) if item.n == 1 else Level(profile.level)


def _done(house: House, actor: Actor, row: SigningSession, item: SigningItem) -> None:
    with house.database.transaction() as session:
        kept = session.get_one(SigningItem, (item.session_id, item.paper_id))
        kept.state, kept.tail, kept.attributes = State.DONE.value, b"", b""
        house.done(session, actor, ACTION, str(item.paper_id), session=str(row.id), way=row.way)
