"""What stores of others have, beside the own archive's answer, and taking it in like any paper.

Must not change what the own archive says: others are asked when its answer is there, about what it lacks.
Nobody is asked before the ground is proved and the asking is on record.
"""

import dataclasses as dc
import io
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.values import ReuseClass, Whose
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.errors import NotFound, SohoaError
from archive.papers.models import Paper
from archive.values.description import Role
from archive.values.ids import Sha256
from archive.values.verdict import Verdict
from desk.counter.request import CounterRequest
from desk.house import House
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from reuse.check import RIGHTS
from reuse.errors import NotProved, SourceSilent
from reuse.grounds import prove
from reuse.service import asked_component
from reuse.sources.repository import keep_origin
from reuse.sources.values import Elsewhere, Proof, State, Told, Wanted
from reuse.values import Answer, Asking, Status

ASK, TOLD, FETCH = "reuse:ask-elsewhere", "reuse:told-elsewhere", "reuse:fetch"
_SAY = {
    Proof.SIGNED: "kho xác nhận có, chưa kiểm tra tệp",
    Proof.UNVERIFIED: "không kiểm chứng được, không được dùng",
}


@dc.dataclass(frozen=True, slots=True)
class Look:
    """What all sources told; `accepts` has the types that would serve each component asked about."""

    told: tuple[Told, ...] = ()
    accepts: dict[str, frozenset[str]] = dc.field(default_factory=dict)

    def rows(self, component: str) -> dict[str, list[dict[str, Any]]]:
        """Return what was told about a component, and how asking went; nothing where nobody was asked."""
        types = self.accepts.get(component)
        told = self.told if types is not None else ()
        return {
            "elsewhere": [_row(paper) for one in told for paper in one.found if paper.type in (types or ())],
            "sources": [{"source": one.source, "state": one.state.value, "why": one.why} for one in told],
        }


def look(house: House, actor: Actor, request: CounterRequest, answers: Sequence[Answer]) -> Look:
    """Ask the stores of others for what the own archive lacks, `answers` of its check; a refusal is recorded.

    Raises:
        Forbidden, NoGround.
    """
    procedure = request.subject
    lacking = {answer.component for answer in answers if answer.status is Status.ASK}
    if not house.sources.names or not lacking:
        return Look()
    with house.act(actor, ASK, procedure, request.recorded()) as session:
        actor.require(ASK, *RIGHTS)
        who = request.asking()
        prove(session, actor, who, today(house.clock))
        accepts = {
            component.code: component.types
            for component in catalogue.components(session, procedure, today(house.clock))
            if component.code in lacking and component.types and Whose.OWNER in component.whose
        }
        wanted = _wanted(session, house, who, procedure, frozenset().union(*accepts.values()))
        if not wanted.types:
            return Look()
        _record_asking(session, house, actor, who, wanted)
    told = house.sources.ask(wanted)
    with house.act(actor, TOLD, procedure) as session:
        house.done(session, actor, TOLD, procedure, owner=str(request.owner), **_shown(told))
    return Look(tuple(told), accepts)


