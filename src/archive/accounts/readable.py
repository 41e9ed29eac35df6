"""The one rule of who may read which paper, and who may change it; every read of papers starts from it.

Must not be repeated elsewhere: a second rule would be the hole.
"""

from functools import lru_cache

import sqlalchemy as sa

from archive.accounts.actor import AccountRight, Actor
from archive.dossiers.models import Dossier, DossierPaper, How
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
    return _at_desk_or_kept(actor.agencies)


def changeable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Paper` that holds for what `actor` may confirm, sign, mark and revoke.

    Officers change the papers that were digitised in dossiers of their agency. Whoever took a paper
    over, or audits it, reads it and changes nothing.

    Source: Decree 118/2025/NĐ-CP (the keeping agency answers for the paper).
    """
    return answered_for_by(actor) if actor.may(AccountRight.OFFICER) else sa.false()


def answered_for_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Paper` that holds for what the actor's agency digitised or keeps."""
    return _in_dossier(sa.and_(_DIGITISED, sa.or_(_at_desk(actor.agencies), _kept_by(actor.agencies))))


@lru_cache(maxsize=1024)
def _at_desk_or_kept(agencies: frozenset[str]) -> sa.ColumnElement[bool]:
    """Every look-up begins with it: to build it takes as long as a small one of the database."""
    # A taken paper is kept by the agency it came from, not by the one that took it.
    return _in_dossier(sa.or_(_at_desk(agencies), sa.and_(_DIGITISED, _kept_by(agencies))))


_DIGITISED = DossierPaper.how == How.DIGITISED.value


def _in_dossier(rule: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition that the paper lies in a dossier to which `rule` applies."""
    held = sa.exists().where(
        DossierPaper.paper_id == Paper.id, Dossier.number == DossierPaper.dossier_number, rule
    )
    # Where a question joins dossiers itself, the rule still looks at all of the paper's own.
    return held.correlate(Paper)


def _at_desk(agencies: frozenset[str]) -> sa.ColumnElement[bool]:
    mine = sorted(agencies)
    return sa.and_(
        Dossier.closed_at.is_(None),
        sa.or_(Dossier.receiving_agency.in_(mine), Dossier.deciding_agency.in_(mine)),
    )


def _kept_by(agencies: frozenset[str]) -> sa.ColumnElement[bool]:
    return Dossier.keeping_agency.in_(sorted(agencies))


def handled_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Dossier` that holds for those of the actor's agency, open or closed.

    It gives no right to read: whoever closes one asks for nothing but its number.
    """
    mine = sorted(actor.agencies)
    received = sa.or_(Dossier.receiving_agency.in_(mine), Dossier.deciding_agency.in_(mine))
    return sa.or_(received, _kept_by(actor.agencies))


def dossier_open_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Dossier` that holds for dossiers that `actor` may see."""
    if actor.may(AccountRight.AUDITOR):
        return sa.true()
    if not actor.may(AccountRight.OFFICER, AccountRight.HANDLER):
        return sa.false()
    return sa.or_(_kept_by(actor.agencies), _at_desk(actor.agencies))
