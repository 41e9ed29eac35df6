"""Sign-ins of the web desk: a random token in a cookie, its hash in the table, an end after the day.

Must not keep a token or a password in clear, nor tell which of name and password was wrong.
"""

import dataclasses as dc
import datetime as dt
import hashlib
import math
import secrets
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.accounts.models import Account
from archive.accounts.passwords import password_fits
from desk.house import House
from desk.models import SignIn
from desk.web.errors import NotSignedIn, TooManyTries, WrongPassword
from desk.web.throttle import Throttle

OPEN, CLOSE = "session:open", "session:close"
_STRANGER = "?"


@dc.dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in.

    Attributes:
        actor: the account with its roles.
        account_id: key of the account's row.
        csrf: token that every form of this session carries.
        token_hash: key of the session's row.
    """

    actor: Actor
    account_id: uuid.UUID
    csrf: str
    token_hash: str


def sign_in(
    house: House, throttle: Throttle, name: str, password: str, *, client: str, channel: str
) -> tuple[str, Visitor]:
    """Open a session.

    Returns:
        The token for the cookie, and who it is.

    Raises:
        TooManyTries: wrong passwords came too often; nothing was checked.
        WrongPassword: no such active account, or another password.
    """
    wait = throttle.wait(name, client)
    with house.database.reading() as session:
        account = accounts.by_name(session, name)
        actor = _actor(session, account, channel)
    if wait:
        too_many = TooManyTries(seconds=math.ceil(wait))
        house.refused(actor, OPEN, actor.account, too_many)
        raise too_many
    usable = account is not None and account.active
    if not password_fits(account.password_hash if account and usable else None, password) or account is None:
        throttle.failed(name, client)
        house.refused(actor, OPEN, actor.account, wrong := WrongPassword())
        raise wrong
    throttle.succeeded(name, client)
    return _open(house, actor, account.id)


def _actor(session: Session, account: Account | None, channel: str) -> Actor:
    """Return the account as an actor; an unknown name is not recorded: it may be a password."""
    if account is None:
        return Actor(_STRANGER, "", "", frozenset(), frozenset(), channel)
    return accounts.actor_of(session, account, channel=channel)


def _open(house: House, actor: Actor, account_id: uuid.UUID) -> tuple[str, Visitor]:
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    now = house.clock.now()
    row = SignIn(
        token_hash=hash_token(token),
        account_id=account_id,
        csrf=csrf,
        until=now + dt.timedelta(hours=house.settings.session_hours),
    )
    with house.database.transaction() as session:
        session.execute(sa.delete(SignIn).where(SignIn.until <= now))
        session.add(row)
        house.done(session, actor, OPEN, actor.account)
    return token, Visitor(actor, account_id, csrf, row.token_hash)


def visitor(house: House, token: str, *, channel: str) -> Visitor:
    """Return who holds the token.

    Raises:
        NotSignedIn: no such session, it is over, or its account was closed.
    """
    if not token:
        raise NotSignedIn
    with house.database.reading() as session:
        row = session.get(SignIn, hash_token(token))
        account = session.get(Account, row.account_id) if row else None
        if row is None or account is None or not account.active or row.until <= house.clock.now():
            raise NotSignedIn
        actor = accounts.actor_of(session, account, channel=channel)
        return Visitor(actor, account.id, row.csrf, row.token_hash)


def sign_out(house: House, who: Visitor) -> None:
    """Close the session; its token is good for nothing from now on."""
    with house.database.transaction() as session:
        session.execute(sa.delete(SignIn).where(SignIn.token_hash == who.token_hash))
        house.done(session, who.actor, CLOSE, who.actor.account)


def hash_token(token: str) -> str:
    """Return what the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
