"""First leg: from received to needs_review; every page is read once, every paper described.

Must not wait for a person, nor decide anything that an officer decides.
"""

import dataclasses as dc
import uuid
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from sqlalchemy.orm import Session

from archive.accounts.machine import MACHINE
from archive.catalogue.values import Component
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, How
from archive.owners import repository as owners
from archive.papers import descriptions, readings
from archive.papers import repository as papers
from archive.papers.codes import next_code
from archive.papers.models import Intake, Paper, PaperPage
from archive.store.repository import keep_row
from archive.values.description import OTHER_TYPE, Batch, Description, Source
from archive.values.ids import Sha256, new_id
from archive.values.reading import PageText
from archive.values.states import Stage
from desk.house import House
from desk.pipeline.covers import (
    Divided,
    Found,
    components_of,
    describe_stretches,
    stretch_of,
    stretches,
    type_expected,
    warn_of_covers,
    with_receipts,
)
from desk.pipeline.dossier_receipt import ReceiptReader, notices_of
from desk.pipeline.doubles import note_doubles
from desk.pipeline.index import update_index
from desk.pipeline.issuing import with_known_issuer
from desk.pipeline.owning import with_known_owner
from desk.pipeline.page_receipt import put_aside_of_files
from desk.pipeline.types import type_rules
from desk.pipeline.warn import warn_of_sequence
from digitize.ports import Reader, TypeRule

PDF = "application/pdf"


def read(house: House, paper_id: uuid.UUID) -> bool:
    """Read the pages of the paper's files that are not read yet, each saved as it arrives."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage == Stage.RECEIVED.value:
            papers.move(paper, Stage.READING)
        if not _is_first(session, paper):
            return False
        intakes = papers.intakes_of(session, paper)
    for intake in intakes:
        _read_file(house, intake)
    return True


def _is_first(session: Session, paper: Paper) -> bool:
    """Whether the paper is being read for the first time; what an officer orders later is another leg's."""
    return paper.stage == Stage.READING.value and not readings.ordered(session, paper.id)


def _read_file(house: House, intake: Intake) -> None:
    engine, model = house.reader.engine, house.reader.model
    with house.database.transaction() as session:
        reading = readings.start(session, house.clock, intake.id, engine, model)
        lender = readings.of_same_bytes(session, intake.sha256, engine, model)
        if not reading.done and lender is not None and lender.id != reading.id:
            done = readings.pages_done(session, reading.id)
            if not done:
                readings.borrow(session, reading, lender)
        if reading.done:
            return
    read_left(house, house.reader, intake, reading.id)
    with house.database.transaction() as session:
        readings.start(session, house.clock, intake.id, engine, model).done = True


def read_left(house: House, reader: Reader, intake: Intake, reading_id: uuid.UUID) -> None:
    """Read the pages of a file that its reading lacks, each saved as it arrives."""
    with house.database.reading() as session:
        left = sorted(set(range(1, intake.pages + 1)) - readings.pages_done(session, reading_id))
    if left:
        with house.spool.fetched(house.store, Sha256(intake.sha256)) as file:
            for page in reader.read(file, pages=left):
                with house.database.transaction() as session:
                    readings.save(session, house.store, house.clock, reading_id, page)


