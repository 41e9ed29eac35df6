"""Tells dossiers that a paper ended or was put right, that its end is in doubt or taken back, in that act.

Must not tell a dossier the same twice of one end, nor anybody of a dossier that is not theirs to see.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Sequence
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.machine import MACHINE
from archive.accounts.readable import dossier_open_to
from archive.audit.record import record
from archive.clock import VIETNAM, Clock
from archive.database.once import insert_once
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.errors import NotFound
from archive.papers.models import Paper, PaperEnding
from archive.values.states import Ended
from reuse.models import DossierNotice, Take

RIGHTS = (AccountRight.OFFICER, AccountRight.HANDLER)


class Told(StrEnum):
    """What the end of a paper means for a dossier that took it, or that keeps it."""

    WHILE_VALID = "used-while-valid"
    LOOK_AGAIN = "look-again"
    IN_DOUBT = "end-in-doubt"
    """The newer paper that ended it was found wrong: its own dossier looks whether the end still holds."""
    TAKEN_BACK = "taken-back"
    """The rule had ended it wrongly: it may be used."""


@dc.dataclass(frozen=True, slots=True)
class DossierTold:
    """A notice with the end and the paper that it is about."""

    row: DossierNotice
    ending: PaperEnding
    paper: Paper


def tell(session: Session, clock: Clock, ending: PaperEnding, takes: Sequence[Take]) -> list[str]:
    """Write one notice for each dossier of these takes of the paper; return their numbers."""
    by_dossier: dict[str, list[Take]] = {}
    for take in takes:
        by_dossier.setdefault(take.dossier_number, []).append(take)
    told = []
    for number, takes in sorted(by_dossier.items()):
        says = meaning(session.get_one(Dossier, number), takes, ending)
        row = {"ending_id": ending.id, "dossier_number": number, "told": says.value, "at": clock.now()}
        if insert_once(session, DossierNotice, **row):
            detail = {"paper": str(ending.paper_id), "how": ending.how, "told": says.value}
            record(session, clock, MACHINE, "dossier:told", number, detail=detail)
            told.append(number)
    return told


def tell_in_doubt(session: Session, clock: Clock, ending: PaperEnding, paper: Paper) -> None:
    """Tell the dossier for which the ended paper was digitised that its end is in doubt."""
    row = session.get(DossierNotice, (ending.id, paper.dossier_number))
    if row is None:
        row = DossierNotice(ending_id=ending.id, dossier_number=paper.dossier_number, told="", at=clock.now())
        session.add(row)
    _tell_anew(session, clock, ending, row, Told.IN_DOUBT)


def tell_taken_back(session: Session, clock: Clock, ending: PaperEnding) -> None:
    """Tell every dossier that was told of the end that it was taken back; what it was told before is past."""
    told = sa.select(DossierNotice).where(DossierNotice.ending_id == ending.id).with_for_update()
    for row in session.scalars(told.order_by(DossierNotice.dossier_number)).all():
        _tell_anew(session, clock, ending, row, Told.TAKEN_BACK)


def _tell_anew(session: Session, clock: Clock, ending: PaperEnding, row: DossierNotice, says: Told) -> None:
    if row.told == says.value:
        return
    row.told, row.at, row.seen_by, row.seen_at = says.value, clock.now(), None, None
    detail = {"paper": str(ending.paper_id), "how": ending.how, "told": says.value}
    record(session, clock, MACHINE, "dossier:told", row.dossier_number, detail=detail)


_SINCE = (Ended.REVOKED.value, Ended.SUPERSEDED.value)
"""Ends before which the paper was good."""


def meaning(dossier: Dossier, takes: Sequence[Take], ending: PaperEnding) -> Told:
    """Return what the end means: only what was taken before it and is decided needs no second look.

    A copy that was replaced lacked something from the first day, and what was put right was wrong from it.
    """
    before = all(_day(take.taken_at) < ending.since for take in takes)
    closed = dossier.closed_at is not None
    if before and closed and ending.how in _SINCE:
        return Told.WHILE_VALID
    return Told.LOOK_AGAIN


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(VIETNAM).date()


def notices(
    session: Session, actor: Actor, *, dossier: str = "", unseen: bool = True, limit: int = 200
) -> list[DossierTold]:
    """Return the notices to dossiers that the actor may see, the newest first.

    Args:
        session: open session.
        actor: who looks.
        dossier: only of that one, empty for all.
        unseen: only those that no officer has acknowledged.
        limit: at most so many.
    """
    query = (
        sa.select(DossierNotice, PaperEnding, Paper)
        .join(PaperEnding, PaperEnding.id == DossierNotice.ending_id)
        .join(Paper, Paper.id == PaperEnding.paper_id)
        .join(Dossier, Dossier.number == DossierNotice.dossier_number)
        .where(dossier_open_to(actor))
        .order_by(DossierNotice.at.desc(), DossierNotice.ending_id.desc(), DossierNotice.dossier_number)
        .limit(limit)
    )
    if dossier:
        query = query.where(DossierNotice.dossier_number == dossier)
    if unseen:
        query = query.where(DossierNotice.seen_at.is_(None))
    return [DossierTold(*row) for row in session.execute(query).all()]


def acknowledge(
    session: Session, clock: Clock, actor: Actor, number: str, ending_id: uuid.UUID
) -> DossierNotice:
    """Note that an officer or handler of the dossier has seen the notice; the same again changes nothing.

    Raises:
        Forbidden: the actor is neither.
        NotFound: there is no such notice to a dossier that the actor may see.
    """
    actor.require("dossier:acknowledge", *RIGHTS)
    dossiers.get(session, actor, number)
    row = session.scalar(
        sa.select(DossierNotice)
        .where(DossierNotice.ending_id == ending_id, DossierNotice.dossier_number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(what="thông báo/notice", key=str(ending_id))
    if row.seen_at is None:
        row.seen_by, row.seen_at = actor.account, clock.now()
        record(
            session, clock, actor, "dossier:acknowledge", number,
            detail={"notice": str(ending_id), "told": row.told},
        )  # fmt: skip
    return row
