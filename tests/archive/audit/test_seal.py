"""The chain: whatever is altered, dropped, inserted or moved is found, whatever is erased is not missed."""

import threading
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.audit import seal as module
from archive.audit.models import Event, EventDetail
from archive.audit.record import record
from archive.audit.seal import ChainReport, seal, verify
from archive.database.engine import Database
from archive.papers.models import Counter
from archive.values.ids import new_id
from tests.factories import CLOCK, NOW, actor, citizen


def _act(database: Database, *subjects: str) -> None:
    for subject in subjects:
        with database.transaction() as session:
            record(session, CLOCK, actor(), "paper:confirm", subject, detail={"owner": str(citizen(1))})


@pytest.fixture
def chained(database: Database) -> Database:
    """A database with five events in the chain."""
    _act(database, "a", "b", "c", "d", "e")
    assert seal(database) == 5
    return database


def _verify(database: Database) -> ChainReport:
    with database.reading() as session:
        return verify(session)


def _event(session: Session, n: int) -> Event:
    return session.scalars(sa.select(Event).where(Event.n == n)).one()


def _tamper(database: Database, how: Callable[[Session], object]) -> None:
    """Change rows as somebody would who has the database, past the product."""
    with database.transaction() as session:
        how(session)


def test_what_nobody_touched_is_whole(chained: Database) -> None:
    assert _verify(chained) == ChainReport(5, 5, 0, 0, ())


def test_an_empty_trail_is_whole(database: Database) -> None:
    assert seal(database) == 0
    assert _verify(database) == ChainReport(0, 0, 0, 0, ())


