"""Closes a dossier: its desk reads its papers no more, and nothing comes into it any more.

Must not leave a paper behind that still waits for its officer: nobody at the desk would see it again.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, DossierPaper, How
from archive.papers.models import Paper
from archive.values.states import Stage, Standing
from desk.errors import DossierUnfinished
from desk.house import House

ACTION = "dossier:close"
_NAMED = 5


def close_dossier(house: House, actor: Actor, number: str) -> Dossier:
    """Close a dossier that is decided and whose results were returned; the same again changes nothing.

    Its papers stay where they are kept. What it took over is the taking desk's to read no more.

    Raises:
        Forbidden: the actor is no officer.
        NotFound: there is no such dossier of the actor's agency.
        DossierUnfinished: papers that were digitised for it are not finished.

    Source: Decree 118/2025/NĐ-CP (the right to read follows the open dossier).
    """
    with house.act(actor, ACTION, number) as session:
        actor.require(ACTION, AccountRight.OFFICER)
        held = dossiers.to_close(session, actor, number)
        if held.closed_at is not None:
            return held
        waiting = _unfinished(session, number)
        if waiting:
            more = " …" if len(waiting) > _NAMED else ""
            raise DossierUnfinished(number=number, papers=", ".join(waiting[:_NAMED]) + more)
        dossiers.close(house.clock, held)
        house.done(session, actor, ACTION, number)
        return held


def _unfinished(session: Session, number: str) -> list[str]:
    """Return codes of the dossier's own papers that wait: for a machine, an officer, or their return."""
    kept = sa.and_(
        Paper.stage == Stage.KEPT.value,
        Paper.standing.not_in([Standing.PENDING.value, Standing.HIDDEN.value]),
    )
    return list(
        session.scalars(
            sa.select(Paper.code)
            .distinct()
            .join(DossierPaper, DossierPaper.paper_id == Paper.id)
            .where(DossierPaper.dossier_number == number, DossierPaper.how == How.DIGITISED.value)
            .where(~kept, Paper.stage != Stage.REJECTED.value)
            .order_by(Paper.code)
            .limit(_NAMED + 1)
        )
    )
