"""Officers' acts that end a kept paper: revoke it, or replace a copy that was found incomplete.

Must not touch a paper that another agency answers for; every refusal is recorded.
"""

import dataclasses as dc
import datetime as dt

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.clock import VIETNAM, today
from archive.errors import BadValue, LostUpdate
from archive.owners.owned import owners_of_papers
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import Ended, Stage, Standing
from desk.errors import ReasonNeeded
from desk.house import House
from desk.pipeline.ended_by import question_ends
from desk.pipeline.ending import End, end
from desk.pipeline.ordering import lock


@dc.dataclass(frozen=True, slots=True)
class Revocation:
    """What is said of a paper that is no longer good.

    Attributes:
        reason: written reason.
        superseded_by: the kept paper of the same type that goes on in its place, empty where none does.
        authority: who decided; empty: the officer's own agency.
        decision: number of the decision.
        decision_paper: code of the decision, where it is kept here.
        since: the day from which it holds, None for today.
        version: of the paper as it was shown, None where it was not shown.
    """

    reason: str
    superseded_by: str = ""
    authority: str = ""
    decision: str = ""
    decision_paper: str = ""
    since: dt.date | None = None
    version: int | None = None


def revoke(house: House, actor: Actor, key: str, said: Revocation) -> Paper:
    """Take a kept paper out of reuse for good; what it was stays provable.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, ReasonNeeded, BadValue.
    """
    with house.act(actor, "paper:revoke", key) as session:
        paper, newer = _both(session, actor, key, said.superseded_by, "revoke")
        _fits(paper, said.version, said.reason, "revoke")
        if newer is not None:
            _of_same_type(newer, paper, "superseded_by")
        decision = papers.get(session, actor, said.decision_paper) if said.decision_paper else None
        how = Ended.SUPERSEDED if newer else Ended.REVOKED
        end(
            session, house, actor, paper,
            End(
                how, _since(house, said.since), said.reason, newer,
                said.authority or _agency(session, actor), said.decision, decision,
            ),
        )  # fmt: skip
        question_ends(session, house, paper)
        return paper


def replace(
    house: House, actor: Actor, key: str, by: str, reason: str, *, version: int | None = None
) -> Paper:
    """Let another copy of the same paper go on in the place of one that was found incomplete.

    Args:
        house: the archive.
        actor: an officer of the agency that answers for both papers.
        key: the incomplete copy; it stays provable and is never offered again.
        by: the copy that goes on: of the same type and owners, and available.
        reason: what was wrong, e.g. a page that is missing.
        version: of the incomplete copy as it was shown.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, ReasonNeeded, BadValue.
    """
    with house.act(actor, "paper:replace", key) as session:
        paper, newer = _both(session, actor, key, by, "replace")
        _fits(paper, version, reason, "replace")
        if newer is None:
            raise _bad(by, "by", "nêu mã bản thay thế", "say which copy replaces it")
        papers.get_to_change(session, actor, by, "replace")
        _of_same_type(newer, paper, "by")
        owners = owners_of_papers(session, [paper.id, newer.id])
        if not owners[paper.id] or owners[paper.id] != owners[newer.id]:
            raise _bad(
                newer.code, "by",
                "bản thay thế phải của cùng chủ, đã được xác nhận",
                "the copy that replaces it must be of the same, confirmed owners",
            )  # fmt: skip
        # It lacked something from the first day: whoever took it, whenever, has to look again.
        since = paper.received_at.astimezone(VIETNAM).date()
        end(
            session, house, actor, paper,
            End(Ended.REPLACED, since, reason, newer, _agency(session, actor)),
        )  # fmt: skip
        question_ends(session, house, paper)
        return paper


def _both(session: Session, actor: Actor, key: str, other: str, act: str) -> tuple[Paper, Paper | None]:
    """Return the paper and the one that goes on, both locked in one order."""
    actor.require(act, AccountRight.OFFICER)
    paper = papers.get_to_change(session, actor, key, act)
    newer = papers.get(session, actor, other) if other else None
    lock(session, [paper.id, newer.id] if newer else [paper.id])
    return paper, newer


def _fits(paper: Paper, version: int | None, reason: str, act: str) -> None:
    if version is not None and version != paper.version:
        raise LostUpdate(key=paper.code)
    if not reason.strip():
        raise ReasonNeeded(act=act, key=paper.code)


def _of_same_type(newer: Paper, paper: Paper, name: str) -> None:
    """Let only a kept paper of the same type go on (DOMAIN.md, Reuse).

    Raises:
        BadValue: it is another one.
    """
    kept = newer.stage == Stage.KEPT.value and newer.standing == Standing.AVAILABLE.value
    if newer.id == paper.id or not kept or newer.type != paper.type:
        raise _bad(
            newer.code, name,
            "giấy tờ thay thế phải là giấy tờ khác, cùng loại, đang dùng được",
            "what replaces it must be another paper of the same type that is available",
        )  # fmt: skip


def _since(house: House, since: dt.date | None) -> dt.date:
    day = today(house.clock)
    if since is not None and since > day:
        raise _bad(
            since.isoformat(), "since",
            "quyết định chưa có hiệu lực; hãy ghi khi đến ngày",
            "the decision does not hold yet; record it when it does",
        )  # fmt: skip
    return since or day


def _agency(session: Session, actor: Actor) -> str:
    return catalogue.agency_names(session).get(actor.agency, actor.agency)


def _bad(value: str, name: str, vi: str, en: str) -> BadValue:
    return BadValue(value=value, name=name, why_vi=vi, why_en=en)
