"""Looks papers up for API and pages, and records what was shown.

Must not look into somebody's papers without a ground, but for those that the actor may read anyway.
"""

import dataclasses as dc
from typing import Any

from archive.accounts.actor import READERS, AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.owners import repository as owners
from archive.search.find import Question, find
from archive.values.description import OwnerId
from desk.house import House
from desk.pipeline.view import found_rows
from desk.web.showing import ids_of
from reuse import grounds, repository
from reuse.check import people
from reuse.conditions import Case
from reuse.errors import NoGround
from reuse.rules import why_not

_MOST = 1000


@dc.dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, and which part of the answers."""

    text: str = ""
    owner: OwnerId | None = None
    type: str = ""
    dossier: str = ""
    reusable: bool = False
    start: int = 0
    limit: int = 50


@dc.dataclass(frozen=True, slots=True)
class Answers:
    """A part of the answers; `more` says whether there are further ones."""

    rows: list[dict[str, Any]]
    guessed: str
    more: bool


def look_up(house: House, actor: Actor, wanted: Wanted) -> Answers:
    """Return papers that the actor may read.

    Raises:
        Forbidden: the actor reads no papers.
    """
    with house.act(actor, "paper:find", "") as session:
        actor.require("paper:find", *READERS)
        numbers = tuple(owners.all_numbers(session, wanted.owner)) if wanted.owner else ()
        end = wanted.start + wanted.limit
        most = _MOST if wanted.reusable else min(end + 1, _MOST)
        found = find(session, actor, Question(wanted.text, numbers, wanted.type, wanted.dossier, most))
        rows = found_rows(session, house, found.papers)
        if wanted.reusable:
            rows = [row for row in rows if row["reusable"]]
        shown = rows[wanted.start : end]
        house.done(
            session, actor, "paper:find", "",
            text=wanted.text, owner=str(wanted.owner or ""), type=wanted.type, dossier=wanted.dossier,
            shown=ids_of(shown),
        )  # fmt: skip
    return Answers(shown, found.guessed, len(rows) > end)


def papers_of(
    house: House, actor: Actor, owner: OwnerId, requester: str, ground: str
) -> list[dict[str, Any]]:
    """Return the papers that show an identifier of `owner`, each with why it may not serve.

    Raises:
        Forbidden: the actor is neither officer nor handler.
        NoGround: no ground was given, or it does not hold.
    """
    with house.act(actor, "owner:papers", "") as session:
        actor.require("owner:papers", AccountRight.OFFICER, AccountRight.HANDLER)
        if not ground:
            raise NoGround(why_vi="hãy nêu căn cứ (ground)", why_en="say on what ground (ground)")
        who = grounds.asking(owner, requester, ground)
        day = today(house.clock)
        grounds.prove(session, actor, who, day)
        kinds = catalogue.types_by_any_name(session, day)
        found = repository.candidates(session, people(session, owner, []), None)
        rows = []
        for paper in found:
            refused = why_not(paper, None, kinds.get(paper.type), Case(day, day))
            rows.append(
                {
                    "paper": str(paper.id), "code": paper.code, "type": paper.type, "title": paper.title,
                    "number": paper.number,
                    "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
                    "reusable": refused is None, "why_not": refused.value if refused else None,
                }
            )  # fmt: skip
        house.done(
            session, actor, "owner:papers", "",
            owner=str(owner), requester=who.requester, ground=who.ground, shown=ids_of(rows),
        )  # fmt: skip
    return rows
