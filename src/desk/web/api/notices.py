"""What dossiers are told of papers that they took and that ended since.

Must not hold rules: the reuse room does.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from desk.counter import noticing
from desk.web.answers import TheWriting
from desk.web.bodies import AcknowledgementBody
from desk.web.doors import ApiVisitor, TheDesk

router = APIRouter(prefix="/notices", tags=["notices"])


@router.get("")
def many(who: ApiVisitor, desk: TheDesk, dossier: str = "", seen: bool = False) -> dict[str, Any]:
    """List the notices to my dossiers, or to one; with `seen` also those that were acknowledged."""
    return {"notices": noticing.told(desk.house, who.actor, dossier, unseen=not seen)}


@router.post("/{notice}/acknowledgements")
def acknowledgements(
    notice: str, body: AcknowledgementBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Say that an officer of the dossier has seen the notice."""

    def work() -> dict[str, Any]:
        row = noticing.acknowledge(desk.house, who.actor, body.dossier, notice)
        return {"notice": notice, "dossier": row.dossier_number, "told": row.told, "seen_by": row.seen_by}

    return writing.answer(body.model_dump(), work)
