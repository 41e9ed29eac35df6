"""What a handler is given: the desk's parts, and who is signed in.

Must not act. A handler that forgets to ask for a visitor is found by the test over all routes.
"""

import dataclasses as dc
import secrets
import threading
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from desk.house import House
from desk.web import sessions
from desk.web.errors import FormStale
from desk.web.health import Health
from desk.web.pictures import Pictures
from desk.web.sessions import Visitor
from desk.web.throttle import Throttle

CSRF_HEADER = "X-CSRF-Token"
_SAFE = {"GET", "HEAD"}
_BEARER = "bearer "
_TURNS = 64


@dc.dataclass(frozen=True, slots=True)
class Desk:
    """The parts of one running web desk."""

    house: House
    throttle: Throttle
    pictures: Pictures
    health: Health
    turns: tuple[threading.Lock, ...] = dc.field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(_TURNS))
    )

    def turn_of(self, who: Visitor, key: str) -> threading.Lock:
        """Return the lock under which the writes of that Idempotency-Key take turns."""
        return self.turns[hash((who.account_id, key)) % _TURNS]


def desk_of(request: Request) -> Desk:
    """Return the desk that serves `request`."""
    desk: Desk = request.app.state.desk
    return desk


def cookie_name(house: House) -> str:
    """Return the name of the session cookie; the prefix binds it to this host over HTTPS."""
    return "__Host-sohoa" if house.settings.secure_cookies else "sohoa"


def client_of(request: Request) -> str:
    """Return the address that the request came from."""
    return request.client.host if request.client else "?"


def same_origin(request: Request) -> None:
    """Let a write go on only if it was not sent from a page of somebody else.

    Raises:
        FormStale: it was.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise FormStale


def page_visitor(request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> Visitor:
    """Return who looks at the page.

    Raises:
        NotSignedIn: nobody; the page then leads to the sign-in.
    """
    return sessions.visitor(desk.house, request.cookies.get(cookie_name(desk.house), ""), channel="web")


def api_visitor(request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> Visitor:
    """Return who calls the API: by `Authorization: Bearer`, or by cookie with the CSRF header on writes.

    Raises:
        NotSignedIn, FormStale.
    """
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith(_BEARER):
        return sessions.visitor(desk.house, authorization[len(_BEARER) :].strip(), channel="api")
    who = sessions.visitor(desk.house, request.cookies.get(cookie_name(desk.house), ""), channel="api")
    if request.method not in _SAFE:
        same_origin(request)
        check_csrf(who, request.headers.get(CSRF_HEADER, ""))
    return who


def check_csrf(who: Visitor, given: str) -> None:
    """Hold the token of a form against that of the session.

    Raises:
        FormStale: it is another.
    """
    if not secrets.compare_digest(given.encode(), who.csrf.encode()):
        raise FormStale


TheDesk = Annotated[Desk, Depends(desk_of)]
PageVisitor = Annotated[Visitor, Depends(page_visitor)]
ApiVisitor = Annotated[Visitor, Depends(api_visitor)]
