"""Correction notices: an agency put something on a kept paper right, and the notice is shown beside it.

Must not change the corrected paper: it stays as it was signed, and stays offered with its notice; who took
it before is told.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import today, vietnam_iso
from archive.errors import BadValue, LostUpdate, MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import CorrectionNotice, Paper
from archive.values.ids import new_id
from archive.values.states import PutRight, Stage
from desk.errors import ReasonNeeded
from desk.house import House
from desk.pipeline.ending import put_right
from desk.pipeline.ordering import lock

ACTION = "paper:note-correction"


@dc.dataclass(frozen=True, slots=True)
class Noted:
    """What a correction notice says.

    Attributes:
        says: what is corrected, in words.
        notice: code of the notice, where it is kept here; it tells the rest by itself.
        agency: that issued it.
        number: number and symbol.
        issued_on: its day.
        version: of the paper as it was shown, None where it was not shown.
    """

    says: str
    notice: str = ""
    agency: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    version: int | None = None


def note_correction(house: House, actor: Actor, key: str, noted: Noted) -> Paper:
    """Note that a kept paper was corrected; the same notice again changes nothing.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, ReasonNeeded, BadValue.
    """
    with house.act(actor, ACTION, key) as session:
        actor.require(ACTION, AccountRight.OFFICER)
        paper = papers.get_to_change(session, actor, key, ACTION)
        lock(session, [paper.id])
        _fits(paper, noted)
        row = _row(session, house, actor, paper, noted)
        if _is_there(session, row):
            return paper
        session.add(row)
        session.flush()
        house.done(
            session, actor, ACTION, str(paper.id),
            notice=str(row.notice_paper_id or ""), agency=row.agency, number=row.number, reason=row.says,
        )  # fmt: skip
        put_right(
            session, house, actor, paper.id, PutRight.CORRECTED, row.says,
            authority=row.agency, decision=row.number,
        )  # fmt: skip
        return paper


def _fits(paper: Paper, noted: Noted) -> None:
    if noted.version is not None and noted.version != paper.version:
        raise LostUpdate(key=paper.code)
    if paper.stage != Stage.KEPT.value:
        raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="note-correction")
    if not noted.says.strip():
        raise ReasonNeeded(act="note-correction", key=paper.code, option="--says")


def _row(session: Session, house: House, actor: Actor, paper: Paper, noted: Noted) -> CorrectionNotice:
    notice = _kept_notice(session, actor, paper, noted.notice) if noted.notice else None
    row = CorrectionNotice(
        id=new_id(),
        paper_id=paper.id,
        notice_paper_id=notice.id if notice else None,
        agency=noted.agency.strip() or (notice.issuer if notice else ""),
        number=noted.number.strip() or (notice.number if notice else ""),
        issued_on=noted.issued_on or (notice.issued_on if notice else None),
        says=noted.says.strip(),
        by=actor.account,
        at=house.clock.now(),
    )
    if notice is None and not row.agency:
        raise BadValue(
            value="", name="agency",
            why_vi="nêu cơ quan đính chính, hoặc mã giấy tờ đính chính",
            why_en="say which agency corrected it, or the code of the notice",
        )  # fmt: skip
    if row.issued_on is not None and row.issued_on > today(house.clock):
        raise BadValue(
            value=row.issued_on.isoformat(), name="issued_on",
            why_vi="ngày đính chính không thể ở sau hôm nay", why_en="the notice cannot be of a later day",
        )  # fmt: skip
    return row


def _kept_notice(session: Session, actor: Actor, paper: Paper, key: str) -> Paper:
    notice = papers.get(session, actor, key)
    if notice.id == paper.id or notice.stage != Stage.KEPT.value:
        raise BadValue(
            value=notice.code, name="notice",
            why_vi="giấy tờ đính chính phải là giấy tờ khác, đã lưu",
            why_en="the notice must be another paper that is kept",
        )  # fmt: skip
    return notice


def _is_there(session: Session, row: CorrectionNotice) -> bool:
    names = ("paper_id", "notice_paper_id", "agency", "number", "issued_on", "says")
    same = [getattr(CorrectionNotice, name).is_not_distinct_from(getattr(row, name)) for name in names]
    return bool(session.scalar(sa.select(sa.exists().where(*same))))


def notices_of(
    session: Session, paper_ids: Collection[uuid.UUID], readable: Collection[uuid.UUID] = ()
) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return the correction notices of each of those papers, the oldest first.

    Args:
        session: open session.
        paper_ids: papers that the actor may know of.
        readable: notices that the actor may open.
    """
    rows = session.scalars(
        sa.select(CorrectionNotice)
        .where(CorrectionNotice.paper_id.in_(paper_ids))
        .order_by(CorrectionNotice.at, CorrectionNotice.id)
    ).all()
    found: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.paper_id, []).append(
            {
                "notice": str(row.notice_paper_id) if row.notice_paper_id in readable else None,
                "agency": row.agency,
                "number": row.number,
                "issued_on": row.issued_on.isoformat() if row.issued_on else None,
                "says": row.says,
                "by": row.by,
                "at": vietnam_iso(row.at),
            }
        )
    return found


def notice_words(row: dict[str, Any]) -> str:
    """Return a notice in one line, as a handler reads it."""
    parts = [row["number"], row["agency"], row["issued_on"] or ""]
    return f"đã đính chính bởi {', '.join(part for part in parts if part)}: {row['says']}"
