"""The review queue: what waits for the officer, the least sure first.

Must not confirm: each paper has its own act.
"""

from typing import Any

from fastapi import APIRouter

from desk.pipeline.queue import look
from desk.web.api.papers import Limit
from desk.web.cursors import cursor_in_queue, queue_place_of
from desk.web.doors import ApiVisitor, TheDesk

router = APIRouter(prefix="/queue", tags=["papers"])


@router.get("")
def queue(
    who: ApiVisitor, desk: TheDesk, dossier: str = "", cursor: str = "", limit: Limit = 50
) -> dict[str, Any]:
    """List the papers that wait for review with their doubt (0 to 1) and its reasons."""
    place = queue_place_of(cursor)
    rows, end = look(desk.house, who.actor, dossier=dossier, after=place, limit=limit)
    return {"papers": rows, "next": cursor_in_queue(*end) if end else None}
