"""Joins an old number of a person to today's, on an officer's word.

Must not be done without a reason: what was joined wrongly must be found and answered for.
"""

import datetime as dt

from archive.accounts.actor import AccountRight, Actor
from archive.errors import BadValue
from archive.owners.joining import join_numbers
from archive.values.description import OwnerId
from desk.house import House


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
    with house.act(actor, "owner:join", "") as session:
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
