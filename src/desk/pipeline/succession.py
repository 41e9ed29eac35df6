"""Lets a paper that becomes available end the older ones of its type, and be ended by a newer one.

Must not end anything in doubt, nor by a paper that could not itself be offered: then there were none.
"""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.machine import MACHINE
from archive.catalogue import repository as catalogue
from archive.catalogue.values import DocumentType
from archive.clock import VIETNAM, today
from archive.owners.owned import lock_owners, owners_of_papers, papers_of
from archive.papers import descriptions
from archive.papers.models import Paper
from archive.values.states import Ended, Stage, Standing
from desk.house import House
from desk.pipeline.ending import End, end
from desk.pipeline.ordering import lock
from reuse import repository as reuse
from reuse.ending import Issued, ends
from reuse.rules import standing_now

REASON = "giấy tờ mới hơn cùng loại, cùng chủ"


def settle_succession(session: Session, house: House, paper: Paper) -> None:
    """Apply the rule of the paper's type between it and its owners' other papers.

    To be called wherever the paper, its owners, its dates or its signature changed; the same again
    changes nothing.
    """
    kinds = catalogue.types_by_any_name(session, today(house.clock))
    kind = kinds.get(paper.type)
    if kind is None or not kind.ends_earlier or not _stands(paper):
        return
    session.flush()
    owners = owners_of_papers(session, [paper.id])[paper.id]
    if not owners:
        return
    lock_owners(session, owners)
    slugs = [slug for slug, other in kinds.items() if other.slug == kind.slug]
    # Locked and read again, so that nobody ends or corrects meanwhile what the rule is held against.
    held = lock(session, [paper.id, *_near(session, paper, kind, slugs, owners)])
    if not _stands(paper):
        return
    others = [one for one in held if one.id != paper.id and _stands(one)]
    facts = _facts(session, [paper, *others], kind)
    mine = facts[paper.id]
    newer = [one for one in others if ends(facts[one.id], mine, kind.ends_earlier)]
    serving = [one for one in newer if _serves(session, house, one, kind)]
    if serving:
        _supersede(session, house, paper, max(serving, key=lambda one: (facts[one.id].issued_on, one.id)))
    elif _serves(session, house, paper, kind):
        for older in others:
            if ends(mine, facts[older.id], kind.ends_earlier):
                _supersede(session, house, older, paper)


def _stands(paper: Paper) -> bool:
    return paper.stage == Stage.KEPT.value and paper.standing == Standing.AVAILABLE.value


def _near(
    session: Session,
    paper: Paper,
    kind: DocumentType,
    slugs: Sequence[str],
    owners: Collection[uuid.UUID],
) -> list[uuid.UUID]:
    """Return the owners' other available papers to which the rule may apply: few, whoever they are."""
    rule = kind.ends_earlier
    same_number = Paper.number_folded == paper.number_folded if "number" in rule else sa.true()
    rows = session.scalars(
        sa.select(Paper).where(
            Paper.id.in_(papers_of(owners)),
            Paper.id != paper.id,
            Paper.type.in_(slugs),
            Paper.stage == Stage.KEPT.value,
            Paper.standing == Standing.AVAILABLE.value,
            same_number,
        )
    ).all()
    facts = _facts(session, [paper, *rows], kind)
    mine = facts[paper.id]
    return [row.id for row in rows if ends(mine, facts[row.id], rule) or ends(facts[row.id], mine, rule)]


def _facts(session: Session, rows: Sequence[Paper], kind: DocumentType) -> dict[uuid.UUID, Issued]:
    ids = [row.id for row in rows]
    owners, said = owners_of_papers(session, ids), descriptions.current_values(session, ids)
    return {
        row.id: Issued(
            type=kind.slug,
            issued_on=row.issued_on,
            received_on=row.received_at.astimezone(VIETNAM).date(),
            owners=owners[row.id] if row.owner_confirmed else frozenset(),
            fields={**said.get(row.id, {}), "number": row.number},
        )
        for row in rows
    }


def _serves(session: Session, house: House, paper: Paper, kind: DocumentType) -> bool:
    found = reuse.judged(session, [paper.id])[paper.id]
    return standing_now(found, kind, today(house.clock)) is None


def _supersede(session: Session, house: House, older: Paper, newer: Paper) -> None:
    assert newer.issued_on is not None  # noqa: S101 - the rule ends nothing by an undated paper
    end(session, house, MACHINE, older, End(Ended.SUPERSEDED, newer.issued_on, REASON, newer))
