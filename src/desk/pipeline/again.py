"""Reading again: a further reading of a paper's files by a chosen engine and model, beside those before.

Must not touch what an officer confirmed: it is what was signed (docs/decisions/0007). Must not split a
paper anew, nor describe another paper of the same file.
"""

import re
import uuid
from collections.abc import Sequence
from contextlib import closing

from sqlalchemy.orm import Session

from archive.accounts.machine import MACHINE
from archive.clock import today
from archive.errors import BadValue, MoveNotAllowed
from archive.owners import repository as owners
from archive.papers import descriptions, readings
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper, Reading
from archive.settings import OCR_ENGINES
from archive.values.description import Description, Source
from archive.values.reading import PageText
from archive.values.states import Stage
from desk.house import House
from desk.pipeline import covers
from desk.pipeline.doubles import note_doubles
from desk.pipeline.index import update_index
from desk.pipeline.issuing import with_known_issuer
from desk.pipeline.ordering import lock
from desk.pipeline.read import expected_type, never_empty, read_left, renumbered
from desk.pipeline.types import type_rules
from desk.pipeline.warn import warn_of_sequence
from digitize.errors import EngineMissing
from digitize.quality.sequence import CODES as SEQUENCE

ACTION = "paper:read-again"
_MODELS = re.compile(r"(?!osd\b)[A-Za-z0-9_]+(\+(?!osd\b)[A-Za-z0-9_]+)*")
"""Names of languages only: a model's name becomes part of a path. `osd` tells directions, no letters."""
_LONGEST = 60  # of the column that keeps it


def chosen(house: House, engine: str, model: str) -> tuple[str, str]:
    """Return engine and model that are asked for, the settings' where they are left out.

    Raises:
        BadValue: there is no such engine, or no model has such a name.
    """
    if engine not in ("", *OCR_ENGINES):
        choice = ", ".join(OCR_ENGINES)
        raise BadValue(value=engine, name="engine", why_vi=f"chọn {choice}", why_en=f"one of: {choice}")
    if model and (len(model) > _LONGEST or not _MODELS.fullmatch(model)):
        why_vi, why_en = "cần mã ngôn ngữ, như vie hay vie+eng", "it must be languages, as vie or vie+eng"
        raise BadValue(value=model[:_LONGEST], name="model", why_vi=why_vi, why_en=why_en)
    return engine or house.settings.ocr_engine, model or house.settings.ocr_model


def installed(house: House, engine: str, model: str) -> tuple[str, str]:
    """Return engine, with its version, and model as a reader tells them.

    Raises:
        EngineMissing: one of them is not installed.
    """
    with closing(house.open_reader(engine, model)) as reader:
        return reader.engine, reader.model


def begin(session: Session, house: House, paper: Paper, engine: str, model: str) -> bool:
    """Write the order down; False where the same one is open already.

    Raises:
        MoveNotAllowed: another order is open, or the paper neither waits for its officer nor is kept.
    """
    there = readings.ordered(session, paper.id)
    if any((row.engine, row.model) == (engine, model) for row in there):
        return False
    if there or paper.stage not in (Stage.NEEDS_REVIEW.value, Stage.KEPT.value):
        raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="read-again")
    for intake in papers.intakes_of(session, paper):
        readings.order(session, house.clock, paper.id, intake.id, engine, model)
    if paper.stage == Stage.NEEDS_REVIEW.value:
        papers.move(paper, Stage.READING)
    paper.error = None
    return True


def read_again(house: House, paper_id: uuid.UUID) -> bool:
    """Read what was ordered, from the page it had come to, then say anew what nobody confirmed yet."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage not in (Stage.READING.value, Stage.KEPT.value):
            readings.close_order(session, paper_id)  # it was rejected meanwhile
        rows = readings.ordered(session, paper_id)
        work = [(row, session.get_one(Intake, row.intake_id)) for row in rows]
    if not work:
        return False
    _read(house, work)
    said = _described(house, paper_id)
    with house.database.transaction() as session:
        _finish(session, house, paper_id, work[0][0], said)
    return False


def _read(house: House, work: Sequence[tuple[Reading, Intake]]) -> None:
    asked = work[0][0]
    name = asked.engine.partition(" ")[0]  # its version follows
    with closing(house.open_reader(name, asked.model)) as reader:
        if reader.engine != asked.engine:
            raise EngineMissing(why=asked.engine)  # another version than was written down
        for reading, intake in work:
            read_left(house, reader, intake, reading.id)
    with house.database.transaction() as session:
        for row, _ in work:
            reading = session.get_one(Reading, row.id)
            if not reading.done:
                # What is said of all papers of a scan together is kept: here only one is looked at.
                readings.carry_notices(session, reading, (*SEQUENCE, *covers.CODES))
                reading.done = True


def _described(house: House, paper_id: uuid.UUID) -> Description | None:
    """Say what the paper is by its own pages as they were read last; None where an officer said so."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        if paper.described_at is not None:
            return None
        pages = _own_pages(session, house, paper)
        rules = type_rules(session, today(house.clock))
        prior = expected_type(session, house, paper)
    batch = house.describer.describe(
        pages, types=rules, prior=prior, one_paper=True, today=today(house.clock)
    )
    return never_empty(batch, pages)[0]


def _own_pages(session: Session, house: House, paper: Paper) -> list[PageText]:
    """Return the paper's pages under its own numbers, words included."""
    pages = []
    for leaf in paper.leaves:
        row = readings.newest_page(session, leaf.intake_id, leaf.page)
        if row is not None:
            pages.append(renumbered(readings.as_page(row, house.store), leaf.no))
    return pages


def _finish(
    session: Session, house: House, paper_id: uuid.UUID, reading: Reading, said: Description | None
) -> None:
    (paper,) = lock(session, [paper_id])
    if not readings.ordered(session, paper_id):
        return  # another worker came first
    readings.close_order(session, paper_id)
    if said is not None and paper.described_at is None:
        _say_anew(session, house, paper, said)
    if paper.stage == Stage.READING.value:
        papers.move(paper, Stage.NEEDS_REVIEW)
    pages = _own_pages(session, house, paper)
    places = {leaf.no: (leaf.intake_id, leaf.page) for leaf in paper.leaves}
    warn_of_sequence(session, pages, [list(places)], places)
    update_index(session, paper)
    house.done(
        session, MACHINE, ACTION, str(paper_id),
        engine=reading.engine, model=reading.model, n=reading.n, described=said is not None,
    )  # fmt: skip
    note_doubles(session, [paper])


def _say_anew(session: Session, house: House, paper: Paper, said: Description) -> None:
    """Write the new description; what officers corrected, and parties that they named, stay."""
    own = descriptions.with_corrections(session, paper, with_known_issuer(session, said))
    descriptions.add(session, house.clock, paper, own, by=MACHINE.account, source=Source.READ)
    rows = owners.party_rows(session, [paper.id])
    if not any(row.confirmed_by or row.source == Source.OFFICER.value for row in rows):
        owners.replace_parties(session, house.clock, paper, own.parties, confirmed_by=None)
