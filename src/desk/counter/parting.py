"""Takes two numbers apart that were joined wrongly, and says which dossiers used papers across them.

Must not leave it unsaid what was taken over meanwhile: it may be another person's.
"""

import dataclasses as dc
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.dossiers import repository as dossiers
from archive.errors import BadValue
from archive.owners import repository as owners
from archive.owners.joining import part_numbers
from archive.owners.owned import owners_known_as, papers_of
from archive.papers.models import Paper, PaperEnding
from archive.values.description import OwnerId
from desk.house import House
from desk.pipeline.ended_by import question_ends
from reuse.models import Take

ACTION = "owner:part"


@dc.dataclass(frozen=True, slots=True)
class Parted:
    """What must be looked at again.

    Attributes:
        dossiers: that took a paper of the one number for the other, as far as the officer may see them.
        elsewhere: how many others did; the event names them.
    """

    dossiers: Sequence[str]
    elsewhere: int


def part(house: House, actor: Actor, who: OwnerId, old: OwnerId, *, reason: str) -> Parted:
    """Record that `old` is no number of the person `who` after all.

    From now on the papers of the one are not offered for the other. Papers that the rule of their type ended
    across the two numbers are told to those who keep them (`end-in-doubt`).

    Raises:
        Forbidden: the actor is no officer.
        BadValue: no reason, or the two were never joined.
    """
    with house.act(actor, ACTION, "") as session:
        actor.require(ACTION, AccountRight.OFFICER)
        if not reason.strip():
            raise BadValue(
                value="", name="reason", why_vi="hãy ghi vì sao đã ghép nhầm",
                why_en="say why the numbers were joined wrongly",
            )  # fmt: skip
        part_numbers(session, house.clock, who, old)
        used = _used_across(session, who, old) + _used_across(session, old, who)
        for paper in _ending_others(session, who, old):
            question_ends(session, house, paper)
        told = sorted(set(used))
        house.done(
            session, actor, ACTION, "", owner=str(who), old=str(old), reason=reason.strip(), dossiers=told
        )
        seen = [number for number in told if dossiers.may_see(session, actor, number)]
        return Parted(seen, len(told) - len(seen))


def _used_across(session: Session, one: OwnerId, other: OwnerId) -> list[str]:
    """Return the dossiers that took, for the one, papers that are the other's alone."""
    mine = [(owner.kind.value, owner.number) for owner in owners.all_numbers(session, one)]
    return list(
        session.scalars(
            sa.select(Take.dossier_number).where(
                sa.tuple_(Take.owner_kind, Take.owner_number).in_(mine),
                Take.paper_id.in_(papers_of(owners_known_as(session, other))),
                Take.paper_id.not_in(papers_of(owners_known_as(session, one))),
            )
        )
    )


def _ending_others(session: Session, one: OwnerId, other: OwnerId) -> Sequence[Paper]:
    """Return the papers by which papers of either number were ended."""
    people = [*owners_known_as(session, one), *owners_known_as(session, other)]
    newer = sa.select(PaperEnding.newer_id).where(PaperEnding.paper_id.in_(papers_of(people)))
    return session.scalars(sa.select(Paper).where(Paper.id.in_(newer)).order_by(Paper.id)).all()
