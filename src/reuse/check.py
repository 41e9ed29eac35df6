"""The check: component by component, what the citizen need not bring, and why.

Must not answer without a ground, nor offer a paper that the rules refuse.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.memory import remembered
from archive.catalogue.values import Component, DocumentType, Whose
from archive.clock import VIETNAM, Clock, today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.errors import NotFound
from archive.owners import repository as owners
from archive.values.description import OwnerId
from reuse import grounds
from reuse.answers import alternatives, answer
from reuse.conditions import Case
from reuse.issuers import Issuers
from reuse.rank import praise
from reuse.relatives import relatives
from reuse.repository import candidates, one
from reuse.rules import why_not
from reuse.values import REASONS_VI, Answer, Asking, Candidate, Offer, WhyNot

RIGHTS = (AccountRight.OFFICER, AccountRight.HANDLER)


def check(
    session: Session, clock: Clock, actor: Actor, who: Asking, procedure: str, *, dossier: str = ""
) -> list[Answer]:
    """Return what to do about each component of `procedure` for the owner's dossier.

    Raises:
        Forbidden: the actor is neither officer nor handler.
        NotFound: no such procedure today.
        NoGround: the ground does not hold.
    """
    actor.require("reuse:check", *RIGHTS)
    day = today(clock)
    grounds.prove(session, actor, who, day)
    wanted = catalogue.procedure(session, procedure, day)
    if wanted is None:
        raise NotFound(what="thủ tục/procedure", key=procedure)
    components = catalogue.components(session, procedure, day)
    case = case_of(session, actor, day, dossier, components, wanted.linked_from)
    kinds = catalogue.types_by_any_name(session, day)
    accepted = {slug for component in components for slug in component.types}
    types = {slug for slug, kind in kinds.items() if kind.slug in accepted}
    found = candidates(session, people(session, who.owner, components, day), types)
    answers = [answer(each, _offers(found, each, kinds, case)) for each in components]
    return alternatives(answers)


def case_of(
    session: Session,
    actor: Actor,
    day: dt.date,
    dossier: str,
    components: Sequence[Component],
    linked: Collection[str],
) -> Case:
    """Return for which dossier papers are judged; one that is not there yet is filed today, here."""
    held = session.get(Dossier, dossier) if dossier and dossiers.may_see(session, actor, dossier) else None
    filed = held.opened_at.astimezone(VIETNAM).date() if held else day
    asks = any(component.issuer_levels or component.issued_in for component in components)
    issuers = known_issuers(session) if asks else None
    agency = held.receiving_agency if held else actor.agency
    return Case(day, min(filed, day), dossier, agency, issuers, linked)


def known_issuers(session: Session) -> Issuers:
    """Return the agencies of any time, as issuers."""
    return remembered(session, "issuers", lambda: Issuers(*catalogue.agencies_and_links(session)))


def people(
    session: Session, owner: OwnerId, components: Sequence[Component], day: dt.date
) -> dict[OwnerId, frozenset[str]]:
    """Return every identifier by which papers are looked for, with whose it is.

    The relatives' only where a component asks for a paper of theirs.
    """
    numbers = owners.all_numbers(session, owner)
    found = dict.fromkeys(numbers, frozenset({Whose.OWNER.value}))
    asked = {Whose(whose) for component in components for whose in component.whose} - {Whose.OWNER}
    for relation, theirs in (relatives(session, numbers, day, asked) if asked else {}).items():
        if relation in asked:
            for number in theirs:
                found[number] = found.get(number, frozenset()) | {relation.value}
    return found


def offer_of(
    session: Session,
    clock: Clock,
    actor: Actor,
    who: Asking,
    component: Component,
    dossier: str,
    key: uuid.UUID,
) -> Offer | None:
    """Return one paper as it may serve for a component, None where it is nobody's who is asked about."""
    day = today(clock)
    found = one(session, key, people(session, who.owner, [component], day))
    if not found:
        return None
    procedure = catalogue.procedure(session, component.procedure, day)
    case = case_of(session, actor, day, dossier, [component], procedure.linked_from if procedure else ())
    offers = _offers(found, component, catalogue.types_by_any_name(session, day), case)
    refused = WhyNot.TYPE_NOT_ACCEPTED
    return offers[0] if offers else Offer(found[0], refused, REASONS_VI[refused], found[0].type)


def _offers(
    found: Sequence[Candidate], component: Component, kinds: Mapping[str, DocumentType], case: Case
) -> list[Offer]:
    offers: dict[object, Offer] = {}
    for paper in found:
        kind = kinds.get(paper.type)
        if kind is None or kind.slug not in component.types or paper.whose not in component.whose:
            continue
        refused = why_not(paper, component, kind, case)
        offer = Offer(paper, refused, REASONS_VI[refused] if refused else praise(paper), kind.slug)
        # A paper of both spouses is found twice: it serves if it does for one of them.
        before = offers.get(paper.id)
        if before is None or (before.why_not is not None and refused is None):
            offers[paper.id] = offer
    return list(offers.values())
