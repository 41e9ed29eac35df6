"""Second leg, first step: the PDF/A copy is built and lies in the store.

Must not sign. A copy can be made again from the same inputs, byte for byte, so its bytes come first.
"""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy.orm import Session

from archive.clock import vietnam_iso
from archive.errors import LostUpdate
from archive.owners import repository as owners
from archive.papers import descriptions, readings
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper
from archive.store.repository import keep_row
from archive.values.ids import Sha256
from archive.values.reading import PageText
from archive.values.states import Stage
from desk.house import House
from desk.identity import document_id
from digitize.ports import CopyMetadata, CopyPage

PDF = "application/pdf"


def copy(house: House, paper_id: uuid.UUID) -> bool:
    """Build the copy of a confirmed paper; a paper that came signed needs none and is kept as it is."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage == Stage.SIGNING.value or paper.came_signed:
            return True
        if paper.stage == Stage.CONFIRMED.value:
            papers.move(paper, Stage.COPYING)
        if paper.stage != Stage.COPYING.value:
            return False
        metadata = _metadata(session, paper)
    with _built(house, paper_id, metadata) as (size, key), house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage != Stage.COPYING.value:
            return paper.stage == Stage.SIGNING.value
        _point(session, house, paper, key, size)
        papers.move(paper, Stage.SIGNING)
    return True


def ready_copy(house: House, paper_id: uuid.UUID) -> Sha256:
    """Return the copy of a paper that waits for its signature, built first where it is not there yet.

    The paper stays where it is: its key is not at hand, and nobody may come to sign.

    Raises:
        LostUpdate: the paper went on meanwhile.
    """
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        if paper.copy_sha256:
            return Sha256(paper.copy_sha256)
        metadata = _metadata(session, paper)
    with _built(house, paper_id, metadata) as (size, key), house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage != Stage.CONFIRMED.value:
            raise LostUpdate(key=paper.code)
        _point(session, house, paper, key, size)
    return key


@contextmanager
def _built(house: House, paper_id: uuid.UUID, metadata: CopyMetadata) -> Iterator[tuple[int, Sha256]]:
    """Build the copy and put its bytes into the store; give its size and key."""
    with ExitStack() as stack:
        pages = _pages(house, stack, paper_id)
        out = stack.enter_context(house.spool.file(".pdf"))
        house.reader.copy(pages, out, metadata)
        key = Sha256.of_file(out)
        house.store.put(out, key, media_type=PDF)
        yield out.stat().st_size, key


def _point(session: Session, house: House, paper: Paper, key: Sha256, size: int) -> None:
    keep_row(session, house.clock, key, size=size, media_type=PDF, what="copy")
    paper.copy_sha256 = str(key)


def _pages(house: House, stack: ExitStack, paper_id: uuid.UUID) -> list[CopyPage]:
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        intakes = {intake.id: intake for intake in papers.intakes_of(session, paper)}
        files = {
            key: stack.enter_context(house.spool.fetched(house.store, Sha256(intake.sha256)))
            for key, intake in intakes.items()
        }
        made = []
        for leaf in paper.leaves:
            page = read_page(session, house, intakes[leaf.intake_id], leaf.page)
            made.append(
                CopyPage(
                    files[leaf.intake_id],
                    leaf.page,
                    page.words if page else (),
                    page.dpi if page and page.dpi else 200,
                    page.rotation if page else 0,
                )
            )
        return made


def read_page(session: Session, house: House, intake: Intake, number: int) -> PageText | None:
    """Return a page of a file as it was read last, None where it was not read."""
    row = readings.newest_page(session, intake.id, number)
    return readings.as_page(row, house.store) if row else None


def _metadata(session: Session, paper: Paper) -> CopyMetadata:
    """What the XMP packet says: the descriptive metadata of DOMAIN.md, as the officer confirmed it."""
    said = descriptions.current(session, paper)
    fields = {name: field.value for name, field in said.fields.items()} if said else {}
    owner = owners.first_owner(owners.party_rows(session, [paper.id]))
    properties = {
        "paperCode": paper.code,
        "documentType": paper.type,
        "kind": paper.kind,
        "dossierNumber": paper.dossier_number,
        "ownerIdentifier": owner.number if owner and owner.number else "",
        "ownerName": owner.name if owner else "",
        "numberAndSymbol": fields.get("number", ""),
        "abstract": fields.get("abstract", ""),
        "issuingAgency": fields.get("issuer", ""),
        "signer": fields.get("signer", ""),
        "dateOfIssue": fields.get("issued_on", ""),
        "validUntil": fields.get("valid_until", ""),
        "digitisedBy": paper.compared_by or "",
        "digitisedAt": vietnam_iso(paper.compared_at) if paper.compared_at else "",
        "presented": paper.presented or "",
    }
    pages = [f"{leaf.intake_id}:{leaf.page}" for leaf in paper.leaves]
    return CopyMetadata(
        title=paper.title or paper.code,
        identifier=paper.code,
        made_at=paper.compared_at or paper.received_at,
        document_id=document_id(paper.id, paper.original_sha256, pages),
        properties={name: value for name, value in properties.items() if value},
    )
