"""How long checks and look-ups take in an archive of many papers: in process, one client, both engines.

`python -m benchmarks.bench_reuse [PAPERS …]`, by default 10,000, 100,000 and 1,000,000.
"""

import dataclasses as dc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.clock import SystemClock, today
from archive.database.engine import Database
from archive.search.find import find
from archive.search.question import Order, Question
from archive.values.description import OwnerId, OwnerKind
from benchmarks.archive_at_scale import AGENCIES, Sample, fill
from benchmarks.measures import machine, show
from benchmarks.plot import draw_bars
from reuse import service
from reuse.check import check
from reuse.values import Asking
from tests import factories
from tests.databases import fill as prepare
from tests.servers.postgres import postgres
from tests.statements import statements

_TIMES = 400
_SIZES = (10_000, 100_000, 1_000_000)
_BUFFERS = "2GB"
"""Memory of PostgreSQL for its tables: a quarter of a small server's, as its manual advises."""
_PLOT = Path(__file__).with_name("reuse.svg")
_CLOCK = SystemClock()
_HEADS = ("engine", "papers", "what", "p50 ms", "p95 ms", "p99 ms", "due p95", "due p99")
_COSTS = (
    "engine", "papers", "filled s", "index MB", "adding one ms", "statements a check", "for candidates",
)  # fmt: skip
_TEXTS = (
    "nguyen thi hoa", "giay khai sinh", "quyet dinh cap phep", "nguyen", "chu nghia viet nam",
    "tran van khuyen", "ly quang nhan", "thue dat ho", "xa yen phu do huu", "ket hon phan",
)  # fmt: skip
_ONE = sa.select(1)
Act = Callable[[Session, Actor, Sample, int], object]
_CHECK, _RECORDED = "check", "check with its event, committed"
_NOTHING = "a statement that asks nothing"
"""Tells how fast the machine is: by it figures of two machines can be held against each other."""
_DUE = {
    "number": (5, 15), "owner": (5, 15), "text, newest first": (None, 100), "text with an owner": (None, 15),
    _CHECK: (10, 25),
}  # fmt: skip
_DRAWN = ("number (handler)", "text with an owner (handler)", _CHECK)


def _who(one: Sample) -> OwnerId:
    return OwnerId(OwnerKind.CITIZEN, one.owner)


def _asking(one: Sample) -> Asking:
    return Asking(_who(one), str(_who(one)), "official")


def _find(question: Callable[[Sample, int], Question]) -> Act:
    return lambda session, actor, one, n: find(session, actor, question(one, n))


_ACTS = {
    "number": _find(lambda one, _: Question(number=one.number)),
    "owner": _find(lambda one, _: Question(owners=(_who(one),))),
    "text, newest first": _find(lambda _, n: Question(_TEXTS[n % len(_TEXTS)], order=Order.NEWEST)),
    "text with accents, best first": _find(lambda one, _: Question(one.name)),
    "text with an owner": _find(lambda one, _: Question(one.name, owners=(_who(one),), order=Order.NEWEST)),
}


def main(words: Sequence[str] = ()) -> int:
    """Measure, print tables, draw the plot."""
    print(f"# Reuse: checks and look-ups\n\n{machine()}")
    sizes = [int(word) for word in words] or _SIZES
    found: list[_Archive] = []
    growth: list[Sequence[str]] = []
    for opened in (_on_sqlite, _on_postgres):
        with opened(sizes) as urls:
            filled = [_measure(url, papers) for url, papers in zip(urls, sizes, strict=True)]
            found += filled
            growth += _growth(urls[0], urls[-1], filled[0], filled[-1]) if len(sizes) > 1 else ()
    show(_HEADS, [row for one in found for row in _told(one)])
    show(_COSTS, [(one.engine, f"{one.papers:,}", *one.costs) for one in found])
    show(("engine", f"from {sizes[0]:,} to {sizes[-1]:,}", "p50 grows", "p95 grows"), growth)
    bars = {f"{one.engine} {one.papers:,}": [one.at(what, 0.99) for what in _DRAWN] for one in found}
    draw_bars(_PLOT, _DRAWN, bars, machine(), title="p99, milliseconds", most=100)
    return 0


