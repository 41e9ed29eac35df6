"""Look papers up, by words or by their owner.

Must not say how many papers there are that the actor may not read.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from archive.owners.identifiers import parse_owner
from desk.web.cursors import cursor_of, place_of
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.looking import Wanted, look_up, papers_of

router = APIRouter(tags=["search"])


@router.get("/search")
def search(
    who: ApiVisitor,
    desk: TheDesk,
    text: Annotated[str, Query(max_length=400)] = "",
    owner: str = "",
    type: str = "",
    dossier: str = "",
    reusable: bool = False,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Look papers up; `guessed` holds the words that were tried where nothing exact was there."""
    wanted = Wanted(
        text=text, owner=parse_owner(owner) if owner else None, type=type, dossier=dossier,
        reusable=reusable, start=place_of(cursor), limit=limit,
    )  # fmt: skip
    found = look_up(desk.house, who.actor, wanted)
    following = cursor_of(wanted.start + limit) if found.more else None
    return {"papers": found.rows, "guessed": found.guessed, "next": following}


@router.get("/owners/{owner}/papers")
def of_owner(
    owner: str, who: ApiVisitor, desk: TheDesk, ground: str = "", requester: str = ""
) -> dict[str, Any]:
    """List the papers of an owner; without a ground it is not even said whether there are any."""
    return {"papers": papers_of(desk.house, who.actor, parse_owner(owner), requester, ground)}
