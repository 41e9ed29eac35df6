"""Receive: a file comes in, is looked at in a child, and is refused or kept whole.

Must not read text: that is the first leg's work. Bytes are in the store before a row says so.
"""

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import How
from archive.errors import BadValue, SohoaError
from archive.papers import repository as papers
from archive.papers.codes import next_code
from archive.papers.models import Intake, Paper, PaperPage
from archive.store.repository import keep_row
from archive.values.description import OwnerId, PaperKind, Role
from archive.values.ids import Sha256, new_id
from archive.values.reading import Look
from desk.engine.port import Leg
from desk.errors import NoProcedure, NotHanded
from desk.house import House
from digitize.errors import DigitizeError

ACTION = "paper:receive"


@dc.dataclass(frozen=True, slots=True)
class Handed:
    """What the citizen hands in with: the dossier and what the paper is meant for.

    Owners, procedure and dossier may be left to the dossier's receipt (dossier_receipt.py).

    Attributes:
        owners: the applicant first, further persons with their roles.
        procedure: code of the dossier's procedure.
        dossier: its number.
        component: code of the component that the paper is handed in for, empty where unknown.
        kind: component or result.
    """

    owners: tuple[tuple[OwnerId, Role], ...]
    procedure: str
    dossier: str
    component: str = ""
    kind: PaperKind = PaperKind.COMPONENT

    @property
    def whole(self) -> bool:
        """Whether nothing is left to a receipt."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what a dossier cannot be without, and nobody said."""
        said = {"owner": self.owners, "procedure": self.procedure, "dossier": self.dossier}
        return tuple(name for name, value in said.items() if not value)


@dc.dataclass(frozen=True, slots=True)
class Spooled:
    """A file on this machine's disk, hashed while it was written."""

    path: Path
    name: str
    sha256: Sha256
    size: int


def receive(house: House, actor: Actor, files: Sequence[Spooled], handed: Handed) -> list[Paper]:
    """Take in one file, or several that are one paper in the order given.

    The same bytes in the same dossier are the same intake: its papers are returned, nothing is
    doubled. Several files are known only where one paper holds all of them in that order. In another
    dossier the same bytes are a new paper with `duplicate_of`.

    Returns:
        The papers whose pages lie in the files.

    Raises:
        Forbidden: the actor is no officer.
        DigitizeError, BadValue, NoProcedure, NotHanded, DossierClosed: refused; nothing is kept, the
            refusal is recorded.
    """
    names = ", ".join(file.name for file in files)
    try:
        actor.require(ACTION, AccountRight.OFFICER)
        if not handed.whole:
            raise NotHanded(file=names, missing=", ".join(handed.missing))
        known = _known(house, actor, files, handed)
        if known:
            return known
        with house.database.reading() as session:
            # Before any byte is stored: a refusal must leave nothing behind.
            _fitting(session, house, actor, handed)
        looks = [look_at(house, file) for file in files]
        for file in files:
            house.store.put(file.path, file.sha256, media_type=looks[files.index(file)].media_type)
        return _write(house, actor, list(zip(files, looks, strict=True)), handed)
    except SohoaError as error:
        house.refused(
            actor, ACTION, handed.dossier, error, file=names, sha256=[str(file.sha256) for file in files]
        )
        raise


def look_at(house: House, file: Spooled) -> Look:
    """Look at a file that was spooled.

    Raises:
        DigitizeError: it is refused.
    """
    try:
        return house.reader.look(file.path)
    except DigitizeError as error:
        # The reader only knows the name in the spool.
        raise type(error)(**{**error.facts, "file": file.name}) from error


def _fitting(session: Session, house: House, actor: Actor, handed: Handed) -> str:
    """Return the code of the procedure, if the dossier and its component fit it.

    Raises:
        NoProcedure, BadValue, NotFound, DossierClosed.
    """
    day = today(house.clock)
    procedure = catalogue.procedure(session, handed.procedure, day)
    if procedure is None:
        raise NoProcedure(code_given=handed.procedure)
    listed = {component.code for component in catalogue.components(session, procedure.code, day)}
    if handed.component and handed.component not in listed:
        raise BadValue(
            value=handed.component,
            name="component",
            why_vi=f"thủ tục {procedure.code} không có thành phần này",
            why_en=f"procedure {procedure.code} has no such component",
        )
    held = dossiers.existing(
        session, actor, number=handed.dossier, procedure=procedure.code, applicant=handed.owners[0][0]
    )
    if held is not None:
        dossiers.require_open(held)
    return procedure.code


