"""Writes down what an officer corrected of a paper, there and where asked on the rest of its batch.

Must not confirm: what was presented, and whose the paper is, are words of their own.
"""

import dataclasses as dc
import re
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import BadValue
from archive.papers import descriptions
from archive.papers.models import Paper
from archive.values.description import Description, Source
from desk.choice import not_in_catalogue
from desk.house import House
from desk.pipeline.spread import spread

_PAST = ("issued_on", "date_of_birth")
"""Days that came already when a paper is handed in."""
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
"""A day or the beginning of one: of old papers some tell only the year of birth."""


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
        BadValue: the catalogue has no such type, there is no such field, or a day is none or yet to come.
    """
    if not made.changes:
        return
    _known_type(session, house, made.changes)
    new = descriptions.corrected(session, house.clock, paper, made.changes, by=actor.account)
    _not_later(house, made.changes, new)
    descriptions.add(session, house.clock, paper, new, by=actor.account, source=Source.OFFICER)
    spread(session, house, actor, paper, made.rest_of_batch, rest)


def _known_type(session: Session, house: House, changes: Mapping[str, str]) -> None:
    slug = changes.get("type")
    if slug is not None and slug not in {row.slug for row in catalogue.types_on(session, today(house.clock))}:
        raise not_in_catalogue(slug, "type", "loại", "type")


def _not_later(house: House, changes: Mapping[str, str], new: Description) -> None:
    """Refuse a day of the future that the officer typed; one that was only read is theirs to doubt."""
    day = today(house.clock).isoformat()
    typed = [new.fields[name] for name in _PAST if name in changes and name in new.fields]
    for field in typed:
        future = _DAY.fullmatch(field.value) and field.value > day[: len(field.value)]
        if future and field.source is Source.OFFICER:
            raise BadValue(
                value=field.value, name=field.name,
                why_vi="ngày này không thể ở sau hôm nay", why_en="this day cannot be later than today",
            )  # fmt: skip
