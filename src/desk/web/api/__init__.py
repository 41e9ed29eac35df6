"""The JSON API, one module a subject."""

from fastapi import APIRouter

from desk.web.api import (
    acts,
    audit,
    dossiers,
    health,
    notices,
    owners,
    papers,
    queue,
    reuse,
    search,
    sessions,
    signing,
    signing_files,
    uploads,
    verifications,
)

VERSION = "/api/v1"


def routers() -> list[APIRouter]:
    """Return every router of the API."""
    first = APIRouter(prefix=VERSION)
    for module in (
        sessions,
        uploads,
        papers,
        queue,
        acts,
        signing,
        signing_files,
        verifications,
        search,
        dossiers,
        owners,
        reuse,
        notices,
        audit,
    ):
        first.include_router(module.router)
    return [first, health.router]
