"""Nobody is ever offered another's paper, however alike names, dates of birth and numbers are.

Who may be offered what is written down as the papers are made up, by no rule of the code.
"""

import dataclasses as dc
import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator

import pytest

from archive.database.engine import Database
from archive.owners.joining import join_numbers
from archive.values.description import OwnerId, OwnerKind
from benchmarks.archive_at_scale import Named, row, settle, write
from reuse.check import check
from reuse.grounds import asking
from tests.factories import BIRTH, CLOCK, actor

MARRIAGE = "giay-chung-nhan-ket-hon"
NAMES = (
    "Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "Nguyễn Thi Hoa", "Nguyên Thị Hoà", "Nguyễn Thị Hoa",
    "Nguyễn Thị Hoài", "Nguyễn Thị Hoàn", "NGUYỄN THỊ HOÀ", "Nguyễn Thị  Hoà", "Nguyen Thi Hoa",
)  # fmt: skip
BORN = ("0117001", "0117002", "0118501")
"""The province, sex and year with which personal numbers begin: many share them, and all look alike."""
ENDS = (dt.date(2021, 1, 3), dt.date(2021, 2, 28))
"""Of some former numbers the last day: before the first of the papers, and amid many of them."""
PART = 5_000
ORGANISATION, HOUSEHOLD = OwnerKind.ORGANISATION, OwnerKind.HOUSEHOLD


@dc.dataclass
class Town:
    """Invented people with their papers.

    Attributes:
        mine: ids of the papers that may be offered, by who asks.
        told: of those that may be spoken of at all.
        joined: the former numbers of some; `ended` those that have a last day.
    """

    mine: dict[OwnerId, set[uuid.UUID]]
    told: dict[OwnerId, set[uuid.UUID]]
    joined: dict[OwnerId, OwnerId]
    ended: dict[str, dt.date]


def _number(who: int) -> str:
    return f"{BORN[who % len(BORN)]}{who // len(BORN):05d}"


def _old(who: int) -> str | None:
    """Of every fourth the former number: the last nine digits of somebody else's."""
    return _number(who + 1)[-9:] if who % 4 == 0 else None


def _fill(database: Database, people: int) -> Town:
    chance, town = random.Random(11), Town(defaultdict(set), defaultdict(set), {}, {})
    rows = []
    for n, (asker, named, offered) in enumerate(_papers(chance, people, town)):
        made = row(n, MARRIAGE, f"{n % 90}/2020", "xã Yên Phú", named, f"{chance.choice(NAMES)} {n % 50}")
        rows.append(made)
        day = made["at"].date()
        for one in offered:
            if one != asker or not _over(named, town.ended, day):
                town.mine[one].add(made["id"])
        for one in named:
            if one.number and one.role != "parent":
                town.told[_person(one)].add(made["id"])
    for start in range(0, len(rows), PART):
        write(database, rows[start : start + PART])
    with database.transaction() as session:
        for me, old in town.joined.items():
            join_numbers(session, CLOCK, me, old, until=town.ended.get(old.number))
    settle(database)
    return town


def _person(one: Named) -> OwnerId:
    """Return under which number a person asks: today's."""
    return OwnerId(OwnerKind(one.kind), _number(one.who) if one.kind == "citizen" else one.number or "")


def _over(named: list[Named], ended: dict[str, dt.date], day: dt.date) -> bool:
    return day > ended.get(named[0].number or "", day)


def _papers(
    chance: random.Random, people: int, town: Town
) -> Iterator[tuple[OwnerId, list[Named], list[OwnerId]]]:
    """Yield papers: who it is first of all, who is named on it, and to whom it may be offered."""
    order = list(range(people))
    chance.shuffle(order)
    for who in order:
        me, name = OwnerId(OwnerKind.CITIZEN, _number(who)), NAMES[who % len(NAMES)]
        sure = Named("spouse", who, name, me.number)
        near = (who + chance.choice((-3, -1, 1, 3))) % people
        other = NAMES[near % len(NAMES)]
        match chance.randrange(7):
            case 0:  # both spouses
                yield me, [sure, Named("spouse", near, other, _number(near))], [
                    me, OwnerId(OwnerKind.CITIZEN, _number(near))
                ]  # fmt: skip
            case 1:  # a misread digit gives somebody else's number
                yield me, [sure, Named("spouse", near, name, _number(near), confirmed=False)], [me]
            case 2:  # only a name, or nearly
                yield me, [sure, Named("spouse", near, other, None)], [me]
            case 3:  # a parent's number is no owner's
                yield me, [sure, Named("parent", near, other, _number(near))], [me]
            case 4 if (old := _old(who)) is not None:
                town.joined[me] = OwnerId(OwnerKind.CITIZEN, old)
                if who % 12 != 0:
                    town.ended[old] = ENDS[who % 8 // 4]
                yield me, [Named("spouse", who, name, old)], [me]
            case 5:  # a household's tax code has the digits of its owner's, or of the neighbour's number
                shop = OwnerId(HOUSEHOLD, _number(near))
                yield shop, [Named("owner", near, name, shop.number, HOUSEHOLD.value)], [shop]
            case 6:  # nor is an organisation's tax code anybody's who begins with the same digits
                firm = OwnerId(ORGANISATION, me.number[:10])
                yield firm, [Named("owner", who, name, firm.number, ORGANISATION.value)], [firm]
            case _:
                yield me, [sure], [me]


@pytest.mark.parametrize(
    "people", [400, pytest.param(100_000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_nobody_is_offered_another_s_paper_nor_told_of_it(database: Database, people: int) -> None:
    town = _fill(database, people)
    askers = {OwnerId(OwnerKind.CITIZEN, _number(who)) for who in range(people)} | town.mine.keys()
    offered = 0
    for who in sorted(askers, key=str):
        with database.reading() as session:
            answers = check(session, CLOCK, actor(), asking(who, "", ""), BIRTH)
        offers = [offer for answer in answers for offer in answer.offers]
        free = {offer.candidate.id for offer in offers if offer.why_not is None}
        assert free == town.mine.get(who, set()), who
        assert {offer.candidate.id for offer in offers} <= town.told[who], who
        offered += len(free)
    assert offered > people / 2
