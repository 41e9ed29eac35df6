"""Warnings that only all pages of a scan together give: a page missing, a page twice; kept with the page.

Must not stop a paper.
"""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from archive.papers import readings
from archive.values.reading import PageText
from digitize.quality.sequence import CODES, sequence_notices


def warn_of_sequence(
    session: Session,
    pages: Sequence[PageText],
    papers: Sequence[Sequence[int]],
    places: Mapping[int, tuple[uuid.UUID, int]],
) -> None:
    """Keep with each page what the sequence of pages tells of it, instead of what it told before.

    Args:
        session: of the transaction that describes the papers.
        pages: of one scan, words included.
        papers: the numbers of each paper's pages, in order.
        places: the file, and the page of it, of each number.
    """
    found = sequence_notices(pages, papers)
    for page in pages:
        # A reading that was borrowed from another dossier brings that scan's warnings along.
        readings.put_notices(session, *places[page.number], CODES, found.get(page.number, ()))
