"""Looks papers up: one page of answers, and the place behind which the next one begins.

Must not show what the actor may not read.
"""

import dataclasses as dc
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, lazyload

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.papers.models import Paper
from archive.search.fold import fold, spelled_words, words_of
from archive.search.guess import meant, stands_for
from archive.search.index import LONGEST, moment_of, place_in_time
from archive.search.match import Groups, Hit, few_hits, newest_hits
from archive.search.models import PaperIndex
from archive.search.narrow import conditions
from archive.search.question import Found, Manner, Order, Place, Question
from archive.values.states import Stage

_MOST_WORDS = 20
_CANDIDATES = 1000
"""The best come from so many of the newest that fit; behind them the order is that of arrival."""
_ALL = 10**9
_LEAST_BEGUN = 2
"""Letters that a word must have to be taken for the beginning of others."""
_PAPERS = sa.select(Paper).options(lazyload(Paper.leaves))
"""An answer lists papers, not their pages."""


def find(session: Session, actor: Actor, question: Question) -> Found:
    """Return the papers that fit: those with the very accents of the question first, or the newest first.

    Where no paper has all words, the last one may be the beginning of one; where there is none either,
    misspelt words are guessed at.
    """
    words = _asked(question)
    if words is None:
        return Found(())
    if not words:
        return _latest(session, actor, question)
    for manner in [question.after.manner] if question.after else list(Manner):
        groups = _groups(session, actor, words, manner)
        found = _page(session, actor, question, groups, manner) if groups else Found(())
        if found.papers:
            return found
    return Found(())


def kept_ids(session: Session, actor: Actor, question: Question) -> Sequence[uuid.UUID]:
    """Return every kept paper that fits, oldest first, whatever the question's limit.

    Its words are taken as they are: an act on all that fits must not reach what was only guessed.
    """
    words = _asked(question)
    if words is None:
        return ()
    query = sa.select(Paper.id).where(Paper.stage == Stage.KEPT.value, *rules(actor, question))
    if words:
        held = find_hits(session, actor, question, Manner.WHOLE, _ALL)
        query = query.where(Paper.id.in_([hit.paper_id for hit in held]))
    return session.scalars(query.order_by(Paper.received_at, Paper.id)).all()


def find_hits(
    session: Session, actor: Actor, question: Question, manner: Manner, limit: int
) -> Sequence[Hit]:
    """Return the latest papers that hold the question's words when they are taken in that manner."""
    words = _asked(question)
    groups = _groups(session, actor, words, manner) if words else []
    return _hits(session, actor, question, groups, manner, None, limit) if groups else []


