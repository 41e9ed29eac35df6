"""Reuse as the doors do it: the taken bytes are judged at the moment of taking.

Must not hold rules of reuse: those are the reuse room's; only here signing and reuse meet.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue.values import Component
from archive.clock import today
from archive.errors import NotFound
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import OwnerId
from archive.values.ids import Sha256
from archive.values.verdict import Verdict
from desk.counter.request import CounterRequest, sought
from desk.counter.shown import shown_now
from desk.house import House
from reuse import asked, repository, service
from reuse.check import RIGHTS, people
from reuse.errors import NotAsked
from reuse.figures import By, Figure
from reuse.figures import figures as counted
from reuse.grounds import prove
from reuse.models import AskedInstead, Take
from reuse.uses import uses as uses_of
from reuse.values import Answer, Asking

_YEAR = dt.timedelta(days=365)


def check(house: House, actor: Actor, request: CounterRequest) -> list[Answer]:
    """Say component by component what the citizen need not bring; a refusal is recorded.

    Papers are judged as of the day on which the dossier was filed, today where there is none yet.

    Raises:
        Forbidden, NoGround, NotFound, BadValue.
    """
    with house.act(actor, "reuse:check", request.subject, request.recorded()) as session:
        who = request.asking()
        return service.answer(session, house.clock, actor, who, request.procedure, dossier=request.dossier)


def take(house: House, actor: Actor, key: str, request: CounterRequest, *, shown: str = "") -> Take:
    """Take a paper over, its signature judged now over the very bytes that are taken.

    Args:
        house: the house.
        actor: officer or handler; who helps, where the request says how identity was checked.
        key: of the paper.
        request: with dossier and component.
        shown: what the preview showed (`Shown` as text), empty where none was looked at.

    Raises:
        NotFound, NotReusable, NotAsked, NoGround, Changed, Forbidden, BadValue.
    """
    with house.act(actor, "reuse:take", key, request.recorded()) as session:
        who = request.asking()
        # Before anything is looked up: a refusal must not tell whether the paper is there.
        actor.require("reuse:take", *RIGHTS)
        paper, _ = looked_up(session, house, actor, key, request, who)
        repository.lock(session, paper.id)  # what is noted of it from here on comes after the take
        now = shown_now(session, paper)
        now.require(shown, paper.code)
        verdict = _judge(house, now.revision)
        return service.take(
            session, house.clock, actor, paper.id, who,
            procedure=request.procedure, dossier=request.dossier, component=request.component,
            revision=now.revision, verdict=verdict,
        )  # fmt: skip


def looked_up(
    session: Session, house: House, actor: Actor, key: str, request: CounterRequest, who: Asking
) -> tuple[Paper, Component]:
    """Return the paper among the asked people's, and the component that it shall fill.

    A take is by ground, not by the desk's right to read, so the ground is proved first.

    Raises:
        NoGround, NotAsked; NotFound: no such procedure, or none of their papers is called `key`.
    """
    day = today(house.clock)
    prove(session, actor, who, day)
    wanted = service.asked_component(session, house.clock, request.procedure, request.component)
    paper = session.scalar(sa.select(Paper).where(papers.called(key)))
    if paper is None or not repository.one(session, paper.id, people(session, who.owner, [wanted], day)):
        raise NotFound(what="giấy tờ/paper", key=key)
    return paper, wanted


def taken_row(row: Take) -> dict[str, Any]:
    """Return a take as the command line and the API answer it."""
    return {
        "paper": str(row.paper_id),
        "dossier": row.dossier_number,
        "component": row.component,
        "revision": row.revision_sha256,
        "taken": True,
        "verdict": row.verdict,
        "requester": row.requester,
        "ground": row.ground,
        "law": row.law,
        "purpose": row.purpose,
        "assisted": row.assisted,
        "identity_check": row.identity_check,
    }


def _judge(house: House, revision: str) -> Verdict:
    if not revision:
        return Verdict.FAILED
    return house.signing.judge(house.store.read(Sha256(revision)), at=house.clock.now()).verdict


def refuse(house: House, actor: Actor, key: str, request: CounterRequest, *, reason: str) -> AskedInstead:
    """Refuse an offered paper, with the reason; errors as in the reuse room."""
    with house.act(actor, "reuse:refuse", key, request.recorded()) as session:
        who = request.asking()
        # Before anything is looked up, as in `take`.
        actor.require("reuse:refuse", *RIGHTS)
        asked.need_reason(reason)
        paper, _ = looked_up(session, house, actor, key, request, who)
        return asked.refuse(
            session, house.clock, actor, paper.id, who,
            procedure=request.procedure, dossier=request.dossier, component=request.component, reason=reason,
        )  # fmt: skip


def ask(house: House, actor: Actor, request: CounterRequest, *, reason: str) -> AskedInstead:
    """Ask the citizen all the same, with the reason where it is there already.

    Raises:
        NotAsked: the published list does not hold the component; that it was tried is counted.
        OverAsking, NoGround, NotFound, Forbidden.
    """
    named = {"procedure": request.procedure, "component": request.component, "reason": reason}
    try:
        with house.act(actor, "reuse:ask", request.subject, request.recorded()) as session:
            who = request.asking()
            return asked.ask(session, house.clock, actor, who, dossier=request.dossier, **named)
    except NotAsked:
        if actor.may(*RIGHTS):
            with house.database.transaction() as session:
                asked.outside(session, house.clock, actor, who, **named)
        raise


def uses(house: House, actor: Actor, owner: OwnerId, requester: str, ground: str) -> list[dict[str, Any]]:
    """Tell who used the owner's papers, when and for what; errors as in the reuse room."""
    with house.act(actor, "reuse:uses", "", sought(owner, requester, ground)) as session:
        return uses_of(session, house.clock, actor, owner, requester, ground)


def figures(house: House, actor: Actor, by: By, first: dt.date | None, last: dt.date | None) -> list[Figure]:
    """Tell how often citizens were asked for what was there; the look is recorded.

    Args:
        house: the house.
        actor: auditor or administrator.
        by: what they are told by.
        first: day in Vietnam, None for a year ago.
        last: day in Vietnam, None for today.

    Raises:
        Forbidden: neither auditor nor administrator.
    """
    day = today(house.clock)
    first, last = first or day - _YEAR, last or day
    with house.act(actor, "reuse:figures", by.value) as session:
        rows = counted(session, actor, by, first, last)
        house.done(session, actor, "reuse:figures", by.value, first=str(first), last=str(last))
        return rows
