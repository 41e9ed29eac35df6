"""Joins the numbers of one person, of an old card, an old passport and today's; takes them apart again.

Must not make two people one: whoever is joined wrongly is offered another's papers.
"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import Clock, today
from archive.errors import BadValue, TwoPeople
from archive.owners import repository as owners
from archive.owners.identifiers import PEOPLE
from archive.owners.models import Identifier, Owner
from archive.values.description import OwnerId, OwnerKind
from archive.values.ids import new_id

_FOR_LIFE = 12
"""Digits of the personal number, which nobody gets a second time."""


def require_one_person(who: OwnerId, old: OwnerId) -> None:
    """Let two numbers go on only where one person can have had both, as far as they tell by themselves.

    Raises:
        BadValue: one of them is no person's, both are the same, or the number for life is called the old one.
        TwoPeople: both are given once in a life.

    Source: Law 26/2023/QH15, article 12: the personal number is for life, so it never becomes an old one.
    """
    for name, number in (("new", who), ("old", old)):
        if number.kind not in PEOPLE or who == old:
            raise BadValue(
                value=str(number), name=name, why_vi="cần hai số khác nhau của cá nhân",
                why_en="two different numbers of a person are needed",
            )  # fmt: skip
    if not _lifelong(old.kind, old.number):
        return
    if _lifelong(who.kind, who.number):
        raise TwoPeople(old=old.number, new=who.number)
    raise BadValue(
        value=str(old), name="old",
        why_vi="số định danh 12 chữ số dùng suốt đời, không thể là số cũ: hãy đổi chỗ hai số",
        why_en="the twelve-digit personal number is for life and never an old one: exchange the two numbers",
    )  # fmt: skip


def _lifelong(kind: str, number: str) -> bool:
    return kind == OwnerKind.CITIZEN.value and len(number) == _FOR_LIFE


def join_numbers(
    session: Session, clock: Clock, who: OwnerId, old: OwnerId, *, until: dt.date | None = None
) -> None:
    """Record on an officer's word that both numbers are one person's; twice the same as once.

    Args:
        session: of the act's transaction.
        clock: tells when.
        who: a number of the person, today's.
        old: the other one.
        until: last day on which `old` was good; no paper of later days is the person's by it. None where
            it has no such day.

    Raises:
        BadValue: one of them is no person's, both are the same, the number for life is called the old one,
            or `until` is yet to come.
        TwoPeople: the person would have two numbers that are given once in a life.

    Source: Law 26/2023/QH15, article 12 (the personal number is given once) and 46 (end of the old card).
    """
    require_one_person(who, old)
    if until is not None and until > today(clock):
        raise BadValue(
            value=until.isoformat(), name="until",
            why_vi="ngày cuối cùng của số cũ không thể ở sau hôm nay",
            why_en="the last day of the old number cannot be later than today",
        )  # fmt: skip
    rows = [owners.ensure(session, clock, number) for number in (who, old)]
    people = {row.owner_id for row in rows}
    # Both people's numbers wait for each other: of two desks that join at once, the second sees the first.
    query = sa.select(Identifier).where(Identifier.owner_id.in_(people)).order_by(Identifier.number)
    held = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    if len({row.number for row in held if _lifelong(row.kind, row.number)}) > 1:
        raise TwoPeople(old=old.number, new=who.number)
    for row in held:
        row.owner_id = rows[0].owner_id
    if until is not None:
        rows[1].valid_to = until
    session.flush()


def part_numbers(session: Session, clock: Clock, who: OwnerId, old: OwnerId) -> None:
    """Record that `old` is no number of `who` after all: it is another person's, without a last day.

    Nor has a number for life one any more.

    Raises:
        BadValue: they are not joined.
    """
    keys = [(one.kind.value, one.number) for one in (who, old)]
    query = sa.select(Identifier).where(sa.tuple_(Identifier.kind, Identifier.number).in_(keys))
    # As they are now: another desk may have taken them apart, or joined them elsewhere, in this moment.
    held = query.order_by(Identifier.number).with_for_update().execution_options(populate_existing=True)
    there = {(row.kind, row.number): row for row in session.scalars(held)}
    if len(there) < 2 or len({row.owner_id for row in there.values()}) > 1:
        raise BadValue(
            value=str(old), name="old", why_vi=f"số này chưa được ghép với {who}",
            why_en=f"this number is not joined with {who}",
        )  # fmt: skip
    owner = Owner(id=new_id(), kind=old.kind.value, name="", created_at=clock.now())
    session.add(owner)
    session.flush()
    taken = there[keys[1]]
    taken.owner_id, taken.valid_to = owner.id, None
    for row in there.values():
        if _lifelong(row.kind, row.number):
            row.valid_to = None  # one was written where the two were joined the wrong way round
    session.flush()
