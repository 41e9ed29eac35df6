"""Writes down what an officer corrected of a paper, there and where asked on the rest of its batch.

Must not confirm: what was presented, and whose the paper is, are words of their own.
"""

import dataclasses as dc
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import BadValue
from archive.papers import descriptions
from archive.papers.models import Paper
from archive.values.description import Source
from desk.house import House
from desk.pipeline.spread import spread


@dc.dataclass(frozen=True, slots=True)
class Corrections:
    """What an officer put right.

    Attributes:
        changes: field name to corrected value; `type` changes the type, an empty value removes the field.
        rest_of_batch: names of those changes that are put right on the rest of its batch too.
    """

    changes: Mapping[str, str] = dc.field(default_factory=dict)
    rest_of_batch: Collection[str] = ()


def correct(
    session: Session, house: House, actor: Actor, paper: Paper, made: Corrections, rest: Sequence[Paper]
) -> None:
    """Write the paper's next description with those changes; without any nothing is written.

    Args:
        session: of the act's transaction.
        house: the archive.
        actor: the officer.
        paper: locked.
        made: what was put right.
        rest: of the batch, as `lock_rest` gave it.

    Raises:
        BadValue: the catalogue has no such type, there is no such field, or a day is none.
    """
    if not made.changes:
        return
    _known_type(session, house, made.changes)
    new = descriptions.corrected(session, house.clock, paper, made.changes, by=actor.account)
    descriptions.add(session, house.clock, paper, new, by=actor.account, source=Source.OFFICER)
    spread(session, house, actor, paper, made.rest_of_batch, rest)


def _known_type(session: Session, house: House, changes: Mapping[str, str]) -> None:
    slug = changes.get("type")
    if slug is not None and slug not in {row.slug for row in catalogue.types_on(session, today(house.clock))}:
        raise BadValue(
            value=slug,
            name="type",
            why_vi="danh mục không có loại này",
            why_en="the catalogue has no such type",
        )
