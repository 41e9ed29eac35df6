"""Tends a running house: says that it lives, gives back work that lies, seals the audit trail.

Must not end with an error: what fails now is tried again in a moment.
"""

import datetime as dt
import logging
import os
import socket
import threading
import time
from collections.abc import Callable

import sqlalchemy as sa

from archive.audit.seal import seal
from desk.house import House
from desk.models import Worker
from desk.pipeline.sweep import sweep

LOG = logging.getLogger("sohoa.tending")

SWEEP_SECONDS = 2.0
SEAL_SECONDS = 1.0
_FORGOTTEN = dt.timedelta(days=1)


def tend(house: House, stop: threading.Event) -> None:
    """Beat, sweep and seal until `stop` is set; the row of this worker is gone at the end."""
    swept = 0.0
    while not stop.is_set():
        began = time.monotonic()
        if began - swept >= SWEEP_SECONDS:
            swept = began
            _quietly("beat", lambda: beat(house))
            _quietly("sweep", lambda: sweep(house))
        _quietly("seal", lambda: seal(house.database))
        stop.wait(max(0.05, SEAL_SECONDS - (time.monotonic() - began)))
    _quietly("leave", lambda: leave(house))


def beat(house: House) -> None:
    """Say that this process works on papers; rows of processes long gone are cleared away."""
    now = house.clock.now()
    with house.database.transaction() as session:
        session.execute(sa.delete(Worker).where(Worker.beat_at < now - _FORGOTTEN))
        session.merge(Worker(slot=_name(), pid=os.getpid(), host=socket.gethostname()[:120], beat_at=now))


def leave(house: House) -> None:
    """Say that this process works no more."""
    with house.database.transaction() as session:
        session.execute(sa.delete(Worker).where(Worker.slot == _name()))


def _name() -> str:
    """Return a name that no other live process of this archive has."""
    return f"{socket.gethostname()[:28]}:{os.getpid()}"


def _quietly(what: str, act: Callable[[], object]) -> None:
    try:
        act()
    except Exception:
        LOG.exception("tending failed act=%s", what)
