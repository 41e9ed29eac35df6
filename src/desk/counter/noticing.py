"""What dossiers are told of papers that ended since they took them, and of ends taken back, for all doors.

Must not show a notice without an event, nor name a paper that the actor may not read beside it.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import READERS, Actor
from archive.clock import vietnam_iso
from archive.dossiers import repository as dossiers
from archive.errors import NotFound
from archive.papers.listing import readable_ids
from desk.house import House
from desk.pipeline.ended_by import reinstated_row
from reuse import telling
from reuse.models import DossierNotice
from reuse.telling import DossierTold


def told(house: House, actor: Actor, dossier: str = "", *, unseen: bool = True) -> list[dict[str, Any]]:
    """Return the notices to the actor's dossiers, or to one of them, and record the look.

    Raises:
        Forbidden: the actor reads no papers.
        NotFound: there is no such dossier that the actor may see.
    """
    with house.act(actor, "dossier:notices", dossier) as session:
        actor.require("dossier:notices", *READERS)
        if dossier:
            dossiers.get(session, actor, dossier)
        rows = notice_rows(session, actor, telling.notices(session, actor, dossier=dossier, unseen=unseen))
        shown = [row["paper"] for row in rows]
        house.done(session, actor, "dossier:notices", dossier, shown=shown)
        return rows


def notice_rows(session: Session, actor: Actor, found: Sequence[DossierTold]) -> list[dict[str, Any]]:
    """Return notices as API, pages and command line give them."""
    others = {one.ending.newer_id for one in found} | {one.ending.decision_paper_id for one in found}
    readable = readable_ids(session, actor, {key for key in others if key is not None})
    return [_row(one, readable) for one in found]


def _row(one: DossierTold, readable: dict[uuid.UUID, str]) -> dict[str, Any]:
    newer = one.ending.newer_id
    return {
        "notice": str(one.ending.id),
        "dossier": one.row.dossier_number,
        "told": one.row.told,
        "paper": str(one.paper.id),
        "code": one.paper.code,
        "type": one.paper.type,
        "number": one.paper.number,
        "how": one.ending.how,
        "since": one.ending.since.isoformat(),
        "reason": one.ending.reason,
        "authority": one.ending.authority,
        "decision": one.ending.decision,
        "reinstated": reinstated_row(one.ending),
        "newer": str(newer) if newer in readable else None,
        "newer_code": readable.get(newer) if newer else None,
        "at": vietnam_iso(one.row.at),
        "seen_by": one.row.seen_by,
        "seen_at": vietnam_iso(one.row.seen_at) if one.row.seen_at else None,
    }


def acknowledge(house: House, actor: Actor, dossier: str, notice: str) -> DossierNotice:
    """Note that an officer or handler of the dossier has seen a notice.

    Raises:
        Forbidden, NotFound.
    """
    with house.act(actor, "dossier:acknowledge", dossier) as session:
        try:
            key = uuid.UUID(notice)
        except ValueError:
            raise NotFound(what="thông báo/notice", key=notice) from None
        return telling.acknowledge(session, house.clock, actor, dossier, key)
