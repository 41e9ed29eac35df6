"""The conditions of a question on papers, apart from its words.

Must not be used without the right to read beside it.
"""

import datetime as dt

import sqlalchemy as sa

from archive.clock import VIETNAM
from archive.dossiers.models import Dossier, DossierPaper
from archive.owners.models import PaperParty
from archive.papers.models import Paper
from archive.search.fold import fold, words_of
from archive.search.question import Question
from archive.values.states import Stage, Standing

Condition = sa.ColumnElement[bool]


def conditions(question: Question) -> list[Condition]:
    """Return what must hold for a paper beside the words of the question."""
    return [*_whose(question), *_what(question), *_where(question), *_when(question)]


def _whose(question: Question) -> list[Condition]:
    if not question.owners:
        return []
    same = (
        sa.and_(PaperParty.number == owner.number, PaperParty.kind == owner.kind.value)
        for owner in question.owners
    )
    named = sa.select(PaperParty.paper_id).where(sa.or_(*same))
    return [Paper.id.in_(named)]


def _what(question: Question) -> list[Condition]:
    found: list[Condition] = []
    if question.type:
        found.append(Paper.type == question.type)
    if question.number.strip():
        found.append(Paper.number_folded == fold(question.number).replace(" ", ""))
    if question.state:
        found.append(_in_state(question.state))
    return found


def _in_state(state: str) -> Condition:
    """Return the condition of `shown_state`, which people see."""
    if state in set(Standing) - {Standing.PENDING}:
        return sa.and_(Paper.stage == Stage.KEPT.value, Paper.standing == state)
    if state == Stage.KEPT:
        return sa.and_(Paper.stage == state, Paper.standing == Standing.PENDING.value)
    return Paper.stage == state


def _where(question: Question) -> list[Condition]:
    found: list[Condition] = []
    if question.dossier:
        inside = sa.select(DossierPaper.paper_id).where(DossierPaper.dossier_number == question.dossier)
        found.append(Paper.id.in_(inside))
    if question.agencies:
        mine = sorted(question.agencies)
        first = sa.select(Dossier.number).where(
            Dossier.number == Paper.dossier_number,
            sa.or_(Dossier.keeping_agency.in_(mine), Dossier.receiving_agency.in_(mine)),
        )
        found.append(first.exists())
    if question.issuer.strip():
        words = words_of(question.issuer)
        found += [holds(Paper.issuer_folded, word) for word in words] or [sa.false()]
    return found


def holds(column: sa.orm.InstrumentedAttribute[str], word: str) -> Condition:
    """Return the condition that a column of folded words holds that very word."""
    return (" " + column + " ").like(f"% {word} %")  # letters and digits only: no sign of LIKE


def _when(question: Question) -> list[Condition]:
    found: list[Condition] = []
    if question.issued_from:
        found.append(Paper.issued_on >= question.issued_from)
    if question.issued_to:
        found.append(Paper.issued_on <= question.issued_to)
    if question.received_from:
        found.append(Paper.received_at >= _midnight(question.received_from))
    if question.received_to and question.received_to < dt.date.max:
        found.append(Paper.received_at < _midnight(question.received_to + dt.timedelta(days=1)))
    return found


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), VIETNAM)
