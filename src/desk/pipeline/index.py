"""Writes a paper's index row together with each change of the paper.

Must not run in a transaction of its own.
"""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.owners import repository as owners
from archive.owners.models import PaperParty
from archive.papers.models import Paper, PaperPage, Reading, ReadingPage
from archive.search import index


def update_index(session: Session, paper: Paper, texts: Sequence[str] | None = None) -> None:
    """Write what the paper is found by; `texts` of its pages are read from its readings when not given."""
    if texts is None:
        texts = page_texts(session, paper)
    parties = owners.party_rows(session, [paper.id])
    index.write(session, paper.id, telling=_telling(paper, parties), text="\n".join(texts))


def told_by(session: Session, papers: Sequence[Paper]) -> dict[uuid.UUID, tuple[Sequence[str], str]]:
    """Return what each of the papers is to be found by, as `update_index` would write it now."""
    parties = owners.parties_of(session, [paper.id for paper in papers])
    return {
        paper.id: (_telling(paper, parties[paper.id]), "\n".join(page_texts(session, paper)))
        for paper in papers
    }


def _telling(paper: Paper, parties: Sequence[PaperParty]) -> list[str]:
    return [
        paper.code,
        paper.title,
        paper.number,
        paper.issuer,
        *(party.name for party in parties),
        *(party.number or "" for party in parties),
    ]


def page_texts(session: Session, paper: Paper) -> list[str]:
    """Return the text of each of the paper's pages, as it was read last without failing."""
    rows = session.execute(
        sa.select(PaperPage.no, ReadingPage.text, Reading.started_at)
        .join(Reading, Reading.intake_id == PaperPage.intake_id)
        .join(ReadingPage, sa.and_(ReadingPage.reading_id == Reading.id, ReadingPage.no == PaperPage.page))
        .where(PaperPage.paper_id == paper.id, Reading.done)
        .order_by(PaperPage.no, ReadingPage.failed.desc(), Reading.started_at, Reading.id)
    )
    newest = {row.no: row.text for row in rows}
    return [newest[no] for no in sorted(newest)]
