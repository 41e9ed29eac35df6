"""Keeps what was read, page by page, so that a restart goes on at the next page.

Must not read: `digitize` does.
"""

import dataclasses as dc
import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import Clock
from archive.database.once import insert_once
from archive.papers.models import Intake, Reading, ReadingPage
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
    """Return the newest reading of that file by that engine and model."""
    return session.scalar(
        sa.select(Reading)
        .where(Reading.intake_id == intake_id, Reading.engine == engine, Reading.model == model)
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


def of_same_bytes(session: Session, sha256: str, engine: str, model: str) -> Reading | None:
    """Return a finished reading of the same bytes in any dossier: no page is read twice."""
    return session.scalar(
        sa.select(Reading)
        .join(Intake, Intake.id == Reading.intake_id)
        .where(Intake.sha256 == sha256, Reading.engine == engine, Reading.model == model, Reading.done)
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


def save(
    session: Session, store: ObjectStore, clock: Clock, reading_id: uuid.UUID, page: PageText | PageFailed
) -> None:
    """Save one page; its words go to the store first."""
    if session.get(ReadingPage, (reading_id, page.number)) is not None:
        return
    if isinstance(page, PageFailed):
        notices = [dc.asdict(page.notice)]
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
            notices=[dc.asdict(notice) for notice in page.notices],
            codes=[_code_row(code) for code in page.codes],
            words_sha256=_keep_words(session, store, clock, page),
        )
    )


def _storable(text: str) -> str:
    """Drop what no database keeps: NUL, and halves of surrogate pairs (broken text layers have both)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _code_row(code: QrCode) -> dict[str, Any]:
    return {**dc.asdict(code), "payload": _storable(code.payload), "box": code.box.as_list()}


def _keep_words(session: Session, store: ObjectStore, clock: Clock, page: PageText) -> str | None:
    if not page.words:
        return None
    data = pack([dc.replace(word, text=_storable(word.text)) for word in page.words])
    key = Sha256.of(data)
    store.put_bytes(data, key, media_type=MEDIA_TYPE)
    keep_row(session, clock, key, size=len(data), media_type=MEDIA_TYPE, what="words")
    return key


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
        notices=tuple(Notice(**notice) for notice in row.notices),
        source=TextSource(row.source),
    )


def _code(row: Mapping[str, Any]) -> QrCode:
    return QrCode(row["page"], row["payload"], row["format"], Box(*row["box"]))
