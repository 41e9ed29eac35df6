"""Transactions: nobody's work is lost, nobody reads half of it, and times carry their zone."""

import datetime as dt
import threading
import time
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.database.engine import Database
from archive.database.once import insert_once
from archive.errors import DatabaseUnavailable, LostUpdate
from archive.papers.models import Counter, Paper
from tests import factories
from tests.servers.process import free_port


def test_what_fails_is_rolled_back_as_a_whole(database: Database) -> None:
    def half() -> None:
        with database.transaction() as session:
            session.add(Counter(name="a", value=1))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with database.reading() as session:
        assert session.get(Counter, "a") is None


def test_a_reader_never_waits_for_a_writer_and_sees_what_was_committed(database: Database) -> None:
    with database.transaction() as session:
        session.add(Counter(name="a", value=1))
    with database.transaction() as writer:
        writer.get_one(Counter, "a").value = 2
        writer.flush()
        started = time.monotonic()
        with database.reading() as reader:
            assert reader.get_one(Counter, "a").value == 1
        assert time.monotonic() - started < 1


def test_a_reader_stays_on_one_snapshot(database: Database) -> None:
    with database.transaction() as session:
        session.add(Counter(name="a", value=1))
    count = sa.select(sa.func.sum(Counter.value))
    with database.reading() as reader:
        first = reader.scalar(count)
        with database.transaction() as writer:
            writer.get_one(Counter, "a").value = 5
        assert reader.scalar(count) == first
    with database.reading() as reader:
        assert reader.scalar(count) == 5


def test_writers_that_read_first_wait_for_each_other(database: Database) -> None:
    """A deferred transaction of SQLite that writes after reading fails at once; ours queue."""
    with database.transaction() as session:
        session.add(Counter(name="a", value=0))

    def count_up() -> None:
        for _ in range(10):
            with database.transaction() as session:
                session.get_one(Counter, "a", with_for_update=True).value += 1

    at_once(count_up, 4)
    with database.reading() as session:
        assert session.get_one(Counter, "a").value == 40


def test_a_lost_update_names_the_paper(database: Database) -> None:
    with database.transaction() as session:
        row = factories.paper(session)
        key, code = row.id, row.code
    with database.reading() as session:
        stale = session.get_one(Paper, key)
    with database.transaction() as session:
        session.get_one(Paper, key).title = "first"

    def write_over() -> None:
        with database.transaction() as session:
            session.add(stale)
            stale.title = "second"

    with pytest.raises(LostUpdate, match=code):
        write_over()
    with database.reading() as session:
        assert session.get_one(Paper, key).title == "first"


def test_a_time_without_zone_is_refused(database: Database) -> None:
    def keep() -> None:
        with database.transaction() as session:
            factories.dossier(session, opened_at=dt.datetime(2026, 1, 1))  # noqa: DTZ001

    with pytest.raises(sa.exc.StatementError, match="without zone"):
        keep()


def test_times_come_back_in_utc_whatever_zone_they_had(database: Database) -> None:
    moment = dt.datetime(2026, 1, 1, 6, 30, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    if database.postgres:
        with database.engine.begin() as connection:
            name = connection.scalar(sa.select(sa.func.current_database()))
            connection.exec_driver_sql(f"ALTER DATABASE \"{name}\" SET timezone TO 'Asia/Ho_Chi_Minh'")
        database.close()
    with database.transaction() as session:
        number = factories.dossier(session, opened_at=moment).number
    with database.reading() as session:
        kept = session.get_one(factories.Dossier, number).opened_at
    assert kept == moment
    assert kept.isoformat() == "2025-12-31T23:30:00.123456+00:00"


def test_foreign_keys_hold(database: Database) -> None:
    def orphan() -> None:
        with database.transaction() as session:
            factories.paper(session, superseded_by=uuid.uuid4())

    with pytest.raises(sa.exc.IntegrityError):
        orphan()


def test_a_row_is_inserted_once(database: Database) -> None:
    with database.transaction() as session:
        assert insert_once(session, Counter, name="a", value=1)
        assert not insert_once(session, Counter, name="a", value=2)
        assert session.get_one(Counter, "a").value == 1


def test_who_inserts_the_same_row_at_once_waits_and_finds_it(database: Database) -> None:
    new: list[bool] = []
    start = threading.Barrier(6)

    def insert() -> None:
        start.wait()
        with database.transaction() as session:
            new.append(insert_once(session, Counter, name="a", value=1))

    at_once(insert, 6)
    assert sorted(new) == [False] * 5 + [True]


@pytest.mark.parametrize(
    "url", ["postgresql://sohoa:sohoa@127.0.0.1:{port}/x", "sqlite:///{folder}/none/a.db"]
)
def test_a_database_that_does_not_answer_is_said_so(url: str, tmp_path: Path) -> None:
    database = Database(url.format(port=free_port(), folder=tmp_path))
    with pytest.raises(DatabaseUnavailable), database.reading() as session:
        session.execute(sa.text("SELECT 1"))
    database.close()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"not a database" * 500)
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(DatabaseUnavailable), database.reading() as session:
        session.execute(sa.text("SELECT * FROM sqlite_master"))
    database.close()


def test_commits_survive_a_power_cut_on_sqlite(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.reading() as session:
        assert session.scalar(sa.text("PRAGMA synchronous")) == 2
        assert session.scalar(sa.text("PRAGMA journal_mode")) == "wal"
    database.close()


def at_once(work: object, count: int) -> None:
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
