"""Whoever has a paper's extract alone sees whether an event of it was altered."""

import dataclasses as dc
import json
from collections.abc import Callable
from typing import Any

import pytest

from archive.audit.extract import Extracted, as_lines, extract, from_lines, is_whole
from archive.audit.models import Event, EventDetail
from archive.audit.record import record
from archive.audit.seal import seal, verify
from archive.database.engine import Database
from tests.factories import CLOCK, actor

SUBJECTS = ("paper-1", "paper-2", "paper-1", "paper-1")


@pytest.fixture
def chained(database: Database) -> Database:
    """Four events, three of them of one paper."""
    for number, subject in enumerate(SUBJECTS):
        with database.transaction() as session:
            record(
                session, CLOCK, actor(), "paper:sign", subject, detail={"sha256": f"hash {number}", "ý": "ở"}
            )
    seal(database)
    return database


def _extracted(database: Database, seen: Callable[[Event], bool] = lambda _: True) -> list[Extracted]:
    with database.reading() as session:
        return extract(session, "paper-1", seen)


def test_an_extract_holds_by_itself_and_agrees_with_the_whole_chain(chained: Database) -> None:
    events = _extracted(chained)
    assert [event.n for event in events] == [1, 3, 4]
    assert events[1].previous != events[0].link
    assert events[2].previous == events[1].link
    assert events[0].facts == {"sha256": "hash 0", "ý": "ở"}
    assert is_whole(events)
    assert from_lines(as_lines(events)) == events
    with chained.reading() as session:
        assert verify(session).ok


def test_what_may_not_be_seen_is_left_out_and_the_rest_still_holds(chained: Database) -> None:
    events = _extracted(chained, lambda event: event.n != 3)
    assert [event.n for event in events] == [1, 4]
    assert is_whole(events)


def test_an_erased_detail_leaves_the_extract_whole(chained: Database) -> None:
    with chained.transaction() as session:
        for row in session.query(EventDetail):
            session.delete(row)
    events = _extracted(chained)
    assert [event.detail for event in events] == ["", "", ""]
    assert is_whole(from_lines(as_lines(events)))


FIELDS = ("n", "id", "at", "actor", "channel", "action", "subject", "outcome", "detail_hash", "previous",
          "link", "detail", "salt")  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_no_part_of_an_event_can_be_altered(chained: Database, field: str) -> None:
    rows = [json.loads(line) for line in as_lines(_extracted(chained)).splitlines()]
    assert set(FIELDS) == set(rows[1])
    rows[1][field] = (
        2 if field == "n" else rows[0][field] if field in ("salt", "link", "previous", "id") else "0" * 64
    )
    text = "".join(json.dumps(row) + "\n" for row in rows)
    assert not is_whole(from_lines(text))


def test_events_cannot_be_moved_doubled_or_put_into_another_s_place(chained: Database) -> None:
    one, two, three = _extracted(chained)
    assert not is_whole([two, one, three])
    assert not is_whole([one, one, two, three])
    forged = dc.replace(three, previous="f" * 64)
    assert not is_whole([one, two, forged])
    assert not is_whole([dc.replace(one, previous="f" * 64), two, three])


@pytest.mark.parametrize(
    "text",
    ["no JSON", "[]", "{}", "null", '{"n": 1}', "[" * 100_000, '{"n": true}', "\x00"],
)
def test_what_is_no_extract_is_an_error_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_lines(text)


def _changed(event: Extracted, **changes: Any) -> str:
    return json.dumps({**json.loads(as_lines([event])), **changes})


def test_values_of_another_kind_are_no_event(chained: Database) -> None:
    event = _extracted(chained)[0]
    for changes in ({"n": "1"}, {"n": 0}, {"actor": None}, {"salt": "zz"}, {"salt": 1}, {"detail": "\ud800"}):
        with pytest.raises(ValueError, match=r".*"):
            from_lines(_changed(event, **changes))
