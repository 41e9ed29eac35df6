"""The tables are those of the models on both engines, and are made once whoever comes first."""

import datetime as dt
import multiprocessing
import uuid
from pathlib import Path

import alembic.autogenerate
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

# Every room's tables.
import archive.accounts.models
import archive.audit.models
import archive.catalogue.models
import archive.search.models
import archive.store.models  # noqa: F401
import desk.models
import desk.signing_sessions.models  # noqa: F401
import reuse.models  # noqa: F401
import signing.models  # noqa: F401
from archive.database import migrate
from archive.database.base import Base
from archive.database.engine import Database
from archive.database.version import HEAD
from archive.errors import DatabaseUnavailable
from archive.search.find import find
from archive.search.models import PaperIndex
from archive.search.question import Question
from desk.engine import dbos
from tests.factories import NOW, Scan, actor, citizen, paper
from tests.servers.process import free_port


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.db'}"
    return str(request.getfixturevalue("postgres_url"))


def differences(database: Database) -> list[object]:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        if kind == "table":
            return name in Base.metadata.tables
        return not (kind == "index" and name == "ix_paper_index_tokens")

    def declared(_thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
        return not (kind == "column" and name == "tokens" and reflected)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": ours, "include_object": declared, "version_table": migrate.VERSION_TABLE},
        )
        return list(alembic.autogenerate.compare_metadata(context, Base.metadata))


def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    assert differences(database) == []


def test_every_model_has_its_table(database: Database) -> None:
    there = set(sa.inspect(database.engine).get_table_names())
    assert set(Base.metadata.tables) <= there


def test_the_written_version_is_the_newest_migration(database: Database) -> None:
    assert ScriptDirectory.from_config(migrate._config()).get_heads() == [HEAD]
    assert migrate.is_current(database.engine)


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = tables(database)
    migrate.upgrade(database.engine)
    assert tables(database) == before


def test_the_tables_of_the_workflow_engine_are_left_alone(database: Database) -> None:
    dbos.migrate(database.url)
    before = tables(database, "dbos") if database.postgres else tables(database)
    migrate.upgrade(database.engine)
    assert (tables(database, "dbos") if database.postgres else tables(database)) == before
    assert "workflow_status" in before
    assert differences(database) == []


def test_two_processes_at_once_make_the_tables_once(empty_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        assert pool.map(_upgrade, [empty_url] * 4, chunksize=1) == [None] * 4
    database = Database(empty_url)
    assert migrate.is_current(database.engine)
    database.close()


def test_an_empty_database_is_not_current(empty_url: str) -> None:
    database = Database(empty_url)
    assert not migrate.is_current(database.engine)
    database.close()


def test_a_server_that_does_not_answer_is_said_so() -> None:
    database = Database(f"postgresql://sohoa:sohoa@127.0.0.1:{free_port()}/sohoa")
    with pytest.raises(DatabaseUnavailable):
        migrate.upgrade(database.engine)
    database.close()


def tables(database: Database, schema: str | None = None) -> dict[str, list[str]]:
    inspector = sa.inspect(database.engine)
    names = inspector.get_table_names(schema=schema)
    return {name: sorted(c["name"] for c in inspector.get_columns(name, schema=schema)) for name in names}


def _upgrade(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database.engine)
    database.close()


def test_an_archive_of_before_the_look_up_is_found_by_the_same_words_the_newest_first(
    database: Database,
) -> None:
    with database.transaction() as session:
        old = paper(session, number="1", issuer="UBND xã Hoà Bình", scan=Scan(text="sổ đỏ"), received_at=NOW)
        new = paper(
            session, number="2", owner=citizen(2), scan=Scan(text="sổ đỏ"), received_at=NOW + dt.timedelta(1)
        )
        ids = [new.id, old.id]
    _as_before_the_look_up(database, ids)
    migrate.upgrade(database.engine)
    assert differences(database) == []
    with database.transaction() as session:
        found = find(session, actor(), Question(text="so do"))
        assert [row.id for row in found.papers] == ids
        assert [row.id for row in find(session, actor(), Question(issuer="hòa bình")).papers] == ids[1:]


def _as_before_the_look_up(database: Database, ids: list[uuid.UUID]) -> None:
    """Take the archive back to migration 0013, its index in any order."""
    with database.engine.begin() as connection:
        for seq, key in enumerate(ids, 1):
            connection.execute(sa.update(PaperIndex).where(PaperIndex.paper_id == key).values(seq=seq))
        if database.postgres:
            connection.execute(sa.text("ALTER TABLE paper_index ALTER seq TYPE integer"))
        else:
            connection.execute(sa.text("DROP TABLE paper_words"))
            connection.execute(sa.text("CREATE VIRTUAL TABLE paper_words USING fts5(words)"))
            connection.execute(
                sa.text("INSERT INTO paper_words(rowid, words) SELECT seq, words FROM paper_index")
            )
        for table, column in (("paper", "issuer_folded"), ("take", "law"), ("take", "identity_check")):
            connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(sa.text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0013'"))
