"""Acts on a paper: confirm, sign, mark, revoke, try again, read again; each holds the version that was shown.

Must not hold rules: the pipeline does.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.owners import repository as owners
from archive.owners.identifiers import parse_owner_role
from archive.values.description import Presented
from desk.choice import day_of, one_of
from desk.pipeline import acts
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.correction_notices import Noted, note_correction
from desk.pipeline.page_plan import Aside, Asked
from desk.pipeline.reinstate import reinstate
from desk.pipeline.resplit import resplit
from desk.pipeline.revoke import Revocation, replace, revoke
from desk.pipeline.spread import spread_rows
from desk.pipeline.whose import unlike_print
from desk.web.answers import TheWriting
from desk.web.bodies import (
    ConfirmationBody,
    CorrectionNoticeBody,
    MarkBody,
    ReadingBody,
    ReplacementBody,
    RevocationBody,
    SigningBody,
    SplitBody,
    VersionedBody,
)
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.showing import acted_row, state_row
from desk.web.signing import sign_as

router = APIRouter(prefix="/papers/{key}", tags=["papers"])


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
        profile=body.profile,
        version=body.version,
        rest_of_batch=body.rest_of_batch,
    )

    def work() -> dict[str, Any]:
        paper = confirm(desk.house, who.actor, key, said)
        with desk.house.database.reading() as session:
            more = {
                "spread": spread_rows(session, who.actor, paper),
                "unlike_print": unlike_print(owners.party_rows(session, [paper.id])),
            }
        return {**acted_row(desk.house, who.actor, paper), **more}

    return writing.answer(body.model_dump(), work)


@router.post("/signing-sessions")
def signing_sessions(
    key: str, body: SigningBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Order the signature of a confirmed paper, with a key that is at hand on the server."""
    return writing.answer(
        body.model_dump(), lambda: state_row(sign_as(desk.house, who.actor, key, body.role, body.version))
    )


@router.post("/marks")
def marks(key: str, body: MarkBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Note that a result was returned, that a paper is on hold or no more, or that it is rejected."""
    what = one_of(acts.Mark, body.mark, "mark")
    return writing.answer(
        body.model_dump(),
        lambda: state_row(acts.mark(desk.house, who.actor, key, what, body.reason, version=body.version)),
    )


@router.post("/revocations")
def revocations(
    key: str, body: RevocationBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Take a paper out of reuse for good."""
    said = Revocation(
        body.reason, body.superseded_by, body.authority, body.decision, body.decision_paper,
        day_of(body.since, "since"), body.version,
    )  # fmt: skip
    return writing.answer(
        body.model_dump(),
        lambda: acted_row(desk.house, who.actor, revoke(desk.house, who.actor, key, said)),
    )


@router.post("/replacements")
def replacements(
    key: str, body: ReplacementBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Let another copy of the same paper go on in the place of one that was found incomplete."""

    def work() -> dict[str, Any]:
        paper = replace(desk.house, who.actor, key, body.by, body.reason, version=body.version)
        return acted_row(desk.house, who.actor, paper)

    return writing.answer(body.model_dump(), work)


@router.post("/reinstatements")
def reinstatements(
    key: str, body: VersionedBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Take back an end that the rule of the paper's type made wrongly: it may be used again."""
    return writing.answer(
        body.model_dump(),
        lambda: state_row(reinstate(desk.house, who.actor, key, body.reason, version=body.version)),
    )


@router.post("/correction-notices")
def correction_notices(
    key: str, body: CorrectionNoticeBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Note that a kept paper was corrected; the notice is shown beside it."""
    noted = Noted(
        body.reason, body.notice, body.agency, body.number, day_of(body.issued_on, "issued_on"), body.version
    )
    return writing.answer(
        body.model_dump(), lambda: state_row(note_correction(desk.house, who.actor, key, noted))
    )


@router.post("/retries")
def retries(
    key: str, body: VersionedBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Try a failed paper again."""
    return writing.answer(
        body.model_dump(),
        lambda: state_row(acts.retry(desk.house, who.actor, key, version=body.version)),
    )


@router.post("/splits")
def splits(key: str, body: SplitBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Divide the paper's file anew, before any touched paper is confirmed; give its papers then."""
    aside = Aside(tuple(body.blanks), tuple(body.separators))
    asked = Asked(tuple(map(tuple, body.papers)), aside)

    def work() -> dict[str, Any]:
        made = resplit(desk.house, who.actor, key, asked, version=body.version)
        return {"papers": [{**state_row(one), "pages": [leaf.page for leaf in one.leaves]} for one in made]}

    return writing.answer(body.model_dump(), work)


@router.post("/readings")
def read_again(
    key: str, body: ReadingBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Order that the paper's files are read again, by another engine or in another language."""
    return writing.answer(
        body.model_dump(),
        lambda: state_row(
            acts.read_again(desk.house, who.actor, key, body.engine, body.model, version=body.version)
        ),
    )
