"""Builds the web desk on an open house: routes, errors, headers.

Must not open the house nor start workers: who runs it does.
"""

import asyncio
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from archive.errors import SohoaError
from desk.house import House
from desk.web import api, pages
from desk.web.doors import Desk
from desk.web.errors import NotSignedIn
from desk.web.guard import Guard
from desk.web.health import Health
from desk.web.pages.sign_in import address_of_sign_in
from desk.web.pictures import Pictures
from desk.web.problems import problem_of, problem_response
from desk.web.rendering import environment, render
from desk.web.throttle import Throttle

STATIC = Path(__file__).with_name("static")


def create_app(house: House) -> FastAPI:
    """Return the web desk of a house that is open; the caller starts the engine and runs the server."""
    app = FastAPI(
        title="sohoa",
        summary="Số hoá giấy tờ một lần, ký số, lưu giữ và dùng lại.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would repeat whatever Host was sent
        middleware=[Middleware(Guard, failed=failed)],
    )
    app.state.desk = Desk(house, Throttle(), Pictures(house), Health(house))
    app.state.templates = environment()
    for kind in (SohoaError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, failed)
    for router in api.routers():
        app.include_router(router)
    for router in pages.routers():
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    # The first use makes the spool's folder: not in two threads at once.
    with house.spool.file():
        return app


async def failed(request: Request, error: Exception) -> Response:
    """Answer an error: a problem document for programs, a page for people."""
    problem = problem_of(error, request)
    if _for_programs(request):
        return problem_response(problem, error)
    if isinstance(error, NotSignedIn):
        return RedirectResponse(address_of_sign_in(request), 303)
    # Who is signed in is not asked again: an error page must not fail itself.
    return await asyncio.to_thread(render, request, None, "problem", status=problem.status, problem=problem)


def _for_programs(request: Request) -> bool:
    path = request.url.path
    return path.startswith(("/api/v1/", "/health/")) or path in ("/metrics", "/api/openapi.json")
