"""Looks papers up for API and pages, and records what was shown.

Must not look into somebody's papers without a ground, but for those that the actor may read anyway.
"""

from typing import Any

from archive.accounts.actor import READERS, AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.values.description import OwnerId
from desk import looking
from desk.counter.request import sought
from desk.house import House
from desk.looking import Answers, Wanted
from desk.web.showing import ids_of
from reuse import grounds, repository
from reuse.check import people
from reuse.conditions import Case
from reuse.errors import NoGround
from reuse.rules import why_not


def look_up(house: House, actor: Actor, wanted: Wanted) -> Answers:
    """Return papers that the actor may read.

    Raises:
        Forbidden: the actor reads no papers.
    """
    with house.act(actor, "paper:find", "") as session:
        actor.require("paper:find", *READERS)
        return looking.look_up(session, house, actor, wanted)


def papers_of(
    house: House, actor: Actor, owner: OwnerId, requester: str, ground: str
) -> list[dict[str, Any]]:
    """Return the papers that show an identifier of `owner`, each with why it may not serve.

    Raises:
        Forbidden: the actor is neither officer nor handler.
        NoGround: no ground was given, or it does not hold.
    """
    with house.act(actor, "owner:papers", "", sought(owner, requester, ground)) as session:
        actor.require("owner:papers", AccountRight.OFFICER, AccountRight.HANDLER)
        if not ground:
            raise NoGround(why_vi="hãy nêu căn cứ (ground)", why_en="say on what ground (ground)")
        who = grounds.asking(owner, requester, ground)
        day = today(house.clock)
        grounds.prove(session, actor, who, day)
        kinds = catalogue.types_by_any_name(session, day)
        found = repository.candidates(session, people(session, owner, [], day), None)
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
