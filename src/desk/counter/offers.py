"""Answers of the reuse check as every door shows them, each offer as it is shown.

Must not hold rules: the reuse room does.
"""

import dataclasses as dc
import uuid
from collections.abc import Sequence
from typing import Any

from desk.counter.corrected import corrections_of
from desk.counter.elsewhere import Look
from desk.counter.shown import Shown, all_shown_now
from desk.house import House
from reuse.previews import may_be_seen
from reuse.values import Answer, Offer


def answer_rows(house: House, answers: Sequence[Answer], told: Look) -> list[dict[str, Any]]:
    """Return a row a component, with the keys of the contract and what a take holds to.

    What stores of others told stands apart in it, under keys of its own.
    """
    with house.database.reading() as session:
        shown = all_shown_now(session, {offer.candidate.id for one in answers for offer in one.offers})
    corrected = corrections_of(house, answers)
    return [{**_row(answer, shown, corrected), **told.rows(answer.component)} for answer in answers]


def _row(
    answer: Answer, shown: dict[uuid.UUID, Shown], corrected: dict[uuid.UUID, list[str]]
) -> dict[str, Any]:
    return {
        "component": answer.component,
        "name": answer.name,
        "required": answer.required,
        "status": answer.status.value,
        "papers": [
            {
                "paper": str(offer.candidate.id),
                "code": offer.candidate.code,
                "type": offer.candidate.type,
                "title": offer.candidate.title,
                "number": offer.candidate.number,
                # Tells a mistyped number at the counter; unconfirmed it may be a stranger's.
                "owner_name": offer.candidate.owner_name if offer.candidate.owner_confirmed else "",
                "reusable": offer.why_not is None,
                "why_not": offer.why_not.value if offer.why_not else None,
                "why": offer.why,
                "corrected": corrected.get(offer.candidate.id, []),
                "revision": shown[offer.candidate.id].revision,
                "shown": str(_as_seen(offer, shown[offer.candidate.id])),
                "preview": bool(shown[offer.candidate.id].revision) and may_be_seen(offer),
            }
            for offer in answer.offers
        ],
        "reason": answer.reason,
        "say": answer.say,
    }


def _as_seen(offer: Offer, now: Shown) -> Shown:
    """Return what the rows tell: while other stores were asked the paper may have been described anew."""
    return dc.replace(now, description=offer.candidate.description_n)
