"""Dossiers: they are closed.

Must not hold rules: the pipeline does.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.clock import vietnam_iso
from desk.pipeline.closing import close_dossier
from desk.web.answers import TheWriting
from desk.web.bodies import Body
from desk.web.doors import ApiVisitor, TheDesk

router = APIRouter(prefix="/dossiers", tags=["dossiers"])


@router.post("/{number:path}/closures")
def closures(number: str, body: Body, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Close a dossier that is done: its desk reads its papers no more, and it takes none in."""

    def work() -> dict[str, Any]:
        held = close_dossier(desk.house, who.actor, number)
        return {"dossier": number, "closed_at": vietnam_iso(held.closed_at) if held.closed_at else None}

    return writing.answer(body.model_dump(), work)
