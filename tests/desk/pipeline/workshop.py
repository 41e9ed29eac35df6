"""Papers on their way through real database, store and signing room; a test decides when machines work."""

import dataclasses as dc
import datetime as dt
import io
import itertools
import uuid
from typing import Any

import sqlalchemy as sa

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight, Actor
from archive.audit.models import Event
from archive.catalogue.repository import profile_rights
from archive.clock import FixedClock
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.store.models import StoredObject
from archive.values.description import OwnerId, Presented, Role
from archive.values.ids import Sha256
from desk.house import House
from desk.models import Attempt
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.legs import legs
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from desk.pipeline.sweep import sweep
from desk.pipeline.view import found_rows, history
from signing.authority.make import make_key
from signing.models import SignedRevision
from signing.service import SigningRoom
from tests.desk.web.support import HOME_AGENCY, OTHER_AGENCY, OWNER, PASSWORD, PROCEDURE, Office, picture
from tests.servers.process import free_port

RESULT = "so-hoa-ket-qua"
_COLOURS, _DOSSIERS = itertools.cycle(range(1, 250)), itertools.count(1)


class Crash(BaseException):
    """A process that was killed: nothing of ours catches it."""


class Watched:
    """A signing room that counts what it is asked to sign."""

    def __init__(self, inner: SigningRoom) -> None:
        self._inner = inner
        self.signed: list[str] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name in ("certify", "seal", "complete"):
            self.signed.append(name)
        return found


class CrashingStore:
    """A store in whose hands the process is killed, before or after the bytes are whole."""

    def __init__(self, inner: Any, *, whole: bool) -> None:
        self._inner, self._whole = inner, whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        if self._whole:
            self._inner.put_bytes(data, key, media_type=media_type)
        raise Crash


