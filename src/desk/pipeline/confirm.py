"""Confirm: the officer says what was presented, and what the paper is and whose.

Must not believe a reading by itself: owners are the identifiers that an officer confirmed.
"""

import dataclasses as dc
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.errors import Forbidden, LostUpdate, MoveNotAllowed, NotFound
from archive.papers import descriptions
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import OwnerId, Presented, Role
from archive.values.ids import Sha256
from archive.values.states import PutRight, Stage, Standing
from archive.values.verdict import FileVerdict, Verdict
from desk.engine.port import Leg
from desk.errors import ReasonNeeded, SignedFileBroken
from desk.house import House
from desk.pipeline.correct import Corrections, correct
from desk.pipeline.ended_by import question_ends
from desk.pipeline.ending import put_right
from desk.pipeline.index import update_index
from desk.pipeline.ordering import order
from desk.pipeline.profiles import choose, is_kept_under, key_at_hand
from desk.pipeline.revisions import settle
from desk.pipeline.spread import lock_rest
from desk.pipeline.succession import settle_succession
from desk.pipeline.whose import confirmed_owners, write_owners

ACTION = "paper:confirm"


@dc.dataclass(frozen=True, slots=True)
class Confirmation:
    """What the officer says.

    Attributes:
        presented: what was shown at the desk.
        changes: field name to corrected value; `type` changes the type.
        owners: whose paper it is, where the officer names them; else those that the paper shows.
        reason: written reason, needed where a signature that came with the file cannot be judged.
        profile: slug of the signing profile that it is kept under, empty for the usual one.
        version: of the paper as it was shown, None where it was not shown (command line).
        seen: the officer looked at what was read; False for a blanket `--confirm` of a whole folder,
            where only identifiers of the dossier's own parties are confirmed.
        rest_of_batch: names of those changes that are put right on the rest of its batch too.
    """

    presented: Presented
    changes: Mapping[str, str] = dc.field(default_factory=dict)
    owners: tuple[tuple[OwnerId, Role], ...] = ()
    reason: str = ""
    profile: str = ""
    version: int | None = None
    seen: bool = True
    rest_of_batch: Collection[str] = ()


def confirm(house: House, actor: Actor, key: str, said: Confirmation) -> Paper:
    """Confirm a paper; with its officer's key at hand it goes on to be copied and signed.

    The same again changes nothing. On a kept paper corrections and owners are taken, and that nothing was
    compared after all; they lie beside the signed file. While a machine works on the paper, and once it is
    revoked, nothing new is taken. Under SOHOA_SIGN_FIRST the first call compares, and a second one on the
    kept paper describes.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, SignedFileBroken, ReasonNeeded, BadValue,
        ProfileForbidden, NotSpread.
    """
    judged = _judge_received(house, actor, key)
    with house.act(actor, ACTION, key) as session:
        actor.require(ACTION, AccountRight.OFFICER)
        paper = papers.get_to_change(session, actor, key, ACTION)
        rest = lock_rest(session, actor, paper, said.rest_of_batch)
        if said.version is not None and said.version != paper.version:
            raise LostUpdate(key=paper.code)
        if paper.stage != Stage.NEEDS_REVIEW.value and not is_kept_under(paper, said.profile):
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=said.profile)
        pending = paper.stage == Stage.KEPT.value and paper.standing == Standing.PENDING.value
        if pending and paper.described_at is None:
            _describe(session, house, actor, paper, said, rest)
            settle(session, house, paper)
        elif paper.stage == Stage.NEEDS_REVIEW.value:
            if paper.came_signed:
                _accept(paper, said, judged)
            _compare(session, house, actor, paper, said)
            if not house.settings.sign_first:
                _describe(session, house, actor, paper, said, rest)
            papers.move(paper, Stage.CONFIRMED)
            if house.settings.sign_on_confirm and _may_go_on(session, house, actor, paper):
                order(session, house, paper, Leg.KEEP)
        elif paper.standing in (Standing.AVAILABLE.value, Standing.HIDDEN.value):
            if said.presented is Presented.NOT_COMPARED and paper.presented != said.presented.value:
                _take_back_comparison(session, house, actor, paper, said)
            if said.changes or said.owners:
                _describe(session, house, actor, paper, said, rest)
        elif paper.stage not in _SAME_AGAIN or not _said_already(session, paper, said):
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=Stage.CONFIRMED.value)
        update_index(session, paper)
        settle_succession(session, house, paper)
        question_ends(session, house, paper)
        return paper


