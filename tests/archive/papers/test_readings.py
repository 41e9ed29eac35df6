"""What was read is saved page by page, once, and the same bytes are never read twice."""

import dataclasses as dc
import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.papers import readings
from archive.papers.models import Intake, Paper, ReadingPage
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
        number, 1654, 2339, 200, 0, False, text, 0.5, words, (code,),
        (Notice("dim", "mờ", "dim"), Notice("shadow", "bóng", "shadow", Box(5, 6, 70, 80))),
    )  # fmt: skip


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


def test_an_ordered_reading_lies_beside_the_first_and_counts_on(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        file = _file_of(row)
        first = readings.start(session, CLOCK, file, *ENGINE)
        one = readings.order(session, CLOCK, row.id, file, *ENGINE)
        two = readings.order(session, CLOCK, row.id, file, "pytesseract 5", "vie")
        assert [(each.engine, each.n) for each in (first, one, two)] == [
            ("tesserocr 5", 1), ("tesserocr 5", 2), ("pytesseract 5", 1),
        ]  # fmt: skip
        assert [each.id for each in readings.ordered(session, row.id)] == [one.id, two.id]
        # Whoever reads the file for the first time leaves what was ordered to its order.
        assert readings.start(session, CLOCK, file, *ENGINE).id == first.id
        readings.close_order(session, row.id)
        assert readings.ordered(session, row.id) == []


def test_a_page_is_the_one_read_last_unless_it_failed_then(database: Database, store: MemoryStore) -> None:
    failed = PageFailed(2, Notice("page-timeout", "quá giờ", "out of time"))
    with database.transaction() as session:
        row = paper(session)
        file = _file_of(row)
        first = readings.start(session, CLOCK, file, *ENGINE)
        later = readings.order(session, CLOCK, row.id, file, *ENGINE)
        for reading, pages in ((first, (_page(1, "cũ"), _page(2, "cũ"))), (later, (_page(1, "mới"), failed))):
            for page in pages:
                readings.save(session, store, CLOCK, reading.id, page)
        first.done = True
        session.flush()
        assert _text(session, file, 1) == "cũ"  # the other one is not finished
        later.done = True
        session.flush()
        assert [_text(session, file, number) for number in (1, 2)] == ["mới", "cũ"]
        assert readings.newest_page(session, file, 3) is None


def test_what_the_scan_as_a_whole_told_is_told_by_the_next_reading_too(
    database: Database, store: MemoryStore
) -> None:
    missing, blurred = Notice("page-missing", "thiếu trang 3", "no page 3"), Notice("blurred", "nhòe", "blur")
    with database.transaction() as session:
        row = paper(session)
        file = _file_of(row)
        first = readings.start(session, CLOCK, file, *ENGINE)
        later = readings.order(session, CLOCK, row.id, file, *ENGINE)
        old = dc.replace(_page(1), notices=(missing, blurred))
        readings.save(session, store, CLOCK, first.id, old)
        dim = Notice("dim", "mờ", "dim")
        readings.save(session, store, CLOCK, later.id, dc.replace(_page(1), notices=(dim,)))
        first.done = True
        session.flush()
        for _ in range(2):  # a worker that was killed does it again
            readings.carry_notices(session, later, ("page-missing", "page-twice"))
            session.flush()
        (page,) = readings.load(session, store, later.id)
        assert [notice.code for notice in page.notices] == ["dim", "page-missing"]


def _text(session: Session, file: uuid.UUID, number: int) -> str:
    row = readings.newest_page(session, file, number)
    assert row is not None
    return row.text


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


def test_a_notice_of_a_reading_from_before_notices_had_a_place_is_read(
    database: Database, store: MemoryStore
) -> None:
    with database.transaction() as session:
        reading = readings.start(session, CLOCK, _file_of(paper(session)), *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(1))
        row = session.get_one(ReadingPage, (reading.id, 1))
        row.notices = [{"code": "dim", "vi": "mờ", "en": "dim"}]
        assert readings.as_page(row, None).notices == (Notice("dim", "mờ", "dim"),)


def test_notices_are_put_in_the_place_of_those_under_the_same_codes(
    database: Database, store: MemoryStore
) -> None:
    gone, missing = Notice("twice", "hai", "two"), Notice("missing", "thiếu", "lost", Box(1, 2, 3, 4))
    with database.transaction() as session:
        intake = _file_of(paper(session))
        reading = readings.start(session, CLOCK, intake, *ENGINE)
        readings.save(session, store, CLOCK, reading.id, _page(1))
        reading.done = True
        session.flush()
        for notices in ((gone,), (missing,)):
            readings.put_notices(session, intake, 1, ("twice", "missing"), notices)
        readings.put_notices(session, intake, 2, ("twice",), (gone,))  # there is no such page
        session.flush()
        session.expire_all()
        (page,) = readings.load(session, store, reading.id)
        assert page.notices == (*_page(1).notices, missing)
