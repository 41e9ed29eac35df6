"""Short codes are given once, without gaps, however many desks receive papers at once."""

import datetime as dt
import threading

import pytest

from archive.database.engine import Database
from archive.papers.codes import next_code
from archive.settings import Settings

PATTERN = Settings().paper_code
DAY = dt.date(2026, 3, 2)


def test_the_codes_of_a_year_count_from_one(database: Database) -> None:
    with database.transaction() as session:
        found = [next_code(session, PATTERN, DAY) for _ in range(3)]
    assert found == ["2026-000001", "2026-000002", "2026-000003"]


def test_each_year_counts_for_itself(database: Database) -> None:
    with database.transaction() as session:
        next_code(session, PATTERN, DAY)
        assert next_code(session, PATTERN, dt.date(2027, 1, 1)) == "2027-000001"
        assert next_code(session, PATTERN, dt.date(2026, 12, 31)) == "2026-000002"


def test_the_pattern_is_a_setting(database: Database) -> None:
    with database.transaction() as session:
        assert next_code(session, "HS{serial:04d}/{year}", DAY) == "HS0001/2026"


def test_the_number_of_a_transaction_that_failed_is_given_again(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as session:
            next_code(session, PATTERN, DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.transaction() as session:
        assert next_code(session, PATTERN, DAY) == "2026-000001"


def test_no_code_is_given_twice_to_writers_at_once(database: Database) -> None:
    """They begin with the first paper of the year, where there is no row yet to wait for."""
    found: list[str] = []
    start = threading.Barrier(6)

    def receive() -> None:
        start.wait()
        for _ in range(5):
            with database.transaction() as session:
                found.append(next_code(session, PATTERN, DAY))

    threads = [threading.Thread(target=receive) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"2026-{n:06d}" for n in range(1, 31)]
