"""Papers: the list, one of them, its pages, its files.

Must not answer otherwise for a paper that may not be seen than for one that does not exist.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from archive.accounts.actor import READERS
from archive.papers.listing import listing
from archive.values.states import Stage
from desk.choice import one_of
from desk.pipeline.view import found_rows
from desk.verifying import judge_paper
from desk.web.cursors import cursor_of, id_of
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.downloads import download
from desk.web.pictures import SCREEN_DPI
from desk.web.showing import ids_of, page_file, shown_paper
from signing.reports.json import report_row

router = APIRouter(prefix="/papers", tags=["papers"])
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("")
def many(
    who: ApiVisitor, desk: TheDesk, stage: str = "", dossier: str = "", cursor: str = "", limit: Limit = 50
) -> dict[str, Any]:
    """List papers, the latest first."""
    house = desk.house
    with house.act(who.actor, "paper:list", dossier) as session:
        who.actor.require("paper:list", *READERS)
        stages = [one_of(Stage, stage, "stage")] if stage else []
        rows = listing(
            session, who.actor, stages=stages, dossier=dossier, before=id_of(cursor), limit=limit + 1
        )
        shown = found_rows(session, house, rows[:limit])
        house.done(session, who.actor, "paper:list", dossier, stage=stage, shown=ids_of(shown))
    following = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return {"papers": shown, "next": following}


@router.get("/{key}")
def one(key: str, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Show everything about a paper."""
    with desk.house.act(who.actor, "paper:show", key) as session:
        return shown_paper(session, desk.house, who.actor, key)


@router.post("/{key}/verifications")
def verifications(key: str, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Judge the signatures of the paper's kept file now, and hold its pages against the kept originals."""
    code, verdict = judge_paper(desk.house, who.actor, key)
    return {"results": [report_row(code, verdict)]}


@router.get("/{key}/pages")
def pages(key: str, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Give the text of a paper's pages."""
    with desk.house.act(who.actor, "paper:show", key) as session:
        return {"pages": shown_paper(session, desk.house, who.actor, key)["pages"]}


@router.get("/{key}/readings")
def readings(key: str, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Give every reading of the paper, the oldest first, with the text of its pages."""
    with desk.house.act(who.actor, "paper:show", key) as session:
        return {"readings": shown_paper(session, desk.house, who.actor, key)["readings"]}


@router.get("/{key}/pages/{no}/picture", response_class=Response)
def picture(
    key: str, no: int, who: ApiVisitor, desk: TheDesk, dpi: Annotated[int, Query(ge=30, le=200)] = SCREEN_DPI
) -> Response:
    """Draw a page as JPEG."""
    with desk.house.act(who.actor, "paper:picture", key) as session:
        # As its file shows it: so lie the boxes that `pages` gives.
        file, page, _ = page_file(session, desk.house, who.actor, key, no)
    return Response(desk.pictures.draw(file, page, dpi), media_type="image/jpeg")


@router.get("/{key}/files/{what}", response_class=Response)
def files(key: str, what: str, who: ApiVisitor, desk: TheDesk) -> Response:
    """Give a paper's files: signed, original, text or evidence; several come in one ZIP."""
    return download(desk.house, who.actor, key, what)
