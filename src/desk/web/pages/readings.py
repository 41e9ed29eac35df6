"""Two readings of a page side by side, with the words that differ marked.

Must not show another paper's existence; see `showing.py`.
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.errors import NotFound
from desk.pipeline.side_by_side import compared
from desk.web.doors import PageVisitor, TheDesk
from desk.web.rendering import render
from desk.web.showing import shown_paper

router = APIRouter()


@router.get("/papers/{key}/readings")
def page(
    request: Request,
    key: str,
    who: PageVisitor,
    desk: TheDesk,
    no: int = 1,
    before: int = -2,
    after: int = -1,
) -> HTMLResponse:
    """Show page `no` as readings `before` and `after` have it; they count from 0, the oldest first."""
    with desk.house.act(who.actor, "paper:show", key) as session:
        view = shown_paper(session, desk.house, who.actor, key)
        rows = view["readings"]
        before, after = (_place(place, len(rows)) for place in (before, after))
        texts = [_text(rows[place], no) if rows else "" for place in (before, after)]
        if not any(leaf["no"] == no for leaf in view["pages"]):
            raise NotFound(what="trang/page", key=no)
    left, right = compared(*texts)
    differing = [
        leaf["no"]
        for leaf in view["pages"]
        if rows and _text(rows[before], leaf["no"]) != _text(rows[after], leaf["no"])
    ]
    return render(
        request, who, "readings", view=view, rows=rows, no=no, before=before, after=after,
        left=left, right=right, differing=differing,
    )  # fmt: skip


def _place(place: int, count: int) -> int:
    """Return the place of a reading, the nearest that there is."""
    return max(0, min(place + count if place < 0 else place, count - 1))


def _text(row: dict[str, Any], no: int) -> str:
    return next((leaf["text"] for leaf in row["pages"] if leaf["no"] == no), "")
