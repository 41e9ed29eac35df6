"""The receipt on top says whose papers follow; the officer's word is stronger, and what differs is told."""

import io
import itertools
from collections.abc import Sequence

import pytest

from archive.dossiers.models import Dossier
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Role
from archive.values.reading import PageText
from desk.errors import NotHanded
from desk.house import House
from desk.pipeline import acts
from desk.pipeline.dossier_receipt import Counter
from desk.pipeline.receive import ACTION, Handed
from desk.pipeline.spooling import take_in
from desk.pipeline.view import whole
from digitize.describe.describer import RuleDescriber
from digitize.errors import DamagedFile, UnknownFormat
from tests.desk.pipeline.test_covers import birth, sheet
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import OWNER, PROCEDURE
from tests.digitize.describe.printed import MOTTO, centre, page
from tests.fakes.other_reader import OtherReader
from tests.fakes.run_reader import RunReader, pdf_of

NAME = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
NOTHING = Handed((), "", "")
_FILES = itertools.count(1)
_NUMBERS = itertools.count(501)


def fresh() -> str:
    """Return a dossier's number that no test has used."""
    return f"H99.12-250804-{next(_NUMBERS):04d}"


def receipt(no: int, dossier: str, owner: str = OWNER.number, name: str = NAME) -> PageText:
    payload = f"{dossier}|{PROCEDURE}|{owner}|{name}"
    lines = (centre("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"), f"Mã hồ sơ: {dossier}")
    return page(*MOTTO, *lines, number=no, codes=[payload])


def reading(workshop: Workshop, run: Sequence[PageText]) -> House:
    return workshop.broken(reader=RunReader(workshop.house.reader, run), describer=RuleDescriber())


def scanned(
    workshop: Workshop, run: Sequence[PageText], given: Handed = NOTHING, counter: Counter | None = None
) -> list[Paper]:
    """Scan a run in and let it be described; return its papers by their pages."""
    house = reading(workshop, run)
    data = pdf_of(len(run), f"{__name__} {next(_FILES)}")
    files = [("xap.pdf", lambda: io.BytesIO(data))]
    (first,) = take_in(house, workshop.actor("officer"), files, given, counter)
    workshop.run()
    with house.database.reading() as session:
        return list(papers.of_intake(session, workshop.paper(first.id).leaves[0].intake_id))


def told(workshop: Workshop, paper: Paper) -> list[str]:
    with workshop.house.database.reading() as session:
        view = whole(session, workshop.house, workshop.actor("officer"), workshop.paper(paper.id))
    return [one["code"] for one in view["warnings"] if one["code"].startswith("receipt-")]


def test_what_is_scanned_with_a_receipt_belongs_to_its_dossier(workshop: Workshop) -> None:
    mine = fresh()
    made = scanned(workshop, [receipt(1, mine), birth(2)])
    assert [paper.dossier_number for paper in made] == [mine, mine]
    with workshop.house.database.reading() as session:
        row = session.get_one(Dossier, mine)
    assert (row.procedure_code, row.applicant_kind, row.applicant_number) == (
        PROCEDURE, OWNER.kind.value, OWNER.number,
    )  # fmt: skip
    assert [told(workshop, paper) for paper in made] == [[], []]


def test_files_after_a_receipt_are_its_dossiers_until_the_next_receipt(workshop: Workshop) -> None:
    first, second = fresh(), fresh()
    officer, house = workshop.actor("officer"), reading(workshop, ())
    runs = [[receipt(1, first)], [birth(1)], [sheet(1), receipt(2, second)], [birth(1)]]
    counter = Counter(house, NOTHING)
    taken = []
    for at, run in enumerate(runs):
        data = pdf_of(len(run), f"{first} {at}")
        house.reader.run = run
        taken += take_in(
            house, officer, [(f"{at}.pdf", lambda data=data: io.BytesIO(data))], NOTHING, counter
        )
    assert [paper.dossier_number for paper in taken] == [first, first, second, second]


def test_after_a_file_that_cannot_be_opened_nothing_goes_to_the_dossier_before(workshop: Workshop) -> None:
    officer, house = workshop.actor("officer"), reading(workshop, [receipt(1, fresh())])
    counter = Counter(house, NOTHING)

    def hand_in(data: bytes) -> None:
        take_in(house, officer, [("xap.pdf", lambda: io.BytesIO(data))], NOTHING, counter)

    hand_in(pdf_of(1, f"{__name__} before"))
    with pytest.raises(DamagedFile):
        hand_in(b"%PDF-1.7 nothing more")
    house.reader.run = [birth(1)]
    with pytest.raises(NotHanded):
        hand_in(pdf_of(1, f"{__name__} after"))


def test_without_a_receipt_what_is_missing_is_named_and_nothing_is_kept(workshop: Workshop) -> None:
    before = workshop.refusals(ACTION)
    with pytest.raises(NotHanded) as refused:
        scanned(workshop, [birth(1)], Handed((), PROCEDURE, ""))
    assert refused.value.facts["missing"] == "owner, dossier"
    assert workshop.refusals(ACTION) == before + 1


def test_the_code_of_another_paper_files_nothing(workshop: Workshop) -> None:
    with pytest.raises(NotHanded):
        scanned(workshop, [receipt(1, fresh(), name="Giấy khai sinh")])


def test_what_the_officer_gives_holds_and_the_difference_is_told(workshop: Workshop) -> None:
    mine, other = fresh(), OwnerId(OwnerKind.CITIZEN, "001090012345")
    (paper,) = scanned(workshop, [receipt(1, mine)], Handed(((other, Role.APPLICANT),), "", ""))
    assert paper.dossier_number == mine
    assert told(workshop, paper) == ["receipt-differs"]


def test_the_receipt_of_another_dossier_fills_in_nothing(workshop: Workshop) -> None:
    with pytest.raises(NotHanded) as refused:
        scanned(workshop, [receipt(1, fresh())], Handed((), "", fresh()))
    assert refused.value.facts["missing"] == "owner, procedure"


def test_a_receipt_of_another_dossier_in_a_run_is_told_on_the_papers_after_it(workshop: Workshop) -> None:
    mine = fresh()
    run = [receipt(1, mine), birth(2), receipt(3, fresh()), birth(4), sheet(5), birth(6),
           sheet(7, mine, ""), birth(8)]  # fmt: skip
    made = scanned(workshop, run, Handed(((OWNER, Role.APPLICANT),), PROCEDURE, mine))
    assert {paper.dossier_number for paper in made} == {mine}
    after = ["receipt-other-dossier"]
    assert [told(workshop, paper) for paper in made] == [[], [], after, after, after, []]


def test_a_file_that_is_refused_is_told_as_such(workshop: Workshop) -> None:
    before = workshop.refusals(ACTION)
    with pytest.raises(UnknownFormat):
        take_in(workshop.house, workshop.actor("officer"), [("x.exe", lambda: io.BytesIO(b"MZ"))], NOTHING)
    assert workshop.refusals(ACTION) == before + 1


def test_reading_again_forgets_nothing_of_what_was_told(workshop: Workshop) -> None:
    mine = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, fresh())
    (paper,) = scanned(workshop, [receipt(1, fresh())], mine)
    house = workshop.broken(open_reader=OtherReader, describer=RuleDescriber())
    acts.read_again(house, workshop.actor("officer"), paper.code, model="vie+eng")
    workshop.run()
    assert workshop.paper(paper.id).stage == "needs_review"
    assert told(workshop, paper) == ["receipt-other-dossier"]
