"""Opens a signing session: checks each paper, fixes what its key shall sign, and remembers it.

Must not sign; must not keep a token or a link, only their hashes.
"""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.errors import BadValue, SohoaError
from archive.papers.models import Paper
from archive.values.ids import Sha256, new_id
from archive.values.verdict import Level
from desk.house import House
from desk.pipeline.copy import ready_copy
from desk.pipeline.sign import act_of
from desk.signing_sessions.models import SigningItem, SigningSession
from desk.signing_sessions.values import (
    MOST_PAPERS,
    Asked,
    Opened,
    Opening,
    Role,
    State,
    Way,
    hash_of,
    new_token,
)
from desk.signing_sessions.waiting import ACTION, parent_of, require_waiting
from signing.act import Act
from signing.pades.sign.prepared import Credential, Prepared
from signing.profiles import first_level


def open_session(house: House, actor: Actor, keys: Sequence[str], asked: Asked) -> Opened:
    """Open a session over up to 200 papers; a paper that cannot be signed never stops the others.

    Args:
        house: the archive.
        actor: the officer who will sign.
        keys: papers by short code or UUID.
        asked: which signature, which way, with which certificate.

    Raises:
        Forbidden, BadValue: the actor is no officer; none or too many papers.
        SohoaError: no paper of the batch can be signed: the first one's reason.
    """
    with house.act(actor, ACTION, ""):
        actor.require(ACTION, AccountRight.OFFICER)
        _require_number(keys)
        _require_way(asked)
    batch = _Batch(house, actor, asked)
    for key in dict.fromkeys(keys):
        batch.add(key)
    return batch.opened()


def _require_number(keys: Sequence[str]) -> None:
    if not 0 < len(set(keys)) <= MOST_PAPERS:
        raise BadValue(
            value=len(set(keys)), name="papers", why_vi=f"cần từ 1 đến {MOST_PAPERS} giấy tờ",
            why_en=f"from 1 to {MOST_PAPERS} papers are wanted",
        )  # fmt: skip


def _require_way(asked: Asked) -> None:
    """A seal is put into the field made for it: tools that sign whole files make fields of their own."""
    if asked.way is Way.FILE and asked.role is Role.SEAL:
        raise BadValue(
            value=asked.way.value, name="way", why_vi="con dấu cơ quan chỉ ký theo “hash”",
            why_en="an agency's seal is put by hash only",
        )  # fmt: skip


class _Batch:
    """Collects the papers of one session."""

    def __init__(self, house: House, actor: Actor, asked: Asked) -> None:
        self._house, self._actor, self._asked = house, actor, asked
        self._credential: Credential | None = None
        self._items: dict[str, tuple[Opening, SigningItem]] = {}
        self._refused: list[tuple[str, SohoaError]] = []

    def add(self, key: str) -> None:
        """Prepare one paper, or note why it cannot be signed."""
        try:
            opening, item = self._prepared(key)
        except SohoaError as error:
            if error.status >= 500 and not error.retryable:
                raise
            self._refused.append((key, error))
            self._house.refused(self._actor, ACTION, key, error)
            return
        self._items.setdefault(str(opening.paper_id), (opening, item))

    def opened(self) -> Opened:
        """Write the session down and give it out.

        Raises:
            SohoaError: nothing can be signed.
        """
        if not self._items:
            raise self._refused[0][1]
        house, asked, now = self._house, self._asked, self._house.clock.now()
        token = new_token()
        row = SigningSession(
            id=new_id(),
            account=self._actor.account,
            role=asked.role.value,
            way=asked.way.value,
            token_hash=hash_of(token),
            certificate=asked.certificates,
            opened_at=now,
            expires_at=now + dt.timedelta(minutes=house.settings.signing_minutes),
        )
        with house.database.transaction() as session:
            _forget_expired(session, now)
            session.add(row)
            session.flush()
            for _, item in self._items.values():
                item.session_id = row.id
                session.add(item)
            house.done(
                session, self._actor, ACTION, str(row.id),
                papers=list(self._items), role=asked.role.value, way=asked.way.value,
                until=row.expires_at.isoformat(),
            )  # fmt: skip
        given = tuple(opening for opening, _ in self._items.values())
        return Opened(row.id, token, asked.way, row.expires_at, given, tuple(self._refused))

    def _prepared(self, key: str) -> tuple[Opening, SigningItem]:
        house, role = self._house, self._asked.role
        with house.database.reading() as session:
            paper = require_waiting(session, house, self._actor, key, role)
            act = act_of(session, house, paper, self._actor.account)
            parent = parent_of(session, paper)
        parent_key = Sha256(parent) if paper.revision_n else ready_copy(house, paper.id)
        item = SigningItem(
            paper_id=paper.id,
            n=paper.revision_n + 1,
            parent_sha256=str(parent_key),
            profile=paper.profile,
            claimed_at=act.at,
            state=State.OPEN.value,
        )
        pdf = house.store.read(parent_key)
        if self._asked.way is Way.FILE:
            return self._linked(paper, pdf, act, item)
        prepared = self._prepare(pdf, act, sealing=bool(paper.revision_n))
        _put(item, prepared)
        return Opening(paper.id, paper.code, prepared), item

    def _linked(self, paper: Paper, pdf: bytes, act: Act, item: SigningItem) -> tuple[Opening, SigningItem]:
        link = new_token()
        item.link_hash = hash_of(link)
        item.level = first_level(act.profile).value
        item.tail = self._house.signing.elsewhere.handed(pdf, act)[len(pdf) :]
        return Opening(paper.id, paper.code, link=link), item

    def _prepare(self, pdf: bytes, act: Act, *, sealing: bool) -> Prepared:
        room = self._house.signing.elsewhere
        if self._credential is None:  # the same for all: one account, one agency, one certificate
            by_seal = self._asked.role is Role.SEAL
            check = room.seal_credential if by_seal else room.officer_credential
            self._credential = check(self._asked.certificates, act)
        prepare = room.prepare_seal if sealing else room.prepare
        return prepare(pdf, act, self._credential)


def _put(item: SigningItem, prepared: Prepared) -> None:
    item.level = prepared.level.value
    item.tail, item.attributes = prepared.tail, prepared.attributes
    item.hole_begin, item.hole_end = prepared.hole
    item.digest, item.stamped = prepared.digest, prepared.stamped


def prepared_of(item: SigningItem, credential: Credential) -> Prepared:
    """Return what was prepared for one paper."""
    return Prepared(
        parent=Sha256(item.parent_sha256),
        tail=item.tail,
        hole=(item.hole_begin, item.hole_end),
        attributes=item.attributes,
        digest=item.digest,
        credential=credential,
        claimed_at=item.claimed_at,
        level=Level(item.level),
        stamped=item.stamped,
    )


def _forget_expired(session: Session, now: dt.datetime) -> None:
    """Empty what was prepared for sessions that are over: it is large and of no use any more."""
    over = sa.select(SigningSession.id).where(SigningSession.expires_at < now)
    session.execute(
        sa.update(SigningItem)
        .where(SigningItem.session_id.in_(over), SigningItem.tail != b"")
        .values(tail=b"", attributes=b"")
    )
