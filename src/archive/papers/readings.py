"""Keeps what was read, page by page, so that a restart goes on at the next page.

Must not read: `digitize` does.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import Clock
from archive.database.once import insert_once
from archive.papers.models import Intake, PaperPage, Reading, ReadingOrder, ReadingPage
from archive.papers.words import MEDIA_TYPE, pack, unpack
from archive.store.port import ObjectStore
from archive.store.repository import keep_row
from archive.values.ids import Sha256, new_id
from archive.values.reading import Box, Notice, PageFailed, PageText, QrCode, TextSource


def start(session: Session, clock: Clock, intake_id: uuid.UUID, engine: str, model: str) -> Reading:
    """Return the reading of that file by that engine and model, begun now if there is none."""
    found = current(session, intake_id, engine, model)
    if found is not None:
        return found
    insert_once(
        session,
        Reading,
        id=new_id(),
        intake_id=intake_id,
        engine=engine,
        model=model,
        n=1,
        done=False,
        started_at=clock.now(),
    )
    reading = current(session, intake_id, engine, model)
    assert reading is not None  # noqa: S101 - inserted just now, by this transaction or another
    return reading


def current(session: Session, intake_id: uuid.UUID, engine: str, model: str) -> Reading | None:
    """Return the newest reading of that file by that engine and model, ordered ones left to their orders."""
    return session.scalar(
        sa.select(Reading)
        .where(Reading.intake_id == intake_id, Reading.engine == engine, Reading.model == model)
        .where(Reading.id.not_in(sa.select(ReadingOrder.reading_id)))
        .order_by(Reading.n.desc())
        .limit(1)
    )


def newest_done(session: Session, intake_id: uuid.UUID) -> Reading | None:
    """Return the newest finished reading of that file by any engine."""
    return session.scalar(
        sa.select(Reading)
        .where(Reading.intake_id == intake_id, Reading.done)
        .order_by(Reading.started_at.desc(), Reading.id.desc())
        .limit(1)
    )


def newest_page(session: Session, intake_id: uuid.UUID, number: int) -> ReadingPage | None:
    """Return a page as it was read last; as it was read before where it then failed."""
    return session.scalar(
        sa.select(ReadingPage)
        .join(Reading, Reading.id == ReadingPage.reading_id)
        .where(Reading.intake_id == intake_id, Reading.done, ReadingPage.no == number)
        .order_by(ReadingPage.failed, Reading.started_at.desc(), Reading.id.desc())
        .limit(1)
    )


def page_at(
    session: Session, intake_id: uuid.UUID, number: int, at: dt.datetime
) -> tuple[Reading, ReadingPage] | None:
    """Return a page, and its reading, as it was read last by a reading that began until `at`."""
    row = session.execute(
        sa.select(Reading, ReadingPage)
        .join(ReadingPage, ReadingPage.reading_id == Reading.id)
        .where(Reading.intake_id == intake_id, Reading.done, ReadingPage.no == number)
        .where(Reading.started_at <= at)
        .order_by(ReadingPage.failed, Reading.started_at.desc(), Reading.id.desc())
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])


def order(
    session: Session, clock: Clock, paper_id: uuid.UUID, intake_id: uuid.UUID, engine: str, model: str
) -> Reading:
    """Begin a further reading of that file for a paper, beside all that are there."""
    session.get_one(Intake, intake_id, with_for_update=True)  # papers of one file count n together
    mine = (Reading.intake_id == intake_id, Reading.engine == engine, Reading.model == model)
    last = session.scalar(sa.select(sa.func.max(Reading.n)).where(*mine)) or 0
    reading = Reading(
        id=new_id(),
        intake_id=intake_id,
        engine=engine,
        model=model,
        n=last + 1,
        done=False,
        started_at=clock.now(),
    )
    session.add(reading)
    session.flush()
    session.add(ReadingOrder(reading_id=reading.id, paper_id=paper_id))
    return reading


def ordered(session: Session, paper_id: uuid.UUID) -> Sequence[Reading]:
    """Return the readings that were ordered for a paper and are not seen through."""
    return session.scalars(
        sa.select(Reading)
        .join(ReadingOrder, ReadingOrder.reading_id == Reading.id)
        .where(ReadingOrder.paper_id == paper_id)
        .order_by(Reading.id)
    ).all()


def close_order(session: Session, paper_id: uuid.UUID) -> None:
    """Say that a paper waits for no reading any more; what was read stays."""
    session.execute(sa.delete(ReadingOrder).where(ReadingOrder.paper_id == paper_id))


def of_same_bytes(session: Session, sha256: str, engine: str, model: str) -> Reading | None:
    """Return a finished reading of the same bytes in any dossier: no page is read twice."""
    return session.scalar(
        sa.select(Reading)
        .join(Intake, Intake.id == Reading.intake_id)
        .where(Intake.sha256 == sha256, Reading.engine == engine, Reading.model == model, Reading.done)
        .order_by(Reading.n.desc(), Reading.id)
        .limit(1)
    )


def borrow(session: Session, reading: Reading, lender: Reading) -> None:
    """Take over every page of `lender` into `reading`, which is then done."""
    there = pages_done(session, reading.id)
    for page in session.scalars(sa.select(ReadingPage).where(ReadingPage.reading_id == lender.id)):
        if page.no in there:
            continue
        values = {c.key: getattr(page, c.key) for c in sa.inspect(ReadingPage).columns}
        session.add(ReadingPage(**{**values, "reading_id": reading.id}))
    reading.done = True


def pages_done(session: Session, reading_id: uuid.UUID) -> set[int]:
    """Return the numbers of the pages that are saved."""
    rows = session.scalars(sa.select(ReadingPage.no).where(ReadingPage.reading_id == reading_id))
    return set(rows)


def progress(session: Session, paper_ids: Sequence[uuid.UUID]) -> tuple[int, int]:
    """Return how many pages of those papers' files are read, by the newest reading of each, of how many."""
    files = sa.select(PaperPage.intake_id).where(PaperPage.paper_id.in_(paper_ids)).distinct()
    total = session.scalar(sa.select(sa.func.sum(Intake.pages)).where(Intake.id.in_(files))) or 0
    rows = session.execute(
        sa.select(Reading.intake_id, sa.func.count(ReadingPage.no))
        .outerjoin(ReadingPage, ReadingPage.reading_id == Reading.id)
        .where(Reading.intake_id.in_(files))
        .group_by(Reading.id)
        .order_by(Reading.started_at, Reading.id)
    ).all()
    return sum({row[0]: row[1] for row in rows}.values()), total


