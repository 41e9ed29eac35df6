"""Hands a file out by its one-time link, and takes it back signed.

Must not ask who calls: the link is the right, bound to one paper of one officer for a limited time; what that
officer may do is asked again each time.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.verdict import Level
from desk.house import House
from desk.signing_sessions.errors import AlreadySigned, LinkUnknown, LinkUsed
from desk.signing_sessions.models import SigningItem, SigningSession
from desk.signing_sessions.taking import ACTION, require_as_prepared, require_in_time, take
from desk.signing_sessions.values import State, hash_of
from signing.act import Act
from signing.pades.sign.values import Signed

HAND_OUT = "signing:hand-out"
CHANNEL = "link"


def hand_out(house: House, link: str) -> tuple[str, bytes]:
    """Return the paper's short code and the exact bytes to be signed; once.

    Raises:
        LinkUnknown, SessionExpired, LinkUsed, PaperChanged: nothing was handed out.
    """
    row, item, actor = _found(house, link)
    with house.act(actor, HAND_OUT, str(item.paper_id)) as session:
        require_in_time(house, row)
        _use(session, item)
        paper = require_as_prepared(session, house, actor, row, item)
        house.done(session, actor, HAND_OUT, str(paper.id), session=str(row.id), sha256=item.parent_sha256)
    return paper.code, _handed(house, item)


def require_open(house: House, link: str) -> float:
    """Return how many seconds the link is good for, before anything of a body is read.

    Raises:
        LinkUnknown, SessionExpired, AlreadySigned: nothing is taken any more.
    """
    row, item, actor = _found(house, link)
    try:
        require_in_time(house, row)
        _require_open(house, item)
    except SohoaError as error:
        house.refused(actor, ACTION, str(item.paper_id), error, session=str(row.id))
        raise
    return (row.expires_at - house.clock.now()).total_seconds()


def take_back(house: House, link: str, returned: bytes) -> Paper:
    """Take the signed file of a link's paper back and keep it; return the paper.

    What is refused may be sent again in time: the officer signs once more.

    Raises:
        LinkUnknown, SessionExpired, AlreadySigned, PaperChanged: nothing was taken.
        SigningError: the file is not what was handed out with the officer's signature.
    """
    row, item, actor = _found(house, link)

    def finish(_parent: bytes, act: Act) -> Signed:
        return house.signing.elsewhere.accept(_handed(house, item), returned, act, Level(item.level))

    try:
        require_in_time(house, row)
        take(house, actor, row, item, finish)
    except SohoaError as error:
        house.refused(
            actor, ACTION, str(item.paper_id), error, session=str(row.id), sha256=str(Sha256.of(returned))
        )
        raise
    with house.database.reading() as session:
        return papers.at_work(session, item.paper_id)


def note_refused(house: House, link: str, error: SohoaError) -> None:
    """Record that what was posted was refused while it arrived."""
    row, item, actor = _found(house, link)
    house.refused(actor, ACTION, str(item.paper_id), error, session=str(row.id))


def _found(house: House, link: str) -> tuple[SigningSession, SigningItem, Actor]:
    """Return what the link is bound to, and the officer for whom it was made."""
    with house.database.reading() as session:
        item = session.scalar(sa.select(SigningItem).where(SigningItem.link_hash == hash_of(link)))
        if item is None:
            raise LinkUnknown
        row = session.get_one(SigningSession, item.session_id)
        return row, item, accounts.acting(session, row.account, channel=CHANNEL)


def _use(session: Session, item: SigningItem) -> None:
    """Let the link be used up, by one of two who come at once."""
    used = session.execute(
        sa.update(SigningItem)
        .where(
            SigningItem.session_id == item.session_id,
            SigningItem.paper_id == item.paper_id,
            SigningItem.state == State.OPEN.value,
        )
        .values(state=State.HANDED.value)
        .returning(SigningItem.paper_id)
    ).all()
    if not used:
        raise LinkUsed(key=papers.at_work(session, item.paper_id).code)


def _require_open(house: House, item: SigningItem) -> None:
    if item.state == State.DONE.value:
        with house.database.reading() as session:
            raise AlreadySigned(key=papers.at_work(session, item.paper_id).code)


def _handed(house: House, item: SigningItem) -> bytes:
    return house.store.read(Sha256(item.parent_sha256)) + item.tail
