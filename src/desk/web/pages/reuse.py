"""What the citizen need not bring, component by component, and what the desk does about it.

Must not look into anybody's papers before it is said who asks and on what ground.
"""

import dataclasses as dc
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.codes import procedure_code
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.errors import BadValue, Forbidden, NotFound, SohoaError
from archive.owners.identifiers import parse_owner
from archive.values.description import OwnerId
from desk.counter import elsewhere, reusing, slips
from desk.counter.offers import answer_rows
from desk.counter.request import CounterRequest
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.downloads import sent
from desk.web.forms import Form, PageForm
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor
from desk.web.showing import as_typed
from desk.web.words import DONE
from reuse.answers import conclusion

router = APIRouter(prefix="/reuse")
_RIGHTS = (AccountRight.OFFICER, AccountRight.HANDLER)


@dc.dataclass(frozen=True, slots=True)
class Asked:
    """What the form of the check says."""

    dossier: str = ""
    procedure: str = ""
    owner: str = ""
    requester: str = ""
    ground: str = ""
    authority: str = ""
    identity: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Asked":
        """Take the values of this form out of others."""
        return cls(**{f.name: values.get(f.name, "").strip()[:80] for f in dc.fields(cls)})

    @property
    def whole_ground(self) -> str:
        """The ground as the contract writes it."""
        return f"authority:{self.authority}" if self.ground == "authority" else self.ground

    @property
    def who(self) -> OwnerId:
        """Whose papers."""
        return parse_owner(self.owner)

    def request(self, component: str = "") -> CounterRequest:
        """Return what is asked, about one component or all.

        Raises:
            BadValue: the owner is no identifier.
        """
        return CounterRequest.of(
            self.owner, self.procedure, requester=self.requester, ground=self.whole_ground,
            identity=self.identity, dossier=self.dossier, component=component,
        )  # fmt: skip

    def recorded(self) -> dict[str, object]:
        """Return what a refusal tells of who asked; what was typed as owner is left out where it is none."""
        try:
            return self.request().recorded()
        except BadValue:
            return {"dossier": self.dossier}


@router.get("")
def page(request: Request, who: PageVisitor, desk: TheDesk, done: str = "") -> HTMLResponse:
    """Show the form, and the answer once it is filled in."""
    asked = Asked.of(dict(request.query_params))
    with desk.house.act(
        who.actor, "reuse:check", procedure_code(asked.procedure), asked.recorded()
    ) as session:
        who.actor.require("reuse:check", *_RIGHTS)
        if asked.dossier and not asked.procedure:
            held = dossiers.get(session, who.actor, asked.dossier)
            owner = as_typed(held.applicant_kind, held.applicant_number)
            asked = dc.replace(asked, procedure=held.procedure_code, owner=owner)
            desk.house.done(session, who.actor, "dossier:show", asked.dossier, shown=[owner])
    return _page(request, who, desk, asked, done=DONE.get(done, ""))


@router.get("/slip.pdf", response_class=Response)
def slip(request: Request, who: PageVisitor, desk: TheDesk) -> Response:
    """Give the slip for the citizen, of a check of its own."""
    asked = Asked.of(dict(request.query_params))
    made = slips.check(desk.house, who.actor, asked.request())
    return sent(slips.FILE, made.data)


def _page(
    request: Request,
    who: Visitor,
    desk: Desk,
    asked: Asked,
    *,
    done: str = "",
    problem: Problem | None = None,
) -> HTMLResponse:
    rows: list[dict[str, Any]] | None = None
    say = ""
    if asked.owner and asked.procedure and asked.ground:
        try:
            answers = reusing.check(desk.house, who.actor, asked.request())
            told = elsewhere.look(desk.house, who.actor, asked.request(), answers)
            rows = answer_rows(desk.house, answers, told)
            say = conclusion(answers)
        except SohoaError as error:
            if isinstance(error, Forbidden) or error.status >= 500:
                raise
            problem = problem or problem_of(error, request)
    with desk.house.database.reading() as session:
        day = today(desk.house.clock)
        context = {
            "procedures": catalogue.procedures_on(session, day),
            "names": {kind.slug: kind.name for kind in catalogue.types_on(session, day)},
            "filled": _filled(session, who.actor, asked.dossier) if rows is not None else {},
        }
    return render(
        request, who, "reuse", status=problem.status if problem else 200,
        asked=asked, rows=rows, say=say, done=done, problem=problem, **context,
    )  # fmt: skip


def _filled(session: Session, actor: Actor, number: str) -> dict[str, set[str]]:
    """Return which papers the dossier has for each component; nothing where it is new or not the actor's."""
    found: dict[str, set[str]] = {}
    try:
        held = dossiers.get(session, actor, number)
    except NotFound:
        return found
    for row in dossiers.papers_in(session, held.number):
        found.setdefault(row.component, set()).add(str(row.paper_id))
    return found


def _act(
    request: Request, form: Form, who: Visitor, desk: Desk, done: str, work: Callable[[Asked], object]
) -> Response:
    asked = Asked.of({name: form.one(name) for name in form.values})
    try:
        work(asked)
    except SohoaError as error:
        if isinstance(error, Forbidden) or error.status in (404, 500, 503):
            raise
        return _page(request, who, desk, asked, problem=problem_of(error, request))
    return RedirectResponse(f"/reuse?{urlencode({**dc.asdict(asked), 'done': done})}", 303)


@router.post("/take")
def take(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Take a paper over."""

    def work(asked: Asked) -> None:
        reusing.take(
            desk.house, who.actor, form.one("paper"), asked.request(form.one("component")),
            shown=form.one("shown"),
        )  # fmt: skip

    return _act(request, form, who, desk, "took", work)


@router.post("/fetch")
def fetch(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Take a paper in that a store of others has."""

    def work(asked: Asked) -> None:
        elsewhere.fetch(desk.house, who.actor, form.one("key"), asked.request(form.one("component")))

    return _act(request, form, who, desk, "fetched", work)


@router.post("/refuse")
def refuse(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Refuse an offered paper, with the reason."""

    def work(asked: Asked) -> None:
        reusing.refuse(
            desk.house, who.actor, form.one("paper"), asked.request(form.one("component")),
            reason=form.one("reason"),
        )  # fmt: skip

    return _act(request, form, who, desk, "refused", work)


@router.post("/ask")
def ask(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Ask the citizen all the same, with the reason."""

    def work(asked: Asked) -> None:
        reusing.ask(desk.house, who.actor, asked.request(form.one("component")), reason=form.one("reason"))

    return _act(request, form, who, desk, "asked", work)
