"""Look papers up, by words or by their owner.

Must not say how many papers there are that the actor may not read.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from archive.owners.identifiers import parse_owner
from archive.search.question import Order
from desk.choice import day_of, one_of
from desk.looking import Wanted, facet_rows
from desk.web.cursors import cursor_of, search_place_of
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.looking import look_up

router = APIRouter(tags=["search"])


@router.get("/search")
def search(
    who: ApiVisitor,
    desk: TheDesk,
    text: Annotated[str, Query(max_length=400)] = "",
    owner: str = "",
    type: str = "",
    number: Annotated[str, Query(max_length=120)] = "",
    agency: Annotated[str, Query(max_length=200, description="code, or words of the issuer's name")] = "",
    issued_from: str = "",
    issued_to: str = "",
    received_from: str = "",
    received_to: str = "",
    dossier: str = "",
    state: str = "",
    order: str = "best",
    reusable: bool = False,
    facets: bool = False,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Look papers up; `guessed` holds the words that were tried where nothing exact was there."""
    wanted = Wanted(
        text=text, owner=parse_owner(owner) if owner else None, type=type, number=number, agency=agency,
        issued_from=day_of(issued_from, "issued_from"), issued_to=day_of(issued_to, "issued_to"),
        received_from=day_of(received_from, "received_from"), received_to=day_of(received_to, "received_to"),
        dossier=dossier, state=state, order=one_of(Order, order, "order"), reusable=reusable, facets=facets,
        after=search_place_of(cursor), limit=limit,
    )  # fmt: skip
    found = look_up(desk.house, who.actor, wanted)
    following = cursor_of(found.following) if found.following else None
    counts = {"facets": facet_rows(found.facets)} if found.facets else {}
    return {"papers": found.rows, "guessed": found.guessed, "next": following, **counts}
