"""The tables are those of the models on both engines, and are made once whoever comes first."""

import datetime as dt
import multiprocessing
from pathlib import Path
from typing import Any

import alembic.autogenerate
import alembic.command
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
from archive.accounts.actor import AccountRight
from archive.database import migrate
from archive.database.base import Base
from archive.database.engine import Database
from archive.database.version import HEAD
from archive.errors import DatabaseUnavailable
from archive.papers.models import PaperEnding
from archive.search.find import find
from archive.search.question import Question
from benchmarks import archive_at_scale as scale
from benchmarks.archive_at_scale import Named
from desk.engine import dbos
from reuse.models import DossierNotice
from tests.factories import actor, citizen
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


def test_an_archive_of_before_the_look_up_is_found_by_the_same_words_the_newest_first(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0013")
    named = [Named("owner", 1, "Trần Thị Hoà", citizen(1).number)]
    made = [scale.row(n, "quyet-dinh", f"{n}/QĐ", place, named, "sổ đỏ") for n, place in ((2, "A"), (1, "B"))]
    _put(database, made)
    migrate.upgrade(database.engine)
    assert differences(database) == []
    with database.transaction() as session:
        reader = actor(AccountRight.AUDITOR)
        assert [row.number for row in find(session, reader, Question("so do")).papers] == ["2/QĐ", "1/QĐ"]
        by_issuer = find(session, reader, Question(issuer="uỷ ban nhân dân b")).papers
        assert [row.number for row in by_issuer] == ["1/QĐ"]
    database.close()


def _upgrade_to(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, revision)


def _put(database: Database, made: list[dict[str, Any]]) -> None:
    """Write papers as an older version had them: only columns that were there, the index in any order."""
    there = tables(database)
    with database.engine.begin() as connection:
        for name, rows in scale.tables(made):
            model = Base.metadata.tables[name]
            old = sa.table(
                name, *(sa.column(one.name, one.type) for one in model.columns if one.name in there[name])
            )
            unique = {str(row): {key: row[key] for key in row if key in there[name]} for row in rows}
            for seq, row in enumerate(unique.values(), 1):
                connection.execute(sa.insert(old).values({**row, **({"seq": seq} if "seq" in row else {})}))
        if not database.postgres:
            words = "INSERT INTO paper_words(rowid, words) SELECT seq, words FROM paper_index"
            connection.execute(sa.text(words))


def test_ends_and_notices_of_before_one_could_be_taken_back_are_all_there(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0017")
    named = [Named("owner", 1, "Trần Thị Hoà", citizen(1).number)]
    made = [scale.row(n, "quyet-dinh", f"{n}/QĐ", "A", named, "") for n in (1, 2)]
    _put(database, made)
    with database.engine.begin() as connection:
        there = connection.execute(sa.text("SELECT id, dossier_number FROM paper ORDER BY id")).all()
        for n, paper in enumerate(there):
            told = {"id": f"{n:032x}", "paper": paper.id, "dossier": paper.dossier_number}
            for statement in (
                "INSERT INTO paper_ending (id, paper_id, how, since, reason, authority, decision, by, at) "
                "VALUES (:id, :paper, 'revoked', '2026-01-02', 'sai', '', '', 'lan', '2026-01-02 03:00:00')",
                "INSERT INTO dossier_notice (ending_id, dossier_number, told, at) VALUES "
                "(:id, :dossier, 'look-again', '2026-01-02 03:00:00')",
            ):
                connection.execute(sa.text(statement), told)
    migrate.upgrade(database.engine)
    assert differences(database) == []
    with database.reading() as session:
        both = sa.select(PaperEnding, DossierNotice)
        rows = session.execute(both.where(DossierNotice.ending_id == PaperEnding.id)).all()
        assert len(rows) == len(there) == 2
        assert {(end.how, end.reinstated_at, told.told) for end, told in rows} == {
            ("revoked", None, "look-again")
        }
    database.close()


def test_types_that_the_code_knew_by_name_prove_the_same_after_the_update(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0017")
    kinds = sa.table("document_type", *(sa.column(name) for name in _TYPE), sa.column("valid_from", sa.Date))
    with database.engine.begin() as connection:
        for slug in ("giay-khai-sinh", "giay-uy-quyen", "quyet-dinh", "trich-luc-khai-tu"):
            row = {**_TYPE, "slug": slug, "valid_from": dt.date(2016, 1, 1)}
            connection.execute(sa.insert(kinds).values(row))
    migrate.upgrade(database.engine)
    with database.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT slug, proves FROM document_type ORDER BY slug"))
        proves = {slug: proof for slug, proof in rows}
    database.close()
    assert proves == {
        "giay-khai-sinh": "birth", "giay-uy-quyen": "authority", "quyet-dinh": None,
        "trich-luc-khai-tu": "death",
    }  # fmt: skip


_TYPE = {
    "slug": "", "code": "GT.1", "name": "Tên", "titles": "[]", "symbols": "[]", "words": "[]", "fields": "[]",
    "reuse_class": "lasting", "keep_picture": True, "source": "Nguồn",
}  # fmt: skip
