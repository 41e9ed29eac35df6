"""Reads and writes accounts.

Must not decide what a role may do: `actor.py` and `readable.py` do.
"""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.models import Account, AccountProfileRight, AccountRole
from archive.accounts.passwords import hash_password
from archive.catalogue.repository import predecessors
from archive.clock import Clock
from archive.errors import BadValue, NotFound
from archive.settings import Settings
from archive.values.ids import new_id

_LONGEST = 64
_NUMBER = re.compile(r"[0-9A-Z]{6,20}")
_THUMBPRINT = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(rf"(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{{1,{_LONGEST}}}")


def add(
    session: Session,
    *,
    name: str,
    full_name: str,
    agency: str,
    roles: frozenset[AccountRight],
    password: str,
    settings: Settings,
    clock: Clock,
    profile_rights: frozenset[str] = frozenset(),
) -> Account:
    """Create an account.

    Raises:
        BadValue: the name is taken or has the wrong form, or the password is too short.
    """
    if not _NAME.fullmatch(name):
        raise BadValue(
            value=name,
            name="name",
            why_vi=f"chỉ dùng chữ không dấu, số, . - _, tối đa {_LONGEST} ký tự",
            why_en=f"use letters, digits, . - _, at most {_LONGEST} of them",
        )
    if len(password) < settings.password_min:
        least = settings.password_min
        raise BadValue(
            value="…",
            name="password",
            why_vi=f"cần ít nhất {least} ký tự",
            why_en=f"at least {least} characters are needed",
        )
    if by_name(session, name) is not None:
        raise BadValue(value=name, name="name", why_vi="đã có tài khoản này", why_en="it is taken")
    account = Account(
        id=new_id(),
        name=name,
        full_name=full_name,
        agency=agency,
        password_hash=hash_password(password),
        created_at=clock.now(),
        grants=[AccountRole(role=role.value) for role in sorted(roles)],
        profile_rights=[AccountProfileRight(right=right) for right in sorted(profile_rights)],
    )
    session.add(account)
    session.flush()
    return account


def register(
    account: Account, *, personal_id: str | None = None, certificate_sha256: str | None = None
) -> None:
    """Write down by what the account's certificate is known; None leaves a value, empty takes it away.

    Args:
        account: whose.
        personal_id: number of the person, as their certificate carries it.
        certificate_sha256: of their only certificate, hexadecimal.

    Raises:
        BadValue: a value has the wrong form.
    """
    if personal_id is not None:
        if personal_id and not _NUMBER.fullmatch(personal_id):
            raise BadValue(
                value=personal_id, name="personal_id", why_vi="chỉ gồm 6–20 chữ số và chữ hoa không dấu",
                why_en="use 6 to 20 digits and capital letters",
            )  # fmt: skip
        account.personal_id = personal_id
    if certificate_sha256 is not None:
        if certificate_sha256 and not _THUMBPRINT.fullmatch(certificate_sha256):
            raise BadValue(
                value=certificate_sha256, name="certificate", why_vi="cần 64 chữ số thập lục phân",
                why_en="64 hexadecimal digits are wanted",
            )  # fmt: skip
        account.certificate_sha256 = certificate_sha256


def by_name(session: Session, name: str) -> Account | None:
    """Return the account called `name`, None where there is none."""
    return session.scalar(sa.select(Account).where(Account.name == name))


def first_administrator(session: Session) -> Account | None:
    """Return the administrator who was there first, None in an empty archive."""
    return session.scalar(
        sa.select(Account)
        .join(AccountRole)
        .where(AccountRole.role == AccountRight.ADMIN.value, Account.active)
        .order_by(Account.created_at, Account.id)
        .limit(1)
    )


def actor_of(session: Session, account: Account, *, channel: str) -> Actor:
    """Return `account` as an actor, with the agencies that its own one succeeded."""
    return Actor(
        account=account.name,
        full_name=account.full_name,
        agency=account.agency,
        agencies=frozenset({account.agency}) | frozenset(predecessors(session, account.agency)),
        roles=frozenset(AccountRight(grant.role) for grant in account.grants),
        channel=channel,
        profile_rights=frozenset(held.right for held in account.profile_rights),
    )


def let_use(account: Account, rights: frozenset[str]) -> None:
    """Let an account hold exactly these rights of signing profiles."""
    there = {held.right: held for held in account.profile_rights}
    account.profile_rights = [
        there.get(right) or AccountProfileRight(right=right) for right in sorted(rights)
    ]


def acting(session: Session, name: str, *, channel: str) -> Actor:
    """Return the actor called `name`, or the first administrator where `name` is empty.

    Raises:
        NotFound: there is no such active account.
    """
    account = by_name(session, name) if name else first_administrator(session)
    if account is None or not account.active:
        raise NotFound(what="tài khoản/account", key=name or "administrator")
    return actor_of(session, account, channel=channel)
