"""Refusing an offered paper, and asking the citizen all the same: never in silence, never outside the list.

Must not ask for what the published list does not hold; that it was tried is counted.
"""

import uuid

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.record import record
from archive.catalogue.codes import procedure_code
from archive.catalogue.values import Component
from archive.clock import Clock, today
from archive.dossiers import repository as dossiers
from archive.errors import BadValue, NotFound
from archive.values.description import OwnerId
from archive.values.ids import new_id
from reuse import grounds
from reuse.check import RIGHTS, check, offer_of
from reuse.errors import OverAsking
from reuse.models import Act, AskedInstead
from reuse.service import asked_component, not_reusable
from reuse.values import Asking, Status, WhyNot

_CODE, _COMPONENT = 40, 64
"""Letters of the columns: what was typed outside the list may be anything."""


def refuse(
    session: Session,
    clock: Clock,
    actor: Actor,
    key: uuid.UUID,
    who: Asking,
    *,
    procedure: str,
    dossier: str,
    component: str,
    reason: str,
) -> AskedInstead:
    """Record that an offered paper was refused, and why.

    Raises:
        NotAsked, NoGround, NotFound, Forbidden.
        NotReusable: the component takes no paper of that type, so it was not offered.
        BadValue: no reason is written.
    """
    actor.require("reuse:refuse", *RIGHTS)
    wanted = asked_component(session, clock, procedure, component)
    grounds.prove(session, actor, who, today(clock))
    need_reason(reason)
    offer = offer_of(session, clock, actor, who, wanted, dossier, key)
    if offer is None:
        raise NotFound(what="giấy tờ/paper", key=str(key))
    refused = offer.why_not
    if refused is WhyNot.TYPE_NOT_ACCEPTED:
        raise not_reusable(offer.candidate.code, refused)
    return _asked(
        session, clock, actor, Act.REFUSE, key, who, wanted, dossier, reason, reusable=refused is None
    )


def need_reason(reason: str) -> None:
    """Let a refusal go on only with its reason; asked for before it is said whether the paper is there.

    Raises:
        BadValue: none is written.
    """
    if not reason.strip():
        raise BadValue(
            value="", name="reason", why_vi="cần ghi lý do (--reason)", why_en="a reason is needed (--reason)"
        )


def ask(
    session: Session,
    clock: Clock,
    actor: Actor,
    who: Asking,
    *,
    procedure: str,
    dossier: str,
    component: str,
    reason: str,
) -> AskedInstead:
    """Record that the citizen is asked for a component; where it is there, the reason is needed.

    Raises:
        NotAsked: the published list does not hold the component.
        OverAsking: it is there already and no reason was written.
    """
    wanted = asked_component(session, clock, procedure, component)
    there = next(
        one
        for one in check(session, clock, actor, who, procedure, dossier=dossier)
        if one.component == component
    )
    good = [offer.candidate.code for offer in there.offers if offer.why_not is None]
    free = there.status is Status.ASK
    if not free and not reason.strip():
        raise OverAsking(component=component, papers=", ".join(good) or there.status.value)
    return _asked(session, clock, actor, Act.ASK, None, who, wanted, dossier, reason, reusable=not free)


def outside(
    session: Session, clock: Clock, actor: Actor, who: Asking, *, procedure: str, component: str, reason: str
) -> AskedInstead:
    """Count an ask that was refused since the published list does not hold the component."""
    return _row(
        session, clock, actor, Act.OUTSIDE, who.owner,
        procedure_code=procedure_code(procedure)[:_CODE], component=component[:_COMPONENT], reason=reason,
        was_reusable=False,
    )  # fmt: skip


def _asked(
    session: Session, clock: Clock, actor: Actor, act: Act, key: uuid.UUID | None, who: Asking,
    wanted: Component, dossier: str, reason: str, *, reusable: bool,
) -> AskedInstead:  # fmt: skip
    if dossier:
        dossier = dossiers.open_dossier(
            session, clock, actor, number=dossier, procedure=wanted.procedure, applicant=who.owner
        ).number
    row = _row(
        session, clock, actor, act, who.owner,
        paper_id=key, dossier_number=dossier or None, procedure_code=wanted.procedure, component=wanted.code,
        reason=reason, was_reusable=reusable,
    )  # fmt: skip
    record(
        session,
        clock,
        actor,
        f"reuse:{act.value}",
        str(key) if key else wanted.procedure,
        detail={
            **who.recorded(), "dossier": dossier, "component": wanted.code, "reason": reason,
            "was_reusable": reusable,
        },
    )  # fmt: skip
    return row


def _row(
    session: Session, clock: Clock, actor: Actor, act: Act, owner: OwnerId, **columns: object
) -> AskedInstead:
    row = AskedInstead(
        id=new_id(),
        act=act.value,
        owner_number=owner.number,
        agency=actor.agency,
        by=actor.account,
        at=clock.now(),
        **columns,
    )
    session.add(row)
    return row
