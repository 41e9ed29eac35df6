"""The pages of an offered paper before it is taken: pictures with a mark over all of them, nothing else.

Must not give a byte of the kept file, nor draw a page before the look is on record.
"""

import dataclasses as dc
from pathlib import Path

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.clock import in_vietnam
from archive.errors import NotFound
from archive.values.ids import Sha256
from desk.counter import reusing
from desk.counter.request import CounterRequest
from desk.counter.shown import Shown, shown_now
from desk.house import House
from digitize.errors import DamagedFile
from digitize.ports import Mark
from reuse import previews
from reuse.check import RIGHTS
from reuse.values import Offer
from signing.pades.stamp.font import TINOS
from signing.reports.picture import Picture, picture_of
from signing.reports.sheets import bind

WORDS = ("BẢN XEM TRƯỚC – không có giá trị sử dụng", "PREVIEW – not valid for any use")
MOST = 60
"""Pages of one document: half a minute of drawing; the desk's page shows any further one by one."""
_DPI = 110
_DOSSIER_LETTERS = 64


@dc.dataclass(frozen=True, slots=True)
class Seen:
    """A paper that may be looked at now.

    Attributes:
        offer: as the check judges it.
        shown: which bytes are shown and what was said of them; a take holds to it.
        mark: that every picture carries.
    """

    offer: Offer
    shown: Shown
    mark: Mark

    @property
    def revision(self) -> Sha256:
        """SHA-256 of the bytes that are shown."""
        return Sha256(self.shown.revision)


@dc.dataclass(frozen=True, slots=True)
class Document:
    """A preview as one file: its bytes, how many pages it has of how many the paper has."""

    data: bytes
    drawn: int
    pages: int


def look(
    house: House, actor: Actor, key: str, request: CounterRequest, *, shown: str = "", page: int = 0
) -> Seen:
    """Let somebody look at an offered paper, on record with its revision; a refusal is recorded.

    Args:
        house: the house.
        actor: officer or handler.
        key: of the paper.
        request: with the component that it may fill.
        shown: what was shown before, as text; empty the first time.
        page: that is shown, 0 for all.

    Raises:
        NotFound, NotReusable, NotAsked, NoGround, Changed, Forbidden, BadValue.
    """
    with house.act(actor, previews.ACTION, key, request.recorded()) as session:
        who = request.asking()
        # Before anything is looked up, as in a take.
        actor.require(previews.ACTION, *RIGHTS)
        paper, wanted = reusing.looked_up(session, house, actor, key, request, who)
        now = shown_now(session, paper)
        offer = previews.look(
            session, house.clock, actor, paper.id, who, wanted,
            name=key, dossier=request.dossier, revision=now.revision, page=page,
        )  # fmt: skip
        now.require(shown, paper.code)
        return Seen(offer, now, _mark(session, house, actor, request.dossier))


def _mark(session: Session, house: House, actor: Actor, dossier: str) -> Mark:
    agency = catalogue.agency_names(session).get(actor.agency, actor.agency)
    moment = in_vietnam(house.clock.now()).strftime("%d/%m/%Y %H:%M:%S")
    where = f"hồ sơ {dossier[:_DOSSIER_LETTERS]}" if dossier else "chưa có mã hồ sơ"
    lines = (*WORDS, f"{actor.full_name} ({actor.account}), {agency}", f"{moment}, {where}")
    return Mark(lines, Path(house.settings.font) if house.settings.font else TINOS)


def pages_of(house: House, seen: Seen) -> int:
    """Return how many pages the paper has.

    Raises:
        ObjectMissing, ObjectDamaged, DigitizeError: its kept file cannot be read.
    """
    with house.spool.fetched(house.store, seen.revision) as file:
        return house.reader.look(file).pages


def picture(house: House, seen: Seen, no: int) -> bytes:
    """Return page `no` as JPEG under its mark; errors as for `pages_of`.

    Raises:
        NotFound: there is no such page.
    """
    with house.spool.fetched(house.store, seen.revision) as file:
        if not 1 <= no <= house.reader.look(file).pages:
            raise NotFound(what="trang/page", key=no)
        return house.reader.picture(file, no, dpi=_DPI, mark=seen.mark)


def document(house: House, seen: Seen) -> Document:
    """Return the paper's pages, the first `MOST` of them, as a PDF of pictures; errors as for `pages_of`."""
    with house.spool.fetched(house.store, seen.revision) as file:
        pages = house.reader.look(file).pages
        numbers = range(1, min(pages, MOST) + 1)
        drawn = [_whole(house.reader.picture(file, no, dpi=_DPI, mark=seen.mark), no) for no in numbers]
    return Document(bind(drawn, _DPI), len(drawn), pages)


def _whole(jpeg: bytes, no: int) -> Picture:
    made = picture_of(jpeg, no)
    if made is None:
        raise DamagedFile(file=f"trang/page {no}", why="không vẽ được / it cannot be drawn")
    return made
