"""The first page: what waits for me, what is at work, what failed and why.

Must not count papers that the actor may not read.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.accounts.actor import AccountRight
from archive.accounts.readable import readable_by
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.papers import repository as papers
from archive.papers.listing import listing, oldest_working, stage_counts
from archive.papers.listing import waiting as papers_waiting
from archive.papers.repository import WORKING
from archive.values.states import Stage
from desk.counter.noticing import notice_rows
from desk.web.doors import PageVisitor, TheDesk
from desk.web.health import live_workers
from desk.web.rendering import render
from desk.web.showing import waiting_for_key
from reuse.telling import RIGHTS, notices

router = APIRouter()
_MOST = 50


@router.get("/")
def home(request: Request, who: PageVisitor, desk: TheDesk) -> HTMLResponse:
    """Show the first page."""
    house, actor = desk.house, who.actor
    with house.act(actor, "paper:list", "home") as session:
        waiting = papers_waiting(session, readable_by(actor), limit=_MOST)
        begun = listing(session, actor, stages=WORKING, limit=_MOST)
        unsigned = [paper for paper in begun if waiting_for_key(house, paper)]
        working = [paper for paper in begun if paper not in unsigned]
        failed = listing(session, actor, stages=[Stage.FAILED], limit=_MOST)
        kept = listing(session, actor, stages=[Stage.KEPT], limit=10)
        names = {kind.slug: kind.name for kind in catalogue.types_on(session, today(house.clock))}
        told = notice_rows(session, actor, notices(session, actor, limit=_MOST)) if actor.may(*RIGHTS) else []
        admin = actor.may(AccountRight.ADMIN)
        counts = stage_counts(session) if admin else {}
        oldest = oldest_working(session) if admin or working else None
        shown = [str(paper.id) for group in (waiting, begun, failed, kept) for paper in group]
        shown += [row["paper"] for row in told]
        house.done(session, actor, "paper:list", "home", shown=shown)
    return render(
        request, who, "home",
        waiting=waiting, unsigned=unsigned, working=working, failed=failed, kept=kept, names=names, told=told,
        state=papers.state, counts=counts, oldest=oldest, workers=live_workers(house), most=_MOST,
    )  # fmt: skip
