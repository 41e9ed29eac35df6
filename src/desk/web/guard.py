"""What every answer and request passes: security headers, a request id, a limit on small bodies.

Must not know routes. Plain ASGI, so that streams are not held back.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.choice import legible
from desk.web.errors import BadRequest, BodyTooLarge

LOG = logging.getLogger("sohoa.web")

FILES = "sohoa.files"
"""Mark in the scope of a request whose body is read part by part, each with a limit of its own."""

SMALL_BODY = 1_000_000
"""Bytes of a request without files; the longest form, with every field of a paper, has 20 kB."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: then browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

Failed = Callable[[Request, Exception], Awaitable[Response]]


class Guard:
    """Wraps the application; an error that nobody caught becomes a problem without internals."""

    def __init__(self, app: ASGIApp, failed: Failed) -> None:
        self._app = app
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["request_id"] = secrets.token_hex(8)
        answer = _Answer(scope, send)
        try:
            _legible(scope)
            await self._app(scope, _limited(scope, receive), answer.send)
        except Exception as error:
            if not isinstance(error, BodyTooLarge | BadRequest):
                LOG.exception("request failed id=%s route=%s", scope["request_id"], _route(scope))
            if answer.begun:
                raise
            response = await self._failed(Request(scope), error)
            await response(scope, receive, answer.send)


class _Answer:
    """Puts our headers on whatever the application answers."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._id = scope["request_id"]
        self._send = send
        self._static = scope["path"].startswith("/static/")
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["X-Request-Id"] = self._id
            # Papers must not stay in a browser that the next person at the desk uses.
            headers["Cache-Control"] = "max-age=3600" if self._static else "no-store"
        await self._send(message)


def _route(scope: Scope) -> str:
    """Return the pattern of the address: the address itself may hold a person's number."""
    return str(getattr(scope.get("route"), "path", "?"))


def _legible(scope: Scope) -> None:
    legible(scope["path"])
    legible(unquote(scope["query_string"].decode("ascii", "replace")))


def _limited(scope: Scope, receive: Receive) -> Receive:
    # What a request calls itself decides nothing: a body is small until somebody who may send files
    # is having them read.
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > SMALL_BODY and FILES not in scope:
            raise BodyTooLarge(limit=SMALL_BODY)
        return message

    return limited
