"""Corrections as examples to learn from: what was said, what an officer made of it, what the page says.

Must not show a paper that the actor may not read.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.clock import vietnam_iso
from archive.papers import readings
from archive.papers.models import Correction, Paper, PaperDescription, Reading, ReadingPage
from archive.values.description import Source

_AT_ONCE = 200


def examples(session: Session, actor: Actor) -> Iterator[dict[str, Any]]:
    """Yield every correction of papers that the actor may read, the oldest first.

    Each names who corrected what and when, `before` and `after`, the type and version of the description
    that was corrected, of the wrong value its source, rule, confidence (0 to 1), raw words, page and box,
    and `text`: its page as engine and model had read it by then; every page where the value is of none
    (the type, or a field that was not found). What an earlier version of this product did not note is None.
    """
    rows = session.execute(
        sa.select(Correction, Paper, PaperDescription)
        .join(Paper, Paper.id == Correction.paper_id)
        .outerjoin(
            PaperDescription,
            sa.and_(
                PaperDescription.paper_id == Correction.paper_id,
                PaperDescription.n == Correction.description_n,
            ),
        )
        .where(readable_by(actor))
        .order_by(Correction.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for correction, paper, said in rows:
        yield _example(session, correction, paper, said)


def _example(
    session: Session, correction: Correction, paper: Paper, said: PaperDescription | None
) -> dict[str, Any]:
    wrong = said.values.get(correction.field, {}) if said else {}
    pages = _pages(session, correction, paper, wrong.get("page"))
    reading = pages[0][0] if pages else None
    return {
        "correction": str(correction.id),
        "paper": str(paper.id),
        "code": paper.code,
        "field": correction.field,
        "before": correction.before,
        "after": correction.after,
        "by": correction.by,
        "at": vietnam_iso(correction.at),
        "spread_from": str(correction.spread_from) if correction.spread_from else None,
        "description": correction.description_n,
        "type": said.type if said else None,
        "type_confidence": said.type_confidence if said else None,
        "why": said.why if said else None,
        **{name: wrong.get(name) for name in ("source", "rule", "confidence", "raw", "page", "box")},
        "engine": reading.engine if reading else None,
        "model": reading.model if reading else None,
        "text": "\n\n".join(page.text for _, page in pages),
    }


def _pages(
    session: Session, correction: Correction, paper: Paper, number: int | None
) -> list[tuple[Reading, ReadingPage]]:
    """Return the pages of the paper that the wrong value stands on, as they were when it was described."""
    described = session.scalar(
        sa.select(sa.func.max(PaperDescription.at)).where(
            PaperDescription.paper_id == paper.id,
            PaperDescription.source == Source.READ.value,
            PaperDescription.n <= (correction.description_n or paper.description_n),
        )
    )
    leaves = [leaf for leaf in paper.leaves if number is None or leaf.no == number]
    found = [
        readings.page_at(session, leaf.intake_id, leaf.page, described or correction.at) for leaf in leaves
    ]
    return [one for one in found if one is not None]
