"""An offered paper before it is taken: its pages under a mark, then take it or refuse it.

Must not show a page without a look on record, nor the kept file itself.
"""

import dataclasses as dc
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archive.catalogue import repository as catalogue
from archive.clock import today
from desk.counter import previewing
from desk.counter.corrected import corrections_of_papers
from desk.counter.previewing import Seen
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.pages.reuse import Asked
from desk.web.rendering import render
from desk.web.sessions import Visitor

router = APIRouter(prefix="/reuse/previews")


@router.get("/{key}")
def page(key: str, request: Request, who: PageVisitor, desk: TheDesk, component: str = "") -> HTMLResponse:
    """Show the paper's pages, and the acts below them."""
    asked = Asked.of(dict(request.query_params))
    seen = _look(desk, who, key, asked, component)
    with desk.house.database.reading() as session:
        kinds = catalogue.types_on(session, today(desk.house.clock))
    candidate = seen.offer.candidate
    corrected = corrections_of_papers(desk.house, [candidate.id]).get(candidate.id, [])
    address = urlencode({**dc.asdict(asked), "component": component, "shown": str(seen.shown)})
    return render(
        request, who, "preview", asked=asked, common=dc.asdict(asked), component=component,
        paper=candidate, corrected=corrected, shown=str(seen.shown),
        why_not=seen.offer.why_not, why=seen.offer.why,
        pages=previewing.pages_of(desk.house, seen), address=address,
        names={kind.slug: kind.name for kind in kinds},
    )  # fmt: skip


@router.get("/{key}/pages/{no}.jpg", response_class=Response)
def picture(
    key: str, no: int, request: Request, who: PageVisitor, desk: TheDesk, component: str = "",
    shown: str = "",
) -> Response:  # fmt: skip
    """Draw a page under the mark, of the paper as the page showed it and no other."""
    asked = Asked.of(dict(request.query_params))
    seen = _look(desk, who, key, asked, component, shown=shown, no=no)
    return Response(previewing.picture(desk.house, seen, no), media_type="image/jpeg")


def _look(
    desk: Desk, who: Visitor, key: str, asked: Asked, component: str, *, shown: str = "", no: int = 0
) -> Seen:
    return previewing.look(desk.house, who.actor, key, asked.request(component), shown=shown, page=no)
