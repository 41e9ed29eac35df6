"""The house as one value: every part that an act needs, built once by `bootstrap`.

Must not build anything itself, nor decide.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.record import Outcome, record
from archive.clock import Clock
from archive.database.engine import Database
from archive.errors import SohoaError
from archive.settings import Settings
from archive.store.port import ObjectStore
from desk.engine.port import Engine
from desk.spool import Spool
from digitize.ports import Describer, Reader
from reuse.sources.together import Sources

if TYPE_CHECKING:
    from signing.service import SigningRoom

_GRACE = dt.timedelta(minutes=1)
"""A temporary file this young may belong to a process that has not locked it yet."""


@dc.dataclass(frozen=True, slots=True)
class House:
    """All parts of a running archive."""

    settings: Settings
    clock: Clock
    database: Database
    store: ObjectStore
    reader: Reader
    describer: Describer
    signing: "SigningRoom"
    engine: Engine
    spool: Spool
    open_reader: Callable[[str, str], Reader]
    """Opens a reader of that engine (empty: the usual one) and model; who opens it closes it."""
    sources: Sources = dc.field(default_factory=Sources)
    """Stores of others that may have what this archive lacks."""

    @contextmanager
    def act(
        self, actor: Actor, action: str, subject: str, asked: Mapping[str, object] | None = None
    ) -> Iterator[Session]:
        """Give the transaction of one act; where it is refused, say so in the audit trail.

        The act records its own success with what it showed or did. A refusal is recorded in a
        transaction of its own, since that of the act is rolled back; `asked` is what it tells beside the
        error, such as whose papers were sought.
        """
        try:
            with self.database.transaction() as session:
                yield session
        except SohoaError as error:
            if error.status < 500:
                self.refused(actor, action, subject, error, **(asked or {}))
            raise

    def refused(
        self, actor: Actor, action: str, subject: str, error: SohoaError, /, **detail: object
    ) -> None:
        """Record a refusal."""
        with self.database.transaction() as session:
            record(
                session,
                self.clock,
                actor,
                action,
                subject[:120],
                outcome=Outcome.REFUSED,
                detail={"code": error.code, "text": error.text_en, **detail},
            )

    def sweep_remains(self) -> None:
        """Remove temporary files that dead processes left, here and beside the objects."""
        self.spool.sweep()
        self.store.sweep(self.clock.now() - _GRACE)

    def done(self, session: Session, actor: Actor, action: str, subject: str, /, **detail: object) -> None:
        """Record an act in its own transaction."""
        record(session, self.clock, actor, action, subject[:120], detail=detail)