@contextmanager
def _on_sqlite(sizes: Sequence[int]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield [f"sqlite:///{Path(folder) / f'{papers}.db'}" for papers in sizes]


@contextmanager
def _on_postgres(sizes: Sequence[int]) -> Iterator[list[str]]:
    with postgres(shared_buffers=_BUFFERS) as server, ExitStack() as stack:
        yield [stack.enter_context(server.database()) for _ in sizes]


@dc.dataclass(frozen=True, slots=True)
class _Archive:
    """What one archive took: seconds of each act, the shortest first, and the other costs as told."""

    engine: str
    papers: int
    samples: Sequence[Sample]
    spent: dict[str, list[float]]
    costs: tuple[str, ...]

    def at(self, what: str, part: float) -> float:
        """Return the milliseconds that this part of the acts did not exceed."""
        spent = self.spent[what]
        return spent[int(len(spent) * part)] * 1000


def _told(one: _Archive) -> Iterator[Sequence[str]]:
    for what in one.spent:
        due = _DUE.get(what.partition(" (")[0], (None, None))
        times = [f"{one.at(what, part):.1f}" for part in (0.5, 0.95, 0.99)]
        yield one.engine, f"{one.papers:,}", what, *times, *(f"{limit:g}" if limit else "" for limit in due)


def _growth(small_url: str, large_url: str, small: _Archive, large: _Archive) -> Iterator[Sequence[str]]:
    """Hold the smallest archive against the largest, an act here and an act there.

    Measured one after the other they would tell as much about what else the machine did.
    """
    databases = [Database(url) for url in (small_url, large_url)]
    samples = [small.samples, large.samples]
    try:
        for what, (act, actor) in _growing(databases[0]).items():
            spent: list[list[float]] = [[], []]
            for n in range(_TIMES):
                for side in (0, 1) if n % 2 else (1, 0):
                    one = samples[side][n * 7 % len(samples[side])]
                    spent[side].append(_seconds(databases[side].reading, actor, one, act, n))
            places = [int(_TIMES * part) for part in (0.5, 0.95)]
            grows = [sorted(spent[1])[place] / sorted(spent[0])[place] for place in places]
            yield small.engine, what, *map("{:.2f}".format, grows)
    finally:
        for database in databases:
            database.close()


def _measure(url: str, papers: int) -> _Archive:
    prepare(url, _CLOCK)
    database = Database(url)
    try:
        start = time.perf_counter()
        samples = fill(database, papers, 7)
        filled = time.perf_counter() - start
        engine = "PostgreSQL" if database.postgres else "SQLite"
        spent = dict(_timings(database, samples))
        with database.reading() as session:
            size = _index_size(session) / 1e6
        statements = _statements(database, samples)
        costs = (f"{filled:.0f}", f"{size:.0f}", f"{_adding(database):.1f}", *map("{:g}".format, statements))
        found = _Archive(engine, papers, samples, spent, costs)
    finally:
        database.close()
    for row in _told(found):
        print(*row, file=sys.stderr, flush=True)
    return found


def _timings(database: Database, samples: Sequence[Sample]) -> Iterator[tuple[str, list[float]]]:
    codes = _procedures(database)
    handler = _actors()["handler"]
    yield (
        _NOTHING,
        _spent(database.reading, handler, samples, lambda session, *_: session.execute(_ONE).all()),
    )
    for who, actor in _actors().items():
        for what, act in _ACTS.items():
            yield f"{what} ({who})", _spent(database.reading, actor, samples, act)

    def recorded(session: Session, actor: Actor, one: Sample, n: int) -> None:
        service.answer(session, _CLOCK, actor, _asking(one), codes[n % len(codes)])
        session.commit()

    yield _CHECK, _spent(database.reading, handler, samples, _checking(codes))
    yield _RECORDED, _spent(database.transaction, handler, samples, recorded)


def _checking(codes: Sequence[str]) -> Act:
    return lambda session, actor, one, n: check(session, _CLOCK, actor, _asking(one), codes[n % len(codes)])


def _growing(database: Database) -> dict[str, tuple[Act, Actor]]:
    """Return the acts that must not cost more in a larger archive: exact look-ups, and the check."""
    exact = {
        f"{what} ({who})": (_ACTS[what], actor)
        for what in ("number", "owner")
        for who, actor in _actors().items()
    }
    return {**exact, _CHECK: (_checking(_procedures(database)), _actors()["handler"])}


def _procedures(database: Database) -> list[str]:
    """Return all procedures: some ask for papers of relatives, by level or place of the issuer."""
    with database.reading() as session:
        return [one.code for one in catalogue.procedures_on(session, today(_CLOCK))]


def _actors() -> dict[str, Actor]:
    here = AGENCIES[0]
    desk = Actor("lan", "Lan", here, frozenset({here}), frozenset({AccountRight.HANDLER}), "bench")
    everywhere = Actor("mai", "Mai", here, frozenset(), frozenset({AccountRight.AUDITOR}), "bench")
    return {"handler": desk, "auditor": everywhere}


def _spent(
    opened: Callable[[], AbstractContextManager[Session]],
    actor: Actor,
    samples: Sequence[Sample],
    act: Act,
) -> list[float]:
    """Return the seconds of each, the shortest first; another paper each time."""
    return sorted(_seconds(opened, actor, samples[n * 7 % len(samples)], act, n) for n in range(_TIMES))


def _seconds(
    opened: Callable[[], AbstractContextManager[Session]], actor: Actor, one: Sample, act: Act, n: int
) -> float:
    with opened() as session:
        session.execute(_ONE)
        start = time.perf_counter()
        act(session, actor, one, n)
        return time.perf_counter() - start


def _statements(database: Database, samples: Sequence[Sample]) -> tuple[float, float]:
    """Return the SQL statements of a check, and those among them that look for candidates."""
    codes, times = _procedures(database), 50
    with statements(database) as said:
        for n in range(times):
            with database.transaction() as session:
                check(session, _CLOCK, _actors()["handler"], _asking(samples[n]), codes[n % len(codes)])
    looking = [one for one, _ in said if "paper_index" in one]
    return len(said) / times, len(looking) / times


def _adding(database: Database) -> float:
    """Return the milliseconds that one more paper costs, rows and index, without the commit."""
    times = 100
    with database.transaction() as session:
        start = time.perf_counter()
        for n in range(times):
            factories.paper(session, owner=factories.citizen(900_000 + n), number=f"{n}/2026/THỬ")
        spent = time.perf_counter() - start
        session.rollback()
    return spent / times * 1000


def _index_size(session: Session) -> int:
    if session.get_bind().dialect.name == "postgresql":
        return int(session.scalar(sa.text("SELECT pg_total_relation_size('paper_index')")) or 0)
    size = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'paper_index%' OR name LIKE 'paper_words%'"
    try:
        return int(session.scalar(sa.text(size)) or 0)
    except sa.exc.OperationalError:
        return 0  # this SQLite does not count pages


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
