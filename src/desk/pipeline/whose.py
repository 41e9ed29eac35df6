"""Writes whose a paper is, as an officer says, and tells who took it that it is not whose they took it for.

Must not touch confirmed owners where nothing was said of them.
"""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.owners import repository as owners
from archive.owners.models import PaperParty
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Role, Source
from archive.values.states import PutRight
from desk.house import House
from desk.pipeline.ending import put_right
from desk.pipeline.owning import owners_of
from reuse.repository import takes_of_paper


def write_owners(
    session: Session,
    house: House,
    actor: Actor,
    paper: Paper,
    named: Sequence[tuple[OwnerId, Role]],
    corrected: Collection[str],
    *,
    seen: bool,
) -> list[str]:
    """Confirm the paper's owners and return them; the arguments are those of `owners_of`.

    `corrected` names the fields that the officer put right: once owners are confirmed only `owner_id` among
    them asks anew, for else an older word of it would win over owners named since.
    """
    before = confirmed_owners(session, paper)
    if paper.owner_confirmed and before and not named and "owner_id" not in corrected:
        return sorted(map(str, before))
    parties, now = owners_of(session, paper, named, seen=seen)
    owners.replace_parties(session, house.clock, paper, parties, confirmed_by=None)
    _confirm(session, house, actor, paper, now)
    paper.owner_confirmed = bool(now)
    same = {number for owner in now for number in owners.all_numbers(session, owner)}
    lost = sorted(str(owner) for owner in before - same)  # another number of one person is no news
    if lost:
        # Who took it for somebody whose it is now took it rightly, whatever was mistyped in between.
        takes = [
            take
            for take in takes_of_paper(session, paper.id)
            if OwnerId(OwnerKind(take.owner_kind), take.owner_number) not in same
        ]
        why = f"không phải của {', '.join(lost)}"
        put_right(session, house, actor, paper.id, PutRight.OWNER, why, takes=takes)
    return sorted(map(str, now))


def unlike_print(parties: Sequence[PaperParty]) -> list[str]:
    """Return the owners' numbers that a paper prints, where an officer confirmed others and none of them.

    Such a paper may be rightly so (a misread digit, a child without a number yet) or somebody mistyped.
    """
    owning = {role.value for role in owners.OWNING_ROLES}
    rows = [row for row in parties if row.number and row.role in owning]
    printed = [row for row in rows if row.source != Source.OFFICER.value]
    if not any(row.confirmed_by for row in rows) or any(row.confirmed_by for row in printed):
        return []
    return [f"{row.kind}:{row.number}" for row in printed]


def confirmed_owners(session: Session, paper: Paper) -> set[OwnerId]:
    """Return the identifiers on the paper that an officer confirmed."""
    rows = [row for row in owners.party_rows(session, [paper.id]) if row.confirmed_by]
    return {OwnerId(OwnerKind(row.kind), row.number) for row in rows if row.kind and row.number}


def _confirm(session: Session, house: House, actor: Actor, paper: Paper, confirmed: set[OwnerId]) -> None:
    session.flush()
    for row in owners.party_rows(session, [paper.id]):
        if row.kind and row.number and OwnerId(OwnerKind(row.kind), row.number) in confirmed:
            owners.ensure(session, house.clock, OwnerId(OwnerKind(row.kind), row.number), name=row.name)
            row.confirmed_by, row.confirmed_at = actor.account, house.clock.now()
