"""Sign in and out by API: the token is for `Authorization: Bearer`.

Must not set a cookie: pages have their own way in.
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from desk.web import sessions
from desk.web.bodies import SignInBody
from desk.web.doors import ApiVisitor, TheDesk, client_of
from desk.web.sessions import Visitor

router = APIRouter(prefix="/sessions", tags=["sessions"])


@router.post("", status_code=201)
def sign_in(request: Request, body: SignInBody, desk: TheDesk) -> dict[str, Any]:
    """Open a session."""
    token, who = sessions.sign_in(
        desk.house, desk.throttle, body.name, body.password, client=client_of(request), channel="api"
    )
    return {"token": token, **_row(who)}


@router.get("/current")
def current(who: ApiVisitor) -> dict[str, Any]:
    """Say who is signed in."""
    return _row(who)


@router.delete("/current", status_code=204)
def sign_out(who: ApiVisitor, desk: TheDesk) -> None:
    """Close the session."""
    sessions.sign_out(desk.house, who)


def _row(who: Visitor) -> dict[str, Any]:
    actor = who.actor
    return {
        "account": actor.account,
        "full_name": actor.full_name,
        "agency": actor.agency,
        "roles": sorted(role.value for role in actor.roles),
    }
