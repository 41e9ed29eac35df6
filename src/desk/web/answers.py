"""Answers to writes: given again, not done again, where the same Idempotency-Key comes twice.

Must not keep refusals: what was refused may be tried again under the same key.
"""

import dataclasses as dc
import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, Header
from starlette.requests import Request
from starlette.responses import JSONResponse

from desk.house import House
from desk.models import AnsweredWrite
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.errors import KeyReused


@dc.dataclass(frozen=True, slots=True)
class Writing:
    """One write under way."""

    house: House
    account_id: uuid.UUID
    address: str
    key: str
    turn: threading.Lock

    def answer(
        self, asked: Mapping[str, Any], work: Callable[[], dict[str, Any]], *, status: int = 200
    ) -> JSONResponse:
        """Do the work, or repeat the answer that the same request was given before.

        Raises:
            KeyReused: the key came with another request.
        """
        if not self.key:
            return JSONResponse(work(), status)
        request_hash = self._hash(asked)
        with self.turn:  # a caller that gave up waiting comes again while the first is still at work
            before = self._before()
            if before is None:
                before = self._keep(request_hash, status, work())
        if before.request_hash != request_hash:
            raise KeyReused
        return JSONResponse(before.body, before.status)

    def _hash(self, asked: Mapping[str, Any]) -> str:
        said = json.dumps([self.address, asked], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    def _before(self) -> AnsweredWrite | None:
        with self.house.database.reading() as session:
            return session.get(AnsweredWrite, (self.account_id, self.key))

    def _keep(self, request_hash: str, status: int, body: dict[str, Any]) -> AnsweredWrite:
        row = AnsweredWrite(
            account_id=self.account_id,
            key=self.key,
            request_hash=request_hash,
            status=status,
            body=json.loads(json.dumps(body, default=str)),
            at=self.house.clock.now(),
        )
        try:
            with self.house.database.transaction() as session:
                session.add(row)
        except sa.exc.IntegrityError:
            # Another process of the desk answered the same request meanwhile: the first answer stands.
            return self._before() or row
        return row


def writing(
    request: Request,
    desk: TheDesk,
    who: ApiVisitor,
    idempotency_key: Annotated[str, Header(max_length=100)] = "",
) -> Writing:
    """Give the write that the request is."""
    address = f"{request.method} {request.url.path}"
    return Writing(desk.house, who.account_id, address, idempotency_key, desk.turn_of(who, idempotency_key))


TheWriting = Annotated[Writing, Depends(writing)]
