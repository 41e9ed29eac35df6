"""Looking at an offered paper before it is taken: by the ground of the check, on the record.

Must not show a paper that is not certainly the asked person's, nor one that the check would not name.
"""

import uuid

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.record import record
from archive.catalogue.values import Component
from archive.clock import Clock, today
from archive.errors import NotFound
from archive.values.states import Stage, Standing
from reuse import grounds
from reuse.check import RIGHTS, offer_of
from reuse.service import not_reusable
from reuse.values import Asking, Offer, WhyNot

ACTION = "reuse:preview"


def may_be_seen(offer: Offer) -> bool:
    """Return whether an offer's pages may be shown: a misread number must not open a stranger's paper.

    One that only lacks something, such as days, may be; one that is held or ended is no one's to see, nor
    is a hidden one but where it serves.
    """
    paper = offer.candidate
    good = paper.stage == Stage.KEPT.value and paper.standing == Standing.AVAILABLE.value
    return offer.why_not is None or (good and not paper.held and paper.owner_confirmed)


def look(
    session: Session,
    clock: Clock,
    actor: Actor,
    key: uuid.UUID,
    who: Asking,
    component: Component,
    *,
    name: str,
    dossier: str,
    revision: str,
    page: int,
) -> Offer:
    """Return the paper as the check offers it or refuses it in the open, and record that it was looked at.

    Args:
        session: of the act's transaction.
        clock: tells when.
        actor: officer or handler.
        key: the paper.
        who: whose paper, who asks, on what ground.
        component: that it may fill.
        name: by which the paper was asked for: whoever is told that it is not there reads that and no more.
        dossier: its number, empty before there is one.
        revision: SHA-256 of the bytes whose pages are shown.
        page: that is shown, 0 for all.

    Raises:
        NotFound: the check would not name it.
        NotReusable: the check refuses it, for a reason for which nobody may look at it.
        NoGround, Forbidden.
    """
    actor.require(ACTION, *RIGHTS)
    grounds.prove(session, actor, who, today(clock))
    offer = offer_of(session, clock, actor, who, component, dossier, key)
    if offer is None or offer.why_not is WhyNot.TYPE_NOT_ACCEPTED or not revision:
        raise NotFound(what="giấy tờ/paper", key=name)
    if not may_be_seen(offer):
        raise not_reusable(offer.candidate.code, offer.why_not or WhyNot.UNCONFIRMED)
    detail = {
        **who.recorded(), "component": component.code, "dossier": dossier, "code": offer.candidate.code,
        "revision": revision, "page": page or "all",
    }  # fmt: skip
    record(session, clock, actor, ACTION, str(key), detail=detail)
    return offer
