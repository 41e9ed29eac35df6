"""Rows for tests: actors, dossiers, and papers in any state, with nothing but invented people.

Must not take the product's way to a row: a test that needs a kept paper must not have to read one.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import FixedClock
from archive.dossiers.models import Dossier, DossierPaper, How
from archive.owners import repository as owners
from archive.papers.models import Intake, Paper, PaperPage
from archive.search import index
from archive.search.fold import fold, words_of
from archive.store.models import StoredObject
from archive.values.description import OwnerId, OwnerKind, PaperKind, Party, Presented, Role
from archive.values.ids import Sha256, new_id
from archive.values.states import Stage, Standing
from archive.values.verdict import Verdict

NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)
CLOCK = FixedClock(NOW)
DESK = "H99.32.01"
OTHER_DESK = "H99.31.01"
BIRTH, MARRIAGE = "1.001193", "1.000894"


def citizen(n: int) -> OwnerId:
    """Return the number of an invented woman born in 1990, another one for each `n`."""
    return OwnerId(OwnerKind.CITIZEN, f"001190{n:06d}")


def actor(
    *roles: AccountRight,
    agency: str = DESK,
    agencies: Sequence[str] = (),
    account: str = "lan",
) -> Actor:
    """Return somebody at work; an officer of the desk where nothing else is said."""
    return Actor(
        account,
        "Đặng Thị Lan",
        agency,
        frozenset({agency, *agencies}),
        frozenset(roles or (AccountRight.OFFICER,)),
        "cli:test",
    )


def dossier(
    session: Session,
    number: str = "H99.32.01-260302-0001",
    *,
    applicant: OwnerId | None = None,
    **values: Any,
) -> Dossier:
    """Return the dossier with that number, made where it is new; `values` are its columns."""
    there = session.get(Dossier, number)
    if there is not None:
        return there
    who = applicant or citizen(1)
    columns = {
        "procedure_code": BIRTH,
        "receiving_agency": DESK,
        "deciding_agency": DESK,
        "keeping_agency": DESK,
        "opened_at": NOW,
        "opened_by": "lan",
        **values,
    }
    row = Dossier(number=number, applicant_kind=who.kind.value, applicant_number=who.number, **columns)
    session.add(row)
    session.flush()
    return row


def stored(session: Session, data: bytes, what: str = "original") -> Sha256:
    """Return the key of an object that has a row; the bytes themselves lie nowhere."""
    key = Sha256.of(data)
    if session.get(StoredObject, key) is None:
        session.add(
            StoredObject(sha256=key, size=len(data), media_type="application/pdf", what=what, stored_at=NOW)
        )
        session.flush()
    return key


@dc.dataclass(frozen=True, slots=True)
class Scan:
    """What a paper is made from, where the default does not do."""

    data: bytes = b""
    text: str = ""
    pages: int = 1


def paper(
    session: Session,
    in_dossier: Dossier | None = None,
    *,
    owner: OwnerId | None = None,
    parties: Sequence[Party] | None = None,
    scan: Scan | None = None,
    confirmed_by: str | None = "lan",
    **values: Any,
) -> Paper:
    """Return a new paper; by default one that serves again: kept, compared, signed, its owner confirmed.

    Args:
        session: open session.
        in_dossier: where it was handed in, by default a dossier of the owner's at the desk.
        owner: whose it is, by default citizen 1.
        parties: who is named on it, by default the owner alone.
        scan: bytes and text, by default bytes of its own and no text.
        confirmed_by: officer who confirmed the parties, None for nobody.
        values: columns of the paper.
    """
    who = owner or citizen(1)
    held = in_dossier or dossier(session, f"{DESK}-260301-{who.number[-6:]}", applicant=who)
    key = uuid.UUID(str(values.pop("id", None) or new_id()))
    made = scan or Scan()
    sha = stored(session, made.data or key.bytes)
    number = str(values.get("number", ""))
    columns = {
        "code": f"2026-{key.hex[-12:]}",
        "kind": PaperKind.COMPONENT.value,
        "stage": Stage.KEPT.value,
        "standing": Standing.AVAILABLE.value,
        "type": "giay-chung-nhan-ket-hon",
        "title": "GIẤY CHỨNG NHẬN KẾT HÔN",
        "number_folded": fold(number).replace(" ", ""),
        "issuer_folded": " ".join(words_of(str(values.get("issuer", "")))),
        "issued_on": dt.date(2020, 5, 12),
        "presented": Presented.ORIGINAL.value,
        "compared_by": "lan",
        "compared_at": NOW,
        "owner_confirmed": confirmed_by is not None,
        "level": "B-LTA",
        "verdict": Verdict.PASSED.value,
        "received_at": NOW,
        "received_by": "lan",
        "receiving_agency": held.receiving_agency,
        **values,
    }
    row = Paper(id=key, dossier_number=held.number, original_sha256=sha, **columns)
    session.add(row)
    session.flush()
    _pages(session, row, sha, made.pages)
    session.add(
        DossierPaper(
            dossier_number=held.number,
            paper_id=row.id,
            component=row.component or "",
            how=How.DIGITISED.value,
            at=NOW,
        )
    )
    named = [Party(Role.OWNER, "Trần Thị Hoà", who)] if parties is None else list(parties)
    owners.replace_parties(session, CLOCK, row, named, confirmed_by=confirmed_by)
    session.flush()
    reindex(session, row, made.text)
    return row


def reindex(session: Session, row: Paper, text: str) -> None:
    """Write the paper's index row from its columns and `text`."""
    parties = owners.party_rows(session, [row.id])
    telling = [row.code, row.title, row.number, row.issuer, *(party.name for party in parties)]
    index.write(session, row.id, telling=[*telling, *(p.number or "" for p in parties)], text=text)


def _pages(session: Session, row: Paper, sha: Sha256, pages: int) -> None:
    intake = Intake(
        id=new_id(),
        dossier_number=row.dossier_number,
        sha256=sha,
        name="scan.pdf",
        media_type="application/pdf",
        pages=pages,
        received_at=row.received_at,
        received_by=row.received_by,
    )
    session.add(intake)
    session.flush()
    for no in range(1, pages + 1):
        session.add(PaperPage(paper_id=row.id, no=no, intake_id=intake.id, page=no))
    session.flush()
