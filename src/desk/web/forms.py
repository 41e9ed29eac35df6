"""The form of a request, read only after it is known who sends it.

Must not decide anything about its values.
"""

import dataclasses as dc
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends
from starlette.requests import Request

from desk.web.choice import legible
from desk.web.doors import ApiVisitor, Desk, PageVisitor, TheDesk, check_csrf, same_origin
from desk.web.errors import BadRequest
from desk.web.guard import FILES
from desk.web.multipart import MOST_FIELDS, MultipartForm, Uploaded

_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
CSRF_FIELD = "csrf"


@dc.dataclass(frozen=True, slots=True)
class Form:
    """What was sent: values by name, and files on disk until the request ends."""

    values: dict[str, list[str]]
    files: tuple[Uploaded, ...] = ()

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of that name without white space around it."""
        return next(iter(self.values.get(name, ())), default).strip()

    def all(self, name: str) -> list[str]:
        """Return every value of that name that is not empty."""
        return [value.strip() for value in self.values.get(name, ()) if value.strip()]

    def lines(self, name: str) -> list[str]:
        """Return the lines of a text field that are not empty."""
        return [line.strip() for line in self.one(name).splitlines() if line.strip()]

    def checked(self, name: str) -> bool:
        """Return whether a box was ticked."""
        return bool(self.one(name))


@asynccontextmanager
async def _read(request: Request, desk: Desk) -> AsyncIterator[Form]:
    kind = request.headers.get("content-type", "")
    if kind.startswith(_MULTIPART):
        request.scope[FILES] = True
        with ExitStack() as stack:
            parts = MultipartForm(desk.house, stack)
            await parts.read(kind, request.stream())
            yield _legible(Form(parts.values, tuple(parts.files)))
        return
    yield await _small(request)


async def _small(request: Request) -> Form:
    kind = request.headers.get("content-type", "")
    if kind and not kind.startswith(_URLENCODED):
        raise BadRequest(where="Content-Type", why=kind[:60])
    try:
        text = (await request.body()).decode("utf-8")
        values = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadRequest(where="form", why=_URLENCODED) from error
    return _legible(Form(values))


def _legible(form: Form) -> Form:
    for values in form.values.values():
        for value in values:
            legible(value)
    return form


async def open_form(request: Request) -> Form:
    """Give the form of somebody who has not signed in: never with files."""
    same_origin(request)
    return await _small(request)


async def page_form(request: Request, who: PageVisitor, desk: TheDesk) -> AsyncIterator[Form]:
    """Give the form of a page.

    Raises:
        FormStale: it does not carry this session's token.
    """
    same_origin(request)
    async with _read(request, desk) as form:
        check_csrf(who, form.one(CSRF_FIELD))
        yield form


async def api_form(request: Request, _who: ApiVisitor, desk: TheDesk) -> AsyncIterator[Form]:
    """Give the form of a program."""
    async with _read(request, desk) as form:
        yield form


OpenForm = Annotated[Form, Depends(open_form)]
PageForm = Annotated[Form, Depends(page_form)]
ApiForm = Annotated[Form, Depends(api_form)]