@dc.dataclass
class Workshop:
    """An office with a chief, who is officer and administrator, at each of two agencies."""

    office: Office
    room: Watched

    @property
    def house(self) -> House:
        """Every part, as it is when nothing is broken."""
        return self.office.house

    def actor(self, name: str) -> Actor:
        """Return an account of the office at work."""
        with self.house.database.reading() as session:
            return accounts.acting(session, name, channel="test")

    def broken(self, **parts: Any) -> House:
        """Let machines work with other parts from now on; return that house."""
        house = dc.replace(self.house, **parts)
        self.office.engine.start(legs(house))
        return house

    def mended(self) -> None:
        """Let machines work with the real parts again."""
        self.office.engine.start(legs(self.house))

    def without_timestamps(self) -> House:
        """Let machines work while no timestamp server answers."""
        settings = dc.replace(self.house.settings, tsa_url=f"http://127.0.0.1:{free_port()}/")
        return self.broken(signing=SigningRoom(settings, self.house.clock))

    def set_active(self, name: str, *, active: bool) -> None:
        """Close an account, or open it again."""
        with self.house.database.transaction() as session:
            row = accounts.by_name(session, name)
            assert row is not None
            row.active = active

    def run(self) -> None:
        """Do everything that was ordered."""
        self.office.engine.run()

    def crash(self, *, whole: bool) -> None:
        """Let the process be killed while it puts what it signed into the store."""
        self.broken(store=CrashingStore(self.house.store, whole=whole))
        try:
            self.run()
        except Crash:
            pass
        else:
            raise AssertionError("nothing was put")
        self.mended()

    def later(self, **span: float) -> int:
        """Sweep as if so much time had passed, and do what it orders; return how much that was."""
        clock = FixedClock(self.house.clock.now() + dt.timedelta(**span))
        ordered = sweep(dc.replace(self.house, clock=clock))
        self.run()
        return ordered

    def handed(self, data: bytes = b"", name: str = "scan.jpg", by: str = "officer") -> Paper:
        """Hand one file in, into a dossier of its own, and let it be read."""
        content = data or picture(next(_COLOURS))
        handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, f"{HOME_AGENCY}-{next(_DOSSIERS)}")
        (paper,) = take_in(self.house, self.actor(by), [(name, lambda: io.BytesIO(content))], handed)
        self.run()
        return self.paper(paper.id)

    def confirm(self, paper: Paper, by: str = "officer", **said: Any) -> Paper:
        """Confirm a paper whose original was presented; a signature that is ordered is not made yet."""
        confirmation = Confirmation(Presented.ORIGINAL, owners=owner(), **said)
        return confirm(self.house, self.actor(by), str(paper.id), confirmation)

    def kept(self, by: str = "officer", **said: Any) -> Paper:
        """Hand a file in, confirm it and let it be signed."""
        paper = self.handed(by=by)
        self.confirm(paper, by, **said)
        self.run()
        return self.paper(paper.id)

    def paper(self, paper_id: uuid.UUID) -> Paper:
        """Return a paper as it is now."""
        with self.house.database.reading() as session:
            return papers.at_work(session, paper_id)

    def revisions(self, paper: Paper) -> list[SignedRevision]:
        """Return a paper's signed revisions in their order."""
        with self.house.database.reading() as session:
            return list(
                session.scalars(
                    sa.select(SignedRevision)
                    .where(SignedRevision.paper_id == paper.id)
                    .order_by(SignedRevision.n)
                )
            )

    def states(self, paper: Paper) -> list[str]:
        """Return whether the objects of the paper's revisions are staged or kept."""
        with self.house.database.reading() as session:
            keys = [row.sha256 for row in self.revisions(paper)]
            return [session.get_one(StoredObject, key).state for key in keys]

    def bytes_of(self, key: str | None) -> bytes:
        """Return a kept object."""
        return self.house.store.read(Sha256(key or ""))

    def chain(self, paper: Paper) -> list[bytes]:
        """Return the copy and each signed revision, checked to begin with the one before."""
        files = [self.bytes_of(paper.copy_sha256)]
        parent = paper.copy_sha256
        for row in self.revisions(paper):
            assert row.parent_sha256 == parent
            data = self.bytes_of(row.sha256)
            assert data.startswith(files[-1])
            assert len(data) > len(files[-1])
            files.append(data)
            parent = row.sha256
        return files

    def why_not(self, paper: Paper) -> str | None:
        """Return why the paper may not be reused, as `find` says it."""
        with self.house.database.reading() as session:
            (row,) = found_rows(session, self.house, [papers.at_work(session, paper.id)])
            return row["why_not"]

    def events(self, paper: Paper) -> list[tuple[str, str, str]]:
        """Return actor, action and outcome of everything that happened to a paper."""
        with self.house.database.reading() as session:
            return [(e["actor"], e["action"], e["outcome"]) for e in history(session, str(paper.id))]

    def refusals(self, action: str) -> int:
        """Return how often an act was refused, whatever it was tried on."""
        with self.house.database.reading() as session:
            query = sa.select(sa.func.count()).select_from(Event)
            return session.scalar(query.where(Event.action == action, Event.outcome == "refused")) or 0

    def tries(self, paper: Paper) -> list[tuple[str, str]]:
        """Return the steps that failed and their codes."""
        with self.house.database.reading() as session:
            rows = session.scalars(sa.select(Attempt).where(Attempt.paper_id == paper.id))
            return [(row.step, row.code) for row in rows]


def owner() -> tuple[tuple[OwnerId, Role], ...]:
    """Return whose the papers are."""
    return ((OWNER, Role.OWNER),)


def open_workshop(office: Office) -> Workshop:
    """Add a chief and a plain officer with their keys to each agency of an office."""
    house = office.house
    room = Watched(house.signing)
    office.house = dc.replace(house, signing=room)
    both = frozenset({AccountRight.OFFICER, AccountRight.ADMIN})
    with house.database.transaction() as session:
        for name, agency in (("chief", HOME_AGENCY), ("chief-elsewhere", OTHER_AGENCY)):
            accounts.add(
                session, name=name, full_name="Phạm Thị Lựu", agency=agency, roles=both,
                password=PASSWORD, settings=house.settings, clock=house.clock,
                profile_rights=profile_rights(session),
            )  # fmt: skip
    for name, agency in (("chief", HOME_AGENCY), ("chief-elsewhere", OTHER_AGENCY)):
        make_key(house.settings.home, name, "Phạm Thị Lựu", agency, house.clock, agency_name=f"Xã {agency}")
    workshop = Workshop(office, room)
    workshop.mended()
    return workshop
