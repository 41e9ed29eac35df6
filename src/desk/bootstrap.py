"""The one composition root: builds the house from the settings, and prepares it on first use.

Must not act on papers. Nothing is built at import.
"""

import dataclasses as dc
import datetime as dt
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import desk.tables  # noqa: F401 - every foreign key finds its other end
from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.audit.seal import seal
from archive.clock import Clock, FixedClock, SystemClock
from archive.database.engine import Database
from archive.settings import Settings
from archive.store.choose import open_store
from desk.deferred import Deferred
from desk.engine.port import Engine
from desk.house import House
from desk.readiness import is_ready
from desk.spool import Spool
from reuse.sources.together import Sources

if TYPE_CHECKING:
    from digitize.ports import Describer, Reader
    from signing.service import SigningRoom


def clock_of(settings: Settings) -> Clock:
    """Return the machine's clock, or one that stands at SOHOA_FIXED_TIME."""
    if settings.fixed_time:
        return FixedClock(dt.datetime.fromisoformat(settings.fixed_time))
    return SystemClock()


def start_logging(settings: Settings) -> None:
    """Let logs go to stderr."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("sohoa").setLevel(settings.log.upper())  # libraries keep to warnings


@contextmanager
def open_house(settings: Settings) -> Iterator[House]:
    """Give the house, prepared if it is new, and close every part at the end.

    Raises:
        DatabaseUnavailable, StoreUnavailable: an outside part does not answer.
    """
    start_logging(settings)
    clock = clock_of(settings)
    if not is_ready(settings):
        from desk.prepare import prepare  # migrations and key making: 0.9 s that later starts are spared

        prepare(settings, clock)
    database = Database(settings.database)
    reader = Deferred(lambda: _reader(settings))
    spool = Spool(settings.home / "spool")
    engine = Deferred(lambda: _engine(settings, database))
    house = House(
        settings=settings,
        clock=clock,
        database=database,
        store=open_store(settings, clock),
        reader=cast("Reader", reader),
        describer=cast("Describer", Deferred(lambda: _describer(settings))),
        signing=cast("SigningRoom", Deferred(lambda: _signing_room(settings, clock))),
        engine=cast("Engine", engine),
        spool=spool,
        open_reader=lambda engine, model: _reader(
            dc.replace(settings, ocr_engine=engine, ocr_model=model, readers=1)
        ),
        sources=_sources(settings, clock),
    )
    try:
        yield house
    finally:
        if engine.used:
            house.engine.stop()
        if reader.used:
            house.reader.close()
        spool.close()
        seal(database)
        database.close()


def _reader(settings: Settings) -> "Reader":
    from digitize.reader.pool import ReaderPool

    return ReaderPool(settings)


def _describer(settings: Settings) -> "Describer":
    from digitize.describe.describer import RuleDescriber

    return RuleDescriber(settings.code_order.split("|"))


def _engine(settings: Settings, database: Database) -> Engine:
    from desk.engine.dbos import DbosEngine
    from desk.engine.slots import FileSlots, PostgresSlots, Slots

    slots: Slots = PostgresSlots(database.engine) if database.postgres else FileSlots(settings.home / "slots")
    workers = settings.readers or os.cpu_count() or 1
    return DbosEngine(settings.database, database.reading_engine, slots, workers=workers)


def _signing_room(settings: Settings, clock: Clock) -> "SigningRoom":
    from signing.service import SigningRoom

    return SigningRoom(settings, clock)


def _sources(settings: Settings, clock: Clock) -> Sources:
    if not settings.national_store_url:
        return Sources()
    from reuse.sources.configured import configured  # HTTP and certificates: 0.2 s that others are spared

    return configured(settings, clock)


@contextmanager
def at_work(house: House) -> Iterator[House]:
    """Let this process work on papers: what dead processes left is swept first."""
    from desk.pipeline.legs import legs

    house.sweep_remains()
    house.engine.start(legs(house))
    try:
        yield house
    finally:
        house.engine.stop()


def acting(house: House, channel: str) -> Actor:
    """Return who acts on the command line: SOHOA_USER, by default the first administrator.

    Raises:
        NotFound: there is no such account.
    """
    with house.database.reading() as session:
        return accounts.acting(session, house.settings.user, channel=channel)
