"""Where the words of a question stand on the pages of a paper that was found.

Must not be asked for a paper that the actor may not read.
"""

import dataclasses as dc
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.errors import ObjectDamaged, ObjectMissing
from archive.papers.models import PaperPage, Reading, ReadingPage
from archive.papers.words import unpack
from archive.search.fold import words_of
from archive.search.match import Groups
from archive.store.port import ObjectStore
from archive.values.ids import Sha256
from archive.values.reading import Box, Word

_MOST_LETTERS = 160
"""Of a line that is cut out; a line of print is shorter."""


@dc.dataclass(frozen=True, slots=True)
class Standing:
    """The line that holds most of the words.

    Attributes:
        page: of the paper, from 1.
        line: its text.
        width, height: of the page, in pixels.
        boxes: of the words on the page; empty where it was not read by places.
    """

    page: int
    line: str
    width: int
    height: int
    boxes: tuple[Box, ...] = ()


def places(
    session: Session, store: ObjectStore, paper_ids: Sequence[uuid.UUID], groups: Groups, *, begun: bool
) -> dict[uuid.UUID, Standing]:
    """Return for each paper the best line; nothing for one whose words are in its description only.

    Args:
        session: open session.
        store: has the words of each page with their boxes.
        paper_ids: papers that the actor may read.
        groups: words of which any will do.
        begun: the last group's words may go on.
    """
    found: dict[uuid.UUID, Standing] = {}
    asked = _Asked(groups, begun=begun)
    for paper_id, pages in _pages(session, paper_ids).items():
        best = max(
            ((asked.score(line), -no, line) for no, page in pages.items() for line in page.text.splitlines()),
            default=(0, 0, ""),
        )
        if best[0]:
            found[paper_id] = _standing(store, pages[-best[1]], -best[1], best[2], asked)
    return found


class _Asked:
    """Words that are looked for on a line."""

    def __init__(self, groups: Groups, *, begun: bool) -> None:
        self._words = {word for group in groups for word in group}
        self._beginnings = tuple(groups[-1]) if begun and groups else ()

    def score(self, text: str) -> int:
        """Return how many of the words a text holds."""
        there = set(words_of(text))
        begun = any(word.startswith(self._beginnings) for word in there) if self._beginnings else False
        return len(there & self._words) + begun


def _pages(session: Session, paper_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[int, ReadingPage]]:
    """Return each paper's pages as they were read last without failing."""
    rows = session.execute(
        sa.select(PaperPage.paper_id, PaperPage.no, ReadingPage)
        .join(Reading, Reading.intake_id == PaperPage.intake_id)
        .join(ReadingPage, sa.and_(ReadingPage.reading_id == Reading.id, ReadingPage.no == PaperPage.page))
        .where(PaperPage.paper_id.in_(paper_ids), Reading.done)
        .order_by(ReadingPage.failed.desc(), Reading.started_at, Reading.id)
    )
    found: dict[uuid.UUID, dict[int, ReadingPage]] = {}
    for paper_id, no, page in rows:
        found.setdefault(paper_id, {})[no] = page
    return found


def _standing(store: ObjectStore, page: ReadingPage, no: int, line: str, asked: _Asked) -> Standing:
    boxes = tuple(word.box for word in _words(store, page) if asked.score(word.text))
    return Standing(no, line[:_MOST_LETTERS], page.width, page.height, boxes)


def _words(store: ObjectStore, page: ReadingPage) -> Sequence[Word]:
    try:
        return unpack(store.read(Sha256(page.words_sha256))) if page.words_sha256 else ()
    except (ObjectMissing, ObjectDamaged):
        return ()  # the check of the archive names it; whoever looks up still gets the line
