"""The index row changes with the paper or not at all, and nothing that was read breaks it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.papers.models import Paper
from archive.search import index
from archive.search.find import find
from archive.search.models import IndexWord, PaperIndex
from archive.search.question import Question
from tests.factories import actor, citizen, paper, reindex


def _codes(session: Session, text: str) -> list[str]:
    return [row.code for row in find(session, actor(), Question(text)).papers]


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(database: Database) -> None:
    with database.transaction() as session:
        key = paper(session, code="A", title="QUYẾT ĐỊNH").id

    def change_and_fail() -> None:
        with database.transaction() as session:
            row = session.get_one(Paper, key)
            row.title = "THÔNG BÁO"
            reindex(session, row, "")
            assert _codes(session, "thông báo") == ["A"]  # it is seen within the transaction
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    with database.reading() as session:
        assert _codes(session, "quyết định") == ["A"]
        assert _codes(session, "thông báo") == []


def test_a_paper_is_no_longer_found_by_what_it_no_longer_says(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, code="A", title="QUYẾT ĐỊNH")
        row.title = "THÔNG BÁO"
        reindex(session, row, "về việc họp")
    with database.transaction() as session:
        assert _codes(session, "quyết định") == []
        assert _codes(session, "thông báo họp") == ["A"]
        assert session.scalar(sa.select(sa.func.count()).select_from(PaperIndex)) == 1


def test_each_paper_has_its_own_row(database: Database) -> None:
    with database.transaction() as session:
        paper(session, code="A", title="QUYẾT ĐỊNH")
        other = paper(session, code="B", title="THÔNG BÁO", owner=citizen(2))
        reindex(session, other, "tờ thứ hai")
        assert _codes(session, "quyết định") == ["A"]
        assert _codes(session, "tờ thứ hai") == ["B"]


def test_only_words_of_names_titles_and_numbers_are_guessed_at(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, title="QUYẾT ĐỊNH")
        reindex(session, row, "trichluc")
        known = set(session.scalars(sa.select(IndexWord.word)))
        assert {"quyet", "dinh", citizen(1).number} <= known
        assert "trichluc" not in known


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000, "từ " * 300_000, "\n".join(f"so{n}" for n in range(300_000)),
        "'; DROP TABLE paper; --", "\\ ' \" :*",
    ],
    ids=["endless word", "one word for ever", "endless words", "quotes", "signs"],
)  # fmt: skip
def test_whatever_was_read_can_be_indexed(database: Database, text: str) -> None:
    with database.transaction() as session:
        row = paper(session, code="A", title="QUYẾT ĐỊNH")
        index.write(session, row.id, telling=["QUYẾT ĐỊNH"], text=text)
        assert _codes(session, "quyết định") == ["A"]
