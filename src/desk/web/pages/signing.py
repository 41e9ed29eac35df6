"""Signing on the officer's own machine: what waits, and one-time links to the files for the signing tool.

Must not show a link twice, nor sign.
"""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.accounts.actor import AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import SohoaError
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.values import MOST_PAPERS, Asked, Opened, Way
from desk.signing_sessions.waiting import waiting_papers
from desk.web.api.signing import LINKS
from desk.web.choice import missing
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.forms import PageForm
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor

router = APIRouter()
_LIST, _UNKNOWN = "paper:list", (403, 404)


@router.get("/signing")
def page(request: Request, who: PageVisitor, desk: TheDesk) -> HTMLResponse:
    """Show the papers that wait for their officer's signature."""
    return _shown(request, who, desk)


@router.post("/signing")
def start(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> HTMLResponse:
    """Open a session over the papers that were ticked, and show its links, this once."""
    chosen = form.all("papers")
    try:
        if not chosen:
            raise missing("papers")
        opened = open_session(desk.house, who.actor, chosen, Asked(way=Way.FILE))
    except SohoaError as error:
        if error.status in _UNKNOWN or error.status >= 500:
            raise
        return _shown(request, who, desk, problem=problem_of(error, request), chosen=chosen)
    return _shown(request, who, desk, opened=opened)


def _shown(
    request: Request,
    who: Visitor,
    desk: Desk,
    *,
    opened: Opened | None = None,
    problem: Problem | None = None,
    chosen: Sequence[str] = (),
) -> HTMLResponse:
    house, actor = desk.house, who.actor
    with house.act(actor, _LIST, "signing") as session:
        actor.require(_LIST, AccountRight.OFFICER)
        rows = waiting_papers(session, house, actor, limit=MOST_PAPERS)
        names = {kind.slug: kind.name for kind in catalogue.types_on(session, today(house.clock))}
        house.done(session, actor, _LIST, "signing", shown=[str(paper.id) for paper in rows])
    return render(
        request, who, "signing", status=problem.status if problem else 200,
        rows=rows, names=names, opened=opened, problem=problem, chosen=chosen, most=MOST_PAPERS,
        links=f"{str(request.base_url).rstrip('/')}{LINKS}/",
    )  # fmt: skip
