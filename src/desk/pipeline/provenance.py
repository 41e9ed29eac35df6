"""Where a paper comes from and what became of it: how it ended, what corrects it, what it led to.

Must not name a paper or dossier that the actor may not read.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.clock import vietnam_iso
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.papers.listing import readable_ids
from archive.papers.models import CorrectionNotice, Paper, PaperEnding
from archive.values.description import PaperKind
from archive.values.states import Ended
from desk.house import House
from desk.pipeline.correction_notices import notices_of
from desk.pipeline.ended_by import by_rule, ended_rows, in_doubt, reinstated_row


def life_rows(
    session: Session, house: House, actor: Actor, paper: Paper, reused: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return a paper's ends, corrections and provenance; `reused`: the takes that the actor may know of."""
    endings = session.scalars(
        sa.select(PaperEnding)
        .where(PaperEnding.paper_id == paper.id, PaperEnding.how.in_(list(Ended)))
        .order_by(PaperEnding.at, PaperEnding.id)
    ).all()
    notices = session.scalars(
        sa.select(CorrectionNotice.notice_paper_id).where(CorrectionNotice.paper_id == paper.id)
    )
    named = {key for row in endings for key in (row.newer_id, row.decision_paper_id)}
    readable = readable_ids(session, actor, {key for key in (*named, *notices) if key is not None})
    return {
        "endings": [{**_ending(row, readable), "doubtful": in_doubt(session, house, row)} for row in endings],
        "ends": ended_rows(session, house, actor, paper),
        "corrections": notices_of(session, [paper.id], readable).get(paper.id, []),
        "provenance": _provenance(session, actor, paper, reused),
    }


def _ending(row: PaperEnding, readable: dict[uuid.UUID, str]) -> dict[str, Any]:
    newer, decision = row.newer_id, row.decision_paper_id
    return {
        "how": row.how,
        "since": row.since.isoformat(),
        "reason": row.reason,
        "authority": row.authority,
        "decision": row.decision,
        "decision_paper": str(decision) if decision in readable else None,
        "newer": str(newer) if newer in readable else None,
        "newer_code": readable.get(newer) if newer else None,
        "at": vietnam_iso(row.at),
        "by_rule": by_rule(row),
        "reinstated": reinstated_row(row),
    }


def _provenance(
    session: Session, actor: Actor, paper: Paper, reused: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    numbers = list(dict.fromkeys([paper.dossier_number, *(row["dossier"] for row in reused)]))
    seen = {number for number in numbers if dossiers.may_see(session, actor, number)}
    results = _results(session, actor, seen)
    procedures = dict(
        session.execute(
            sa.select(Dossier.number, Dossier.procedure_code).where(Dossier.number.in_(seen))
        ).all()
    )

    def of(number: str) -> dict[str, Any]:
        others = [row for row in results.get(number, []) if row["paper"] != str(paper.id)]
        return {"dossier": number, "procedure": procedures.get(number), "results": others}

    used = [number for number in numbers if number != paper.dossier_number]
    return {
        **of(paper.dossier_number),
        "component": paper.component,
        "kind": paper.kind,
        "used": [of(number) for number in used],
    }


def _results(session: Session, actor: Actor, numbers: Collection[str]) -> dict[str, list[dict[str, str]]]:
    rows = session.execute(
        sa.select(Paper.dossier_number, Paper.id, Paper.code, Paper.type)
        .where(Paper.dossier_number.in_(numbers), Paper.kind == PaperKind.RESULT.value, readable_by(actor))
        .order_by(Paper.received_at, Paper.id)
    ).all()
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        one = {"paper": str(row.id), "code": row.code, "type": row.type}
        found.setdefault(row.dossier_number, []).append(one)
    return found
