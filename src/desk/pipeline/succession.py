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
from archive.clock import today
from archive.owners.owned import lock_owners, owners_of_papers, papers_of
from archive.papers.models import Paper, PaperEnding
from archive.values.states import Ended, Stage, Standing
from desk.house import House
from desk.pipeline.ending import End, end
from desk.pipeline.issued import facts_of
from desk.pipeline.ordering import lock
from reuse import repository as reuse
from reuse.ending import ends
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
    spared = _taken_back(session, [one.id for one in held])
    facts = facts_of(session, [paper, *others], kind)
    mine = facts[paper.id]
    newer = [
        one
        for one in others
        if (paper.id, one.id) not in spared and ends(facts[one.id], mine, kind.ends_earlier)
    ]
    serving = [one for one in newer if _serves(session, house, one, kind)]
    if serving:
        _supersede(session, house, paper, max(serving, key=lambda one: (facts[one.id].issued_on, one.id)))
    elif _serves(session, house, paper, kind):
        for older in others:
            if (older.id, paper.id) not in spared and ends(mine, facts[older.id], kind.ends_earlier):
                _supersede(session, house, older, paper)


def _taken_back(session: Session, ids: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID | None]]:
    """Return pairs of an older and a newer paper where an officer took back that the one ends the other."""
    rows = session.execute(
        sa.select(PaperEnding.paper_id, PaperEnding.newer_id).where(
            PaperEnding.paper_id.in_(ids), PaperEnding.reinstated_at.is_not(None)
        )
    )
    return {(row.paper_id, row.newer_id) for row in rows}


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
    facts = facts_of(session, [paper, *rows], kind)
    mine = facts[paper.id]
    return [row.id for row in rows if ends(mine, facts[row.id], rule) or ends(facts[row.id], mine, rule)]


def _serves(session: Session, house: House, paper: Paper, kind: DocumentType) -> bool:
    found = reuse.judged(session, [paper.id])[paper.id]
    return standing_now(found, kind, today(house.clock)) is None


def _supersede(session: Session, house: House, older: Paper, newer: Paper) -> None:
    assert newer.issued_on is not None  # noqa: S101 - the rule ends nothing by an undated paper
    end(session, house, MACHINE, older, End(Ended.SUPERSEDED, newer.issued_on, REASON, newer))
