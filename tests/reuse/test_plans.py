"""No statement of a check or look-up walks a whole table, whatever number of people it asks about."""

from pathlib import Path

import sqlalchemy as sa

from archive.clock import today
from archive.database.engine import Database
from archive.papers.models import Paper
from archive.search.narrow import conditions
from archive.search.question import Question
from archive.values.description import OwnerId, OwnerKind
from benchmarks.archive_at_scale import fill
from reuse.relatives import relatives
from reuse.repository import candidates
from tests.databases import fill as prepare
from tests.factories import CLOCK
from tests.statements import statements

BIG = ("paper", "paper_party", "identifier", "paper_index", "take")


def test_sqlite_begins_with_the_few_papers_of_the_people_asked_about(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    prepare(url, CLOCK)
    database = Database(url)
    samples = fill(database, 2000, 3)
    people = [OwnerId(OwnerKind.CITIZEN, one.owner) for one in samples[:40:10]]
    with statements(database) as said, database.reading() as session:
        assert relatives(session, people, today(CLOCK))
        assert candidates(session, dict.fromkeys(people, ("owner",)), {"giay-khai-sinh"})
        assert session.scalars(sa.select(Paper.id).where(*conditions(Question(owners=tuple(people))))).all()
        plans = {
            statement: [
                row[3]
                for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            ]
            for statement, given in [one for one in said if one[0].startswith("SELECT")]
        }
    database.close()
    walked = [
        (step, statement)
        for statement, steps in plans.items()
        for step in steps
        if step.startswith("SCAN") and step.split()[1].removesuffix("_1").removesuffix("_2") in BIG
    ]
    # An index on one of few kinds or types gives a great part of the table.
    walked += [
        (step, statement)
        for statement, steps in plans.items()
        for step in steps
        if step.endswith(("(kind=?)", "(type=?)", "(stage=?)"))
    ]
    assert sum("paper_party" in one or "identifier" in one for one in plans) == 5
    assert walked == []
