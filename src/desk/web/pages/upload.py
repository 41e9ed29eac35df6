"""Hand papers in.

Must not lose what was accepted because another file of the same form was refused.
"""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.accounts.actor import AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.errors import SohoaError
from desk.pipeline.receive import ACTION
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.forms import Form, PageForm
from desk.web.intake import handed_of, take_in
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor
from desk.web.showing import as_typed

router = APIRouter()
_FIELDS = ("dossier", "procedure", "owner", "others", "component", "kind")


@router.get("/upload")
def page(
    request: Request, who: PageVisitor, desk: TheDesk, procedure: str = "", dossier: str = "", owner: str = ""
) -> HTMLResponse:
    """Show the form; the procedure is chosen first, since its components are listed then."""
    with desk.house.act(who.actor, ACTION, dossier) as session:
        who.actor.require(ACTION, AccountRight.OFFICER)
        if dossier and not procedure:
            held = dossiers.get(session, who.actor, dossier)
            procedure, owner = held.procedure_code, as_typed(held.applicant_kind, held.applicant_number)
            desk.house.done(session, who.actor, "dossier:show", dossier, shown=[owner])
    typed = {"procedure": procedure, "dossier": dossier, "owner": owner}
    return _form(request, who, desk, typed)


def _form(
    request: Request, who: Visitor, desk: Desk, typed: dict[str, str], problem: Problem | None = None
) -> HTMLResponse:
    with desk.house.database.reading() as session:
        choices = _choices(session, desk, typed.get("procedure", ""))
    return render(
        request, who, "upload", status=problem.status if problem else 200,
        typed=typed, problem=problem, settings=desk.house.settings, **choices,
    )  # fmt: skip


def _choices(session: Session, desk: Desk, code: str) -> dict[str, Any]:
    day = today(desk.house.clock)
    chosen = catalogue.procedure(session, code, day) if code else None
    return {
        "procedures": catalogue.procedures_on(session, day),
        "chosen": chosen,
        "components": catalogue.components(session, chosen.code, day) if chosen else [],
    }


@router.post("/upload")
def upload(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Take the files in; what was refused is shown with its reason, the rest goes on."""
    with desk.house.act(who.actor, ACTION, form.one("dossier")):
        who.actor.require(ACTION, AccountRight.OFFICER)
    try:
        results = _take(form, who, desk)
    except SohoaError as error:
        if error.status >= 500:
            raise
        typed = {name: form.one(name) for name in _FIELDS}
        return _form(request, who, desk, typed, problem_of(error, request))
    dossier = form.one("dossier")
    if all(line["error"] is None for line in results):
        return RedirectResponse(f"/dossiers/{quote(dossier)}?done=uploaded", 303)
    return render(request, who, "results", results=results, dossier=dossier, status=422)


def _take(form: Form, who: Visitor, desk: Desk) -> list[dict[str, Any]]:
    return take_in(desk.house, who.actor, form.files, handed_of(form), as_one=form.checked("as_one"))
