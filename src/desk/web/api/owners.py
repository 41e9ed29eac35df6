"""Whose papers there are, and which numbers are one person's.

Must not tell without a ground whether somebody has papers.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.owners.identifiers import parse_owner
from desk.choice import day_of
from desk.counter import joining, parting
from desk.web.answers import TheWriting
from desk.web.bodies import JoinBody, PartBody
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.looking import papers_of

router = APIRouter(prefix="/owners", tags=["owners"])


@router.get("/{owner}/papers")
def of_owner(
    owner: str, who: ApiVisitor, desk: TheDesk, ground: str = "", requester: str = ""
) -> dict[str, Any]:
    """List the papers of an owner; without a ground it is not even said whether there are any."""
    return {"papers": papers_of(desk.house, who.actor, parse_owner(owner), requester, ground)}


@router.post("/joins")
def joins(body: JoinBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Record that a former number is of the same person; papers that show it count from then on."""

    def work() -> dict[str, Any]:
        new, old, until = parse_owner(body.owner), parse_owner(body.old), day_of(body.until, "until")
        joining.join(desk.house, who.actor, new, old, until=until, reason=body.reason)
        return {"owner": str(new), "old": str(old), "until": until.isoformat() if until else None}

    return writing.answer(body.model_dump(), work)


@router.post("/partings")
def partings(body: PartBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Take two numbers apart that were joined wrongly; name the dossiers to be looked at again."""

    def work() -> dict[str, Any]:
        new, old = parse_owner(body.owner), parse_owner(body.old)
        parted = parting.part(desk.house, who.actor, new, old, reason=body.reason)
        return {
            "owner": str(new),
            "old": str(old),
            "dossiers": parted.dossiers,
            "elsewhere": parted.elsewhere,
        }

    return writing.answer(body.model_dump(), work)
