"""Cover sheets file the papers after them under their component, and never into another dossier."""

import io
import itertools
from collections.abc import Sequence

import sqlalchemy as sa

from archive.dossiers.models import DossierPaper
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Role
from archive.values.reading import PageText
from desk.house import House
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from desk.pipeline.view import whole
from digitize.describe.describer import RuleDescriber
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import HOME_AGENCY, OWNER, PROCEDURE
from tests.digitize.describe.printed import MOTTO, centre, page
from tests.fakes.describer import FakeDescriber
from tests.fakes.run_reader import RunReader, pdf_of

BIRTH, MARRIAGE, CARD = "1.001193-TP01", "1.001193-TP04", "1.001193-TP05"
_FILES = itertools.count(1)


def birth(number: int) -> PageText:
    return page(*MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018", "Họ, chữ đệm, tên: CHU AN", number=number)


def sheet(number: int, *parts: str) -> PageText:
    return page(centre("TỜ PHÂN CÁCH", 110), number=number, codes=["|".join(("TO-PHAN-CACH", *parts))])


def dossier_of(at: int) -> str:
    return f"{HOME_AGENCY}-250804-{at:04d}"


def taken(
    workshop: Workshop, run: Sequence[PageText], component: str = "", at: int = 0
) -> tuple[House, list[Paper]]:
    """Take a run into a dossier of its own and let it be described; return its papers by their pages."""
    number = at or next(_FILES)
    house = workshop.broken(reader=RunReader(workshop.house.reader, run), describer=RuleDescriber())
    data = pdf_of(len(run), f"{__name__} {number}")
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier_of(number), component)
    (first,) = take_in(house, workshop.actor("officer"), [("xap.pdf", lambda: io.BytesIO(data))], handed)
    workshop.run()
    with house.database.reading() as session:
        return house, list(papers.of_intake(session, workshop.paper(first.id).leaves[0].intake_id))


def _warned(workshop: Workshop, paper: Paper) -> list[tuple[str, int]]:
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, paper.id)
        view = whole(session, workshop.house, workshop.actor("officer"), row)
    return [(one["code"], one["page"]) for one in view["warnings"] if one["code"].startswith("cover-")]


def test_papers_belong_to_the_component_of_the_cover_before_them(workshop: Workshop) -> None:
    at = next(_FILES)
    run = [birth(1), sheet(2, dossier_of(at), MARRIAGE), birth(3), sheet(4), birth(5),
           sheet(6, dossier_of(at), CARD), birth(7)]  # fmt: skip
    house, made = taken(workshop, run, BIRTH, at)
    assert [paper.component for paper in made] == [BIRTH, MARRIAGE, MARRIAGE, CARD]
    assert {paper.dossier_number for paper in made} == {dossier_of(at)}
    with house.database.reading() as session:
        rows = session.execute(
            sa.select(DossierPaper.paper_id, DossierPaper.component).where(
                DossierPaper.dossier_number == dossier_of(at)
            )
        ).all()
    assert {(row[0], row[1]) for row in rows} == {(paper.id, paper.component) for paper in made}


def test_a_cover_at_the_head_is_stronger_than_the_word_of_who_handed_the_run_in(workshop: Workshop) -> None:
    at = next(_FILES)
    _, (paper,) = taken(workshop, [sheet(1, dossier_of(at), MARRIAGE), birth(2)], BIRTH, at)
    assert paper.component == MARRIAGE
    with workshop.house.database.reading() as session:
        assert session.scalars(
            sa.select(DossierPaper.component).where(DossierPaper.paper_id == paper.id)
        ).all() == [MARRIAGE]


def test_each_stretch_has_the_type_that_its_component_expects(workshop: Workshop) -> None:
    at = next(_FILES)
    describer = FakeDescriber()
    run = [birth(1), sheet(2, dossier_of(at), CARD), birth(3)]
    house = workshop.broken(reader=RunReader(workshop.house.reader, run), describer=describer)
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier_of(at), MARRIAGE)
    data = pdf_of(3, f"priors {at}")
    take_in(house, workshop.actor("officer"), [("xap.pdf", lambda: io.BytesIO(data))], handed)
    workshop.run()
    assert describer.asked == ["giay-chung-nhan-ket-hon", "can-cuoc"]


def test_a_cover_of_another_dossier_is_told_and_moves_nothing(workshop: Workshop) -> None:
    run = [birth(1), sheet(2, "H99.12-250701-0042", CARD), birth(3), birth(4)]
    _, made = taken(workshop, run, BIRTH)
    assert len({paper.dossier_number for paper in made}) == 1
    assert [paper.component for paper in made] == [BIRTH, None] + [None] * (len(made) - 2)
    assert _warned(workshop, made[1]) == [("cover-other-dossier", 1)]
    assert _warned(workshop, made[0]) == []


def test_a_cover_of_a_component_that_the_procedure_lacks_is_told(workshop: Workshop) -> None:
    at = next(_FILES)
    _, made = taken(workshop, [sheet(1, dossier_of(at), "KHONG-CO"), birth(2)], "", at)
    assert [(paper.component, _warned(workshop, paper)) for paper in made] == [
        (None, [("cover-unknown-component", 1)])
    ]


def test_a_cover_in_a_file_that_is_one_paper_is_understood_and_divides_nothing(workshop: Workshop) -> None:
    at = next(_FILES)
    run = [sheet(1, dossier_of(at), CARD), birth(2)]
    house = workshop.broken(reader=RunReader(workshop.house.reader, run), describer=RuleDescriber())
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, dossier_of(at), BIRTH)
    data = {name: pdf_of(2, f"as one {at} {name}") for name in ("a.pdf", "b.pdf")}
    files = [(name, lambda name=name: io.BytesIO(data[name])) for name in data]
    (paper,) = take_in(house, workshop.actor("officer"), files, handed)
    workshop.run()
    now = workshop.paper(paper.id)
    assert (now.component, [leaf.page for leaf in now.leaves]) == (CARD, [2, 2])
