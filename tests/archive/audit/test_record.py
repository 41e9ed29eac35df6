"""An event is written with the act, holds no personal number where all may see it, and keeps a refusal."""

import hashlib
import json
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.audit.models import Event, EventDetail
from archive.audit.record import Outcome, detail_hash, record
from archive.database.engine import Database
from tests.factories import CLOCK, NOW, actor, citizen


def _record(session: Session, subject: str = "paper-1", **detail: object) -> tuple[Event, dict[str, Any]]:
    record(session, CLOCK, actor(), "paper:confirm", subject, detail=detail)
    session.flush()
    session.expire_all()
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    return event, json.loads(session.get_one(EventDetail, event.id).detail)


def test_an_event_says_who_did_what_to_what_and_when(database: Database) -> None:
    with database.transaction() as session:
        event, detail = _record(session, owner=str(citizen(1)))
        assert (event.at, event.actor, event.channel, event.action, event.subject, event.outcome) == (
            NOW, "lan", "cli:test", "paper:confirm", "paper-1", "done",
        )  # fmt: skip
        assert detail == {"owner": str(citizen(1))}
        assert (event.n, event.link) == (None, None)


def test_an_act_that_is_rolled_back_left_no_event(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as session:
            _record(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as session:
        assert session.scalars(sa.select(Event)).all() == []


@pytest.mark.parametrize(
    "subject",
    [
        "001190000001", "citizen:001190000001", "012345678", "0900123456", "tìm 001190000001 giúp",
        "(001190000001)",
    ],
)  # fmt: skip
def test_a_personal_number_that_was_typed_is_moved_to_the_detail(database: Database, subject: str) -> None:
    digits = "".join(sign for sign in subject if sign.isdigit())
    with database.transaction() as session:
        event, detail = _record(session, subject)
        assert digits not in event.subject
        assert detail["subject"] == subject


@pytest.mark.parametrize(
    "subject",
    ["2026-000001", "H99.32-260302-0042", "0192f0c1-1234-7abc-8def-001190000001", "1.004222", "123/QĐ"],
)
def test_codes_that_are_no_personal_number_stay(database: Database, subject: str) -> None:
    with database.transaction() as session:
        event, detail = _record(session, subject)
        assert event.subject == subject
        assert detail == {}


@pytest.mark.parametrize("subject", ["a\0b", "tên\ud800.pdf", "x" * 500, "dòng\nhai"])
def test_whatever_was_typed_can_be_recorded(database: Database, subject: str) -> None:
    with database.transaction() as session:
        event, _ = _record(session, subject, file=subject)
        assert len(event.subject) <= 120


def test_the_hash_of_a_detail_cannot_be_guessed_from_the_number(database: Database) -> None:
    with database.transaction() as session:
        one, _ = _record(session, owner=str(citizen(1)))
        text = session.get_one(EventDetail, one.id).detail
        other, _ = _record(session, owner=str(citizen(1)))
        salt = session.get_one(EventDetail, other.id).salt
        assert one.detail_hash != other.detail_hash
        assert one.detail_hash != hashlib.sha256(text.encode()).hexdigest()
        assert len(salt) == 32
        assert (
            other.detail_hash == detail_hash(salt, text) == hashlib.sha256(salt + text.encode()).hexdigest()
        )


def test_a_refusal_is_recorded_as_one(database: Database) -> None:
    with database.transaction() as session:
        record(session, CLOCK, actor(), "paper:sign", "paper-1", outcome=Outcome.REFUSED)
        session.flush()
        assert session.scalars(sa.select(Event.outcome)).all() == ["refused"]
