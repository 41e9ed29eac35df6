"""Passwords cannot be tried out, accounts cannot be found out, and nobody is locked out for long."""

import dataclasses as dc
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from archive.accounts.models import Account
from archive.audit.models import Event
from desk.models import SignIn
from desk.web.throttle import Throttle
from tests.desk.web.support import PASSWORD, Office


@pytest.fixture
def anew(desk: Office) -> Iterator[Office]:
    """The desk with nothing counted yet."""
    parts = desk.app.state.desk
    desk.app.state.desk = dc.replace(parts, throttle=Throttle())
    yield desk
    desk.app.state.desk = parts


def _try(desk: Office, name: str, password: str) -> tuple[int, str]:
    answer = desk.client().post("/api/v1/sessions", json={"name": name, "password": password})
    return answer.status_code, answer.json().get("code", "")


def test_after_five_wrong_passwords_even_the_right_one_waits(anew: Office) -> None:
    for _ in range(5):
        assert _try(anew, "officer", "sai") == (401, "wrong-password")
    assert _try(anew, "officer", PASSWORD) == (429, "too-many-tries")
    answer = anew.client().post("/api/v1/sessions", json={"name": "officer", "password": PASSWORD})
    assert int(answer.headers["retry-after"]) >= 1
    assert _try(anew, "handler", PASSWORD)[0] == 201


def test_the_page_slows_down_like_the_api(anew: Office) -> None:
    from tests.desk.web.support import csrf

    client = anew.client()
    for status in (401, 401, 401, 401, 401, 429):
        sent = {"csrf": csrf(client.get("/sign-in").text), "name": "officer", "password": "sai"}
        assert client.post("/sign-in", data=sent).status_code == status


def test_an_account_that_does_not_exist_answers_like_one_that_does(anew: Office) -> None:
    known = [_try(anew, "auditor", "sai") for _ in range(7)]
    unknown = [_try(anew, "nobody-here", "sai") for _ in range(7)]
    assert known == unknown


def test_a_closed_account_answers_like_one_that_does_not_exist(anew: Office) -> None:
    token = anew.program("handler-elsewhere")
    with anew.house.database.transaction() as session:
        session.execute(sa.update(Account).where(Account.name == "handler-elsewhere").values(active=False))
    try:
        assert _try(anew, "handler-elsewhere", PASSWORD) == (401, "wrong-password")
        assert token.get("/api/v1/sessions/current").status_code == 401
    finally:
        with anew.house.database.transaction() as session:
            session.execute(sa.update(Account).where(Account.name == "handler-elsewhere").values(active=True))


def test_neither_password_nor_token_is_kept_in_clear(anew: Office) -> None:
    program = anew.program("officer")
    token = program.headers["Authorization"].split()[1]
    with anew.house.database.reading() as session:
        kept = [value for row in session.execute(sa.select(*SignIn.__table__.columns)) for value in row]
    assert token not in kept


def test_sign_ins_and_refused_ones_are_in_the_trail_without_what_a_stranger_typed(anew: Office) -> None:
    _try(anew, "officer", "sai")
    _try(anew, "mat-khau-go-nham-o-ten", "sai")
    with anew.house.database.reading() as session:
        rows = session.scalars(
            sa.select(Event).where(Event.action == "session:open").order_by(Event.id.desc()).limit(2)
        ).all()
    assert [(row.actor, row.outcome) for row in rows] == [("?", "refused"), ("officer", "refused")]
    assert all("mat-khau" not in f"{row.actor}{row.subject}" for row in rows)


class Hand:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_doubles_and_ends() -> None:
    clock = Hand()
    throttle = Throttle(clock)
    waits = []
    for _ in range(20):
        throttle.failed("lan", "10.0.0.1")
        waits.append(throttle.wait("lan", "10.0.0.1"))
        clock.now += waits[-1]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [1, 2, 4, 8]
    assert max(waits) == 900
    assert throttle.wait("lan", "10.0.0.1") == 0


def test_a_stranger_elsewhere_cannot_lock_an_officer_out_soon() -> None:
    throttle = Throttle(Hand())
    for _ in range(40):
        throttle.failed("lan", "203.0.113.9")
    assert throttle.wait("lan", "10.0.0.1") == 0
    assert throttle.wait("lan", "203.0.113.9") > 0


def test_many_addresses_do_not_help_who_tries_one_account_out() -> None:
    throttle = Throttle(Hand())
    for number in range(60):
        throttle.failed("lan", f"203.0.113.{number}")
    assert throttle.wait("lan", "203.0.113.200") > 0


def test_the_mistypings_of_a_year_lock_no_desk_out() -> None:
    clock = Hand()
    throttle = Throttle(clock)
    for day in range(200):
        clock.now = day * 86_400.0
        throttle.failed("lan", "10.0.0.1")
        assert throttle.wait("lan", "10.0.0.1") == 0


def test_strangers_cannot_fill_the_memory() -> None:
    throttle = Throttle(Hand())
    for number in range(12_000):
        throttle.failed(f"name-{number}", "203.0.113.9")
    assert len(throttle._wrong) <= 10_000
