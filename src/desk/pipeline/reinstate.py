"""Takes back an end that the rule of a type made wrongly: an officer's act, with a written reason.

Must not undo what an agency or an officer decided, nor let a copy that lacks a page be used again.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.errors import LostUpdate
from archive.papers import repository as papers
from archive.papers.models import Paper, PaperEnding
from archive.values.states import Ended, Standing
from desk.errors import EndStands, ReasonNeeded
from desk.house import House
from desk.pipeline.ended_by import by_rule
from desk.pipeline.ordering import lock
from desk.pipeline.succession import settle_succession
from reuse.telling import tell_taken_back

ACTION = "paper:reinstate"


def reinstate(house: House, actor: Actor, key: str, reason: str, *, version: int | None = None) -> Paper:
    """Let a paper be used again that a newer one ended by the rule of their type, wrongly.

    The end stays on record with who took it back, when and why; the dossiers that were told of it are told
    again. The same newer paper does not end it any more; another one may, at once. Once it is taken back,
    the same again changes nothing.

    Args:
        house: the archive.
        actor: an officer of the agency that answers for the paper.
        key: the paper.
        reason: what the rule went by and was wrong, e.g. a misread day of issue.
        version: of the paper as it was shown, None where it was not shown.

    Raises:
        NotFound, Forbidden, LostUpdate, ReasonNeeded.
        EndStands: it has not ended, or not by the rule.
    """
    with house.act(actor, ACTION, key) as session:
        actor.require("reinstate", AccountRight.OFFICER)
        paper = papers.get_to_change(session, actor, key, "reinstate")
        lock(session, [paper.id])
        if _is_taken_back(session, paper):
            return paper
        if version is not None and version != paper.version:
            raise LostUpdate(key=paper.code)
        row = _wrong_end(session, paper)
        if not reason.strip():
            raise ReasonNeeded(act="reinstate", key=paper.code)
        papers.change_standing(paper, Standing.AVAILABLE)
        paper.superseded_by, paper.reason = None, reason.strip()
        row.reinstated_by, row.reinstated_at = actor.account, house.clock.now()
        row.reinstated_because = reason.strip()
        session.flush()
        house.done(session, actor, ACTION, str(paper.id), reason=reason.strip(), newer=str(row.newer_id))
        tell_taken_back(session, house.clock, row)
        settle_succession(session, house, paper)
        return paper


def _is_taken_back(session: Session, paper: Paper) -> bool:
    taken_back = sa.exists().where(PaperEnding.paper_id == paper.id, PaperEnding.reinstated_at.is_not(None))
    return paper.standing == Standing.AVAILABLE.value and bool(session.scalar(sa.select(taken_back)))


def _wrong_end(session: Session, paper: Paper) -> PaperEnding:
    """Return the end that the rule made, if it is the only one.

    Raises:
        EndStands: there is none, or another one was decided.
    """
    rows = session.scalars(
        sa.select(PaperEnding)
        .where(
            PaperEnding.paper_id == paper.id,
            PaperEnding.how.in_(list(Ended)),
            PaperEnding.reinstated_at.is_(None),
        )
        .order_by(PaperEnding.at.desc(), PaperEnding.id.desc())
    ).all()
    if not rows:
        vi, en = "giấy tờ chưa hết giá trị, không có gì để lấy lại", "it has not ended: nothing to take back"
        raise EndStands(key=paper.code, why_vi=vi, why_en=en)
    decided = next((row for row in rows if not by_rule(row)), None)
    if decided is not None:
        vi, en = _WHAT_STANDS[Ended(decided.how)]
        raise EndStands(key=paper.code, why_vi=vi, why_en=en)
    return rows[0]


_WHAT_STANDS = {
    Ended.REVOKED: (
        "đã bị thu hồi theo quyết định; nếu cơ quan ấy đã hủy quyết định thì số hóa lại bản chính",
        "an agency decided its revocation; if that was annulled, digitise the original anew",
    ),
    Ended.SUPERSEDED: (
        "cán bộ đã quyết định thay bằng giấy tờ khác; nếu sai thì số hóa lại bản chính",
        "an officer let another paper take its place; if that was wrong, digitise the original anew",
    ),
    Ended.REPLACED: (
        "bản quét này thiếu trang và đã được thay; hãy dùng bản quét đủ trang",
        "this copy lacks a page and was replaced: use the whole copy",
    ),
}
"""Why an end that was decided is not taken back, and what to do instead."""
