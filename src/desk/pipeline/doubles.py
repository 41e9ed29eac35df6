"""Finds out whether a paper was handed in before, and notes it: told to officers, never acted upon.

Must not stop, merge or change a paper.
"""

import dataclasses as dc
from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.papers import descriptions, likeness, readings
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper
from archive.values.doubles import SameBy
from digitize.likeness.keys import picture_keys, word_keys
from digitize.likeness.same import Told, same
from digitize.likeness.tokens import tokens

_MOST = 12
"""Papers that are compared: those of one family with one form are fewer."""


@dc.dataclass(frozen=True, slots=True)
class _Seen:
    """A paper with what it is compared by; `places` are the bytes and the page of them of each page."""

    paper: Paper
    places: tuple[tuple[str, int], ...]
    told: Told


def note_doubles(session: Session, described: Sequence[Paper]) -> None:
    """Note for each of the papers which ones it is the same as, instead of what was noted before.

    Args:
        session: of the transaction that described them; nothing else may follow in it.
        described: with their pages and descriptions.
    """
    likeness.lock(session)
    for paper in described:
        if paper.leaves:
            _note(session, _seen(session, paper))


def _note(session: Session, mine: _Seen) -> None:
    keys = word_keys(mine.told.words)
    if not mine.told.wordy:
        keys += picture_keys(mine.told.pictures[0])
    likeness.forget(session, mine.paper.id)
    candidates = [
        *likeness.begins_with(session, *mine.places[0], limit=_MOST),
        *likeness.near(session, keys, limit=_MOST),
    ]
    for key in dict.fromkeys(candidates):
        other = papers.at_work(session, key)
        if other.id == mine.paper.id or not other.leaves:
            continue
        its = _seen(session, other)
        found = (SameBy.BYTES, 1.0) if its.places == mine.places else same(mine.told, its.told)
        if found is not None:
            likeness.put(session, mine.paper, other, *found)
    likeness.keep_keys(session, mine.paper.id, keys)


def _seen(session: Session, paper: Paper) -> _Seen:
    said = descriptions.current(session, paper)
    rows = [readings.newest_page(session, leaf.intake_id, leaf.page) for leaf in paper.leaves]
    told = Told(
        paper.type,
        tokens(row.text for row in rows if row),
        said.fields if said else {},
        tuple(row.picture_hash if row else "" for row in rows),
    )
    places = tuple((session.get_one(Intake, leaf.intake_id).sha256, leaf.page) for leaf in paper.leaves)
    return _Seen(paper, places, told)
