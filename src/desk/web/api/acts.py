"""Acts on a paper: confirm, sign, mark, revoke, try again; each holds the version that was shown.

Must not hold rules: the pipeline does.
"""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.owners.identifiers import parse_owner_role
from archive.papers.models import Paper
from archive.values.description import Presented
from desk.pipeline import acts
from desk.pipeline.confirm import Confirmation, confirm
from desk.web.answers import TheWriting, Writing
from desk.web.bodies import ConfirmationBody, MarkBody, RevocationBody, SigningBody, VersionedBody
from desk.web.choice import one_of
from desk.web.doors import ApiVisitor, Desk, TheDesk
from desk.web.sessions import Visitor
from desk.web.showing import state_row, unchanged
from desk.web.signing import sign_as

router = APIRouter(prefix="/papers/{key}", tags=["papers"])


def _act(
    desk: Desk, who: Visitor, writing: Writing, key: str, body: VersionedBody, work: Callable[[], Paper]
) -> JSONResponse:
    def checked() -> dict[str, object]:
        unchanged(desk.house, who.actor, key, body.version)
        return state_row(work())

    return writing.answer(body.model_dump(), checked)


@router.post("/confirmations")
def confirmations(
    key: str, body: ConfirmationBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Confirm a paper: what was presented, what it is and whose."""
    said = Confirmation(
        one_of(Presented, body.presented, "presented"),
        changes=body.changes,
        owners=tuple(parse_owner_role(text) for text in body.owners),
        reason=body.reason,
        version=body.version,
    )
    return writing.answer(body.model_dump(), lambda: state_row(confirm(desk.house, who.actor, key, said)))


@router.post("/signing-sessions")
def signing_sessions(
    key: str, body: SigningBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Order the signature of a confirmed paper, with a key that is at hand on the server."""
    return _act(desk, who, writing, key, body, lambda: sign_as(desk.house, who.actor, key, body.role))


@router.post("/marks")
def marks(key: str, body: MarkBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Note that a result was returned, that a paper is on hold or no more, or that it is rejected."""
    what = one_of(acts.Mark, body.mark, "mark")
    return _act(
        desk, who, writing, key, body, lambda: acts.mark(desk.house, who.actor, key, what, body.reason)
    )


@router.post("/revocations")
def revocations(
    key: str, body: RevocationBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Take a paper out of reuse for good."""
    return _act(
        desk, who, writing, key, body,
        lambda: acts.revoke(desk.house, who.actor, key, body.reason, body.superseded_by),
    )  # fmt: skip


@router.post("/retries")
def retries(
    key: str, body: VersionedBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Try a failed paper again."""
    return _act(desk, who, writing, key, body, lambda: acts.retry(desk.house, who.actor, key))
