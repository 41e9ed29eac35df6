"""A refused act at the counter tells whose papers were sought, by whom and on what ground."""

import dataclasses as dc
import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight, Actor
from archive.audit.models import Event, EventDetail
from archive.database.engine import Database
from archive.errors import Forbidden, SohoaError
from desk.counter import elsewhere, joining, parting, previewing, reusing, slips
from desk.counter.request import CounterRequest
from desk.house import House
from desk.web.looking import papers_of
from reuse.errors import NoGround, NotAsked
from reuse.models import AskedInstead
from tests.desk.houses import bare_house
from tests.factories import BIRTH, actor, citizen

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is told goes into one column of text; neighbours ask both engines whether it stays."""

Act = Callable[[House, Actor, CounterRequest], object]

DOSSIER, COMPONENT, PAPER = "H99.32.01-260302-0099", f"{BIRTH}-TP04", "2026-000002"
COUNTER: dict[str, Act] = {
    "reuse:check": reusing.check,
    "reuse:check of a slip": slips.check,
    "reuse:preview": lambda house, who, asked: previewing.look(house, who, PAPER, asked),
    "reuse:take": lambda house, who, asked: reusing.take(house, who, PAPER, asked),
    "reuse:refuse": lambda house, who, asked: reusing.refuse(house, who, PAPER, asked, reason="mờ"),
    "reuse:ask": lambda house, who, asked: reusing.ask(house, who, asked, reason="mờ"),
    "reuse:fetch": lambda house, who, asked: elsewhere.fetch(house, who, PAPER, asked),
}
LOOKS: dict[str, Act] = {
    "reuse:uses": lambda house, who, asked: reusing.uses(
        house, who, asked.owner, asked.requester, asked.ground
    ),
    "owner:papers": lambda house, who, asked: papers_of(
        house, who, asked.owner, asked.requester, asked.ground
    ),
}
NUMBERS: dict[str, Callable[[House, Actor], object]] = {
    "owner:look": lambda house, who: joining.look(house, who, citizen(1), citizen(2)),
    "owner:join": lambda house, who: joining.join(house, who, citizen(1), citizen(2), until=None, reason="x"),
    "owner:part": lambda house, who: parting.part(house, who, citizen(1), citizen(2), reason="x"),
}


@pytest.fixture
def house(database: Database) -> House:
    return bare_house(database)


def _refusal(house: House) -> tuple[str, dict[str, Any]]:
    with house.database.reading() as session:
        event, detail = session.execute(
            sa.select(Event, EventDetail.detail).join(EventDetail).where(Event.outcome == "refused")
        ).one()
    return event.action, json.loads(detail)


def _asked(**said: str) -> CounterRequest:
    mother = {"requester": citizen(2).number, "ground": "parent", "identity": "vneid", **said}
    return CounterRequest(citizen(1), BIRTH, dossier=DOSSIER, component=COMPONENT, **mother)


@pytest.mark.parametrize("act", COUNTER)
def test_an_act_without_the_right_tells_what_was_sought(house: House, act: str) -> None:
    with pytest.raises(Forbidden):
        COUNTER[act](house, actor(AccountRight.AUDITOR), _asked())
    action, detail = _refusal(house)
    assert action == act.partition(" ")[0]
    told = {name: detail[name] for name in ("owner", "requester", "ground", "dossier", "component")}
    assert told == {
        "owner": str(citizen(1)), "requester": str(citizen(2)), "ground": "parent", "dossier": DOSSIER,
        "component": COMPONENT,
    }  # fmt: skip
    assert (detail["code"], detail["assisted"], detail["identity_check"]) == ("forbidden", True, "vneid")


@pytest.mark.parametrize("act", LOOKS)
def test_a_look_without_the_right_tells_whose_papers_were_sought(house: House, act: str) -> None:
    with pytest.raises(Forbidden):
        LOOKS[act](house, actor(AccountRight.AUDITOR), _asked())
    action, detail = _refusal(house)
    told = {name: detail[name] for name in ("owner", "requester", "ground")}
    assert action == act
    assert told == {"owner": str(citizen(1)), "requester": str(citizen(2)), "ground": "parent"}


@pytest.mark.parametrize("act", NUMBERS)
def test_joining_and_parting_without_the_right_tell_both_numbers(house: House, act: str) -> None:
    with pytest.raises(Forbidden):
        NUMBERS[act](house, actor(AccountRight.AUDITOR))
    action, detail = _refusal(house)
    assert (action, detail["owner"], detail["old"]) == (act, str(citizen(1)), str(citizen(2)))


@pytest.mark.parametrize("act", [*COUNTER, *LOOKS])
def test_a_ground_that_was_left_out_is_not_recorded_as_one(house: House, act: str) -> None:
    with pytest.raises(NoGround):
        (COUNTER | LOOKS)[act](house, actor(), _asked(ground="", identity=""))
    _, detail = _refusal(house)
    assert (detail["code"], detail["requester"], detail["ground"]) == ("no-ground", str(citizen(2)), "")


def test_the_owner_who_asks_on_no_other_ground_asks_for_self(house: House) -> None:
    with pytest.raises(Forbidden):
        reusing.check(house, actor(AccountRight.AUDITOR), CounterRequest(citizen(1), BIRTH))
    _, detail = _refusal(house)
    assert (detail["requester"], detail["ground"]) == (str(citizen(1)), "self")
    assert (detail["assisted"], detail["identity_check"]) == (False, None)


def test_of_what_is_nobodys_number_no_more_is_kept_than_fits(house: House) -> None:
    with pytest.raises(SohoaError):
        reusing.check(house, actor(), _asked(requester="x" * 5000, ground="parent"))
    _, detail = _refusal(house)
    assert (detail["owner"], detail["requester"]) == (str(citizen(1)), "x" * 120)


@pytest.mark.parametrize("typed", [f" {BIRTH} ", f"{BIRTH}.000.00.00.H99", f"{BIRTH}.h99"])
def test_events_of_a_procedure_are_under_one_code_however_it_was_typed(house: House, typed: str) -> None:
    done = CounterRequest(citizen(1), typed, component=COMPONENT)
    for act in ("reuse:check", "reuse:check of a slip", "reuse:ask"):
        COUNTER[act](house, actor(), done)
        with pytest.raises(NoGround):
            COUNTER[act](house, actor(), dc.replace(done, ground="parent"))
    with house.database.reading() as session:
        subjects = session.scalars(sa.select(Event.subject).where(Event.action.startswith("reuse:"))).all()
    assert subjects == [BIRTH] * 6


def test_an_ask_outside_the_list_is_counted_under_that_code(house: House) -> None:
    with pytest.raises(NotAsked):
        reusing.ask(house, actor(), CounterRequest(citizen(1), f" {BIRTH}.H99", component="x"), reason="mờ")
    with house.database.reading() as session:
        assert session.scalars(sa.select(AskedInstead.procedure_code)).one() == BIRTH
