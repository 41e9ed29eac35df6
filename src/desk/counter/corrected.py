"""Tells beside an offered paper that it was corrected, in one statement for all offers of a check.

Must not withhold the paper: what a notice corrects, the handler weighs.
"""

import uuid
from collections.abc import Collection, Sequence

from desk.house import House
from desk.pipeline.correction_notices import notice_words, notices_of
from reuse.values import Answer


def corrections_of(house: House, answers: Sequence[Answer]) -> dict[uuid.UUID, list[str]]:
    """Return a line for each correction notice of each offered paper."""
    return corrections_of_papers(house, {offer.candidate.id for one in answers for offer in one.offers})


def corrections_of_papers(house: House, offered: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return a line for each correction notice of each of those papers."""
    if not offered:
        return {}
    with house.database.reading() as session:
        found = notices_of(session, offered)
    return {paper_id: [notice_words(row) for row in rows] for paper_id, rows in found.items()}
