"""The index says what the papers say, after a thousand acts of which some were cut off in the middle."""

import datetime as dt
import random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.owners import repository as owners
from archive.papers.models import Paper
from archive.search.drift import Drift, drifted
from archive.search.find import find
from archive.search.models import PaperIndex
from archive.search.question import Question
from archive.values.description import Party, Role
from archive.values.states import Standing
from desk.pipeline.index import told_by, update_index
from tests.factories import CLOCK, NOW, actor, citizen, dossier, paper

_WORDS = ("QUYẾT", "ĐỊNH", "Hoà", "Hòa", "Nguyễn", "đất", "ở", "khuỷu", "17/2019")
_ACTS = 1000


class _Killed(Exception):
    """The process ended in the middle of an act."""


def _drifts(database: Database) -> list[Drift]:
    with database.reading() as session:
        return list(drifted(session, told_by))


def _act(session: Session, chance: random.Random, n: int) -> None:
    """Create, correct or revoke; an officer's act writes the index row beside the paper's."""
    words = " ".join(chance.choices(_WORDS, k=3))
    there = session.scalars(sa.select(Paper.id).order_by(Paper.id)).all() if n % 4 else ()
    if not there:
        row = paper(session, dossier(session), title=words, received_at=NOW + dt.timedelta(seconds=n // 8))
    else:
        row = session.get_one(Paper, chance.choice(there))
        kind = chance.randrange(3)
        if kind == 0:
            row.title, row.number = words, f"{n}/QĐ"
        elif kind == 1:
            named = [Party(Role.OWNER, words, citizen(n))]
            owners.replace_parties(session, CLOCK, row, named, confirmed_by="lan")
        else:
            row.standing = Standing.REVOKED.value
        session.flush()
    if chance.random() < 0.1:
        raise _Killed
    update_index(session, row)
    if chance.random() < 0.1:
        raise _Killed


def test_index_and_papers_agree_after_a_thousand_random_acts_and_kills(database: Database) -> None:
    chance = random.Random(7)
    killed = 0
    for n in range(_ACTS):
        try:
            with database.transaction() as session:
                _act(session, chance, n)
        except _Killed:
            killed += 1
    assert killed > 100
    assert _drifts(database) == []
    with database.reading() as session:
        rows = session.scalars(sa.select(Paper)).all()
        assert len(rows) > 100
        for row in chance.sample(rows, 20):
            found = find(session, actor(), Question(f"{row.title} {row.code}", limit=1000))
            assert [one.id for one in found.papers] == [row.id]


def test_a_row_that_is_missing_or_stale_is_named(database: Database) -> None:
    with database.transaction() as session:
        lost, old, right = (paper(session, code=code, title="QUYẾT ĐỊNH") for code in "ABC")
        session.execute(sa.delete(PaperIndex).where(PaperIndex.paper_id == lost.id))
        old.title = "THÔNG BÁO"
    assert _drifts(database) == [Drift("missing", lost.id, "A"), Drift("stale", old.id, "B")]
    with database.transaction() as session:
        for row in (lost, old, right):
            update_index(session, session.get_one(Paper, row.id))
    assert _drifts(database) == []
