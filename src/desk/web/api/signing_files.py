"""One-time links of signing sessions: a signing tool takes a file, and posts it back signed.

Must not ask for a sign-in, nor set a cookie: the link's last part is the right, and is never logged.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from archive.errors import SohoaError
from desk.signing_sessions.errors import LinkUnknown
from desk.signing_sessions.links import hand_out, note_refused, require_open, take_back
from desk.web.choice import missing
from desk.web.doors import Desk, TheDesk
from desk.web.guard import FILES
from desk.web.multipart import MultipartForm, Uploaded
from desk.web.showing import state_row

router = APIRouter(prefix="/signing-files", tags=["signing sessions"])

LONGEST_LINK = 100
_MULTIPART = "multipart/form-data"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/pdf": _BINARY,
            _MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


@router.get("/{link}", response_class=Response)
def file(link: str, desk: TheDesk) -> Response:
    """Give the exact bytes to be signed; once."""
    code, data = hand_out(desk.house, _plain(link))
    name = f"{code}.pdf"
    return Response(
        data,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def returned(request: Request, link: str, desk: TheDesk) -> AsyncIterator[Uploaded]:
    """Give the file that was posted, on disk; read only where the link is good, and no longer than it is."""
    seconds = await run_in_threadpool(require_open, desk.house, _plain(link))
    request.scope[FILES] = True
    async with _read(request, desk, seconds) as found:
        yield found


@router.post("/{link}/signed", openapi_extra=_FILE)
def signed(link: str, desk: TheDesk, came: Annotated[Uploaded, Depends(returned)]) -> dict[str, Any]:
    """Take the signed file back: as the body, or as the only file of a form."""
    try:
        path = came.spooled().path
    except SohoaError as error:
        note_refused(desk.house, _plain(link), error)
        raise
    return state_row(take_back(desk.house, _plain(link), path.read_bytes()))


@asynccontextmanager
async def _read(request: Request, desk: Desk, seconds: float) -> AsyncIterator[Uploaded]:
    kind = request.headers.get("content-type", "")
    with ExitStack() as stack:
        form = MultipartForm(desk.house, stack)
        try:
            async with asyncio.timeout(max(seconds, 0)):
                if kind.startswith(_MULTIPART):
                    await form.read(kind, request.stream())
                else:
                    await form.read_bare(request.stream())
        except TimeoutError:
            raise LinkUnknown from None  # it was good when the body began
        if len(form.files) != 1:
            raise missing("file")
        yield form.files[0]


def _plain(link: str) -> str:
    if len(link) > LONGEST_LINK:
        raise LinkUnknown
    return link
