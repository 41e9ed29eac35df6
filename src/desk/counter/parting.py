"""Takes two numbers apart that were joined wrongly, and says which dossiers used papers across them.

Must not leave it unsaid what was taken over meanwhile, also as a relative's: it may be a stranger's.
"""

import dataclasses as dc
import datetime as dt
import itertools
import uuid
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.errors import BadValue
from archive.owners import repository as owners
from archive.owners.joining import part_numbers
from archive.owners.owned import owners_known_as, owners_of_papers, papers_of
from archive.papers.models import Paper, PaperEnding
from archive.values.description import OwnerId, OwnerKind
from archive.values.states import PutRight
from desk.house import House
from desk.pipeline.ended_by import question_ends
from desk.pipeline.ending import put_right
from reuse.models import Take
from reuse.relatives import relatives

ACTION = "owner:part"


@dc.dataclass(frozen=True, slots=True)
class Parted:
    """What must be looked at again.

    Attributes:
        dossiers: that took a paper of the one number for the other, or of somebody who is no relative any
            more, as far as the officer may see them.
        elsewhere: how many others did; the event names them, and they are told as well.
    """

    dossiers: Sequence[str]
    elsewhere: int


def part(house: House, actor: Actor, who: OwnerId, old: OwnerId, *, reason: str) -> Parted:
    """Record that `old` is no number of the person `who` after all.

    From now on the papers of the one are not offered for the other, and each dossier that took one across
    the two is told (`look-again`). Papers that the rule of their type ended across the two numbers are told
    to those who keep them (`end-in-doubt`).

    Raises:
        Forbidden: the actor is no officer.
        BadValue: no reason, or the two were never joined.
    """
    with house.act(actor, ACTION, "", {"owner": str(who), "old": str(old)}) as session:
        actor.require(ACTION, AccountRight.OFFICER)
        if not reason.strip():
            raise BadValue(
                value="", name="reason", why_vi="hãy ghi vì sao đã ghép nhầm",
                why_en="say why the numbers were joined wrongly",
            )  # fmt: skip
        part_numbers(session, house.clock, who, old)
        for paper in _ending_others(session, who, old):
            question_ends(session, house, paper)
        takes = sorted(_used_across(session, who, old, today(house.clock)), key=lambda take: take.paper_id)
        told = sorted({take.dossier_number for take in takes})
        why = f"{old} không phải số của {who}: {reason.strip()}"
        for paper_id, group in itertools.groupby(takes, lambda take: take.paper_id):
            put_right(session, house, actor, paper_id, PutRight.OWNER, why, takes=list(group))
        house.done(
            session, actor, ACTION, "", owner=str(who), old=str(old), reason=reason.strip(), dossiers=told
        )
        seen = [number for number in told if dossiers.may_see(session, actor, number)]
        return Parted(seen, len(told) - len(seen))


def _used_across(session: Session, one: OwnerId, other: OwnerId, day: dt.date) -> Iterator[Take]:
    """Yield the takes, for or of one of the two, of what is neither the taker's nor a relative's.

    Papers that prove a relation name both people: of a wrong one, one of the two is the taker or the owner.
    """
    pair = {*owners_known_as(session, one), *owners_known_as(session, other)}
    numbers = [
        (number.kind.value, number.number)
        for who in (one, other)
        for number in owners.all_numbers(session, who)
    ]
    by_them = sa.tuple_(Take.owner_kind, Take.owner_number).in_(numbers)
    takes = session.scalars(sa.select(Take).where(sa.or_(by_them, Take.paper_id.in_(papers_of(pair))))).all()
    owning = owners_of_papers(session, {take.paper_id for take in takes})
    for take in takes:
        taker = OwnerId(OwnerKind(take.owner_kind), take.owner_number)
        me, whose = {*owners_known_as(session, taker)}, owning[take.paper_id]
        # Not by kinship: also a mother's paper that was taken as the child's own was taken wrongly.
        across = me <= pair and whose & (pair - me)
        if not whose & me and (across or not whose & _family(session, taker, day)):
            yield take


def _family(session: Session, who: OwnerId, day: dt.date) -> set[uuid.UUID]:
    found = relatives(session, owners.all_numbers(session, who), day)
    return {
        key for numbers in found.values() for number in numbers for key in owners_known_as(session, number)
    }


def _ending_others(session: Session, one: OwnerId, other: OwnerId) -> Sequence[Paper]:
    """Return the papers by which papers of either number were ended."""
    people = [*owners_known_as(session, one), *owners_known_as(session, other)]
    newer = sa.select(PaperEnding.newer_id).where(PaperEnding.paper_id.in_(papers_of(people)))
    return session.scalars(sa.select(Paper).where(Paper.id.in_(newer)).order_by(Paper.id)).all()
