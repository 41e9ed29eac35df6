"""The audit trail, for auditors.

Must not be open to anybody else, administrators included.
"""

import dataclasses as dc

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.audit.repository import RIGHTS, EventQuestion, last_sealed
from archive.audit.seal import ChainReport
from archive.audit.seal import verify as verify_chain
from archive.errors import BadValue
from desk.choice import day_of
from desk.web.cursors import cursor_of, id_of
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor
from desk.web.trail import trail

router = APIRouter()
_LIMIT = 100


@router.get("/audit")
def page(
    request: Request, who: PageVisitor, desk: TheDesk, paper: str = "", actor: str = "", day: str = "",
    outcome: str = "", cursor: str = "", chain: bool = False,
) -> HTMLResponse:  # fmt: skip
    """Show events; with `chain` walk the whole chain first."""
    with desk.house.act(who.actor, "audit:read", ""):
        who.actor.require("audit:read", *RIGHTS)
    asked = EventQuestion(actor=actor, outcome=outcome, before=id_of(cursor), limit=_LIMIT + 1)
    problem: Problem | None = None
    try:
        asked = dc.replace(asked, day=day_of(day, "day"))
    except BadValue as error:
        problem = problem_of(error, request)
    rows = trail(desk.house, who.actor, asked, paper=paper.strip())
    report = _walk(desk, who) if chain else None
    with desk.house.database.reading() as session:
        events, sealed = last_sealed(session)
    filters = {"paper": paper, "actor": actor, "day": day, "outcome": outcome}
    following = {**filters, "cursor": cursor_of(rows[_LIMIT - 1]["event"])} if len(rows) > _LIMIT else None
    return render(
        request, who, "audit", status=problem.status if problem else 200,
        rows=rows[:_LIMIT], filters=filters, events=events, sealed=sealed, report=report,
        following=following, problem=problem,
    )  # fmt: skip


def _walk(desk: Desk, who: Visitor) -> ChainReport:
    with desk.house.act(who.actor, "audit:verify", "") as session:
        desk.house.done(session, who.actor, "audit:verify", "")
    with desk.house.database.reading() as session:
        return verify_chain(session)
