"""The owner's page: who used their papers, when and for what.

Must not show anything before it is said who asks and on what ground.
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.accounts.actor import AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import Forbidden, SohoaError
from desk.counter import reusing
from desk.web.doors import PageVisitor, TheDesk
from desk.web.pages.reuse import Asked
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render

router = APIRouter(prefix="/reuse")


@router.get("/uses")
def page(request: Request, who: PageVisitor, desk: TheDesk) -> HTMLResponse:
    """Show the form, and the uses once it is filled in."""
    asked = Asked.of(dict(request.query_params))
    house, actor = desk.house, who.actor
    rows: list[dict[str, Any]] | None = None
    problem: Problem | None = None
    if asked.owner and asked.ground:
        try:
            rows = reusing.uses(house, actor, asked.who, asked.requester, asked.whole_ground)
        except SohoaError as error:
            if isinstance(error, Forbidden) or error.status >= 500:
                raise
            problem = problem_of(error, request)
    else:
        with house.act(actor, "reuse:uses", "", asked.recorded()):
            actor.require("reuse:uses", AccountRight.OFFICER, AccountRight.HANDLER)
    with house.database.reading() as session:
        names = {kind.slug: kind.name for kind in catalogue.types_on(session, today(house.clock))}
    return render(
        request, who, "uses", status=problem.status if problem else 200,
        asked=asked, rows=rows, names=names, problem=problem,
    )  # fmt: skip
