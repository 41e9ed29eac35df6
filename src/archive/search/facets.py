"""How many papers of an answer are of which type, year, state and agency.

Must not count what the actor may not read, nor more than the newest thousand.
"""

import dataclasses as dc
from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from archive.accounts.actor import Actor
from archive.dossiers.models import Dossier
from archive.papers.models import Paper
from archive.search.find import find_hits, rules
from archive.search.question import Place, Question
from archive.values.states import Stage, Standing, shown_state

MOST = 1000
"""Counting on costs more than it tells: nobody looks through a thousand papers."""


@dc.dataclass(frozen=True, slots=True)
class Facets:
    """Counts, the greatest first; `capped` where there are more papers than were counted.

    Attributes:
        total: papers that were counted.
        capped: there are further ones.
        types: by slug.
        years: of issue.
        states: as lists show them.
        agencies: that keep the papers, by code.
    """

    total: int
    capped: bool
    types: dict[str, int]
    years: dict[str, int]
    states: dict[str, int]
    agencies: dict[str, int]


NOTHING = Facets(0, False, {}, {}, {}, {})
"""Counts of an answer without papers."""


def count(session: Session, actor: Actor, question: Question, place: Place | None = None) -> Facets:
    """Return what the papers that fit are.

    Args:
        session: open session.
        actor: who asks.
        question: whose papers; its limit and place do not matter.
        place: of any answer, which says how its words were taken; None where no word was asked for.
    """
    home = aliased(Dossier)  # by its own name it would be taken for the dossier of the right to read
    query = (
        sa.select(Paper.type, Paper.issued_on, Paper.stage, Paper.standing, home.keeping_agency)
        .join(home, home.number == Paper.dossier_number)
        .where(*rules(actor, question))
        .order_by(Paper.received_at.desc(), Paper.id.desc())
        .limit(MOST + 1)
    )
    if place is not None:
        held = find_hits(session, actor, question, place.manner, MOST + 1)
        query = query.where(Paper.id.in_([hit.paper_id for hit in held]))
    rows = session.execute(query).all()
    counted = rows[:MOST]
    return Facets(
        total=len(counted),
        capped=len(rows) > MOST,
        types=_most_first(row.type for row in counted),
        years=_most_first(str(row.issued_on.year) for row in counted if row.issued_on),
        states=_most_first(shown_state(Stage(row.stage), Standing(row.standing)) for row in counted),
        agencies=_most_first(row.keeping_agency for row in counted),
    )


def _most_first(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
