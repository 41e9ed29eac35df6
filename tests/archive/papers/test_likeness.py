"""Papers worth comparing are found by rare keys; the first of doubles is named to whom may read it."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.database.engine import Database
from archive.papers import likeness
from archive.papers.models import LikenessKey, Paper, PaperDouble
from archive.values.doubles import SameBy
from tests.factories import NOW, OTHER_DESK, actor, dossier, paper, stored

LATER = NOW + dt.timedelta(days=9)


def double(session: Session, first: Paper, how: SameBy = SameBy.PAPER, likeness_: float = 0.93) -> Paper:
    """Return a later paper that is the same as `first`."""
    later = paper(session, received_at=LATER)
    likeness.put(session, later, first, how, likeness_)
    return later


def test_papers_are_found_by_what_few_others_have(database: Database) -> None:
    with database.transaction() as session:
        form = [paper(session) for _ in range(6)]
        wanted = paper(session)
        for each in form:
            likeness.keep_keys(session, each.id, [1, 2, 3])  # of the form they share
        likeness.keep_keys(session, wanted.id, [1, 7])
        assert likeness.near(session, [1, 2, 3, 7], limit=1) == [wanted.id]
        assert likeness.near(session, [1, 2, 3], limit=3) == sorted(each.id for each in form)[:3]
        assert likeness.near(session, [99], limit=3) == []


def test_a_key_that_many_papers_have_takes_no_more_and_leaves_its_place_to_others(database: Database) -> None:
    with database.transaction() as session:
        many = [paper(session) for _ in range(51)]
        for each in many:
            likeness.keep_keys(session, each.id, range(20))
        counts = sa.select(LikenessKey.key, sa.func.count()).group_by(LikenessKey.key)
        rows = {row[0]: row[1] for row in session.execute(counts)}
        assert rows == {**dict.fromkeys(range(16), 50), **dict.fromkeys(range(16, 20), 1)}
        likeness.keep_keys(session, many[0].id, range(20))  # once more is no more
        assert session.scalar(sa.select(sa.func.count()).select_from(LikenessKey)) == 50 * 16 + 8


def test_looking_up_never_reads_all_papers(database: Database) -> None:
    if database.postgres:
        pytest.skip("the planner reads a small table whole, rightly")
    queries: list[str] = []
    with database.transaction() as session:
        first = paper(session)
        later = double(session, first)
        sa.event.listen(session.connection(), "before_cursor_execute", _noting(queries))
        likeness.near(session, [1, 2, 3], limit=9)
        likeness.keep_keys(session, later.id, [1, 2, 3])
        likeness.begins_with(session, first.original_sha256, 1, limit=9)
        likeness.first_double(session, actor(), later)
        plans = [
            row.detail for query in queries for row in session.execute(sa.text("EXPLAIN QUERY PLAN " + query))
        ]
    assert len(queries) >= 7
    assert [plan for plan in plans if plan.startswith("SCAN") and "CONSTANT" not in plan] == []


def _noting(queries: list[str]) -> object:
    def note(connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith(("SELECT", "INSERT")):
            compiled = statement
            for value in parameters:
                compiled = compiled.replace("?", f"'{value}'" if isinstance(value, str) else "1", 1)
            queries.append(compiled)

    return note


def test_the_first_is_named_with_how_it_is_known(database: Database) -> None:
    with database.transaction() as session:
        first, second = paper(session), paper(session, received_at=NOW + dt.timedelta(hours=1))
        later = double(session, second, SameBy.SCAN, 0.99)
        likeness.put(session, first, later, SameBy.PAPER, 0.91)  # found from the other side: the same
        found, elsewhere = likeness.first_double(session, actor(), later)
        assert found == likeness.Double(first.id, first.code, "available", SameBy.PAPER, 0.91)
        assert not elsewhere
        assert likeness.first_double(session, actor(), first) == (None, False)


def test_the_same_bytes_are_told_before_anything_was_read(database: Database) -> None:
    with database.transaction() as session:
        first = paper(session)
        later = paper(session, duplicate_of=first.id)
        found, _ = likeness.first_double(session, actor(), later)
        assert found is not None
        assert (found.paper, found.how, found.likeness) == (first.id, SameBy.BYTES, 1.0)


def test_a_rejected_paper_is_no_first_one(database: Database) -> None:
    with database.transaction() as session:
        bad = paper(session, stage="rejected", standing="pending")
        later = double(session, bad)
        assert likeness.first_double(session, actor(), later) == (None, False)
        good = paper(session, received_at=NOW + dt.timedelta(hours=1))
        likeness.put(session, good, later, SameBy.PAPER, 0.9)
        found, _ = likeness.first_double(session, actor(), later)
        assert found is not None
        assert found.paper == good.id


@pytest.mark.parametrize("standing", ["revoked", "superseded"])
def test_a_revoked_paper_is_named_only_where_no_other_is_there(database: Database, standing: str) -> None:
    with database.transaction() as session:
        dead = paper(session, standing=standing)
        later = double(session, dead)
        found, _ = likeness.first_double(session, actor(), later)
        assert found is not None
        assert (found.paper, found.state) == (dead.id, standing)
        live = paper(session, received_at=NOW + dt.timedelta(hours=1))
        likeness.put(session, live, later, SameBy.PAPER, 0.9)
        found, _ = likeness.first_double(session, actor(), later)
        assert found is not None
        assert found.paper == live.id


def test_nothing_is_told_of_a_paper_of_others_but_that_it_is_there(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(
            session,
            "H99-far",
            receiving_agency=OTHER_DESK,
            deciding_agency=OTHER_DESK,
            keeping_agency=OTHER_DESK,
        )
        first = paper(session, far)
        later = double(session, first)
        assert likeness.first_double(session, actor(), later) == (None, True)
        auditor = actor(AccountRight.AUDITOR)
        found, elsewhere = likeness.first_double(session, auditor, later)
        assert found is not None
        assert (found.paper, elsewhere) == (first.id, False)
        mine = paper(session, received_at=NOW + dt.timedelta(hours=1))
        likeness.put(session, mine, later, SameBy.PAPER, 0.9)
        found, elsewhere = likeness.first_double(session, actor(), later)
        assert found is not None
        assert (found.paper, elsewhere) == (mine.id, False)


def test_what_was_found_is_forgotten_on_both_sides(database: Database) -> None:
    with database.transaction() as session:
        first = paper(session)
        later = double(session, first)
        last = double(session, later)
        likeness.forget(session, later.id)
        assert session.scalar(sa.select(sa.func.count()).select_from(PaperDouble)) == 0
        assert likeness.first_double(session, actor(), last) == (None, False)


def test_papers_are_found_by_the_page_that_they_begin_with(database: Database) -> None:
    with database.transaction() as session:
        first = paper(session)
        sha = stored(session, first.id.bytes)
        assert likeness.begins_with(session, sha, 1, limit=5) == [first.id]
        assert likeness.begins_with(session, sha, 2, limit=5) == []
        assert likeness.begins_with(session, "0" * 64, 1, limit=5) == []