def fetch(house: House, actor: Actor, key: str, request: CounterRequest) -> Paper:
    """Take a paper in that a source has: asked for anew, judged, and received as one that came signed.

    It serves nobody before an officer confirmed it and its owner, as with any paper.

    Raises:
        SourceSilent: nothing usable came.
        NotFound: no source says that it has it for this owner and component.
        NotProved: the source does not stand by it, or the file's own signatures do not pass.
        Forbidden, NoGround, NotAsked, DigitizeError, BadValue, DossierClosed.
    """
    owner, dossier, component = request.owner, request.dossier, request.component
    try:
        with house.database.transaction() as session:
            actor.require(FETCH, AccountRight.OFFICER)
            who = request.asking()
            prove(session, actor, who, today(house.clock))
            listed = asked_component(session, house.clock, request.procedure, component)
            # Before anybody is asked: a dossier of somebody else's must not lead to this owner's papers.
            held = dossiers.existing(
                session, actor, number=dossier, procedure=listed.procedure, applicant=owner
            )
            if held is not None:
                dossiers.require_open(held)
            # Others are asked for the owner's own papers only, as in `look`.
            types = listed.types if Whose.OWNER in listed.whose else ()
            wanted = _wanted(session, house, who, listed.procedure, types)
            _record_asking(session, house, actor, who, wanted, dossier=dossier, file=key)
        found = _found(house, wanted, key)
        content = house.sources.fetch(found)
        verdict = house.signing.judge_foreign(content)
        if verdict.verdict is not Verdict.PASSED:
            raise NotProved(source=found.source, why=f"{verdict.verdict} {verdict.reason}".strip())
        with house.database.transaction() as session:
            keep_origin(session, house.clock, actor, Sha256.of(content), dossier, found)
    except SohoaError as error:
        house.refused(actor, FETCH, dossier, error, **request.recorded(), file=key)
        raise
    handed = Handed(((owner, Role.APPLICANT),), listed.procedure, dossier, component)
    paper, *_ = take_in(
        house, actor, [(f"{found.source}-{found.key}.pdf", lambda: io.BytesIO(content))], handed
    )
    with house.act(actor, FETCH, str(paper.id)) as session:
        house.done(
            session, actor, FETCH, str(paper.id),
            dossier=dossier, component=component, owner=str(owner), requester=who.requester,
            ground=who.ground, sha256=paper.original_sha256, **_told_of(found),
        )  # fmt: skip
    return paper


def _found(house: House, wanted: Wanted, key: str) -> Elsewhere:
    told = house.sources.ask(wanted) if wanted.types else []
    for one in told:
        for paper in one.found:
            if paper.key != key:
                continue
            if not paper.fetchable:
                raise NotProved(source=paper.source, why=one.why or "kho không có tệp/no file")
            return paper
    for one in told:
        if one.state not in (State.ANSWERED, State.UNSIGNED):
            raise SourceSilent(source=one.source, why=one.why)
    raise NotFound(what="giấy tờ ở kho khác/paper elsewhere", key=key)


def _wanted(session: Session, house: House, who: Asking, procedure: str, slugs: Iterable[str]) -> Wanted:
    """Ask for nothing that could not serve anyway."""
    sought = frozenset(slugs)
    types = {
        kind.code: kind.slug
        for kind in catalogue.types_on(session, today(house.clock))
        if kind.slug in sought and kind.code and kind.reuse_class is not ReuseClass.NEVER
    }
    return Wanted(who.owner.number, who.requester.rpartition(":")[2], procedure, types)


def _record_asking(
    session: Session, house: House, actor: Actor, who: Asking, wanted: Wanted, **more: str
) -> None:
    house.done(
        session, actor, ASK, wanted.procedure,
        owner=str(who.owner), requester=who.requester, ground=who.ground,
        sources=house.sources.names, types=sorted(wanted.types), **more,
    )  # fmt: skip


def _shown(told: Sequence[Told]) -> dict[str, Any]:
    return {
        "told": [
            {
                "source": one.source,
                "state": one.state.value,
                "why": one.why,
                "shown": [p.key for p in one.found],
            }
            for one in told
        ]
    }


def _told_of(paper: Elsewhere) -> dict[str, str]:
    return {
        "source": paper.source,
        "agency": paper.agency,
        "place": paper.place,
        "title": paper.title,
        "number": paper.number,
    }


def _row(paper: Elsewhere) -> dict[str, Any]:
    return {
        "key": paper.key,
        "source": paper.source,
        "type": paper.type,
        "title": paper.title,
        "number": paper.number,
        "issuer": paper.agency,
        "file": paper.file,
        "proof": paper.proof.value,
        "fetchable": paper.fetchable,
        "say": _SAY[paper.proof] if paper.place else f"{_SAY[paper.proof]}; kho không có tệp",
    }
