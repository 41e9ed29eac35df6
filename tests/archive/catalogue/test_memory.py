"""The catalogue is read once, and again as soon as somebody loaded anything, anywhere."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.load import load
from archive.catalogue.values import Component
from archive.clock import today
from archive.database.engine import Database
from tests.factories import BIRTH, CLOCK
from tests.statements import statements

DAY = today(CLOCK)


@pytest.fixture
def longer(tmp_path: Path) -> Path:
    """A file that adds a component to the registration of births."""
    (tmp_path / "components.csv").write_text(
        "procedure,code,name,required,form,accepts,valid_from,source\n"
        f"{BIRTH},TP99,Giấy thử,1,copy,giay-khai-sinh,2016-01-01,Thử\n",
        "utf-8",
    )
    return tmp_path


def _codes(session: Session) -> set[str]:
    return {one.code for one in _components(session)}


def _components(session: Session) -> list[Component]:
    assert catalogue.procedure(session, BIRTH, DAY) is not None
    assert catalogue.types_by_any_name(session, DAY)
    return catalogue.components(session, BIRTH, DAY)


def test_a_transaction_after_the_first_asks_only_whether_anything_was_loaded(database: Database) -> None:
    with database.transaction() as session:
        first = _components(session)
    with statements(database) as said, database.transaction() as session:
        assert _components(session) == first
    (asked,) = [statement for statement, _ in said if not statement.startswith("BEGIN")]
    assert "catalogue_load" in asked


def test_what_another_process_loads_counts_from_the_next_transaction(
    database: Database, longer: Path
) -> None:
    other = Database(database.url)
    with database.transaction() as session:
        assert "TP99" not in _codes(session)
    with other.transaction() as session:
        load(session, longer, by="lan", clock=CLOCK)
    other.close()
    with database.transaction() as session:
        assert "TP99" in _codes(session)


def test_who_loads_sees_it_at_once_and_nobody_else_if_it_is_taken_back(
    database: Database, longer: Path
) -> None:
    with database.transaction() as session:
        assert "TP99" not in _codes(session)
        load(session, longer, by="lan", clock=CLOCK)
        assert "TP99" in _codes(session)
        session.rollback()
        assert "TP99" not in _codes(session)


def test_codes_that_nobody_has_fill_no_memory(database: Database) -> None:
    with database.transaction() as session:
        _components(session)
        memory = session.info["sohoa_memory"]
        (values,) = memory.values()
        before = len(values)
        for n in range(50):
            assert catalogue.procedure(session, f"9.{n:06d}", DAY) is None
            assert catalogue.components(session, f"9.{n:06d}", DAY) == []
        assert len(values) == before


def test_what_is_returned_may_be_changed(database: Database) -> None:
    with database.transaction() as session:
        first = catalogue.components(session, BIRTH, DAY)
        catalogue.types_by_any_name(session, DAY).clear()
        first.clear()
        assert _components(session)
