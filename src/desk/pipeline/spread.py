"""A correction put right on the rest of its batch: the other papers of the same files that wait for review.

Must not touch what tells one paper from another, nor a paper that does not bear that same wrong value,
and confirms none: each is still compared by itself.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import changeable_by
from archive.catalogue.fields import FIELD_NAMES
from archive.errors import BadValue
from archive.papers import descriptions
from archive.papers.listing import beside
from archive.papers.models import Paper
from archive.values.description import Source
from archive.values.states import Stage
from desk.errors import NotSpread
from desk.house import House
from desk.pipeline.index import update_index
from desk.pipeline.ordering import lock

ACTION = "paper:correct"
OWN = frozenset({"owner_id", "owner_name", "date_of_birth", "number", "issued_on", "dossier_number"})
"""Fields that are each paper's own: the same misreading there is chance, and a wrong one costs most."""


def lock_rest(session: Session, actor: Actor, paper: Paper, names: Collection[str]) -> Sequence[Paper]:
    """Lock the paper with the rest of its batch, all in one order, and return that rest; none for no names.

    Raises:
        NotSpread: one of `names` is each paper's own.
        BadValue: one of them is no field.
    """
    for name in sorted(names):
        if name in OWN:
            raise NotSpread(field=name)
        if name != "type" and name not in FIELD_NAMES:
            raise BadValue(
                value=name, name="field", why_vi="không có trường này", why_en="there is no such field"
            )
    if not names:
        return ()
    rest = beside(session, changeable_by(actor), paper)
    rows = lock(session, [paper.id, *(other.id for other in rest)])
    return [row for row in rows if row.id != paper.id and row.stage == Stage.NEEDS_REVIEW.value]


def spread(
    session: Session, house: House, actor: Actor, paper: Paper, names: Collection[str], rest: Sequence[Paper]
) -> None:
    """Put right on `rest` what was just corrected of the paper under `names`, where the same was wrong."""
    made = descriptions.corrections(session, paper, paper.description_n - 1)
    wanted = [one for one in made if one.field in names and one.before]
    values = descriptions.current_values(session, [other.id for other in rest])
    for other in rest:
        there = values.get(other.id, {})
        changes = {one.field: one.after for one in wanted if there.get(one.field) == one.before}
        if not changes:
            continue
        new = descriptions.corrected(
            session, house.clock, other, changes, by=actor.account, spread_from=paper.id
        )
        descriptions.add(session, house.clock, other, new, by=actor.account, source=Source.OFFICER)
        update_index(session, other)
        house.done(session, actor, ACTION, str(other.id), spread_from=str(paper.id), changed=sorted(changes))


def spread_rows(session: Session, actor: Actor, paper: Paper) -> list[dict[str, Any]]:
    """Return the papers on which corrections of this one were put right."""
    return [
        {"paper": str(other.id), "code": other.code}
        for other in descriptions.spread_to(session, changeable_by(actor), paper)
    ]


def same_values(session: Session, actor: Actor, paper: Paper) -> dict[str, int]:
    """Return on how many other papers of the batch each field that may be spread has the same value."""
    rest = beside(session, changeable_by(actor), paper)
    if not rest:
        return {}
    values = descriptions.current_values(session, [paper.id, *(other.id for other in rest)])
    mine = values.pop(paper.id, {})
    shared = Counter(
        name for there in values.values() for name in there if there[name] and there[name] == mine.get(name)
    )
    return {name: count for name, count in shared.items() if name not in OWN}
