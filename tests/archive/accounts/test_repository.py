"""Accounts: names given once, no password kept, and nobody acts under an account that is off."""

import dataclasses as dc

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.accounts.models import Account
from archive.accounts.passwords import password_fits
from archive.database.engine import Database
from archive.errors import BadValue, Forbidden, NotFound
from archive.settings import Settings
from tests.factories import CLOCK, actor

PASSWORD = "mot-mat-khau-dai"


def _add(
    session: Session,
    name: str = "lan",
    *roles: AccountRight,
    agency: str = "H99.32",
    password: str = PASSWORD,
) -> Account:
    return accounts.add(
        session,
        name=name,
        full_name="Đặng Thị Lan",
        agency=agency,
        roles=frozenset(roles or {AccountRight.OFFICER}),
        password=password,
        settings=Settings(),
        clock=CLOCK,
    )


def test_the_password_is_nowhere_in_the_database(database: Database) -> None:
    with database.transaction() as session:
        _add(session)
    with database.reading() as session:
        rows = session.execute(sa.select(*sa.inspect(Account).columns)).all()
        kept = session.scalars(sa.select(Account.password_hash)).one()
    assert PASSWORD not in repr(rows)
    assert password_fits(kept, PASSWORD)


@pytest.mark.parametrize(
    "name", ["", "-", "...", "đặng.lan", "lan anh", "lan\n", "a" * 65, "lan;drop", "lan\0"]
)
def test_a_name_of_the_wrong_form_is_refused(database: Database, name: str) -> None:
    with database.transaction() as session, pytest.raises(BadValue):
        _add(session, name)


def test_a_short_password_is_refused_and_not_repeated(database: Database) -> None:
    with database.transaction() as session, pytest.raises(BadValue) as refused:
        _add(session, password="ngan-qua")
    assert "ngan-qua" not in refused.value.text_vi + refused.value.text_en + repr(refused.value.facts)


def test_a_name_is_never_given_twice(database: Database) -> None:
    with database.transaction() as session:
        _add(session)
        with pytest.raises(BadValue, match="taken"):
            _add(session)


def test_an_actor_has_the_agencies_that_its_own_one_succeeded(database: Database) -> None:
    with database.transaction() as session:
        who = accounts.actor_of(session, _add(session, agency="H99.31"), channel="web")
    assert who.agency == "H99.31"
    assert {"H99.31", "H99.21.01"} <= who.agencies
    assert "H99.20.01" not in who.agencies
    assert (who.account, who.roles, who.channel) == ("lan", frozenset({AccountRight.OFFICER}), "web")


def test_nobody_acts_under_an_account_that_is_off_or_unknown(database: Database) -> None:
    with database.transaction() as session:
        _add(session, "chief", AccountRight.ADMIN).active = False
        session.flush()
        for name in ("chief", "nobody", ""):
            with pytest.raises(NotFound):
                accounts.acting(session, name, channel="cli:test")


def test_without_a_name_the_first_administrator_acts(database: Database) -> None:
    with database.transaction() as session:
        _add(session, "lan")
        _add(session, "chief", AccountRight.ADMIN, AccountRight.OFFICER)
        _add(session, "second", AccountRight.ADMIN)
        assert accounts.acting(session, "", channel="cli:test").account == "chief"
        assert accounts.acting(session, "lan", channel="cli:test").account == "lan"


@pytest.mark.parametrize("role", list(AccountRight))
def test_an_act_needs_one_of_its_rights(role: AccountRight) -> None:
    who = actor(role)
    who.require("paper:confirm", role)
    others = [other for other in AccountRight if other is not role]
    with pytest.raises(Forbidden) as refused:
        who.require("paper:confirm", *others)
    assert "paper:confirm" in refused.value.text_en
    with pytest.raises(Forbidden):
        who.require("paper:confirm")


def test_an_actor_cannot_give_itself_a_role() -> None:
    with pytest.raises(dc.FrozenInstanceError):
        actor().roles = frozenset(AccountRight)  # type: ignore[misc]
