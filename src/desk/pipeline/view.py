"""Everything about a paper as plain values, the same for the command line, the API and the pages.

Must not be shown without its event: callers record what they show.
"""

import json
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.models import Event, EventDetail
from archive.catalogue import repository as catalogue
from archive.clock import today, vietnam_iso
from archive.dossiers import repository as dossiers
from archive.owners import repository as owners
from archive.owners.models import PaperParty
from archive.papers import descriptions, readings
from archive.papers import repository as papers
from archive.papers.listing import readable_ids
from archive.papers.models import Paper, PaperDescription
from archive.store.models import StoredObject
from desk.house import House
from desk.pipeline.double_told import double_row
from desk.pipeline.doubts import reason_rows
from desk.pipeline.page_receipt import division_rows, receipt_rows
from desk.pipeline.page_warnings import warning_rows
from desk.pipeline.profiles import lacks_seal
from desk.pipeline.provenance import life_rows
from desk.pipeline.side_by_side import reading_rows
from desk.pipeline.whose import unlike_print
from reuse import repository as reuse
from reuse.conditions import Case
from reuse.rules import why_not
from reuse.sources.repository import origin_of
from signing.models import SignedRevision


def found_rows(session: Session, house: House, rows: Sequence[Paper]) -> list[dict[str, Any]]:
    """Return papers as `find` lists them, each with why it may not serve, if so."""
    day = today(house.clock)
    kinds = catalogue.types_by_any_name(session, day)
    judged = reuse.judged(session, [paper.id for paper in rows])
    parties = owners.parties_of(session, [paper.id for paper in rows])
    lines = []
    for paper in rows:
        owner = owners.first_owner(parties[paper.id])
        refused = why_not(judged[paper.id], None, kinds.get(paper.type), Case(day, day))
        lines.append(
            {
                "paper": str(paper.id),
                "code": paper.code,
                "type": paper.type,
                "title": paper.title,
                "owner_id": owner.number if owner else None,
                "owner_name": owner.name if owner else None,
                "number": paper.number,
                "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
                "valid_until": _valid_until(paper),
                "state": papers.state(paper),
                "reusable": refused is None,
                "why_not": refused.value if refused else None,
            }
        )
    return lines


def _valid_until(paper: Paper) -> str | None:
    if paper.no_expiry:
        return descriptions.NO_EXPIRY
    return paper.valid_until.isoformat() if paper.valid_until else None


def whole(session: Session, house: House, actor: Actor, paper: Paper) -> dict[str, Any]:
    """Return all that the actor may know of a paper that it may read: what is said of it, revisions, history.

    Other papers are named only where the actor may read them. Who else looked at the paper or took it
    over is shown to auditors and to the agency that answers for it.
    """
    said = descriptions.current(session, paper)
    origin = origin_of(session, paper)
    linked = readable_ids(session, actor, [paper.superseded_by] if paper.superseded_by else [])
    whole_history = papers.sees_all(session, actor, paper)
    reused = [row for row in _reused(session, paper.id) if whole_history or _mine(session, actor, row)]
    codes = [paper.code] if whole_history else []
    parties = owners.party_rows(session, [paper.id])
    return {
        **found_rows(session, house, [paper])[0],
        "dossier": paper.dossier_number,
        "component": paper.component,
        "kind": paper.kind,
        "stage": paper.stage,
        "standing": paper.standing,
        "version": paper.version,
        "held": paper.held,
        "reason": paper.reason,
        "error": paper.error,
        "presented": paper.presented,
        "profile": paper.profile,
        "lacks_seal": lacks_seal(session, house, paper),
        "sealing": paper.sealing_account is not None,
        "reading_again": bool(readings.ordered(session, paper.id)),
        "level": paper.level,
        "verdict": paper.verdict,
        "verdict_reason": paper.verdict_reason,
        "fetched_from": origin.source if origin else None,
        **double_row(session, actor, paper),
        **_link("superseded_by", paper.superseded_by, linked),
        "received_at": vietnam_iso(paper.received_at),
        "received_by": paper.received_by,
        "type_confidence": said.type_confidence if said else None,
        "why": said.why if said else "",
        "doubt": paper.doubt,
        "reasons": reason_rows(session, house, paper),
        "fields": descriptions.field_rows(said.fields) if said else {},
        "parties": _parties(parties),
        "unlike_print": unlike_print(parties),
        "files": _files(session, paper),
        "receipts": receipt_rows(session, paper),
        "division": division_rows(session, actor, paper),
        "warnings": warning_rows(session, paper),
        "readings": reading_rows(session, paper),
        "descriptions": _descriptions(session, paper.id),
        "revisions": _revisions(session, paper.id),
        "reused": reused,
        **life_rows(session, house, actor, paper, reused),
        "history": [
            row
            for row in history(session, str(paper.id), *codes)
            if whole_history or is_open(actor, row["actor"], row["action"])
        ],
    }