def test_what_is_not_sealed_yet_is_counted_and_sealed_next(chained: Database) -> None:
    _act(chained, "f")
    assert _verify(chained) == ChainReport(6, 5, 1, 0, ())
    assert seal(chained) == 1
    assert seal(chained) == 0
    assert _verify(chained) == ChainReport(6, 6, 0, 0, ())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "binh"), ("channel", "web"), ("action", "paper:sign"), ("subject", "z"),
        ("outcome", "refused"), ("detail_hash", "0" * 64), ("link", "0" * 64), ("id", uuid.UUID(int=7)),
        ("n", 9),
        ("at", NOW.replace(microsecond=1)), ("link", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("n", [1, 3, 5])
def test_an_altered_event_is_found(chained: Database, n: int, column: str, value: object) -> None:
    def alter(session: Session) -> None:
        if column == "id":
            session.execute(sa.delete(EventDetail).where(EventDetail.event_id == _event(session, n).id))
        session.execute(sa.update(Event).where(Event.n == n).values({column: value}))

    _tamper(chained, alter)
    report = _verify(chained)
    assert not report.ok
    assert (value if column == "n" else n) in report.broken


def test_an_altered_event_is_named_and_those_after_it_are_not(chained: Database) -> None:
    _tamper(chained, lambda session: session.execute(sa.update(Event).where(Event.n == 2).values(actor="x")))
    assert _verify(chained).broken == (2,)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_a_dropped_event_is_found_even_the_last(chained: Database, n: int) -> None:
    def drop(session: Session) -> None:
        key = _event(session, n).id
        session.execute(sa.delete(EventDetail).where(EventDetail.event_id == key))
        session.execute(sa.delete(Event).where(Event.id == key))

    _tamper(chained, drop)
    assert not _verify(chained).ok
    _act(chained, "f")
    seal(chained)
    assert not _verify(chained).ok, "what comes after must not heal the gap"


def test_a_dropped_event_is_found_though_the_others_are_numbered_anew(chained: Database) -> None:
    def drop(session: Session) -> None:
        key = _event(session, 3).id
        session.execute(sa.delete(EventDetail).where(EventDetail.event_id == key))
        session.execute(sa.delete(Event).where(Event.id == key))
        for n in (4, 5):
            session.execute(sa.update(Event).where(Event.n == n).values(n=n - 1))
        session.execute(sa.update(Counter).where(Counter.name == "audit").values(value=4))

    _tamper(chained, drop)
    assert 3 in _verify(chained).broken


def test_all_events_dropped_are_missed(chained: Database) -> None:
    def drop(session: Session) -> None:
        session.execute(sa.delete(EventDetail))
        session.execute(sa.delete(Event))

    _tamper(chained, drop)
    assert not _verify(chained).ok


def test_events_that_changed_places_are_found(chained: Database) -> None:
    def swap(session: Session) -> None:
        for before, after in ((2, 99), (4, 2), (99, 4)):
            session.execute(sa.update(Event).where(Event.n == before).values(n=after))

    _tamper(chained, swap)
    assert {2, 4} <= set(_verify(chained).broken)


@pytest.mark.parametrize("place", [3, 6])
def test_an_inserted_event_is_found(chained: Database, place: int) -> None:
    """Somebody writes an event that never happened, and numbers and links it as the chain looks."""

    def insert(session: Session) -> None:
        link = _event(session, place - 1).link
        for n in range(5, place - 1, -1):
            session.execute(sa.update(Event).where(Event.n == n).values(n=n + 1))
        session.add(
            Event(
                id=new_id(), at=NOW, actor="lan", channel="web", action="paper:mark", subject="a",
                outcome="done", detail_hash="0" * 64, n=place, link=link,
            )
        )  # fmt: skip

    _tamper(chained, insert)
    assert place in _verify(chained).broken


@pytest.mark.parametrize("column", ["salt", "detail"])
def test_an_altered_detail_is_found(chained: Database, column: str) -> None:
    def alter(session: Session) -> None:
        value = b"\0" * 32 if column == "salt" else '{"owner": "citizen:001190000002"}'
        key = _event(session, 4).id
        session.execute(sa.update(EventDetail).where(EventDetail.event_id == key).values({column: value}))

    _tamper(chained, alter)
    assert _verify(chained).broken == (4,)


def test_details_that_changed_places_are_found(chained: Database) -> None:
    def swap(session: Session) -> None:
        one, other = (session.get_one(EventDetail, _event(session, n).id) for n in (2, 5))
        one.salt, other.salt = other.salt, one.salt
        one.detail, other.detail = other.detail, one.detail

    _tamper(chained, swap)
    assert _verify(chained).broken == (2, 5)


def test_a_letter_cannot_be_moved_over_a_border_unseen(database: Database) -> None:
    """Two columns next to each other, joined without a border, would read the same."""
    _act(database, "ab")
    seal(database)
    _tamper(
        database,
        lambda session: session.execute(sa.update(Event).values(action="paper:confirma", subject="b")),
    )
    assert _verify(database).broken == (1,)


def test_an_erased_detail_leaves_the_chain_whole_and_is_counted(chained: Database) -> None:
    def erase(session: Session) -> None:
        session.execute(sa.delete(EventDetail).where(EventDetail.event_id == _event(session, 3).id))

    _tamper(chained, erase)
    assert _verify(chained) == ChainReport(5, 5, 0, 1, ())


def test_a_detail_put_back_after_it_was_erased_must_be_the_same(chained: Database) -> None:
    def replace(session: Session) -> None:
        key = _event(session, 3).id
        session.execute(sa.delete(EventDetail).where(EventDetail.event_id == key))
        session.add(EventDetail(event_id=key, salt=b"x" * 32, detail="{}"))

    _tamper(chained, replace)
    assert _verify(chained).broken == (3,)


def test_an_event_committed_late_is_sealed_though_younger_ones_are_already(database: Database) -> None:
    with database.transaction() as session:
        record(session, CLOCK, actor(), "paper:confirm", "late")
        late = session.scalars(sa.select(Event.id)).one()
        if database.postgres:  # on SQLite one writer waits for the other
            _act(database, "a", "b")
            assert seal(database) == 2
    _act(database, "c")
    seal(database)
    report = _verify(database)
    assert (report.unsealed, report.broken) == (0, ())
    with database.reading() as session:
        assert session.get_one(Event, late).n is not None


def test_a_long_trail_is_sealed_in_parts_without_a_seam(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", 2)
    _act(database, "a", "b", "c", "d", "e")
    assert seal(database) == 5
    assert _verify(database) == ChainReport(5, 5, 0, 0, ())


def test_two_sealers_at_once_never_fork_the_chain(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", 3)
    failures: list[BaseException] = []
    sealed: list[int] = []
    start = threading.Barrier(5)

    def write() -> None:
        start.wait()
        _act(database, *"abcdefgh")

    def chain() -> None:
        start.wait()
        for _ in range(6):
            sealed.append(seal(database))

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                failures.append(error)

        return run

    threads = [threading.Thread(target=guarded(work)) for work in (write, write, chain, chain, chain)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    sealed.append(seal(database))
    assert sum(sealed) == 16, "no event is chained twice"
    assert _verify(database) == ChainReport(16, 16, 0, 0, ())
    with database.reading() as session:
        assert list(session.scalars(sa.select(Event.n).order_by(Event.n))) == list(range(1, 17))
