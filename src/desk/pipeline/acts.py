"""Further acts of officers: return, hold, release, reject, try again, read again, sign.

Must not touch a paper that another agency answers for; every refusal is recorded.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.errors import LostUpdate, MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import Stage, Standing
from desk.engine.port import Leg
from desk.errors import ReasonNeeded
from desk.house import House
from desk.pipeline.again import ACTION as READ_AGAIN
from desk.pipeline.again import begin, chosen, installed
from desk.pipeline.attempts import forget
from desk.pipeline.correct import Corrections, correct
from desk.pipeline.index import update_index
from desk.pipeline.ordering import lock, order, under_way
from desk.pipeline.profiles import is_sealed, profile_on_day, require_key, require_right
from desk.pipeline.seal import ACTION as SEAL
from desk.pipeline.seal import require_sealing
from desk.pipeline.spread import lock_rest
from desk.pipeline.succession import settle_succession
from digitize.errors import LanguageMissing

_NONE = Corrections()


class Mark(StrEnum):
    """What an officer notes of a paper."""

    RETURNED = "returned"
    HELD = "held"
    RELEASED = "released"
    REJECTED = "rejected"


def mark(
    house: House, actor: Actor, key: str, what: Mark, reason: str = "", *, version: int | None = None
) -> Paper:
    """Note that a result was returned, a paper is on hold or no more, or that it is rejected.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, ReasonNeeded.
    """
    with house.act(actor, f"paper:{what.value}", key) as session:
        paper = _mine(session, actor, key, what.value, version)
        if what is Mark.RETURNED:
            paper.returned_at = paper.returned_at or house.clock.now()
            if paper.standing == Standing.HIDDEN.value:
                papers.change_standing(paper, Standing.AVAILABLE)
        elif what is Mark.REJECTED:
            _need(reason, what.value, paper)
            papers.move(paper, Stage.REJECTED)
        else:
            _need(reason if what is Mark.HELD else "-", what.value, paper)
            paper.held = what is Mark.HELD
        paper.reason = reason or paper.reason
        settle_succession(session, house, paper)
        house.done(session, actor, f"paper:{what.value}", str(paper.id), reason=reason)
        return paper


def retry(house: House, actor: Actor, key: str, *, version: int | None = None) -> Paper:
    """Try a failed paper again from the leg that failed; a worker goes on with it.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed.
    """
    with house.act(actor, "paper:retry", key) as session:
        paper = _mine(session, actor, key, "retry", version)
        if paper.stage != Stage.FAILED.value:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="retry")
        confirmed = paper.compared_at is not None
        papers.move(paper, Stage.CONFIRMED if confirmed else Stage.RECEIVED)
        paper.error = None
        order(session, house, paper, Leg.KEEP if confirmed else Leg.READ)
        house.done(session, actor, "paper:retry", str(paper.id))
        return paper


def read_again(
    house: House,
    actor: Actor,
    key: str,
    engine: str = "",
    model: str = "",
    *,
    version: int | None = None,
    corrections: Corrections = _NONE,
) -> Paper:
    """Order that the paper's files are read again; a worker does it, and the readings stay side by side.

    Ordering is asking: where that engine and model read the file before, they read it once more, as the
    next n. The same order while one is open changes nothing; another one has to wait. What the officer
    corrected until now is written down with the order, so that the new description keeps it.

    Args:
        house: the archive.
        actor: an officer of the agency that answers for the paper.
        key: a paper that waits for its officer or is kept.
        engine: one of OCR_ENGINES, empty for the usual one.
        model: language model or several joined by `+`, empty for the usual one.
        version: of the paper as it was shown.
        corrections: of a paper that is not described yet.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, BadValue, NotSpread, EngineMissing.
    """
    with house.act(actor, READ_AGAIN, key) as session:  # before a reader is started for a stranger
        _mine(session, actor, key, READ_AGAIN, version)
        asked = chosen(house, engine, model)
    try:
        found = installed(house, *asked)
    except LanguageMissing as error:
        house.refused(actor, READ_AGAIN, key, error)
        raise
    with house.act(actor, READ_AGAIN, key) as session:
        paper = papers.get_to_change(session, actor, key, READ_AGAIN)
        rest = lock_rest(session, actor, paper, corrections.rest_of_batch)  # all locks in one order
        paper = _mine(session, actor, key, READ_AGAIN, version)
        if corrections.changes and paper.described_at is not None:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="correct")
        if not begin(session, house, paper, *found):
            return paper
        if corrections.changes:
            correct(session, house, actor, paper, corrections, rest)
            update_index(session, paper)
        forget(session, paper.id, Leg.AGAIN.value)
        if not under_way(paper, house.engine.live()):  # else the sweep orders it once that leg is over
            order(session, house, paper, Leg.AGAIN)
        house.done(
            session, actor, "paper:order-reading", str(paper.id),
            engine=found[0], model=found[1], changed=sorted(corrections.changes),
        )  # fmt: skip
        return paper


def sign(house: House, actor: Actor, key: str, *, version: int | None = None) -> Paper:
    """Order the signature of a confirmed paper whose key was not at hand before.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, NoKey, NoSealKey.
    """
    with house.act(actor, "paper:sign", key) as session:
        paper = _mine(session, actor, key, "sign", version)
        if paper.stage == Stage.KEPT.value or under_way(paper, house.engine.live()):
            return paper
        if paper.stage != Stage.CONFIRMED.value:
            raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then=Stage.SIGNING.value)
        if not paper.came_signed:
            require_right(actor, profile_on_day(session, house, paper.profile))
            require_key(session, house, paper, actor.account)
        paper.signing_account = actor.account
        order(session, house, paper, Leg.KEEP)
        house.done(session, actor, "paper:order-signature", str(paper.id))
        return paper


def seal(house: House, actor: Actor, key: str, *, version: int | None = None) -> Paper:
    """Order the agency's seal on a paper that its officer signed; one that is sealed stays as it is.

    Raises:
        NotFound, Forbidden, LostUpdate, ProfileForbidden, MoveNotAllowed, NoSealKey.
    """
    with house.act(actor, SEAL, key) as session:
        paper = _mine(session, actor, key, SEAL, version)
        if is_sealed(session, paper):
            return paper
        require_sealing(session, house, actor, paper, profile_on_day(session, house, paper.profile))
        if paper.sealing_account is None:
            paper.sealing_account, paper.error = actor.account, None
            forget(session, paper.id, Leg.SEAL.value)
            if not under_way(paper, house.engine.live()):  # else the sweep orders it once that leg is over
                order(session, house, paper, Leg.SEAL)
            house.done(session, actor, "paper:order-seal", str(paper.id))
        return paper


def _mine(session: Session, actor: Actor, key: str, act: str, version: int | None) -> Paper:
    """Return the paper, if it is still as it was shown; `version` is None where it was not shown."""
    actor.require(act, AccountRight.OFFICER)
    paper = papers.get_to_change(session, actor, key, act)
    lock(session, [paper.id])
    if version is not None and version != paper.version:
        raise LostUpdate(key=paper.code)
    return paper


def _need(reason: str, act: str, paper: Paper) -> None:
    if not reason.strip():
        raise ReasonNeeded(act=act, key=paper.code)
