"""Looks papers up: filters by owner, type and dossier first, then words; newest = latest kept.

Must not show what the actor may not read.
"""

import dataclasses as dc
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.dossiers.models import DossierPaper
from archive.owners.models import PaperParty
from archive.papers.models import Paper
from archive.search.fold import fold, words_of
from archive.search.models import IndexWord, PaperIndex
from archive.values.description import OwnerId

_MOST_WORDS = 20
_CANDIDATES = 1000


@dc.dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for.

    Attributes:
        text: words, with or without accents; all must occur.
        owners: identifiers of one person or organisation; any of them.
        type: slug.
        dossier: number of the dossier the paper was digitised for or taken into.
        limit: most answers.
    """

    text: str = ""
    owners: tuple[OwnerId, ...] = ()
    type: str = ""
    dossier: str = ""
    limit: int = 50


@dc.dataclass(frozen=True, slots=True)
class Found:
    """Papers in order, and the words that were tried instead where nothing exact was there."""

    papers: Sequence[Paper]
    guessed: str = ""


def find(session: Session, actor: Actor, question: Question) -> Found:
    """Return the papers that fit, newest first, those with the very accents of the question before others."""
    words = words_of(question.text)[:_MOST_WORDS]
    if question.text.strip() and not words:
        return Found(())
    papers = _fitting(session, actor, question, words)
    if papers or not words:
        return Found(_accents_first(session, papers, question)[: question.limit])
    guess = [_nearest(session, word) for word in words]
    if guess == words or None in guess:
        return Found(())
    tried = [word for word in guess if word]
    return Found(_fitting(session, actor, question, tried)[: question.limit], " ".join(tried))


def _fitting(session: Session, actor: Actor, question: Question, words: list[str]) -> Sequence[Paper]:
    query = sa.select(Paper).where(readable_by(actor), *_filters(question))
    if words:
        query = query.join(PaperIndex, PaperIndex.paper_id == Paper.id).where(_matching(session, words))
    query = query.order_by(Paper.received_at.desc(), Paper.id.desc()).limit(_CANDIDATES)
    return session.scalars(query).all()


def _filters(question: Question) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if question.owners:
        pairs = [(owner.number, owner.kind.value) for owner in question.owners]
        conditions.append(
            Paper.id.in_(
                sa.select(PaperParty.paper_id).where(sa.tuple_(PaperParty.number, PaperParty.kind).in_(pairs))
            )
        )
    if question.type:
        conditions.append(Paper.type == question.type)
    if question.dossier:
        conditions.append(
            Paper.id.in_(
                sa.select(DossierPaper.paper_id).where(DossierPaper.dossier_number == question.dossier)
            )
        )
    return conditions


def _matching(session: Session, words: list[str]) -> sa.ColumnElement[bool]:
    """All words; the last one may be unfinished, as somebody types it."""
    if session.get_bind().dialect.name == "postgresql":
        asked = " & ".join([*words[:-1], words[-1] + ":*"])
        return sa.text("paper_index.tokens @@ to_tsquery('simple', :asked)").bindparams(asked=asked)  # type: ignore[return-value]
    asked = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    return PaperIndex.seq.in_(
        sa.text("SELECT rowid FROM paper_words WHERE paper_words MATCH :asked")
        .bindparams(asked=asked)
        .columns(sa.column("rowid", sa.Integer))
        .scalar_subquery()
    )


def _accents_first(session: Session, papers: Sequence[Paper], question: Question) -> list[Paper]:
    """Put papers that hold the question's own spelling before those that only fold to it."""
    asked = unicodedata.normalize("NFC", question.text).lower().split()
    marked = [word for word in asked if fold(word) != word]
    if not marked or len(papers) < 2:
        return list(papers)
    rows = session.execute(
        sa.select(PaperIndex.paper_id, PaperIndex.exact).where(
            PaperIndex.paper_id.in_([paper.id for paper in papers])
        )
    ).all()
    exact = {row.paper_id for row in rows if all(word in row.exact for word in marked)}
    return sorted(papers, key=lambda paper: paper.id not in exact)


def _nearest(session: Session, word: str) -> str | None:
    """Return `word` if a name, title or number has it, else one at edit distance 1, else None."""
    if session.get(IndexWord, word) is not None:
        return word
    length = sa.func.length(IndexWord.word)
    near = session.scalars(
        sa.select(IndexWord.word).where(length.between(len(word) - 1, len(word) + 1)).order_by(IndexWord.word)
    )
    return next((other for other in near if _one_edit(word, other)), None)


def _one_edit(left: str, right: str) -> bool:
    """Return whether one insertion, deletion, replacement or swap turns one word into the other."""
    if len(left) > len(right):
        left, right = right, left
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    if len(left) < len(right):
        return rest_left == rest_right[1:]
    swapped = rest_left[:2] == rest_right[1::-1] if len(rest_left) > 1 else False
    return rest_left[1:] == rest_right[1:] or (swapped and rest_left[2:] == rest_right[2:])
