"""The audit trail, for auditors.

Must not be open to anybody else, administrators included.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from archive.audit.repository import RIGHTS, EventQuestion
from archive.audit.seal import verify
from desk.choice import day_of
from desk.web.cursors import cursor_of, id_of
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.trail import trail

router = APIRouter(prefix="/audit", tags=["audit"])


@router.get("/events")
def events(
    who: ApiVisitor,
    desk: TheDesk,
    paper: str = "",
    subject: str = "",
    actor: str = "",
    action: str = "",
    day: str = "",
    outcome: str = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> dict[str, Any]:
    """List events, the latest first."""
    asked = EventQuestion(
        subject=subject, actor=actor, action=action, day=day_of(day, "day"), outcome=outcome,
        before=id_of(cursor), limit=limit + 1,
    )  # fmt: skip
    rows = trail(desk.house, who.actor, asked, paper=paper)
    following = cursor_of(rows[limit - 1]["event"]) if len(rows) > limit else None
    return {"events": rows[:limit], "next": following}


@router.get("/chain")
def chain(who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Walk the whole chain and say whether anything was altered."""
    with desk.house.act(who.actor, "audit:verify", "") as session:
        who.actor.require("audit:verify", *RIGHTS)
        desk.house.done(session, who.actor, "audit:verify", "")
    with desk.house.database.reading() as session:
        report = verify(session)
    return {
        "events": report.events, "sealed": report.sealed, "unsealed": report.unsealed,
        "erased": report.erased, "broken": list(report.broken), "ok": report.ok,
    }  # fmt: skip