def rules(actor: Actor, question: Question) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on `Paper` of a question, the right to read first."""
    return [readable_by(actor), *conditions(question)]


def _asked(question: Question) -> list[str] | None:
    """Return the words of a question; None where no paper can have them."""
    words = words_of(question.text)[:_MOST_WORDS]
    if question.text.strip() and not words:
        return None
    # None so long is indexed, and PostgreSQL fails over endless ones.
    return None if any(len(word) > LONGEST for word in words) else words


def _groups(session: Session, actor: Actor, words: Sequence[str], manner: Manner) -> Groups:
    """Return the words to look for in that manner, of each group any; nothing where it adds nothing."""
    exact = [[word] for word in words]
    if manner is Manner.WHOLE:
        return exact
    if manner is Manner.BEGUN:
        return exact if len(words[-1]) >= _LEAST_BEGUN else []
    guesses = [meant(session, actor, word) for word in words]
    return [] if guesses == exact else guesses


def _latest(session: Session, actor: Actor, question: Question) -> Found:
    """Return the latest papers where no word was asked for."""
    query = _PAPERS.where(*rules(actor, question))
    if question.after is not None and question.after.paper is not None:
        at, last = moment_of(question.after.at), question.after.paper
        query = query.where(sa.or_(Paper.received_at < at, sa.and_(Paper.received_at == at, Paper.id < last)))
    query = query.order_by(Paper.received_at.desc(), Paper.id.desc()).limit(question.limit + 1)
    papers = session.scalars(query).all()
    shown = papers[: question.limit]
    places = [Place(Manner.WHOLE, place_in_time(paper.received_at), paper.id) for paper in shown]
    return Found(shown, places=places, more=len(papers) > len(shown))


def _page(session: Session, actor: Actor, question: Question, groups: Groups, manner: Manner) -> Found:
    """Return a page of papers with those words."""
    after = question.after
    goes_on = after is not None and after.ranked is None
    marked = _marked(question.text) if question.order is Order.BEST and manner is not Manner.GUESSED else []
    if marked and not goes_on:
        hits, places, more = _best(session, actor, question, groups, manner, marked)
    else:
        before = after.at if after else None
        hits = _hits(session, actor, question, groups, manner, before, question.limit + 1)
        places = [Place(manner, hit.seq) for hit in hits]
        more = len(hits) > question.limit
    found = _shown(session, hits[: question.limit], groups, manner)
    return dc.replace(found, places=places[: question.limit], more=more)


def _best(
    session: Session, actor: Actor, question: Question, groups: Groups, manner: Manner, marked: Sequence[str]
) -> tuple[list[Hit], list[Place], bool]:
    """Return hits in the very spelling of the question before the others, and whether there are more."""
    start = (question.after.ranked or 0) if question.after else 0
    before = question.after.at + 1 if question.after else None
    newest = _hits(session, actor, question, groups, manner, before, _CANDIDATES)
    if not newest:
        return [], [], False
    exact = _spelled(session, [hit.paper_id for hit in newest], marked)
    ranked = sorted(newest, key=lambda hit: hit.paper_id not in exact)
    places = [Place(manner, newest[0].seq, ranked=n) for n in range(1, len(ranked) + 1)]
    further = len(newest) == _CANDIDATES
    if further:
        places[-1] = Place(manner, newest[-1].seq)  # behind the best the order is that of arrival
    end = start + question.limit
    return ranked[start:end], places[start:end], end < len(ranked) or further


def _hits(
    session: Session, actor: Actor, question: Question, groups: Groups, manner: Manner, before: int | None,
    limit: int,
) -> list[Hit]:  # fmt: skip
    """Return the latest papers with those words, looked up from whichever side leaves fewer."""
    few = question.owners or question.number or question.dossier
    look = few_hits if few else newest_hits
    begun = manner is Manner.BEGUN
    return look(session, rules(actor, question), groups, begun=begun, before=before, limit=limit)


def _shown(session: Session, hits: Sequence[Hit], groups: Groups, manner: Manner) -> Found:
    rows = session.scalars(_PAPERS.where(Paper.id.in_([hit.paper_id for hit in hits])))
    papers = {paper.id: paper for paper in rows}
    guessed = ""
    if manner is Manner.GUESSED and hits:
        # Only of a paper that may be read: a guess alone would tell that somebody has a paper here.
        words = session.scalar(sa.select(PaperIndex.words).where(PaperIndex.seq == hits[0].seq)) or ""
        guessed = stands_for(words, groups)
    return Found([papers[hit.paper_id] for hit in hits], guessed, words=groups)


def _marked(text: str) -> list[str]:
    """Return the words of a question that carry marks, as an index row's spelling would hold them."""
    asked = spelled_words(text)
    marked = [f" {word} " for word in asked[:-1] if fold(word) != word]
    if asked and fold(asked[-1]) != asked[-1]:
        marked.append(f" {asked[-1]}")  # it may be unfinished
    return marked


def _spelled(session: Session, ids: Sequence[uuid.UUID], marked: Sequence[str]) -> set[uuid.UUID]:
    """Return which papers hold all marked words in that very spelling."""
    spelling = " " + PaperIndex.exact + " "
    # Letters and digits only (`spelled_words`): nothing in them is a sign of LIKE.
    held = [spelling.like(f"%{word}%") for word in marked]
    return set(session.scalars(sa.select(PaperIndex.paper_id).where(PaperIndex.paper_id.in_(ids), *held)))