_SAME_AGAIN = (Stage.CONFIRMED.value, Stage.COPYING.value, Stage.SIGNING.value, Stage.KEPT.value)
"""Stages in which it was confirmed already: the same again changes nothing."""


def _said_already(session: Session, paper: Paper, said: Confirmation) -> bool:
    """Whether nothing in `said` is another than what is written."""
    now = descriptions.current(session, paper)
    told = {name: field.value for name, field in now.fields.items()} if now else {}
    told["type"] = paper.type
    sure = confirmed_owners(session, paper)
    same = paper.presented == said.presented.value
    same = same and all(told.get(name, "") == value for name, value in said.changes.items())
    return same and all(owner in sure for owner, _ in said.owners)


def _may_go_on(session: Session, house: House, actor: Actor, paper: Paper) -> bool:
    return paper.came_signed or key_at_hand(session, house, paper, actor.account)


def _compare(session: Session, house: House, actor: Actor, paper: Paper, said: Confirmation) -> None:
    choose(session, house, actor, paper, said.profile)
    paper.presented = said.presented.value
    paper.compared_by, paper.compared_at = actor.account, house.clock.now()
    paper.reason = said.reason or paper.reason
    house.done(
        session, actor, "paper:compare", str(paper.id),
        presented=said.presented.value, profile="" if paper.came_signed else paper.profile,
    )  # fmt: skip


def _take_back_comparison(
    session: Session, house: House, actor: Actor, paper: Paper, said: Confirmation
) -> None:
    """Take back that a kept paper was compared: it must not be reused.

    Never the other way: what was signed says that it was compared, and a later word does not.
    """
    before, paper.presented = paper.presented, said.presented.value
    house.done(
        session, actor, "paper:compare", str(paper.id),
        presented=said.presented.value, before=before, reason=said.reason,
    )  # fmt: skip
    reason = said.reason.strip() or "chưa đối chiếu bản chính"
    put_right(session, house, actor, paper.id, PutRight.UNCOMPARED, reason)


def _judge_received(house: House, actor: Actor, key: str) -> FileVerdict | None:
    """Judge the file of a paper that came signed, before the act begins: no transaction waits for it."""
    with house.database.reading() as session:
        try:
            paper = papers.get_to_change(session, actor, key, ACTION)
        except (NotFound, Forbidden):
            return None  # the act says so, and records it
        if not paper.came_signed or paper.stage != Stage.NEEDS_REVIEW.value:
            return None
    return house.signing.judge_foreign(house.store.read(Sha256(paper.original_sha256)))


def _accept(paper: Paper, said: Confirmation, verdict: FileVerdict | None) -> None:
    if verdict is None:
        raise LostUpdate(key=paper.code)
    paper.verdict, paper.verdict_reason = verdict.verdict.value, verdict.reason
    paper.level = verdict.level.value if verdict.level else None
    if verdict.verdict is Verdict.FAILED:
        raise SignedFileBroken(key=paper.code, why=verdict.reason)
    if verdict.verdict is Verdict.INDETERMINATE and not said.reason.strip():
        raise ReasonNeeded(act=f"confirm ({verdict.reason})", key=paper.code)


def _describe(
    session: Session, house: House, actor: Actor, paper: Paper, said: Confirmation, rest: Sequence[Paper]
) -> None:
    correct(session, house, actor, paper, Corrections(said.changes, said.rest_of_batch), rest)
    whose = write_owners(session, house, actor, paper, said.owners, said.changes, seen=said.seen)
    paper.described_by, paper.described_at = actor.account, house.clock.now()
    house.done(
        session, actor, ACTION, str(paper.id),
        type=paper.type, changed=sorted(said.changes), owners=whose,
    )  # fmt: skip
