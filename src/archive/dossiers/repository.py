"""Opens dossiers, puts papers in them and closes them; reads start from what the actor may see.

Must not know what a procedure asks for.
"""

import re
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import dossier_open_to, handled_by
from archive.clock import VIETNAM, Clock
from archive.database.once import insert_once
from archive.dossiers.models import Dossier, DossierPaper, DossierParty, How
from archive.errors import BadValue, DossierClosed, NotFound
from archive.values.description import OwnerId, OwnerKind, Role

_LONGEST = 64
_NUMBER = re.compile(r"[^\W_]+([./_-][^\W_]+)*")
"""Older systems have other forms; what none has is a blank, a sign of markup or a step up a folder."""


def open_dossier(
    session: Session,
    clock: Clock,
    actor: Actor,
    *,
    number: str,
    procedure: str,
    applicant: OwnerId,
    parties: Sequence[tuple[OwnerId, Role]] = (),
    deciding: str = "",
    keeping: str = "",
) -> Dossier:
    """Return the dossier with that number, opened now where it is new.

    Raises:
        BadValue: it is there already for another applicant or procedure, or the number is empty.
        NotFound: it is there already, and is not the actor's to see.
    """
    number = number.strip()
    dossier = existing(session, actor, number=number, procedure=procedure, applicant=applicant)
    if dossier is not None:
        return dossier
    new = insert_once(
        session,
        Dossier,
        number=number,
        procedure_code=procedure,
        applicant_kind=applicant.kind.value,
        applicant_number=applicant.number,
        receiving_agency=actor.agency,
        deciding_agency=deciding or actor.agency,
        keeping_agency=keeping or actor.agency,
        opened_at=clock.now(),
        opened_by=actor.account,
    )
    dossier = session.get_one(Dossier, number)
    if not new:  # another desk opened it in this very moment
        get(session, actor, number)
        _same(dossier, procedure, applicant)
        return dossier
    for owner, role in parties:
        session.add(
            DossierParty(dossier_number=number, kind=owner.kind.value, number=owner.number, role=role.value)
        )
    return dossier


def existing(
    session: Session, actor: Actor, *, number: str, procedure: str, applicant: OwnerId
) -> Dossier | None:
    """Return the dossier with that number if it is there and fits, None where it is new.

    Raises:
        BadValue, NotFound: as `open_dossier`.
    """
    if len(number) > _LONGEST or not _NUMBER.fullmatch(number):
        raise BadValue(
            value=number,
            name="dossier",
            why_vi=f"cần mã hồ sơ như H31.12-250701-0042: chữ, số, dấu chấm và gạch, tối đa {_LONGEST} ký tự",
            why_en=f"a number like H31.12-250701-0042 is needed, at most {_LONGEST} characters",
        )
    dossier = session.get(Dossier, number)
    if dossier is not None:
        get(session, actor, number)
        _same(dossier, procedure, applicant)
    return dossier


def _same(dossier: Dossier, procedure: str, applicant: OwnerId) -> None:
    if dossier.procedure_code != procedure:
        raise BadValue(
            value=procedure,
            name="procedure",
            why_vi=f"hồ sơ {dossier.number} thuộc thủ tục {dossier.procedure_code}",
            why_en=f"dossier {dossier.number} is of procedure {dossier.procedure_code}",
        )
    if (dossier.applicant_kind, dossier.applicant_number) != (applicant.kind.value, applicant.number):
        raise BadValue(
            value=str(applicant),
            name="owner",
            why_vi=f"hồ sơ {dossier.number} là của người nộp khác",
            why_en=f"dossier {dossier.number} has another applicant",
        )


def get(session: Session, actor: Actor, number: str) -> Dossier:
    """Return the dossier.

    Raises:
        NotFound: there is none, or the actor may not see it.
    """
    if not may_see(session, actor, number):
        raise NotFound(what="hồ sơ/dossier", key=number)
    return session.get_one(Dossier, number)


def may_see(session: Session, actor: Actor, number: str) -> bool:
    """Return whether there is a dossier with that number that the actor may see."""
    rule = sa.exists().where(Dossier.number == number, dossier_open_to(actor))
    return bool(session.scalar(sa.select(rule)))


def listing(session: Session, actor: Actor, *, limit: int = 100) -> Sequence[Dossier]:
    """Return the dossiers that the actor may see, newest first."""
    return session.scalars(
        sa.select(Dossier)
        .where(dossier_open_to(actor))
        .order_by(Dossier.opened_at.desc(), Dossier.number)
        .limit(limit)
    ).all()


def parties(session: Session, dossier: Dossier) -> list[OwnerId]:
    """Return the applicant and the further persons of the dossier."""
    rows = session.scalars(sa.select(DossierParty).where(DossierParty.dossier_number == dossier.number)).all()
    everyone = [(dossier.applicant_kind, dossier.applicant_number), *((r.kind, r.number) for r in rows)]
    return [OwnerId(OwnerKind(kind), number) for kind, number in dict.fromkeys(everyone)]


def put_paper(
    session: Session, clock: Clock, dossier_number: str, paper_id: uuid.UUID, how: How, component: str = ""
) -> bool:
    """Put a paper into a dossier; return False where it is there already for that component.

    Raises:
        DossierClosed: it is not there, and the dossier is closed.
    """
    key = (dossier_number, paper_id, component)
    if session.get(DossierPaper, key) is not None:
        return False
    require_open(_locked(session, dossier_number))
    session.add(
        DossierPaper(
            dossier_number=dossier_number,
            paper_id=paper_id,
            component=component,
            how=how.value,
            at=clock.now(),
        )
    )
    session.flush()
    return True


def fill(session: Session, dossier_number: str, paper_id: uuid.UUID, component: str) -> None:
    """Let a paper that was digitised for a dossier fill that component of it, none where it is empty."""
    session.execute(
        sa.update(DossierPaper)
        .where(DossierPaper.dossier_number == dossier_number, DossierPaper.paper_id == paper_id)
        .where(DossierPaper.how == How.DIGITISED.value)
        .values(component=component)
    )


def papers_in(session: Session, number: str) -> Sequence[DossierPaper]:
    """Return what fills the dossier's components."""
    return session.scalars(
        sa.select(DossierPaper)
        .where(DossierPaper.dossier_number == number)
        .order_by(DossierPaper.at, DossierPaper.paper_id)
    ).all()


def require_open(dossier: Dossier) -> None:
    """Let something into the dossier only while it is open.

    Raises:
        DossierClosed: it is not.
    """
    if dossier.closed_at is not None:
        day = dossier.closed_at.astimezone(VIETNAM).strftime("%d/%m/%Y")
        raise DossierClosed(number=dossier.number, day=day)


def _locked(session: Session, number: str) -> Dossier:
    """Return the dossier as it is now; until the act ends nobody closes it or puts anything in."""
    return session.get_one(Dossier, number, with_for_update=True, populate_existing=True)


def to_close(session: Session, actor: Actor, number: str) -> Dossier:
    """Return a dossier of the actor's agency, locked; closed ones too, whatever may be read of them.

    Raises:
        NotFound: there is none.
    """
    if session.scalar(sa.select(Dossier.number).where(Dossier.number == number, handled_by(actor))) is None:
        raise NotFound(what="hồ sơ/dossier", key=number)
    return _locked(session, number)


def close(clock: Clock, dossier: Dossier) -> None:
    """Close the dossier: the desk's right to read its papers ends, and it takes nothing in any more."""
    dossier.closed_at = dossier.closed_at or clock.now()
