"""The officer divides a file anew before anything of it is signed: which pages are which paper.

Must not touch a paper that is past review, nor a file that came signed. Nothing is deleted: a paper that
loses all its pages is set aside with the reason.
"""

import dataclasses as dc
import uuid
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import today
from archive.errors import BadValue, LostUpdate, MoveNotAllowed
from archive.owners import repository as owners
from archive.papers import readings
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper
from archive.store.repository import keep_row
from archive.values.description import Description
from archive.values.ids import Sha256
from archive.values.reading import PageText
from archive.values.states import Stage
from desk.house import House
from desk.pipeline.covers import components_of, type_expected
from desk.pipeline.doubles import note_doubles
from desk.pipeline.index import update_index
from desk.pipeline.ordering import lock
from desk.pipeline.page_plan import Asked, Pages, Plan, plan
from desk.pipeline.page_receipt import aside_of, put_aside
from desk.pipeline.read import PDF, cut_out, never_empty, put_leaves, renumbered, say, sibling
from desk.pipeline.types import type_rules
from desk.pipeline.warn import warn_of_sequence

ACTION = "paper:resplit"


@dc.dataclass(frozen=True, slots=True)
class _Drawn:
    """A division as it was drawn up.

    Attributes:
        intake: the file.
        now: pages of each of its papers.
        versions: of the papers that change.
        plan: what becomes of them.
    """

    intake: Intake
    now: Mapping[uuid.UUID, Pages]
    versions: Mapping[uuid.UUID, int]
    plan: Plan

    @property
    def changing(self) -> list[tuple[Pages, uuid.UUID]]:
        """Pages of papers that are new or change, with the paper that they are, or come off."""
        changed = [(pages, key) for key, pages in self.plan.stay.items() if self.now[key] != pages]
        return [*changed, *self.plan.new]


@dc.dataclass(frozen=True, slots=True)
class _Made:
    """What was made for a division: pages as they were read last, descriptions and originals by pages."""

    pages: Mapping[int, PageText]
    said: Mapping[Pages, Description]
    originals: Mapping[Pages, tuple[Sha256, int] | None]


def resplit(house: House, actor: Actor, key: str, asked: Asked, *, version: int | None = None) -> list[Paper]:
    """Divide the file of a paper anew and describe what changed; the papers then, by their first page.

    A paper whose first page stays first keeps its code. What officers corrected on a paper that changes
    has to be looked at again: it is described by its own pages alone.

    Args:
        house: the archive.
        actor: an officer of the agency that answers for the papers.
        key: a paper of the file, waiting for review.
        asked: the division, in page numbers of the file; every page of each touched paper is named.
        version: of that paper as it was shown.

    Raises:
        NotFound, Forbidden, LostUpdate, MoveNotAllowed, BadValue.
    """
    with house.act(actor, ACTION, key) as session:
        drawn = _draw(session, house, actor, key, asked, version)
    # No transaction waits for describing and cutting.
    with ExitStack() as stack:
        made = _make(house, stack, drawn)
        with house.act(actor, ACTION, key) as session:
            return _write(session, house, actor, drawn, made)


def _draw(
    session: Session, house: House, actor: Actor, key: str, asked: Asked, version: int | None
) -> _Drawn:
    actor.require(ACTION, AccountRight.OFFICER)
    paper = papers.get_to_change(session, actor, key, ACTION)
    if version is not None and version != paper.version:
        raise LostUpdate(key=paper.code)
    if paper.stage != Stage.NEEDS_REVIEW.value:
        raise MoveNotAllowed(key=paper.code, now=papers.state(paper), then="resplit")
    intake = papers.intakes_of(session, paper)[0]
    all_of_file = papers.of_intake(session, intake.id)
    _can_be_divided(paper, intake, all_of_file)
    now = {one.id: tuple(leaf.page for leaf in one.leaves) for one in all_of_file}
    planned = plan(now, aside_of(intake), asked, shown=paper.id, total=intake.pages)
    versions = {}
    for one in all_of_file:
        if planned.stay.get(one.id) != now[one.id]:
            papers.get_to_change(session, actor, str(one.id), ACTION)
            if one.stage != Stage.NEEDS_REVIEW.value:
                raise MoveNotAllowed(key=one.code, now=papers.state(one), then="resplit")
            versions[one.id] = one.version
    return _Drawn(intake, now, versions, planned)


def _can_be_divided(paper: Paper, intake: Intake, all_of_file: Sequence[Paper]) -> None:
    if paper.came_signed:
        raise _not_divided(paper, "tệp đã có chữ ký số", "the file came signed")
    if intake.media_type != PDF:
        raise _not_divided(paper, "chỉ chia được tệp PDF", "only a PDF can be divided")
    if any(leaf.intake_id != intake.id for one in all_of_file for leaf in one.leaves):
        raise _not_divided(paper, "giấy tờ gồm nhiều tệp", "the paper is of several files")


