"""For supervisors: alive, ready, and a few figures.

Must not tell a stranger anything about papers: figures are for this machine, auditors and administrators.
"""

import ipaddress

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from archive.accounts.actor import AccountRight
from archive.papers.listing import oldest_working, stage_counts
from desk.proofs import proofs
from desk.web.doors import TheDesk, api_visitor, client_of
from desk.web.health import live_workers

router = APIRouter(tags=["health"])


@router.get("/health/live")
@router.get("/api/v1/health/live")
def live() -> dict[str, bool]:
    """Say that the process answers."""
    return {"live": True}


@router.get("/health/ready")
@router.get("/api/v1/health/ready")
def ready(desk: TheDesk) -> JSONResponse:
    """Say whether database and store answer, and whether anybody works on papers."""
    parts = desk.health.parts()
    body = {
        "ready": parts.ready,
        "database": parts.database,
        "store": parts.store,
        "working": parts.workers > 0,
    }
    return JSONResponse(body, 200 if parts.ready else 503)


@router.get("/metrics")
def metrics(request: Request, desk: TheDesk) -> PlainTextResponse:
    """Give figures in the text form that collectors read."""
    if not _on_this_machine(request):
        actor = api_visitor(request, desk).actor
        with desk.house.act(actor, "metrics", ""):
            actor.require("metrics", AccountRight.AUDITOR, AccountRight.ADMIN)
    with desk.house.database.reading() as session:
        counts, oldest = stage_counts(session), oldest_working(session)
        stand = proofs(session, desk.house.clock.now(), desk.house.settings)
    now = desk.house.clock.now()
    age = (now - oldest).total_seconds() if oldest else 0.0
    since = stand.unfinished_since
    waits = (now - since).total_seconds() if since else 0.0
    lines = [
        "# TYPE sohoa_papers gauge",
        *(f'sohoa_papers{{stage="{stage}"}} {count}' for stage, count in counts.items()),
        "# TYPE sohoa_oldest_waiting_seconds gauge",
        f"sohoa_oldest_waiting_seconds {age:.0f}",
        "# TYPE sohoa_workers gauge",
        f"sohoa_workers {live_workers(desk.house)}",
        "# TYPE sohoa_proofs gauge",
        *(f'sohoa_proofs{{state="{name}"}} {getattr(stand, name)}' for name in ("due", "late", "lost")),
        "# TYPE sohoa_signatures_unfinished gauge",
        *(f'sohoa_signatures_unfinished{{why="{code}"}} {count}' for code, count in stand.why.items()),
        "# TYPE sohoa_oldest_unfinished_seconds gauge",
        f"sohoa_oldest_unfinished_seconds {waits:.0f}",
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


def _on_this_machine(request: Request) -> bool:
    """Whether the collector runs here; what a proxy passed on does not count."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(client_of(request)).is_loopback
    except ValueError:
        return False