def save(
    session: Session, store: ObjectStore, clock: Clock, reading_id: uuid.UUID, page: PageText | PageFailed
) -> None:
    """Save one page; its words go to the store first."""
    if session.get(ReadingPage, (reading_id, page.number)) is not None:
        return
    if isinstance(page, PageFailed):
        notices = [_notice_row(page.notice)]
        session.add(
            ReadingPage(
                reading_id=reading_id,
                no=page.number,
                source=TextSource.NONE.value,
                notices=notices,
                failed=True,
            )
        )
        return
    session.add(
        ReadingPage(
            reading_id=reading_id,
            no=page.number,
            width=page.width,
            height=page.height,
            dpi=page.dpi,
            rotation=page.rotation,
            blank=page.blank,
            text=_storable(page.text),
            confidence=page.confidence,
            source=page.source.value,
            notices=[_notice_row(notice) for notice in page.notices],
            codes=[_code_row(code) for code in page.codes],
            words_sha256=_keep_words(session, store, clock, page),
            picture_hash=page.picture_hash,
        )
    )


def _storable(text: str) -> str:
    """Drop what no database keeps: NUL, and halves of surrogate pairs (broken text layers have both)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _code_row(code: QrCode) -> dict[str, Any]:
    return {**dc.asdict(code), "payload": _storable(code.payload), "box": code.box.as_list()}


def _notice_row(notice: Notice) -> dict[str, Any]:
    return {**dc.asdict(notice), "box": notice.box.as_list() if notice.box else None}


def _notice(row: Mapping[str, Any]) -> Notice:
    """Return a saved notice; those of older readings have no place."""
    box = row.get("box")
    return Notice(row["code"], row["vi"], row["en"], Box(*box) if box else None)


def _keep_words(session: Session, store: ObjectStore, clock: Clock, page: PageText) -> str | None:
    if not page.words:
        return None
    data = pack([dc.replace(word, text=_storable(word.text)) for word in page.words])
    key = Sha256.of(data)
    store.put_bytes(data, key, media_type=MEDIA_TYPE)
    keep_row(session, clock, key, size=len(data), media_type=MEDIA_TYPE, what="words")
    return key


def put_notices(
    session: Session, intake_id: uuid.UUID, number: int, codes: Collection[str], notices: Sequence[Notice]
) -> None:
    """Set the notices under `codes` of a page as it was read last; its others stay."""
    page = newest_page(session, intake_id, number)
    if page is not None:
        kept = [row for row in page.notices if row["code"] not in codes]
        page.notices = [*kept, *map(_notice_row, notices)]


def carry_notices(session: Session, reading: Reading, codes: Collection[str]) -> None:
    """Give the pages of a reading that is not done yet what was noticed under `codes` before."""
    for page in session.scalars(sa.select(ReadingPage).where(ReadingPage.reading_id == reading.id)):
        before = newest_page(session, reading.intake_id, page.no)
        if before is not None:
            carried = [row for row in before.notices if row["code"] in codes]
            page.notices = [*(row for row in page.notices if row["code"] not in codes), *carried]


def load(session: Session, store: ObjectStore, reading_id: uuid.UUID) -> list[PageText]:
    """Return the saved pages in order, words included; a failed page comes empty, with its notice."""
    rows = session.scalars(
        sa.select(ReadingPage).where(ReadingPage.reading_id == reading_id).order_by(ReadingPage.no)
    )
    return [as_page(row, store) for row in rows]


def as_page(row: ReadingPage, store: ObjectStore | None) -> PageText:
    """Return a saved page as a value; without `store` it comes without its words."""
    words = unpack(store.read(Sha256(row.words_sha256))) if store and row.words_sha256 else ()
    return PageText(
        number=row.no,
        width=row.width,
        height=row.height,
        dpi=row.dpi,
        rotation=row.rotation,
        blank=row.blank,
        text=row.text,
        confidence=row.confidence,
        words=words,
        codes=tuple(_code(code) for code in row.codes),
        notices=tuple(_notice(notice) for notice in row.notices),
        source=TextSource(row.source),
        picture_hash=row.picture_hash,
    )


def _code(row: Mapping[str, Any]) -> QrCode:
    return QrCode(row["page"], row["payload"], row["format"], Box(*row["box"]))