_OPEN_ACTS = frozenset(
    f"paper:{act}"
    for act in (
        "receive",
        "describe",
        "correct",
        "compare",
        "confirm",
        "sign",
        "seal",
        "keep",
        "read-again",
        "resplit",
        "returned",
    )
)
"""What made the paper what it is; looks and takes are the keeping agency's to know."""


def is_open(actor: Actor, by: str, action: str) -> bool:
    """Return whether an act is shown to all readers of its paper: what they did, and what made the paper."""
    return by == actor.account or action in _OPEN_ACTS


def _link(name: str, other: uuid.UUID | None, readable: dict[uuid.UUID, str]) -> dict[str, str | None]:
    """Name another paper, if it may be read."""
    if other is None or other not in readable:
        return {name: None, f"{name}_code": None}
    return {name: str(other), f"{name}_code": readable[other]}


def _mine(session: Session, actor: Actor, row: dict[str, Any]) -> bool:
    return dossiers.may_see(session, actor, row["dossier"])


def _parties(rows: Sequence[PaperParty]) -> list[dict[str, Any]]:
    return [
        {
            "role": row.role,
            "printed": row.printed,
            "name": row.name,
            "owner": f"{row.kind}:{row.number}" if row.number else None,
            "source": row.source,
            "confirmed_by": row.confirmed_by,
        }
        for row in rows
    ]


def _files(session: Session, paper: Paper) -> list[dict[str, Any]]:
    return [
        {"file": row.name, "sha256": row.sha256, "media_type": row.media_type, "pages": row.pages}
        for row in papers.intakes_of(session, paper)
    ]


def _descriptions(session: Session, paper_id: uuid.UUID) -> list[dict[str, Any]]:
    rows = session.scalars(
        sa.select(PaperDescription).where(PaperDescription.paper_id == paper_id).order_by(PaperDescription.n)
    )
    return [
        {"n": row.n, "by": row.by, "at": vietnam_iso(row.at), "source": row.source, "type": row.type}
        for row in rows
    ]


def _revisions(session: Session, paper_id: uuid.UUID) -> list[dict[str, Any]]:
    rows = session.execute(
        sa.select(SignedRevision, StoredObject.size)
        .join(StoredObject, StoredObject.sha256 == SignedRevision.sha256)
        .where(SignedRevision.paper_id == paper_id, StoredObject.state == "kept")
        .order_by(SignedRevision.n)
    ).all()
    return [
        {
            "n": row.n,
            "sha256": row.sha256,
            "parent": row.parent_sha256,
            "reason": row.reason,
            "level": row.level,
            "level_asked": row.level_asked,
            "missing": row.missing,
            "verdict": row.verdict,
            "signer": row.signer,
            "at": vietnam_iso(row.signed_at),
            "size": size,
        }
        for row, size in rows
    ]


def _reused(session: Session, paper_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        {
            "dossier": row.dossier_number,
            "component": row.component,
            "revision": row.revision_sha256,
            "requester": row.requester,
            "ground": row.ground,
            "purpose": row.purpose,
            "law": row.law,
            "assisted": row.assisted,
            "identity_check": row.identity_check,
            "by": row.taken_by,
            "at": vietnam_iso(row.taken_at),
        }
        for row in reuse.takes_of_paper(session, paper_id)
    ]


def history(session: Session, *names: str) -> list[dict[str, Any]]:
    """Return the events of a subject, oldest first, with their detail where it was not erased.

    A paper has two names: what is done is recorded under its id, what is refused as it was typed.
    """
    rows = session.execute(
        sa.select(Event, EventDetail.detail)
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .where(Event.subject.in_(names))
        .order_by(Event.at, Event.id)
    ).all()
    return [
        {
            "at": vietnam_iso(event.at),
            "actor": event.actor,
            "channel": event.channel,
            "action": event.action,
            "outcome": event.outcome,
            "detail": json.loads(detail) if detail else None,
        }
        for event, detail in rows
    ]
