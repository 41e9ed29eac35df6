"""The acts of reuse: check and take over; each leaves an event or is not done.

Must not copy a paper: the new dossier points to the same objects.
"""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.record import record
from archive.catalogue import repository as catalogue
from archive.catalogue.codes import procedure_code
from archive.catalogue.values import Component
from archive.clock import Clock, today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import How
from archive.errors import NotFound
from archive.values.ids import new_id
from archive.values.verdict import Verdict
from reuse import grounds, repository
from reuse.check import RIGHTS, check, offer_of
from reuse.errors import NotAsked, NotReusable
from reuse.models import Take
from reuse.values import REASONS_EN, REASONS_VI, Answer, Asking, Candidate, WhyNot


def answer(
    session: Session,
    clock: Clock,
    actor: Actor,
    who: Asking,
    procedure: str,
    *,
    dossier: str = "",
    noted: Mapping[str, object] | None = None,
) -> list[Answer]:
    """Check and record what was shown, with what else is `noted` about the look."""
    answers = check(session, clock, actor, who, procedure, dossier=dossier)
    record(
        session,
        clock,
        actor,
        "reuse:check",
        procedure_code(procedure),
        detail={
            **(noted or {}),
            **who.recorded(),
            "dossier": dossier,
            "shown": {
                one.component: [one.status.value, *(str(offer.candidate.id) for offer in one.offers)]
                for one in answers
            },
        },
    )
    return answers


def offered(
    session: Session,
    clock: Clock,
    actor: Actor,
    key: uuid.UUID,
    who: Asking,
    component: Component,
    dossier: str,
) -> Candidate:
    """Return the paper as a candidate that may serve now.

    Raises:
        NotFound: it is not this owner's: nobody is told that it exists.
        NotReusable: a rule refuses it.
    """
    actor.require("reuse:take", *RIGHTS)
    grounds.prove(session, actor, who, today(clock))
    offer = offer_of(session, clock, actor, who, component, dossier, key)
    if offer is None:
        raise NotFound(what="giấy tờ/paper", key=str(key))
    if offer.why_not is not None:
        raise not_reusable(offer.candidate.code, offer.why_not)
    return offer.candidate


def not_reusable(key: str, refused: WhyNot) -> NotReusable:
    """Return the error that says why a paper may not serve."""
    return NotReusable(key=key, why=refused.value, why_vi=REASONS_VI[refused], why_en=REASONS_EN[refused])


def take(
    session: Session,
    clock: Clock,
    actor: Actor,
    key: uuid.UUID,
    who: Asking,
    *,
    procedure: str,
    dossier: str,
    component: str,
    revision: str,
    verdict: Verdict,
) -> Take:
    """Take a paper over into a dossier; the same again is the same take.

    Args:
        session: of the act's transaction.
        clock: tells when.
        actor: the officer or handler.
        key: the paper.
        who: whose paper, who asks, on what ground.
        procedure: code of the dossier's procedure.
        dossier: its number; opened where it is new.
        component: code of the component that is filled.
        revision: SHA-256 of the signed bytes that were shown.
        verdict: of those bytes, judged now.

    Raises:
        NotAsked, NotReusable, NotFound, NoGround, BadValue, Forbidden, DossierClosed.
    """
    actor.require("reuse:take", *RIGHTS)
    grounds.prove(session, actor, who, today(clock))
    wanted = asked_component(session, clock, procedure, component)
    repository.lock(session, key)
    held = dossiers.open_dossier(
        session, clock, actor, number=dossier, procedure=wanted.procedure, applicant=who.owner
    )
    before = repository.take_of(session, held.number, component, key)
    if before is not None:
        return before
    dossiers.require_open(held)
    paper = offered(session, clock, actor, key, who, wanted, held.number)
    if verdict is not Verdict.PASSED:
        raise not_reusable(paper.code, WhyNot.SIGNATURE_BAD)
    row = Take(
        id=new_id(),
        paper_id=key,
        dossier_number=held.number,
        component=component,
        revision_sha256=revision,
        owner_kind=who.owner.kind.value,
        owner_number=who.owner.number,
        requester=who.requester,
        ground=who.ground,
        purpose=f"{wanted.procedure} {wanted.name}",
        law=wanted.source,
        identity_check=who.identity.value if who.identity else None,
        verdict=verdict.value,
        taken_by=actor.account,
        taken_at=clock.now(),
    )
    session.add(row)
    session.flush()
    dossiers.put_paper(session, clock, held.number, key, How.TAKEN, component)
    record(
        session,
        clock,
        actor,
        "reuse:take",
        str(key),
        detail={
            **who.recorded(),
            "dossier": held.number,
            "component": component,
            "purpose": row.purpose,
            "law": row.law,
            "revision": revision,
            "verdict": verdict.value,
            "code": paper.code,
        },
    )
    return row


def asked_component(session: Session, clock: Clock, procedure: str, code: str) -> Component:
    """Return the component that the published list holds.

    Raises:
        NotFound: no such procedure today.
        NotAsked: the list does not hold it.
    """
    day = today(clock)
    if catalogue.procedure(session, procedure, day) is None:
        raise NotFound(what="thủ tục/procedure", key=procedure)
    for component in catalogue.components(session, procedure, day):
        if component.code == code:
            return component
    raise NotAsked(procedure=procedure, component=code)
