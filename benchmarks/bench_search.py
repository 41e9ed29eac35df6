"""How long a look-up takes in an archive of many papers, in process, one client, without its audit event.

`python -m benchmarks.bench_search [PAPERS …]`, by default 10,000 and 100,000; on SQLite and PostgreSQL.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import SystemClock
from archive.database.engine import Database
from archive.search.find import find
from archive.search.question import Order, Question
from archive.values.description import OwnerId, OwnerKind
from benchmarks.archive_at_scale import AGENCIES, Sample, fill
from benchmarks.measures import machine
from tests.databases import fill as prepare
from tests.servers.postgres import postgres

_TIMES = 300
_TEXTS = (
    "nguyen thi hoa", "giay khai sinh", "quyet dinh cap phep", "nguyen", "chu nghia viet nam",
    "tran van khuyen",           "ly quang nhan", "thue dat ho", "xa yen phu do huu", "ket hon phan",
)  # fmt: skip
Ask = Callable[[Sample, int], Question]
ASKED: dict[str, Ask] = {
    "number": lambda one, _: Question(number=one.number),
    "owner": lambda one, _: Question(owners=(_who(one),)),
    "text, newest first": lambda _, n: Question(_TEXTS[n % len(_TEXTS)], order=Order.NEWEST),
    "text with accents, best first": lambda one, _: Question(one.name),
    "text with an owner": lambda one, n: Question(one.name, owners=(_who(one),), order=Order.NEWEST),
}


def main(words: Sequence[str] = ()) -> int:
    """Measure and print a table."""
    print(machine())
    print("| papers | engine | look-up | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|---|")
    for papers in [int(word) for word in words] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            _measure(f"sqlite:///{Path(folder) / 'archive.db'}", papers)
        with postgres() as server, server.database() as url:
            _measure(url, papers)
    return 0


def _who(one: Sample) -> OwnerId:
    return OwnerId(OwnerKind.CITIZEN, one.owner)


def _measure(url: str, papers: int) -> None:
    prepare(url, SystemClock())
    database = Database(url)
    try:
        start = time.perf_counter()
        samples = fill(database, papers, 7)
        filled = time.perf_counter() - start
        engine = "PostgreSQL" if database.postgres else "SQLite"
        for who, actor in _actors().items():
            for name, ask in ASKED.items():
                spent = _spent(database, actor, [ask(samples[n % len(samples)], n) for n in range(_TIMES)])
                p50, p95, p99 = (spent[int(len(spent) * part)] * 1000 for part in (0.5, 0.95, 0.99))
                print(
                    f"| {papers:,} | {engine} | {who}: {name} | {p50:.1f} | {p95:.1f} | {p99:.1f} |",
                    flush=True,
                )
        with database.reading() as session:
            print(
                f"\n{engine}: filled in {filled:.0f} s, index {_index_size(session) / 1e6:.0f} MB\n",
                flush=True,
            )
    finally:
        database.close()


def _actors() -> dict[str, Actor]:
    desk = Actor(
        "lan", "Lan", AGENCIES[0], frozenset({AGENCIES[0]}), frozenset({AccountRight.HANDLER}), "bench"
    )
    everywhere = Actor("mai", "Mai", AGENCIES[0], frozenset(), frozenset({AccountRight.AUDITOR}), "bench")
    return {"handler": desk, "auditor": everywhere}


def _spent(database: Database, actor: Actor, questions: Sequence[Question]) -> list[float]:
    spent = []
    for question in questions:
        with database.reading() as session:
            session.execute(sa.select(1))
            start = time.perf_counter()
            find(session, actor, question)
            spent.append(time.perf_counter() - start)
    return sorted(spent)


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
