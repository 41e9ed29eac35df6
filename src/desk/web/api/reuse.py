"""What the citizen need not bring, taking it over, refusing it, asking all the same.

Must not hold rules: the reuse room does.
"""

import dataclasses as dc
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from archive.owners.identifiers import parse_owner
from desk.choice import day_of, one_of
from desk.counter import elsewhere, previewing, reusing, slips
from desk.counter.offers import answer_rows
from desk.web.answers import TheWriting
from desk.web.bodies import AskBody, CheckBody, FetchBody, PreviewBody, RefusalBody, TakeBody
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.downloads import sent
from reuse.answers import conclusion
from reuse.figures import By

router = APIRouter(prefix="/reuse", tags=["reuse"])


@router.post("/checks")
def checks(body: CheckBody, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Say component by component what the citizen need not bring."""
    request = body.request()
    answers = reusing.check(desk.house, who.actor, request)
    told = elsewhere.look(desk.house, who.actor, request, answers)
    return {"components": answer_rows(desk.house, answers, told), "say": conclusion(answers)}


@router.get("/uses")
def uses(who: ApiVisitor, desk: TheDesk, owner: str, ground: str = "", requester: str = "") -> dict[str, Any]:
    """Tell who used the owner's papers, when and for what; without a ground nothing is told."""
    return {"uses": reusing.uses(desk.house, who.actor, parse_owner(owner), requester, ground)}


@router.post("/slips", response_class=Response)
def slip(body: CheckBody, who: ApiVisitor, desk: TheDesk) -> Response:
    """Check, and give the slip for the citizen as PDF."""
    made = slips.check(desk.house, who.actor, body.request())
    return sent(slips.FILE, made.data)


@router.post("/previews", response_class=Response)
def previews(body: PreviewBody, who: ApiVisitor, desk: TheDesk) -> Response:
    """Give an offered paper's pages as a PDF of pictures under a mark.

    `Sohoa-Shown` is what a take holds to, `Sohoa-Revision` the SHA-256 in it; `Sohoa-Pages` tells how many
    pages of how many.
    """
    seen = previewing.look(desk.house, who.actor, body.paper, body.request(), shown=body.shown)
    made = previewing.document(desk.house, seen)
    told = {
        "Sohoa-Revision": seen.revision, "Sohoa-Shown": str(seen.shown),
        "Sohoa-Pages": f"{made.drawn}/{made.pages}",
    }  # fmt: skip
    return sent(f"{seen.offer.candidate.code}-preview.pdf", made.data, told)


@router.get("/figures")
def figures(
    who: ApiVisitor, desk: TheDesk, by: str = "component", first: str = "", last: str = ""
) -> dict[str, Any]:
    """Tell how often citizens were asked for what was there, in the last twelve months by default."""
    days = day_of(first, "first"), day_of(last, "last")
    rows = reusing.figures(desk.house, who.actor, one_of(By, by, "by"), *days)
    return {"figures": [dc.asdict(row) | {"spared": row.spared} for row in rows]}


@router.post("/takes")
def takes(body: TakeBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Take a paper over into a dossier."""

    def work() -> dict[str, Any]:
        row = reusing.take(desk.house, who.actor, body.paper, body.request(), shown=body.shown)
        return reusing.taken_row(row)

    return writing.answer(body.model_dump(), work)


@router.post("/fetches")
def fetches(body: FetchBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Take a paper in that a store of others has; it serves once an officer confirmed it."""

    def work() -> dict[str, Any]:
        paper = elsewhere.fetch(desk.house, who.actor, body.key, body.request())
        return {
            "paper": str(paper.id), "code": paper.code, "dossier": body.dossier,
            "component": body.component, "state": paper.stage, "sha256": paper.original_sha256,
        }  # fmt: skip

    return writing.answer(body.model_dump(), work)


@router.post("/refusals")
def refusals(body: RefusalBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Refuse an offered paper, with the reason."""

    def work() -> dict[str, Any]:
        row = reusing.refuse(desk.house, who.actor, body.paper, body.request(), reason=body.reason)
        return {
            "paper": str(row.paper_id), "dossier": row.dossier_number, "component": row.component,
            "revision": None, "taken": False, "reason": row.reason,
        }  # fmt: skip

    return writing.answer(body.model_dump(), work)


@router.post("/asks")
def asks(body: AskBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Ask the citizen all the same, with the reason where it is there already."""

    def work() -> dict[str, Any]:
        row = reusing.ask(desk.house, who.actor, body.request(), reason=body.reason)
        return {
            "paper": None, "dossier": row.dossier_number, "component": row.component, "revision": None,
            "taken": False, "asked": True, "was_reusable": row.was_reusable, "reason": row.reason,
        }  # fmt: skip

    return writing.answer(body.model_dump(), work)
