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
from desk.pipeline.correction_notices import notices_of


def life_rows(
    session: Session, actor: Actor, paper: Paper, reused: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return a paper's ends, corrections and provenance; `reused`: the takes that the actor may know of."""
    endings = session.scalars(
        sa.select(PaperEnding)
        .where(sa.or_(PaperEnding.paper_id == paper.id, PaperEnding.newer_id == paper.id))
        .order_by(PaperEnding.at, PaperEnding.id)
    ).all()
    notices = session.scalars(
        sa.select(CorrectionNotice.notice_paper_id).where(CorrectionNotice.paper_id == paper.id)
    )
    named = {key for row in endings for key in (row.paper_id, row.newer_id, row.decision_paper_id)}
    readable = readable_ids(session, actor, {key for key in (*named, *notices) if key is not None})
    return {
        "endings": [_ending(row, readable) for row in endings if row.paper_id == paper.id],
        "ends": [
            {"paper": str(row.paper_id), "code": readable[row.paper_id], "how": row.how}
            for row in endings
            if row.newer_id == paper.id and row.paper_id in readable
        ],
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
