"""Looks papers up: filters by owner, type and dossier first, then words; newest = latest kept.

Must not show what the actor may not read.
"""

import dataclasses as dc
import re
import uuid
from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.dossiers.models import DossierPaper
from archive.owners.models import PaperParty
from archive.papers.models import Paper
from archive.search.fold import fold, spelled_words, words_of
from archive.search.index import LONGEST
from archive.search.models import IndexWord, PaperIndex
from archive.values.description import OwnerId
from archive.values.states import Stage

_Row = TypeVar("_Row")
_MOST_WORDS = 20
_CANDIDATES = 1000
_MOST_GUESSES = 20
_PERSONAL = re.compile(r"\d{9,13}")


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
    words = _asked(question)
    if words is None:
        return Found(())
    papers = _fitting(session, actor, question, [[word] for word in words])
    if papers or not words:
        return Found(_accents_first(session, papers, question)[: question.limit])
    guesses = [_meant(session, actor, word) for word in words]
    if guesses == [[word] for word in words]:
        return Found(())
    papers = _fitting(session, actor, question, guesses)
    # Only of a paper that may be read: a guess alone would tell that somebody has a paper here.
    guessed = _tried(session, papers[0], guesses) if papers else ""
    return Found(papers[: question.limit], guessed)


def kept_ids(session: Session, actor: Actor, question: Question) -> Sequence[uuid.UUID]:
    """Return every kept paper that fits, oldest first, whatever the question's limit.

    Its words are taken as they are: an act on all that fits must not reach what was only guessed.
    """
    words = _asked(question)
    if words is None:
        return ()
    query = sa.select(Paper.id).where(Paper.stage == Stage.KEPT.value)
    query = _narrowed(query, session, actor, question, [[word] for word in words])
    return session.scalars(query.order_by(Paper.received_at, Paper.id)).all()


def _asked(question: Question) -> list[str] | None:
    """Return the words of a question; None where no paper can have them."""
    words = words_of(question.text)[:_MOST_WORDS]
    if question.text.strip() and not words:
        return None
    # None so long is indexed, and PostgreSQL fails over endless ones.
    return None if any(len(word) > LONGEST for word in words) else words


def _fitting(
    session: Session, actor: Actor, question: Question, words: Sequence[Sequence[str]]
) -> Sequence[Paper]:
    query = _narrowed(sa.select(Paper), session, actor, question, words)
    query = query.order_by(Paper.received_at.desc(), Paper.id.desc()).limit(_CANDIDATES)
    return session.scalars(query).all()


def _narrowed(
    query: sa.Select[_Row], session: Session, actor: Actor, question: Question, words: Sequence[Sequence[str]]
) -> sa.Select[_Row]:
    """Return a query over papers narrowed to what the actor may read and what was asked."""
    query = query.where(readable_by(actor), *_filters(question))
    if not words:
        return query
    return query.join(PaperIndex, PaperIndex.paper_id == Paper.id).where(_matching(session, words))


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


def _matching(session: Session, words: Sequence[Sequence[str]]) -> sa.ColumnElement[bool]:
    """One of each group of words; the last group may be unfinished, as somebody types it.

    Words are letters and digits only (`words_of`), so nothing of the question is read as an operator.
    """
    if session.get_bind().dialect.name == "postgresql":
        asked = " & ".join([*(_any_of(group, "'{}'", " | ") for group in words[:-1]),
                            _any_of(words[-1], "'{}':*", " | ")])  # fmt: skip
        return sa.text("paper_index.tokens @@ CAST(:asked AS tsquery)").bindparams(asked=asked)  # type: ignore[return-value]
    asked = " AND ".join([*(_any_of(group, '"{}"', " OR ") for group in words[:-1]),
                          _any_of(words[-1], '"{}"*', " OR ")])  # fmt: skip
    return PaperIndex.seq.in_(
        sa.text("SELECT rowid FROM paper_words WHERE paper_words MATCH :asked")
        .bindparams(asked=asked)
        .columns(sa.column("rowid", sa.Integer))
        .scalar_subquery()
    )


def _any_of(words: Sequence[str], form: str, operator: str) -> str:
    return "(" + operator.join(form.format(word) for word in words) + ")"


def _accents_first(session: Session, papers: Sequence[Paper], question: Question) -> list[Paper]:
    """Put papers that hold the question's own spelling before those that only fold to it."""
    asked = spelled_words(question.text)
    marked = [f" {word} " for word in asked[:-1] if fold(word) != word]
    if asked and fold(asked[-1]) != asked[-1]:
        marked.append(f" {asked[-1]}")  # it may be unfinished
    if not marked or len(papers) < 2:
        return list(papers)
    rows = session.execute(
        sa.select(PaperIndex.paper_id, PaperIndex.exact).where(
            PaperIndex.paper_id.in_([paper.id for paper in papers])
        )
    ).all()
    exact = {row.paper_id for row in rows if all(word in f" {row.exact} " for word in marked)}
    return sorted(papers, key=lambda paper: paper.id not in exact)


def _meant(session: Session, actor: Actor, word: str) -> list[str]:
    """Return the words of names, titles and numbers that `word` may have meant: itself, if it is one.

    Itself only where the actor may read a paper with it: else the answer would tell of papers of
    others. A person's number is never guessed: the one beside it is somebody else's. Where none is
    near, the word is left as it is.
    """
    if _PERSONAL.fullmatch(word) or _is_readable(session, actor, word):
        return [word]
    length = sa.func.length(IndexWord.word)
    near = session.scalars(
        sa.select(IndexWord.word).where(length.between(len(word) - 1, len(word) + 1)).order_by(IndexWord.word)
    )
    return [other for other in near if _one_edit(word, other)][:_MOST_GUESSES] or [word]


def _is_readable(session: Session, actor: Actor, word: str) -> bool:
    """Return whether a paper that the actor may read holds that very word."""
    holding = sa.select(Paper.id).join(PaperIndex, PaperIndex.paper_id == Paper.id)
    # Twice: only the last group of words may be unfinished.
    whole = holding.where(readable_by(actor), _matching(session, [[word], [word]]))
    return bool(session.scalar(sa.select(whole.exists())))


def _tried(session: Session, paper: Paper, guesses: Sequence[Sequence[str]]) -> str:
    """Return the words that the found paper holds in place of those that were asked."""
    words = session.scalar(sa.select(PaperIndex.words).where(PaperIndex.paper_id == paper.id)) or ""
    text = f" {words} "
    return " ".join(next((word for word in group if f" {word}" in text), group[0]) for group in guesses)


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