def _not_divided(paper: Paper, why_vi: str, why_en: str) -> BadValue:
    return BadValue(value=paper.code, name="pages", why_vi=why_vi, why_en=why_en)


def _make(house: House, stack: ExitStack, drawn: _Drawn) -> _Made:
    """Describe what changes, each by its own pages alone, and cut out the originals."""
    with house.database.reading() as session:
        pages = _read_pages(session, house, drawn.intake)
        rules = type_rules(session, today(house.clock))
        components = components_of(session, house, drawn.intake.dossier_number)
        handed = {key: papers.at_work(session, key).component or "" for key in drawn.now}
    said = {}
    for part, key in drawn.changing:
        own = [pages[number] for number in part if number in pages]
        prior = type_expected(components, handed[key])
        batch = house.describer.describe(
            own, types=rules, prior=prior, one_paper=True, today=today(house.clock)
        )
        # The officer's word is stronger than a look: no page is dropped for being blank.
        said[part] = dc.replace(never_empty(batch, own)[0], pages=part)
    parts = [*drawn.plan.stay.values(), *(part for part, _ in drawn.plan.new)]
    cut = cut_out(house, stack, drawn.intake, parts) if len(parts) > 1 else [None]
    return _Made(pages, said, dict(zip(parts, cut, strict=True)))


def _read_pages(session: Session, house: House, intake: Intake) -> dict[int, PageText]:
    rows = (readings.newest_page(session, intake.id, number) for number in range(1, intake.pages + 1))
    return {row.no: renumbered(readings.as_page(row, house.store), row.no) for row in rows if row is not None}


def _write(session: Session, house: House, actor: Actor, drawn: _Drawn, made: _Made) -> list[Paper]:
    rows = {paper.id: paper for paper in lock(session, list(drawn.now))}
    for key, version in drawn.versions.items():
        if rows[key].version != version:
            raise LostUpdate(key=rows[key].code)
    intake = session.get_one(Intake, drawn.intake.id)
    before = {rows[key].code: list(pages) for key, pages in drawn.now.items()}
    held = {pages: rows[key] for key, pages in drawn.plan.stay.items()}
    for pages, key in drawn.plan.new:
        held[pages] = sibling(session, house, rows[key], rows[key].component or "")
    for pages, paper in sorted(held.items(), key=_by_page):
        if pages in made.said:
            put_leaves(session, paper, [(intake.id, page) for page in pages])
            texts = [made.pages[page].text for page in pages if page in made.pages]
            say(session, house, paper, made.said[pages], texts)
        if paper.stage == Stage.READING.value:
            papers.move(paper, Stage.NEEDS_REVIEW)
        if paper.stage == Stage.NEEDS_REVIEW.value:
            _keep_original(session, house, paper, intake, made.originals[pages])
    for key in drawn.plan.gone:
        heirs = [paper.code for pages, paper in held.items() if set(pages) & set(drawn.now[key])]
        _set_aside(session, house, rows[key], heirs)
    put_aside(intake, drawn.plan.aside)
    places = {page: (intake.id, page) for page in made.pages}
    warn_of_sequence(session, list(made.pages.values()), list(held), places)
    then = sorted(held.items(), key=_by_page)
    after = {paper.code: list(pages) for pages, paper in then}
    for paper in [*(paper for _, paper in then), *(rows[key] for key in drawn.plan.gone)]:
        house.done(session, actor, ACTION, str(paper.id), file=intake.name, before=before, after=after)
    note_doubles(session, [paper for pages, paper in then if pages in made.said])
    return [paper for _, paper in then]


def _by_page(held: tuple[Pages, Paper]) -> Pages:
    return held[0]


def _keep_original(
    session: Session, house: House, paper: Paper, intake: Intake, cut: tuple[Sha256, int] | None
) -> None:
    """A paper's original is a PDF of its own pages; the file itself where it holds no other paper."""
    if cut is None:
        paper.original_sha256 = intake.sha256
        return
    key, size = cut
    keep_row(session, house.clock, key, size=size, media_type=PDF, what="original")
    paper.original_sha256 = str(key)


def _set_aside(session: Session, house: House, paper: Paper, codes: Sequence[str]) -> None:
    """Set aside a paper that has no pages any more: nobody finds it by what it was taken for."""
    put_leaves(session, paper, ())
    papers.move(paper, Stage.REJECTED)
    where = ", ".join(codes) or "–"
    paper.reason = f"Đã chia lại trang: chuyển sang {where}. / Divided anew: its pages went to {where}."
    owners.replace_parties(session, house.clock, paper, (), confirmed_by=None)
    update_index(session, paper, ())
