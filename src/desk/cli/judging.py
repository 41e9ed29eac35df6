"""What judges the targets of `sohoa verify`: the signing room, and the archive where a paper is named.

Must not need a database for files: the archive is opened when the first paper comes.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from archive.accounts.actor import Actor
from archive.clock import VIETNAM
from archive.errors import BadValue
from archive.settings import Settings
from archive.values.verdict import FileVerdict
from desk.bootstrap import acting, clock_of, open_house
from desk.bundle.judge import judge_bundle
from desk.choice import one_of
from desk.cli.session import channel
from desk.cli.targets import Kind, Target
from desk.errors import NoSuchFile
from desk.house import House
from desk.picturing import Look, drawn
from desk.verifying import judge_paper, papers_to_judge
from digitize.ports import Reader
from digitize.reader.pool import ReaderPool
from signing.pades.anchors import Scheme
from signing.reports.picture import Picture
from signing.service import SigningRoom
from signing.trust.judging import Judging


@dc.dataclass(frozen=True, slots=True)
class Query:
    """Which kept papers are judged beside what is named; as `sohoa find` takes it."""

    text: str = ""
    owner: str = ""
    type_slug: str = ""
    dossier: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is asked."""
        return any(dc.astuple(self))


@dc.dataclass(frozen=True, slots=True)
class Conditions:
    """By what somebody wants files judged, as the command line has it."""

    trust: Sequence[Path] = ()
    crls: Sequence[Path] = ()
    at: str = ""
    expected: Sequence[str] = ()
    schemes: Sequence[str] = ()

    def judging(self, now: dt.datetime) -> Judging:
        """Return them as the signing room takes them.

        Raises:
            BadValue: the time is none, or a list is unknown or beside anchors of one's own.
            NoSuchFile: an anchor or a list cannot be read.
        """
        return Judging(
            at=_time(self.at) or now,
            anchors=tuple(_content(path) for path in self.trust),
            crls=tuple(_content(path) for path in self.crls),
            expected=tuple(self.expected),
            schemes=self._lists() if self.schemes else frozenset(Scheme),
        )

    def _lists(self) -> frozenset[Scheme]:
        """Return the lists that signers must come from; anchors that are given stand under none."""
        lists = frozenset(one_of(Scheme, name, "--scheme") for name in self.schemes)
        if self.trust:
            raise BadValue(
                value=self.schemes[0], name="--scheme",
                why_vi="không dùng cùng --trust", why_en="it does not go with --trust",
            )  # fmt: skip
        return lists


class Bench:
    """Judges one target after the other.

    Args:
        conf: settings of the process.
        conditions: by what it judges.
        stack: closes what was opened.
    """

    def __init__(self, conf: Settings, conditions: Conditions, stack: ExitStack) -> None:
        self._conf, self._stack = conf, stack
        clock = clock_of(conf)
        self._room = SigningRoom(conf, clock)
        self._how = conditions.judging(clock.now())
        self._archive: tuple[House, Actor] | None = None
        self._pool: ReaderPool | None = None

    @property
    def at(self) -> dt.datetime:
        """As of which time it judges."""
        assert self._how.at is not None  # noqa: S101 - `judging` gives it
        return self._how.at

    def judge(self, target: Target, look: Look | None = None) -> FileVerdict:
        """Judge one target; `look` at its file while it is at hand.

        Raises:
            SohoaError: there is nothing to judge, or no right to it.
        """
        if target.error is not None:
            raise target.error
        if target.kind is Kind.PAPER:
            return judge_paper(*self._opened(), target.name, self._how, look)[1]
        if not target.path.is_dir():
            _require_readable(target.path)
        if target.kind is Kind.BUNDLE:
            limit = self._conf.max_bytes
            return judge_bundle(
                target.path, self._room, self._reader(), self._how, max_bytes=limit, look=look
            )
        verdict = self._room.judge_foreign(target.path.absolute(), self._how)
        if look is not None:
            look(target.path, verdict)
        return verdict

    def draw(self, file: Path, verdict: FileVerdict) -> Picture | None:
        """Draw the page of a judged file for a report."""
        return drawn(self._reader(), file, verdict)

    def found(self, query: Query) -> Sequence[uuid.UUID]:
        """Return the papers that a query means.

        Raises:
            SohoaError: the query is wrong, or the actor reads no papers.
        """
        return papers_to_judge(
            *self._opened(),
            text=query.text,
            owner=query.owner,
            type_slug=query.type_slug,
            dossier=query.dossier,
        )

    def _reader(self) -> Reader:
        if self._pool is None:
            self._pool = ReaderPool(dc.replace(self._conf, readers=1))
            self._stack.callback(self._pool.close)
        return self._pool

    def _opened(self) -> tuple[House, Actor]:
        if self._archive is None:
            house = self._stack.enter_context(open_house(self._conf))
            self._archive = house, acting(house, channel())
        return self._archive


def _time(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            value=text, name="--at", why_vi="cần thời điểm ISO 8601", why_en="an ISO 8601 time is needed"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSuchFile(file=str(path), why=error.strerror or "?") from error


def _require_readable(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError as error:
        raise NoSuchFile(file=str(path), why=error.strerror or "?") from error
