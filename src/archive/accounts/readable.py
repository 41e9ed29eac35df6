"""The one rule of who may read which paper; every read of papers starts from it.

Must not be repeated elsewhere: a second rule would be the hole.
"""

import sqlalchemy as sa

from archive.accounts.actor import AccountRight, Actor
from archive.dossiers.models import Dossier, DossierPaper
from archive.papers.models import Paper


def readable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Paper` that holds for what `actor` may read.

    Auditors read all. Officers and handlers read the papers of open dossiers that their agency (or
    one that it succeeded) receives or decides, and those that it keeps. Administrators read none.

    Source: Decree 118/2025/NĐ-CP (receiving, deciding and keeping agency); Law 91/2025/QH15 (least access).
    """
    if actor.may(AccountRight.AUDITOR):
        return sa.true()
    if not actor.may(AccountRight.OFFICER, AccountRight.HANDLER):
        return sa.false()
    mine = sorted(actor.agencies)
    at_my_desk = sa.and_(
        Dossier.closed_at.is_(None),
        sa.or_(Dossier.receiving_agency.in_(mine), Dossier.deciding_agency.in_(mine)),
    )
    # A taken paper is kept by the agency it came from, not by the one that took it.
    kept_by_me = sa.and_(DossierPaper.how == "digitised", Dossier.keeping_agency.in_(mine))
    return sa.exists().where(
        DossierPaper.paper_id == Paper.id,
        Dossier.number == DossierPaper.dossier_number,
        sa.or_(at_my_desk, kept_by_me),
    )


def dossier_open_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Dossier` that holds for dossiers that `actor` may see."""
    if actor.may(AccountRight.AUDITOR):
        return sa.true()
    if not actor.may(AccountRight.OFFICER, AccountRight.HANDLER):
        return sa.false()
    mine = sorted(actor.agencies)
    return sa.or_(
        Dossier.keeping_agency.in_(mine),
        sa.and_(
            Dossier.closed_at.is_(None),
            sa.or_(Dossier.receiving_agency.in_(mine), Dossier.deciding_agency.in_(mine)),
        ),
    )