def describe(house: House, paper_id: uuid.UUID) -> bool:
    """Say what the papers in the reading are; a file with several papers becomes several."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        if not _is_first(session, paper):
            return False
        intakes = papers.intakes_of(session, paper)
        pages = _all_pages(session, house, intakes)
        rules = type_rules(session, today(house.clock))
        components = components_of(session, house, paper.dossier_number)
        dossier = session.get_one(Dossier, paper.dossier_number)
    divided = _divided(house, paper, intakes, pages, rules, components)
    divided = with_receipts(divided, notices_of(pages, dossier, ReceiptReader.of(house)))
    with ExitStack() as stack:
        parts = [one.said.pages for one in divided.papers]
        originals = cut_out(house, stack, intakes[0], parts) if len(parts) > 1 else [None]
        with house.database.transaction() as session:
            _write(session, house, paper_id, divided, pages, originals)
    return True


def _divided(
    house: House,
    paper: Paper,
    intakes: Sequence[Intake],
    pages: Sequence[PageText],
    rules: Sequence[TypeRule],
    components: Mapping[str, Component],
) -> Divided:
    """Divide the pages of a file and describe each paper; a file that is one paper is never divided."""
    handed = paper.component or ""
    if not (paper.one_paper or paper.came_signed or intakes[0].media_type != PDF):
        run = stretches(pages, paper.dossier_number, components, handed)
        divided = describe_stretches(house, run, rules, components)
        if divided.papers:
            return divided
    whole = stretch_of(pages, paper.dossier_number, components, handed)
    batch = house.describer.describe(
        pages,
        types=rules,
        prior=type_expected(components, whole.component),
        one_paper=True,
        today=today(house.clock),
    )
    (said,) = never_empty(batch, pages)
    aside = set(range(1, len(pages) + 1)) - set(said.pages)
    return Divided(
        (Found(said, whole.component, whole.notices),),
        tuple(number for number in batch.blanks if number in aside),
        tuple(number for number in batch.separators if number in aside),
    )


def _all_pages(session: Session, house: House, intakes: Sequence[Intake]) -> list[PageText]:
    """Return the pages of all files as if they were one, numbered through."""
    pages: list[PageText] = []
    for intake in intakes:
        reading = readings.newest_done(session, intake.id)
        if reading is None:
            continue
        for page in readings.load(session, house.store, reading.id):
            pages.append(renumbered(page, len(pages) + 1))
    return pages


def renumbered(page: PageText, number: int) -> PageText:
    """Return a page under another number."""
    codes = tuple(dc.replace(code, page=number) for code in page.codes)
    return dc.replace(page, number=number, codes=codes)


def expected_type(session: Session, house: House, paper: Paper) -> str | None:
    """Return the type expected at the counter: the only one that the component accepts."""
    if not paper.component:
        return None
    return type_expected(components_of(session, house, paper.dossier_number), paper.component)


def never_empty(batch: Batch, pages: Sequence[PageText]) -> tuple[Description, ...]:
    """A file in which nothing was found is still one paper, of the honest type `khac`."""
    if batch.papers:
        return batch.papers
    return (Description(tuple(page.number for page in pages), OTHER_TYPE, 0.0, "", {}),)


def cut_out(
    house: House, stack: ExitStack, intake: Intake, parts: Sequence[Sequence[int]]
) -> list[tuple[Sha256, int] | None]:
    """Store a PDF of its own pages for each paper of a file, and return the key and size of each."""
    file = stack.enter_context(house.spool.fetched(house.store, Sha256(intake.sha256)))
    made: list[tuple[Sha256, int] | None] = []
    for pages in parts:
        out = stack.enter_context(house.spool.file(".pdf"))
        house.reader.extract(file, pages, out)
        key = Sha256.of_file(out)
        house.store.put(out, key, media_type=PDF)
        made.append((key, out.stat().st_size))
    return made


def _write(
    session: Session,
    house: House,
    paper_id: uuid.UUID,
    divided: Divided,
    pages: Sequence[PageText],
    originals: Sequence[tuple[Sha256, int] | None],
) -> None:
    paper = papers.at_work(session, paper_id)
    if not _is_first(session, paper):
        return
    leaves = {leaf.no: (leaf.intake_id, leaf.page) for leaf in paper.leaves}
    put_aside_of_files(papers.intakes_of(session, paper), leaves, divided.blanks, divided.separators)
    warn_of_sequence(session, pages, [one.said.pages for one in divided.papers], leaves)
    warn_of_covers(session, divided.papers, leaves)
    described: list[Paper] = []
    for position, (found, original) in enumerate(zip(divided.papers, originals, strict=True)):
        one = found.said
        part = paper if position == 0 else sibling(session, house, paper, found.component)
        if found.component != (part.component or ""):
            dossiers.fill(session, part.dossier_number, part.id, found.component)
            part.component = found.component or None
        put_leaves(session, part, [leaves[number] for number in one.pages])
        if original is not None:
            key, size = original
            keep_row(session, house.clock, key, size=size, media_type=PDF, what="original")
            part.original_sha256 = str(key)
        say(session, house, part, one, [pages[number - 1].text for number in one.pages])
        papers.move(part, Stage.NEEDS_REVIEW)
        house.done(session, MACHINE, "paper:describe", str(part.id), type=one.type, pages=len(one.pages))
        described.append(part)
    note_doubles(session, described)


def say(session: Session, house: House, paper: Paper, said: Description, texts: Sequence[str]) -> None:
    """Write what a machine says of a paper, whose pages are there already.

    Args:
        session: of the transaction.
        house: the archive.
        paper: that is described.
        said: with the page numbers of the file.
        texts: of its pages.
    """
    own = with_known_issuer(session, with_known_owner(session, paper, _own_numbers(said)))
    descriptions.add(session, house.clock, paper, own, by=MACHINE.account, source=Source.READ)
    owners.replace_parties(session, house.clock, paper, own.parties, confirmed_by=None)
    update_index(session, paper, texts)


def _own_numbers(said: Description) -> Description:
    """Number the pages of fields by the paper's own pages instead of the file's."""
    place = {number: no for no, number in enumerate(said.pages, start=1)}
    fields = {
        name: dc.replace(field, page=place.get(field.page) if field.page else None)
        for name, field in said.fields.items()
    }
    return dc.replace(said, fields=fields, pages=tuple(place.values()))


def put_leaves(session: Session, paper: Paper, leaves: Sequence[tuple[uuid.UUID, int]]) -> None:
    """Let a paper's pages be those pages of files, in that order."""
    paper.leaves.clear()
    session.flush()
    for no, (intake_id, page) in enumerate(leaves, start=1):
        paper.leaves.append(PaperPage(paper_id=paper.id, no=no, intake_id=intake_id, page=page))
    session.flush()


def sibling(session: Session, house: House, first: Paper, component: str) -> Paper:
    """Return a new paper out of the same file as `first`, being read."""
    paper = Paper(
        id=new_id(),
        code=next_code(session, house.settings.paper_code, today(house.clock)),
        dossier_number=first.dossier_number,
        component=component or None,
        kind=first.kind,
        stage=Stage.READING.value,
        original_sha256=first.original_sha256,
        received_at=first.received_at,
        received_by=first.received_by,
        receiving_agency=first.receiving_agency,
        leg=1,
        leaves=[],
    )
    session.add(paper)
    session.flush()
    dossiers.put_paper(session, house.clock, first.dossier_number, paper.id, How.DIGITISED, component)
    return paper
