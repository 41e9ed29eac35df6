"""The review queue as a page: what waits for me, the least sure first, and why.

Must not confirm from the list: the officer compares each paper on its own page.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.catalogue import repository as catalogue
from archive.clock import today
from desk.pipeline.queue import look
from desk.web.cursors import cursor_in_queue, queue_place_of
from desk.web.doors import PageVisitor, TheDesk
from desk.web.rendering import render

router = APIRouter()
_LIMIT = 50


@router.get("/queue")
def page(
    request: Request, who: PageVisitor, desk: TheDesk, dossier: str = "", cursor: str = ""
) -> HTMLResponse:
    """Show a part of the queue."""
    place = queue_place_of(cursor)
    rows, end = look(desk.house, who.actor, dossier=dossier, after=place, limit=_LIMIT)
    with desk.house.database.reading() as session:
        names = {kind.slug: kind.name for kind in catalogue.types_on(session, today(desk.house.clock))}
    following = {"dossier": dossier, "cursor": cursor_in_queue(*end)} if end else None
    return render(request, who, "queue", rows=rows, names=names, dossier=dossier, following=following)