def _known(house: House, actor: Actor, files: Sequence[Spooled], handed: Handed) -> list[Paper]:
    with house.database.reading() as session:
        return _known_in(session, actor, files, handed)


def _known_in(session: Session, actor: Actor, files: Sequence[Spooled], handed: Handed) -> list[Paper]:
    found = [papers.intake_of(session, handed.dossier, file.sha256) for file in files]
    intakes = [intake.id for intake in found if intake is not None]
    if len(intakes) < len(files):
        return []
    dossiers.get(session, actor, handed.dossier)
    if len(files) == 1:
        return list(papers.of_intake(session, intakes[0]))
    # A file of blank pages only is in no paper any more.
    wanted = [key for key in dict.fromkeys(intakes) if papers.of_intake(session, key)]
    known = papers.of_intake(session, wanted[0])
    return [paper for paper in known if [row.id for row in papers.intakes_of(session, paper)] == wanted]


def _write(house: House, actor: Actor, files: Sequence[tuple[Spooled, Look]], handed: Handed) -> list[Paper]:
    try:
        with house.database.transaction() as session:
            return _rows(session, house, actor, files, handed)
    except sa.exc.IntegrityError:
        # Another process took some of the same bytes into the same dossier meanwhile.
        known = _known(house, actor, [spooled for spooled, _ in files], handed)
        if known:
            return known
        with house.database.transaction() as session:
            return _rows(session, house, actor, files, handed)


def _rows(
    session: Session, house: House, actor: Actor, files: Sequence[tuple[Spooled, Look]], handed: Handed
) -> list[Paper]:
    day = today(house.clock)
    procedure = _fitting(session, house, actor, handed)
    dossier = dossiers.open_dossier(
        session,
        house.clock,
        actor,
        number=handed.dossier,
        procedure=procedure,
        applicant=handed.owners[0][0],
        parties=handed.owners[1:],
    )
    # Behind this lock nobody else takes anything into the dossier: what we looked for before may be there.
    session.refresh(dossier, with_for_update=True)
    known = _known_in(session, actor, [spooled for spooled, _ in files], handed)
    if known:
        return known
    first, _ = files[0]
    double = papers.first_with_bytes(session, first.sha256)
    paper = Paper(
        id=new_id(),
        code=next_code(session, house.settings.paper_code, day),
        dossier_number=dossier.number,
        component=handed.component or None,
        kind=handed.kind.value,
        original_sha256=str(first.sha256),
        came_signed=any(look.signatures for _, look in files),
        one_paper=len(files) > 1,
        duplicate_of=double.id if double else None,
        received_at=house.clock.now(),
        received_by=actor.account,
        receiving_agency=actor.agency,
        leg=1,
    )
    pages = []
    for spooled, look in files:
        intake = _intake(session, house, actor, dossier.number, spooled, look)
        pages += [(intake.id, page) for page in range(1, look.pages + 1)]
    session.add(paper)
    session.flush()
    for no, (intake_id, page) in enumerate(pages, start=1):
        session.add(PaperPage(paper_id=paper.id, no=no, intake_id=intake_id, page=page))
    dossiers.put_paper(session, house.clock, dossier.number, paper.id, How.DIGITISED, handed.component)
    house.engine.enqueue(session, Leg.READ, paper.id, paper.leg)
    house.done(
        session,
        actor,
        ACTION,
        str(paper.id),
        dossier=dossier.number,
        files=[{"name": spooled.name, "sha256": str(spooled.sha256)} for spooled, _ in files],
    )
    session.flush()
    session.refresh(paper)
    return [paper]


def _intake(
    session: Session, house: House, actor: Actor, dossier: str, spooled: Spooled, look: Look
) -> Intake:
    there = papers.intake_of(session, dossier, spooled.sha256)
    if there is not None:
        return there
    keep_row(
        session, house.clock, spooled.sha256, size=spooled.size, media_type=look.media_type, what="original"
    )
    intake = Intake(
        id=new_id(),
        dossier_number=dossier,
        sha256=str(spooled.sha256),
        name=spooled.name[-255:],
        media_type=look.media_type,
        pages=look.pages,
        signatures=look.signatures,
        notices=[dc.asdict(notice) for notice in look.notices],
        received_at=house.clock.now(),
        received_by=actor.account,
    )
    session.add(intake)
    session.flush()
    return intake
