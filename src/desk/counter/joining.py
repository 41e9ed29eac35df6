"""Joins an old number of a person to today's, on an officer's word, after a look at both.

Must not be done without a reason: what was joined wrongly must be found and answered for. The look must
not tell of papers that the officer may not read.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.readable import readable_by
from archive.errors import BadValue
from archive.owners.joining import join_numbers, require_one_person
from archive.owners.models import PaperParty
from archive.owners.owned import owners_known_as
from archive.papers.models import Paper
from archive.values.description import OwnerId
from desk.house import House

LOOK = "owner:look"


def look(house: House, actor: Actor, who: OwnerId, old: OwnerId) -> list[dict[str, Any]]:
    """Return of each number the names and the count of papers that show it, as far as the officer reads them.

    `joined` says of both whether they are joined already.

    Raises:
        Forbidden: the actor is no officer.
        BadValue, TwoPeople: the numbers could not be joined.
    """
    with house.act(actor, LOOK, "", {"owner": str(who), "old": str(old)}) as session:
        actor.require(LOOK, AccountRight.OFFICER)
        require_one_person(who, old)
        rows = [_shown(session, actor, number) for number in (who, old)]
        joined = bool(set(owners_known_as(session, who)) & set(owners_known_as(session, old)))
        shown = [key for row in rows for key in row.pop("shown")]
        house.done(session, actor, LOOK, "", owner=str(who), old=str(old), shown=shown)
        return [{**row, "joined": joined} for row in rows]


def _shown(session: Session, actor: Actor, number: OwnerId) -> dict[str, Any]:
    found = session.execute(
        sa.select(Paper.id, PaperParty.name)
        .join(Paper, Paper.id == PaperParty.paper_id)
        .where(PaperParty.number == number.number, PaperParty.kind == number.kind.value, readable_by(actor))
        .order_by(Paper.id)
    ).all()
    keys = list(dict.fromkeys(str(row.id) for row in found))
    names = list(dict.fromkeys(row.name for row in found if row.name))
    return {"number": str(number), "names": names, "papers": len(keys), "shown": keys}


def join(
    house: House, actor: Actor, who: OwnerId, old: OwnerId, *, until: dt.date | None, reason: str
) -> None:
    """Record that `old` is a former number of the person `who`.

    Args:
        house: the house.
        actor: an officer.
        who: today's number.
        old: the former one.
        until: its last day; papers of later days are not taken for this person's. None where unknown.
        reason: what showed it, e.g. the chip card that names both.

    Raises:
        Forbidden: the actor is no officer.
        BadValue: no reason, or no two numbers of a person.
        TwoPeople: both are numbers that are given once in a life.
    """
    with house.act(actor, "owner:join", "", {"owner": str(who), "old": str(old)}) as session:
        actor.require("owner:join", AccountRight.OFFICER)
        if not reason.strip():
            raise BadValue(
                value="", name="reason", why_vi="hãy ghi căn cứ, ví dụ thẻ căn cước có ghi cả hai số",
                why_en="say what showed it, e.g. the chip card that names both numbers",
            )  # fmt: skip
        join_numbers(session, house.clock, who, old, until=until)
        house.done(
            session, actor, "owner:join", "",
            owner=str(who), old=str(old), until=str(until or ""), reason=reason.strip(),
        )  # fmt: skip
