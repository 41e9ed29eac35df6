"""Signing sessions: what an officer's own machine shall sign, and what it signed.

Must not hold rules; must not keep an answer that carries a token: a session is told once.
"""

import base64
import binascii
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.clock import vietnam_iso
from archive.errors import BadValue, SohoaError
from archive.papers import repository as papers
from desk.choice import one_of
from desk.house import House
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.taking import take_signatures
from desk.signing_sessions.values import Asked, Opened, Opening, Role, Taken, Way
from desk.web.answers import TheWriting
from desk.web.bodies import SessionBody, SignaturesBody
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.problems import in_english, on_screen
from desk.web.showing import state_row

LINKS = "/api/v1/signing-files"
router = APIRouter(prefix="/signing-sessions", tags=["signing sessions"])


@router.post("", status_code=201)
def open_one(body: SessionBody, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Open a session over papers that wait for a signature; an Idempotency-Key is not looked at.

    For way `file` each item has a `link`: GET gives the file once, POST to `link/signed` takes it back.
    For way `hash` each item says what the key signs: `to_sign` after hashing it with `digest`. ECDSA answers
    in DER, RSA by PSS with a salt as long as the hash.
    """
    asked = Asked(
        one_of(Role, body.role, "role"), one_of(Way, body.way, "way"), certificates=body.certificate.encode()
    )
    return _opened(open_session(desk.house, who.actor, body.papers, asked))


@router.post("/{session}/signatures")
def signatures(
    session: str, body: SignaturesBody, who: ApiVisitor, desk: TheDesk, writing: TheWriting
) -> JSONResponse:
    """Take the signatures of a session; `results` has a line a paper, with its state or the reason."""
    made = {one.paper: _bytes(one.signature) for one in body.signatures}

    def work() -> dict[str, Any]:
        taken = take_signatures(desk.house, who.actor, session, body.token, made)
        return {"results": [taken_row(desk.house, one) for one in taken]}

    return writing.answer(body.model_dump(), work)


def _opened(opened: Opened) -> dict[str, Any]:
    return {
        "session": str(opened.id),
        "token": opened.token,
        "way": opened.way.value,
        "expires_at": vietnam_iso(opened.expires_at),
        "items": [_item(one) for one in opened.items],
        "refused": [{"paper": key, "error": _error_row(error)} for key, error in opened.refused],
    }


def _item(one: Opening) -> dict[str, Any]:
    row: dict[str, Any] = {"paper": str(one.paper_id), "code": one.code}
    if one.link:
        row["link"] = f"{LINKS}/{one.link}"
    if one.prepared is not None:
        row["to_sign"] = base64.b64encode(one.prepared.attributes).decode()
        row["digest"] = one.prepared.digest
        row["mechanism"] = one.prepared.credential.mechanism
    return row


def taken_row(house: House, taken: Taken) -> dict[str, Any]:
    """Return how a signature was received: the paper's state, or the reason why it was refused."""
    if taken.error is not None or taken.paper_id is None:
        return {"paper": taken.key, "error": _error_row(taken.error) if taken.error else None}
    with house.database.reading() as session:
        return {**state_row(papers.at_work(session, taken.paper_id)), "error": None}


def _error_row(error: SohoaError) -> dict[str, str]:
    return {"code": error.code, "text_vi": on_screen(error), "text_en": in_english(error)}


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadValue(
            value=text[:20], name="signature", why_vi="cần dạng base64", why_en="base64 is wanted"
        ) from None
