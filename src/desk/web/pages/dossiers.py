"""Dossiers: those at my desk, and one with its papers and how far they are; there it is closed, too.

Must not show a dossier that the actor may not see.
"""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.accounts.actor import READERS, AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.papers import repository as papers
from archive.papers.listing import listing
from desk.counter.noticing import acknowledge, notice_rows
from desk.errors import DossierUnfinished
from desk.pipeline.closing import close_dossier
from desk.pipeline.page_receipt import file_rows
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.forms import PageForm
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor
from desk.web.showing import waiting_for_key
from desk.web.words import AT_WORK, DONE
from reuse.telling import RIGHTS, notices

router = APIRouter()
_MOST = 200


@router.get("/dossiers")
def many(request: Request, who: PageVisitor, desk: TheDesk, done: str = "") -> HTMLResponse:
    """List the dossiers, the latest first."""
    house = desk.house
    with house.act(who.actor, "dossier:list", "") as session:
        who.actor.require("dossier:list", *READERS)
        rows = dossiers.listing(session, who.actor, limit=_MOST)
        names = {one.code: one.name for one in catalogue.procedures_on(session, today(house.clock))}
        house.done(session, who.actor, "dossier:list", "", shown=[row.number for row in rows])
    return render(request, who, "dossiers", rows=rows, names=names, done=DONE.get(done, ""))


@router.get("/dossiers/{number:path}")
def one(request: Request, number: str, who: PageVisitor, desk: TheDesk, done: str = "") -> HTMLResponse:
    """Show a dossier; while a machine works on its papers the page renews itself."""
    return _page(request, number, who, desk, done=done)


def _page(
    request: Request,
    number: str,
    who: Visitor,
    desk: Desk,
    *,
    done: str = "",
    problem: Problem | None = None,
) -> HTMLResponse:
    house = desk.house
    with house.act(who.actor, "dossier:show", number) as session:
        who.actor.require("dossier:show", *READERS)
        held = dossiers.get(session, who.actor, number)
        rows = listing(session, who.actor, dossier=number, limit=_MOST)
        ways = {row.paper_id: row for row in dossiers.papers_in(session, number)}
        day = today(house.clock)
        procedure = catalogue.procedure(session, held.procedure_code, day)
        components = {c.code: c.name for c in catalogue.components(session, held.procedure_code, day)}
        names = {kind.slug: kind.name for kind in catalogue.types_on(session, day)}
        desk_name = catalogue.agency_names(session).get(held.receiving_agency, held.receiving_agency)
        files = file_rows(session, who.actor, number)
        told = notice_rows(session, who.actor, notices(session, who.actor, dossier=number, unseen=False))
        house.done(session, who.actor, "dossier:show", number, shown=[str(paper.id) for paper in rows])
    return render(
        request, who, "dossier", status=problem.status if problem else 200, problem=problem,
        held=held, desk_name=desk_name, procedure=procedure, components=components, names=names, ways=ways,
        files=files, told=told, rows=list(reversed(rows)), state=papers.state, done=DONE.get(done, ""),
        at_work=any(
            paper.stage in AT_WORK and not paper.error and not waiting_for_key(house, paper) for paper in rows
        ),
        may_acknowledge=who.actor.may(*RIGHTS),
        may_close=who.actor.may(AccountRight.OFFICER) and held.closed_at is None,
        may_upload=who.actor.may(AccountRight.OFFICER),
        may_reuse=who.actor.may(AccountRight.OFFICER, AccountRight.HANDLER),
    )  # fmt: skip


@router.post("/dossiers/{number:path}/close")
def close(request: Request, number: str, _form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Close a dossier; who may look at it no more afterwards comes back to the list."""
    try:
        close_dossier(desk.house, who.actor, number)
    except DossierUnfinished as error:
        return _page(request, number, who, desk, problem=problem_of(error, request))
    with desk.house.database.reading() as session:
        seen = dossiers.may_see(session, who.actor, number)
    return RedirectResponse(f"/dossiers{f'/{quote(number)}' if seen else ''}?done=closed", 303)


@router.post("/notices/{notice}/acknowledge")
def seen(notice: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Say that an officer of the dossier has seen a notice."""
    row = acknowledge(desk.house, who.actor, form.one("dossier"), notice)
    return RedirectResponse(f"/dossiers/{quote(row.dossier_number)}?done=seen", 303)
