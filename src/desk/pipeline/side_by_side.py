"""The readings of a paper side by side, and which words of a page differ between two of them.

Must not show pages of another paper that lies in the same file.
"""

import dataclasses as dc
import re
import statistics
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import vietnam_iso
from archive.papers.models import Paper, PaperPage, Reading, ReadingPage

MOST_WORDS = 4_000
"""Words of a page that are compared: a dense A3 page has 2,000; the time grows with their square."""
_PIECES = re.compile(r"\S+|\n")


@dc.dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of a page that are all the same in the other reading, or all differ."""

    text: str
    differs: bool


def reading_rows(session: Session, paper: Paper) -> list[dict[str, Any]]:
    """Return the finished readings of the paper's pages, the oldest first.

    A reading is one of all the paper's files by one engine and model; `confidence` (0 to 1) is the mean
    of its pages with text, None where none has; `failed` numbers the pages that could not be read.
    """
    rows = session.execute(
        sa.select(Reading, PaperPage.no, ReadingPage)
        .join(Reading, Reading.intake_id == PaperPage.intake_id)
        .join(ReadingPage, sa.and_(ReadingPage.reading_id == Reading.id, ReadingPage.no == PaperPage.page))
        .where(PaperPage.paper_id == paper.id, Reading.done)
        .order_by(Reading.started_at, Reading.id, PaperPage.no)
    )
    found: dict[tuple[str, str, int], dict[str, Any]] = {}
    for reading, no, page in rows:
        row = found.setdefault(
            (reading.engine, reading.model, reading.n),
            {
                "engine": reading.engine,
                "model": reading.model,
                "n": reading.n,
                "at": vietnam_iso(reading.started_at),
                "pages": [],
            },
        )
        row["pages"].append(
            {"no": no, "text": page.text, "confidence": page.confidence, "failed": page.failed}
        )
    return [_summed(row) for row in found.values()]


def _summed(row: dict[str, Any]) -> dict[str, Any]:
    pages = sorted(row["pages"], key=lambda page: page["no"])
    sure = [page["confidence"] for page in pages if page["text"]]
    return {
        **row,
        "confidence": round(statistics.fmean(sure), 4) if sure else None,
        "failed": [page["no"] for page in pages if page["failed"]],
        "pages": pages,
    }


def compared(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Return two readings of a page as runs of words, those marked that the other does not have there.

    Pages of more than MOST_WORDS come whole and unmarked.
    """
    pieces = _PIECES.findall(before), _PIECES.findall(after)
    if max(map(len, pieces)) > MOST_WORDS:
        return [Run(before, differs=False)], [Run(after, differs=False)]
    steps = SequenceMatcher(None, *pieces).get_opcodes()
    left = _runs(pieces[0], [(start, end, kind != "equal") for kind, start, end, _, _ in steps])
    right = _runs(pieces[1], [(start, end, kind != "equal") for kind, _, _, start, end in steps])
    return list(left), list(right)


def _runs(pieces: Sequence[str], parts: Sequence[tuple[int, int, bool]]) -> Iterator[Run]:
    for start, end, differs in parts:
        text = " ".join(pieces[start:end]).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")
        if text:
            yield Run(text, differs)
