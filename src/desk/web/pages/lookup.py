"""Look papers up.

Must not say how many papers there are that the actor may not read.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.accounts.actor import READERS, AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import BadValue
from archive.owners.identifiers import parse_owner
from desk.web.cursors import cursor_of, place_of
from desk.web.doors import PageVisitor, TheDesk
from desk.web.looking import Answers, Wanted, look_up
from desk.web.problems import problem_of
from desk.web.rendering import render

router = APIRouter()
_LIMIT = 30


@router.get("/lookup")
def page(
    request: Request, who: PageVisitor, desk: TheDesk, text: str = "", owner: str = "", type: str = "",
    dossier: str = "", reusable: bool = False, cursor: str = "",
) -> HTMLResponse:  # fmt: skip
    """Show the form and what was found; the latest papers where nothing was asked."""
    with desk.house.act(who.actor, "paper:find", ""):
        who.actor.require("paper:find", *READERS)
    found, problem = Answers([], "", more=False), None
    start = place_of(cursor)
    try:
        wanted = Wanted(
            text=text[:400], owner=parse_owner(owner) if owner else None, type=type, dossier=dossier,
            reusable=reusable, start=start, limit=_LIMIT,
        )  # fmt: skip
        found = look_up(desk.house, who.actor, wanted)
    except BadValue as error:
        problem = problem_of(error, request)
    with desk.house.database.reading() as session:
        kinds = catalogue.types_on(session, today(desk.house.clock))
    asked = {"text": text, "owner": owner, "type": type, "dossier": dossier}
    following = {**asked, "reusable": "true" if reusable else "", "cursor": cursor_of(start + _LIMIT)}
    return render(
        request, who, "lookup", status=problem.status if problem else 200,
        asked=asked, reusable=reusable, found=found, kinds=kinds, problem=problem,
        names={kind.slug: kind.name for kind in kinds}, following=following if found.more else None,
        may_reuse=who.actor.may(AccountRight.OFFICER, AccountRight.HANDLER),
    )  # fmt: skip
