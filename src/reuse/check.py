"""The check: component by component, what the citizen need not bring, and why.

Must not answer without a ground, nor offer a paper that the rules refuse.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.values import Component, DocumentType
from archive.clock import Clock, today
from archive.errors import NotFound
from archive.owners import repository as owners
from archive.search.fold import words_of
from reuse import grounds
from reuse.repository import candidates
from reuse.rules import why_not
from reuse.values import REASONS_VI, Answer, Asking, Candidate, Offer, Status, WhyNot

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
    if catalogue.procedure(session, procedure, day) is None:
        raise NotFound(what="thủ tục/procedure", key=procedure)
    components = catalogue.components(session, procedure, day)
    kinds = {kind.slug: kind for kind in catalogue.types_on(session, day)}
    wanted = {slug for component in components for slug in component.accepts}
    found = candidates(session, owners.all_numbers(session, who.owner), wanted)
    answers = [_answer(component, found, kinds, dossier, day) for component in components]
    return _alternatives(components, answers)


def _answer(
    component: Component,
    found: Sequence[Candidate],
    kinds: dict[str, DocumentType],
    dossier: str,
    day: dt.date,
) -> Answer:
    def answer(status: Status, offers: Sequence[Offer], reason: str, say: str) -> Answer:
        return Answer(component.code, component.name, component.required, status, tuple(offers), reason, say)

    if component.from_database:
        return answer(
            Status.FROM_DATABASE, (), "", f"{component.name}: cơ quan tự tra cứu, anh/chị không phải nộp."
        )
    offers = [
        _offer(paper, component, kinds, dossier, day) for paper in found if paper.type in component.accepts
    ]
    good = [offer for offer in offers if offer.why_not is None]
    bad = [offer for offer in offers if offer.why_not is not None]
    if not good:
        reason = _best_reason(bad)
        told = f" ({REASONS_VI[WhyNot(reason)]})" if reason else ""
        need = "đề nghị anh/chị nộp" if component.required else "nộp nếu có"
        return answer(Status.ASK, bad, reason, f"{component.name}: {need}{told}.")
    say = f"{component.name}: đã có bản số hóa, anh/chị không phải nộp."
    if len({_same_paper(offer.candidate) for offer in good}) > 1:
        return answer(Status.CHOOSE, good, "", f"{component.name}: đã có nhiều bản, cán bộ chọn bản đúng.")
    return answer(Status.REUSABLE, good, "", say)


def _same_paper(paper: Candidate) -> tuple[str, str]:
    """Two scans of one paper show the same number; where none was read, nobody knows."""
    return paper.type, "".join(words_of(paper.number)) or str(paper.id)


def _offer(
    paper: Candidate, component: Component, kinds: dict[str, DocumentType], dossier: str, day: dt.date
) -> Offer:
    refused = why_not(paper, component, kinds.get(paper.type), dossier, day)
    return Offer(paper, refused, REASONS_VI[refused] if refused else _praise(paper))


def _praise(paper: Candidate) -> str:
    """Say why this paper serves: what was compared, how it is signed, how long it is valid."""
    parts = ["bản điện tử gốc" if paper.came_signed else "bản số hóa đã đối chiếu"]
    if paper.level:
        parts.append(f"chữ ký {paper.level}")
    if paper.issued_on:
        parts.append(f"cấp ngày {paper.issued_on:%d/%m/%Y}")
    if paper.valid_until:
        parts.append(f"có giá trị đến {paper.valid_until:%d/%m/%Y}")
    return ", ".join(parts)


def _best_reason(offers: Sequence[Offer]) -> str:
    """Return the reason of the paper that came closest, the newest first; empty where there is none."""
    return offers[0].why_not.value if offers and offers[0].why_not else ""


def _alternatives(components: Sequence[Component], answers: Sequence[Answer]) -> list[Answer]:
    """Where one of several alternatives is there, the others are not needed."""
    there = {
        component.group
        for component, answer in zip(components, answers, strict=True)
        if component.group and answer.status in (Status.REUSABLE, Status.CHOOSE, Status.FROM_DATABASE)
    }
    result = []
    for component, answer in zip(components, answers, strict=True):
        if component.group in there and answer.status is Status.ASK:
            say = f"{component.name}: không cần, đã có giấy tờ thay thế."
            answer = Answer(
                answer.component, answer.name, answer.required, Status.NOT_NEEDED, answer.offers, "", say
            )
        result.append(answer)
    return result
