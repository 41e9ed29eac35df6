"""The JSON lines of papers, the same wherever a paper is printed (CONTRACT.md).

Must not look anything up that the caller may not read.
"""

from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper
from desk.pipeline.double_told import double_row
from desk.pipeline.page_receipt import receipt_rows
from desk.pipeline.page_warnings import warning_rows


def paper_line(session: Session, actor: Actor, paper: Paper, name: str = "") -> dict[str, Any]:
    """Return the line of a paper as `ingest` prints it."""
    first = session.get_one(Intake, paper.leaves[0].intake_id) if paper.leaves else None
    return {
        "paper": str(paper.id),
        "code": paper.code,
        "file": name or (first.name if first else ""),
        "dossier": paper.dossier_number,
        "pages": [leaf.page for leaf in paper.leaves],
        "state": papers.state(paper),
        "type": paper.type,
        "sha256": first.sha256 if first else paper.original_sha256,
        "level": paper.level,
        "verdict": paper.verdict,
        **double_row(session, actor, paper),
        "error": paper.error,
        "receipts": receipt_rows(session, paper),
        "warnings": warning_rows(session, paper),
    }


def state_line(paper: Paper) -> dict[str, Any]:
    """Return the line of an act on a paper."""
    return {
        "paper": str(paper.id),
        "code": paper.code,
        "state": papers.state(paper),
        "level": paper.level,
        "verdict": paper.verdict,
        "error": paper.error,
    }
