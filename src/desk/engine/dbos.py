"""Durable work by DBOS, on the same database as the archive.

The only module that knows DBOS. Must not be handed anything but ids: rows are the truth.
"""

import logging
import threading
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy.orm import Session

from desk.engine.port import Leg, Legs, Step, leg_id
from desk.engine.slots import Slots

QUEUE = "papers"
VERSION = "1"
"""By hand: DBOS only recovers work of the same version, and a computed one changes with every release."""

_LIVE = ["ENQUEUED", "PENDING", "DELAYED"]
_POLL_SECONDS = 0.2
_MOST_RECOVERIES = 20
_SLOT = "slot-"
_PATIENCE_SECONDS = 20.0


def migrate(url: str) -> None:
    """Make DBOS's own tables in the database at `url`."""
    DBOS.migrate(_address(url))


def _address(url: str) -> str:
    address = sa.make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


class DbosEngine:
    """Enqueues from any process; works in those that called `start`.

    `engine` only looks at what is live; orders go through the caller's transaction.
    """

    def __init__(self, url: str, engine: sa.Engine, slots: Slots, *, workers: int) -> None:
        self._url = _address(url)
        self._engine = engine
        self._slots = slots
        self._workers = workers
        self._client: DBOSClient | None = None
        self._running = _Running()
        self._started = False

    def enqueue(self, session: Session, leg: Leg, paper_id: uuid.UUID, attempt: int) -> None:
        """Order a leg; it exists once the caller commits."""
        self._clients().enqueue_in_transaction(
            session,
            {
                "queue_name": QUEUE,
                "workflow_name": leg.value,
                "workflow_id": leg_id(leg, paper_id, attempt),
                "app_version": VERSION,
            },
            str(paper_id),
        )

    def live(self) -> frozenset[str]:
        """Return the ids of the legs that are waiting or running."""
        rows = self._clients().list_workflows(status=_LIVE, load_input=False, load_output=False)
        return frozenset(row.workflow_id for row in rows)

    def start(self, legs: Legs) -> None:
        """Launch DBOS under this process's slot."""
        slot = self._slots.take()
        self._running = _Running()
        logging.getLogger("dbos").setLevel(logging.ERROR)
        config: DBOSConfig = {
            "name": "sohoa",
            "system_database_url": self._url,
            "application_version": VERSION,
            "executor_id": f"{_SLOT}{slot}",
            "log_level": "ERROR",
            "serializer": DBOSPortableJSONSerializer(),
            "run_migrations": False,
            "notification_listener_polling_interval_sec": 1.0,
        }
        DBOS(config=config)
        for leg, steps in legs.items():
            self._register(leg, steps)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=self._workers,
            polling_interval_sec=_POLL_SECONDS,
            on_conflict="always_update",
        )
        self._started = True
        self.recover()

    def recover(self) -> None:
        """Re-queue what dead processes were running; whoever holds a slot's lock may do that."""
        if not self._started:
            return
        rows = self._clients().list_workflows(status=["PENDING"], load_input=False, load_output=False)
        owners = {row.executor_id or "" for row in rows}
        slots = sorted(int(name.removeprefix(_SLOT)) for name in owners if name.startswith(_SLOT))
        for slot in self._slots.dead(slots):
            # Public only as a start-up act of the same executor id; pinned by the version of DBOS.
            DBOS._recover_pending_workflows([f"{_SLOT}{slot}"])

    def stop(self) -> None:
        """Shut DBOS down and free the slot."""
        if self._started:
            self._running.close()
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=0)
            if self._running.wait(_PATIENCE_SECONDS):
                self._slots.release()
            # Else the slot stays held until the process ends: its step is still at work.
            self._started = False
        if self._client is not None:
            self._client.destroy()
            self._client = None

    def _register(self, leg: Leg, steps: Sequence[tuple[str, Step]]) -> None:
        @DBOS.workflow(name=leg.value, max_recovery_attempts=_MOST_RECOVERIES)
        def run(paper_id: str) -> None:
            for name, step in steps:
                if not self._run_step(name, step, paper_id):
                    return

    def _run_step(self, name: str, step: Step, paper_id: str) -> bool:
        if not self._running.enter():
            raise InterruptedError("this process is stopping; the leg goes on in the next one")
        try:
            return DBOS.run_step({"name": name}, step, uuid.UUID(paper_id))
        finally:
            self._running.leave()

    def _clients(self) -> DBOSClient:
        if self._client is None:
            self._client = DBOSClient(
                system_database_engine=self._engine,
                serializer=DBOSPortableJSONSerializer(),
                application_name="sohoa",
                lazy=True,
            )
        return self._client


class _Running:
    """Counts the steps at work, so that a slot is only given up when none is."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._count = 0
        self._closed = False

    def enter(self) -> bool:
        """Count a step in; False once closed: it is left to the next process."""
        with self._change:
            if not self._closed:
                self._count += 1
            return not self._closed

    def leave(self) -> None:
        """Count a step out."""
        with self._change:
            self._count -= 1
            self._change.notify_all()

    def close(self) -> None:
        """Let no further step begin."""
        with self._change:
            self._closed = True

    def wait(self, seconds: float) -> bool:
        """Wait until no step is at work; return whether that is so."""
        with self._change:
            return self._change.wait_for(lambda: self._count == 0, seconds)
