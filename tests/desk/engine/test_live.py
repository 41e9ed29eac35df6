"""What is ordered is seen by everybody once it is committed, and looking waits for nobody."""

import time
import uuid
from pathlib import Path

import pytest

from archive.database.engine import Database
from archive.errors import Forbidden
from desk.engine.dbos import DbosEngine, migrate
from desk.engine.port import Leg, leg_id
from desk.engine.slots import FileSlots


@pytest.fixture
def engine(database: Database, tmp_path: Path) -> DbosEngine:
    """An engine that only takes orders."""
    migrate(database.url)
    return DbosEngine(database.url, database.reading_engine, FileSlots(tmp_path / "slots"), workers=1)


def test_looking_at_live_work_inside_a_writing_transaction_does_not_wait_for_it(
    database: Database, engine: DbosEngine
) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    with database.transaction() as session:
        engine.enqueue(session, Leg.READ, first, 1)
    with database.transaction() as session:
        began = time.monotonic()
        assert engine.live() == {leg_id(Leg.READ, first, 1)}
        assert time.monotonic() - began < 5
        engine.enqueue(session, Leg.SEAL, second, 3)
    assert engine.live() == {leg_id(Leg.READ, first, 1), leg_id(Leg.SEAL, second, 3)}
    engine.stop()


def test_an_order_that_is_rolled_back_was_never_given(database: Database, engine: DbosEngine) -> None:
    def refused() -> None:
        with database.transaction() as session:
            engine.enqueue(session, Leg.KEEP, uuid.uuid4(), 1)
            raise Forbidden(account="lan", act="paper:sign")

    with pytest.raises(Forbidden):
        refused()
    assert engine.live() == frozenset()
    engine.stop()
