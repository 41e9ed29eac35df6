"""What was read is saved page by page, once, and the same bytes are never read twice."""

import uuid

import pytest
import sqlalchemy as sa

from archive.database.engine import Database
from archive.papers import readings
from archive.papers.models import Intake, Paper
from archive.store.models import StoredObject
from archive.values.reading import Box, Notice, PageFailed, PageText, QrCode, Word
from tests.factories import CLOCK, NOW, Scan, citizen, paper
from tests.fakes.store import MemoryStore

ENGINE = ("tesserocr 5", "vie")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(CLOCK)


def _page(number: int, text: str = "Trần Thị Hoà") -> PageText:
    words = tuple(
        Word(word, Box(n, 0, n + 1, 9), 0.87654321, 0) for n, word in enumerate(text.split()) if word.strip()
    )
    code = QrCode(number, "001190000001|…", "QRCode", Box(1, 2, 3, 4))
    return PageText(
        number, 1654, 2339, 200, 0, False, text, 0.5, words, (code,), (Notice("dim", "mờ", "dim"),)
    )


def _file_of(row: Paper) -> uuid.UUID:
    return row.leaves[0].intake_id


def test_a_page_comes_back_as_it_was_read(database: Database, store: MemoryStore) -> None:
    with database.transaction() as session:
        reading = readings.start(session, CLOCK, _file_of(paper(session)), *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(1))
        session.flush()
        session.expire_all()
        (page,) = readings.load(session, store, reading.id)
        want = _page(1)
        assert (page.text, page.codes, page.notices, page.dpi) == (want.text, want.codes, want.notices, 200)
        assert [(word.text, word.box, word.line) for word in page.words] == [
            (word.text, word.box, word.line) for word in want.words
        ]
        assert page.words[0].confidence == pytest.approx(0.87654321, abs=1e-4)


def test_words_lie_in_the_store_and_their_object_has_a_row(database: Database, store: MemoryStore) -> None:
    with database.transaction() as session:
        reading = readings.start(session, CLOCK, _file_of(paper(session)), *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(1))
        session.flush()
        kept = session.scalars(sa.select(StoredObject.sha256).where(StoredObject.what == "words")).all()
        assert set(kept) == set(store.objects)


def test_a_restart_finds_the_pages_that_are_done_and_saves_none_twice(
    database: Database, store: MemoryStore
) -> None:
    with database.transaction() as session:
        file = _file_of(paper(session))
        reading = readings.start(session, CLOCK, file, *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(2))
    with database.transaction() as session:
        again = readings.start(session, CLOCK, file, *ENGINE)
        assert again.id == reading.id
        assert readings.pages_done(session, again.id) == {2}
        readings.save(session, store, CLOCK, again.id, _page(2, "khác"))
        readings.save(session, store, CLOCK, again.id, _page(1))
        session.flush()
        assert [page.text for page in readings.load(session, store, again.id)] == ["Trần Thị Hoà"] * 2


def test_another_engine_is_another_reading(database: Database) -> None:
    with database.transaction() as session:
        file = _file_of(paper(session))
        one = readings.start(session, CLOCK, file, *ENGINE)
        other = readings.start(session, CLOCK, file, "pytesseract 5", "vie")
        assert one.id != other.id


def test_a_page_that_failed_is_saved_with_its_notice(database: Database, store: MemoryStore) -> None:
    notice = Notice("page-timeout", "quá giờ", "out of time")
    with database.transaction() as session:
        reading = readings.start(session, CLOCK, _file_of(paper(session)), *ENGINE)
        readings.save(session, store, CLOCK, reading.id, PageFailed(1, notice))
        session.flush()
        (page,) = readings.load(session, store, reading.id)
        assert (page.text, page.words, page.notices) == ("", (), (notice,))


def test_what_no_database_keeps_is_dropped_from_the_text(database: Database, store: MemoryStore) -> None:
    with database.transaction() as session:
        reading = readings.start(session, CLOCK, _file_of(paper(session)), *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(1, "mot\0 hai\ud800 ba"))
        session.flush()
        session.expire_all()
        (page,) = readings.load(session, store, reading.id)
        assert page.text == "mot hai ba"
        assert [word.text for word in page.words] == ["mot", "hai", "ba"]


def test_the_same_bytes_in_another_dossier_borrow_the_reading(database: Database, store: MemoryStore) -> None:
    with database.transaction() as session:
        first = paper(session, scan=Scan(b"same"))
        second = paper(session, owner=citizen(2), scan=Scan(b"same"))
        lender = readings.start(session, CLOCK, _file_of(first), *ENGINE)
        readings.save(session, store, CLOCK, lender.id, _page(1))
        assert readings.of_same_bytes(session, second.original_sha256, *ENGINE) is None  # not done yet
        lender.done = True
        session.flush()
        found = readings.of_same_bytes(session, second.original_sha256, *ENGINE)
        assert found is lender
        assert readings.of_same_bytes(session, second.original_sha256, "other", "vie") is None
        reading = readings.start(session, CLOCK, _file_of(second), *ENGINE)
        readings.borrow(session, reading, lender)
        session.flush()
        assert readings.load(session, store, reading.id) == readings.load(session, store, lender.id)
        assert readings.newest_done(session, _file_of(second)) is reading


def test_other_bytes_borrow_nothing(database: Database) -> None:
    with database.transaction() as session:
        first, second = paper(session), paper(session, owner=citizen(2))
        readings.start(session, CLOCK, _file_of(first), *ENGINE).done = True
        session.flush()
        assert readings.of_same_bytes(session, second.original_sha256, *ENGINE) is None


def test_a_file_that_is_in_use_by_two_workers_has_one_reading(database: Database) -> None:
    import threading

    with database.transaction() as session:
        file = _file_of(paper(session))
    found: list[uuid.UUID] = []
    start = threading.Barrier(3)

    def begin() -> None:
        start.wait()
        with database.transaction() as session:
            found.append(readings.start(session, CLOCK, file, *ENGINE).id)

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1


def test_the_same_file_twice_in_a_dossier_cannot_be_two_intakes(database: Database) -> None:
    from archive.values.ids import new_id

    def twice() -> None:
        with database.transaction() as session:
            row = paper(session)
            session.add(
                Intake(
                    id=new_id(), dossier_number=row.dossier_number, sha256=row.original_sha256, name="b.pdf",
                    media_type="application/pdf", pages=1, received_at=NOW, received_by="lan",
                )
            )  # fmt: skip

    with pytest.raises(sa.exc.IntegrityError):
        twice()
