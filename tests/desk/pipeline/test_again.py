"""A paper is read again: readings stay side by side, and what an officer said stays what it was."""

import dataclasses as dc
import io
import threading
from collections.abc import Callable

import pytest
from PIL import Image

from archive.errors import BadValue, Forbidden, MoveNotAllowed, NotFound, SohoaError
from archive.owners import repository as owners
from archive.papers import descriptions, readings
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.search.find import find
from archive.search.question import Question
from archive.values.description import Description, Field, Party, Presented, Role, Source
from desk.house import House
from desk.pipeline import acts
from desk.pipeline.acts import Mark
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.correct import Corrections
from desk.pipeline.index import page_texts
from desk.pipeline.side_by_side import reading_rows
from digitize.errors import EngineMissing, ReaderKilled
from tests.desk.pipeline.workshop import Crash, Workshop, owner
from tests.desk.web.support import MARRIAGE, OWNER, picture
from tests.fakes.describer import FakeDescriber
from tests.fakes.other_reader import OtherReader

FIRST = "GIẤY CHỨNG NHẬN KẾT HÔN"
NEW = {"number": Field("number", "18/2019", "18/2019", 0.97, 1),
       "issuer": Field("issuer", "UBND xã Lạc Đạo", "UBND xã Lạc Đạo", 0.9, 1)}  # fmt: skip


def _opening(**broken: object) -> Callable[[str, str], OtherReader]:
    return lambda engine, model: OtherReader(engine, model, **broken)  # type: ignore[arg-type]


def _read_again(workshop: Workshop, paper: Paper, house: House | None = None, **asked: str) -> Paper:
    """Order another reading, as an officer does, and let machines do it."""
    chosen = house or _working(workshop)
    acts.read_again(chosen, workshop.actor("officer"), paper.code, **asked)
    workshop.run()
    return workshop.paper(paper.id)


def _working(workshop: Workshop, **broken: object) -> House:
    """Let machines read again with other words, and describe otherwise."""
    describer = FakeDescriber(MARRIAGE, NEW, (Party(Role.OWNER, "Lê Văn Bưởi", OWNER),))
    return workshop.broken(open_reader=_opening(**broken), describer=describer)


def _said(workshop: Workshop, paper: Paper) -> Description:
    with workshop.house.database.reading() as session:
        said = descriptions.current(session, papers.at_work(session, paper.id))
        assert said is not None
        return said


def _rows(workshop: Workshop, paper: Paper) -> list[tuple[str, str, int, list[int], list[str]]]:
    """Return engine, model, n, failed pages and texts of each reading."""
    with workshop.house.database.reading() as session:
        rows = reading_rows(session, papers.at_work(session, paper.id))
    return [
        (r["engine"].split()[0], r["model"], r["n"], r["failed"], [page["text"] for page in r["pages"]])
        for r in rows
    ]


def _texts(workshop: Workshop, paper: Paper) -> list[str]:
    with workshop.house.database.reading() as session:
        return page_texts(session, papers.at_work(session, paper.id))


def _open(workshop: Workshop, paper: Paper) -> int:
    with workshop.house.database.reading() as session:
        return len(readings.ordered(session, paper.id))


def _correct(workshop: Workshop, paper: Paper, changes: dict[str, str]) -> None:
    with workshop.house.database.transaction() as session:
        row = papers.at_work(session, paper.id)
        said = descriptions.corrected(session, workshop.house.clock, row, changes, by="officer")
        descriptions.add(session, workshop.house.clock, row, said, by="officer", source=Source.OFFICER)


def _stack(pages: int, colour: int) -> bytes:
    sheets = [Image.open(io.BytesIO(picture(colour + n))) for n in range(pages)]
    data = io.BytesIO()
    sheets[0].save(data, "PDF", save_all=True, append_images=sheets[1:], resolution=100, title=str(colour))
    return data.getvalue()


def test_a_paper_that_waits_for_its_officer_is_described_anew(workshop: Workshop) -> None:
    paper = workshop.handed()
    house = _working(workshop)
    assert acts.read_again(house, workshop.actor("officer"), paper.code, model="vie+eng").stage == "reading"
    workshop.run()
    now = workshop.paper(paper.id)
    assert (now.stage, now.number, now.description_n) == ("needs_review", "18/2019", 2)
    first, second = _rows(workshop, paper)
    assert (first[1:4], first[4]) == (("vie", 1, []), [FIRST])
    assert second == ("tesserocr", "vie+eng", 1, [], ["lần sau 1"])
    assert _open(workshop, paper) == 0
    assert ("officer", "paper:order-reading", "done") in workshop.events(paper)
    with workshop.house.database.reading() as session:
        found = find(session, workshop.actor("officer"), Question("Lê Văn Bưởi lần sau"))
        assert paper.id in {row.id for row in found.papers}


def test_what_an_officer_corrected_set_or_took_away_stays(workshop: Workshop) -> None:
    paper = workshop.handed()
    _correct(
        workshop, paper, {"number": "17/2020", "issuer": "UBND phường Mai", "issued_on": "", "type": "khac"}
    )
    now = _read_again(workshop, paper)
    said = _said(workshop, paper)
    assert {name: field.value for name, field in said.fields.items()} == {
        "number": "17/2020",
        "issuer": "UBND phường Mai",
    }
    assert (said.type, now.type, now.number) == ("khac", "khac", "17/2020")


def test_what_is_corrected_with_the_order_stays_and_is_an_example(workshop: Workshop) -> None:
    paper = workshop.handed()
    house, who = _working(workshop), workshop.actor("officer")
    made = Corrections({"number": "17/2020", "type": "khac"})
    acts.read_again(house, who, paper.code, version=paper.version, corrections=made)
    workshop.run()
    said = _said(workshop, paper)
    assert (said.type, said.fields["number"].value) == ("khac", "17/2020")
    assert said.fields["number"].source is Source.OFFICER
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, paper.id)
        kept = {one.field: one.after for one in descriptions.corrections(session, row, 1)}
    assert kept == {"number": "17/2020", "type": "khac"}


def test_what_was_confirmed_is_not_corrected_by_reading_again(workshop: Workshop) -> None:
    paper = workshop.kept()
    made = Corrections({"number": "17/2020"})
    with pytest.raises(MoveNotAllowed):
        acts.read_again(_working(workshop), workshop.actor("officer"), paper.code, corrections=made)
    assert _open(workshop, paper) == 0
    assert workshop.paper(paper.id).number == paper.number


def test_what_was_signed_stays_untouched_and_the_new_reading_lies_beside(workshop: Workshop) -> None:
    paper = workshop.kept(changes={"number": "17/2020"})
    before = workshop.chain(paper)
    now = _read_again(workshop, paper, engine="pytesseract")
    assert (now.stage, now.standing, now.number) == ("kept", "available", "17/2020")
    assert (now.description_n, now.copy_sha256, now.revision_n) == (
        paper.description_n,
        paper.copy_sha256,
        paper.revision_n,
    )
    assert workshop.chain(now) == before
    assert [row[0] for row in _rows(workshop, paper)] == ["lines", "pytesseract"]
    assert _texts(workshop, paper) == ["lần sau 1"]
    with workshop.house.database.reading() as session:
        for words in ("lần sau", "17/2020"):
            asked = Question(words, dossier=paper.dossier_number)
            found = find(session, workshop.actor("officer"), asked)
            assert [row.id for row in found.papers] == [paper.id]


def test_the_same_engine_and_model_read_once_more_under_the_next_number(workshop: Workshop) -> None:
    paper = workshop.handed()
    for _ in range(2):
        _read_again(workshop, paper)
    assert [row[1:3] for row in _rows(workshop, paper)][1:] == [("vie", 1), ("vie", 2)]


def test_a_page_that_fails_this_time_is_shown_as_it_was_read_before(workshop: Workshop) -> None:
    paper = workshop.handed(_stack(2, 20), "a.pdf")
    _read_again(workshop, paper, _working(workshop, failing=(2,)))
    assert _rows(workshop, paper)[1][3] == [2]
    assert _texts(workshop, paper) == ["lần sau 1", FIRST]


def test_a_page_that_failed_is_there_after_a_second_reading(workshop: Workshop) -> None:
    paper = workshop.handed(_stack(2, 30), "b.pdf")
    _read_again(workshop, paper, _working(workshop, failing=(1, 2)), engine="pytesseract")
    _read_again(workshop, paper, engine="pytesseract")
    assert [row[2:4] for row in _rows(workshop, paper)] == [(1, []), (1, [1, 2]), (2, [])]
    assert _texts(workshop, paper) == ["lần sau 1", "lần sau 2"]


@pytest.mark.parametrize("kept", [False, True])
def test_killed_in_the_middle_it_goes_on_at_the_next_page(workshop: Workshop, kept: bool) -> None:
    paper = workshop.handed(_stack(3, 40 if kept else 50), f"{kept}.pdf")
    if kept:
        workshop.confirm(paper)
        workshop.run()
    house = _working(workshop, stop=Crash(), at=3)
    acts.read_again(house, workshop.actor("officer"), paper.code, model="eng")
    with pytest.raises(Crash):
        workshop.run()
    assert len(_rows(workshop, paper)) == 1
    opened: list[OtherReader] = []
    workshop.broken(
        open_reader=lambda engine, model: opened.append(OtherReader(engine, model)) or opened[-1],
        describer=FakeDescriber(MARRIAGE, NEW),
    )
    assert workshop.later(seconds=5) == 1
    assert [reader.asked for reader in opened] == [[3]]
    assert (opened[0].engine.split()[0], opened[0].model) == ("tesserocr", "eng")
    assert _rows(workshop, paper)[1][4] == ["lần sau 1", "lần sau 2", "lần sau 3"]
    assert workshop.paper(paper.id).stage == ("kept" if kept else "needs_review")
    assert workshop.later(seconds=60) == 0


def test_killed_before_it_was_described_it_is_described_and_not_read_twice(workshop: Workshop) -> None:
    paper = workshop.handed()

    class Killed(FakeDescriber):
        def describe(self, *_pages: object, **_asked: object) -> None:  # type: ignore[override]
            raise Crash

    house = workshop.broken(open_reader=_opening(), describer=Killed())
    acts.read_again(house, workshop.actor("officer"), paper.code)
    with pytest.raises(Crash):
        workshop.run()
    _working(workshop, stop=AssertionError("read twice"), at=1)
    assert workshop.later(seconds=5) == 1
    assert workshop.paper(paper.id).number == "18/2019"
    assert len(_rows(workshop, paper)) == 2


def test_the_same_order_twice_is_one_and_another_has_to_wait(workshop: Workshop) -> None:
    paper, who = workshop.handed(), workshop.actor("officer")
    house = _working(workshop)
    acts.read_again(house, who, paper.code, model="eng")
    assert acts.read_again(house, who, paper.code, model="eng").stage == "reading"
    with pytest.raises(MoveNotAllowed):
        acts.read_again(house, who, paper.code, model="vie")
    with pytest.raises(MoveNotAllowed):
        workshop.confirm(paper)
    assert _open(workshop, paper) == 1
    workshop.run()
    assert [row[1] for row in _rows(workshop, paper)] == ["vie", "eng"]


def test_two_officers_at_once_order_one_reading(workshop: Workshop) -> None:
    paper = workshop.kept()
    house, who = _working(workshop), workshop.actor("officer")
    start, failed = threading.Barrier(4), list[BaseException]()

    def press() -> None:
        start.wait()
        try:
            acts.read_again(house, who, paper.code, model="eng")
        except SohoaError as error:
            failed.append(error)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert _open(workshop, paper) == 1
    workshop.run()
    assert [row[1:3] for row in _rows(workshop, paper)] == [("vie", 1), ("eng", 1)]


@pytest.mark.parametrize(
    ("asked", "error"),
    [({"model": "khongco"}, EngineMissing), ({"model": "vie+khongco"}, EngineMissing),
     ({"model": "../vie"}, BadValue), ({"model": "vie+"}, BadValue), ({"model": "osd"}, BadValue),
     ({"model": "vie" * 30}, BadValue), ({"engine": "abbyy"}, BadValue)],
)  # fmt: skip
def test_what_is_not_installed_is_said_and_changes_nothing(
    workshop: Workshop, asked: dict[str, str], error: type[SohoaError]
) -> None:
    paper = workshop.handed()
    with pytest.raises(error):
        acts.read_again(workshop.house, workshop.actor("officer"), paper.code, **asked)
    now = workshop.paper(paper.id)
    assert (now.version, now.stage) == (paper.version, "needs_review")
    assert _open(workshop, paper) == 0


@pytest.mark.parametrize(
    ("name", "error"), [("officer-elsewhere", NotFound), ("handler", Forbidden), ("auditor", Forbidden)]
)
def test_only_who_may_change_a_paper_has_it_read_again(
    workshop: Workshop, name: str, error: type[SohoaError]
) -> None:
    paper, before = workshop.handed(), workshop.refusals("paper:read-again")
    house = workshop.broken(open_reader=_not_opened)
    with pytest.raises(error):
        acts.read_again(house, workshop.actor(name), paper.code)
    assert workshop.refusals("paper:read-again") == before + 1
    assert _open(workshop, paper) == 0


def _not_opened(_engine: str, _model: str) -> OtherReader:
    raise AssertionError("a reader was started for somebody without a right")


def test_a_paper_under_way_or_over_is_not_read_again(workshop: Workshop) -> None:
    who, house = workshop.actor("officer"), _working(workshop)
    paper = workshop.handed()
    workshop.confirm(paper)
    with pytest.raises(MoveNotAllowed):
        acts.read_again(house, who, paper.code)
    workshop.run()
    over = workshop.handed()
    acts.mark(workshop.house, who, over.code, Mark.REJECTED, "mờ")
    with pytest.raises(MoveNotAllowed):
        acts.read_again(house, who, over.code)


def test_of_a_split_file_only_the_paper_asked_for_is_described_again(workshop: Workshop) -> None:
    workshop.broken(describer=FakeDescriber(MARRIAGE, papers=((1, 2), (3,))))
    first = workshop.handed(_stack(3, 60), "c.pdf")
    with workshop.house.database.reading() as session:
        _, second = papers.of_intake(session, first.leaves[0].intake_id)
    describer = FakeDescriber(MARRIAGE, NEW, papers=((1,),))
    house = workshop.broken(open_reader=_opening(), describer=describer)
    now = _read_again(workshop, second, house)
    assert [(leaf.no, leaf.page) for leaf in now.leaves] == [(1, 3)]
    assert (now.number, now.description_n) == ("18/2019", 2)
    assert _said(workshop, second).fields["number"].page == 1
    assert _rows(workshop, second)[1][4] == ["lần sau 3"]
    sibling = workshop.paper(first.id)
    assert (sibling.description_n, sibling.version) == (first.description_n, first.version)
    assert _rows(workshop, first)[1][4] == ["lần sau 1", "lần sau 2"]


@pytest.mark.parametrize("kept", [False, True])
def test_an_order_that_cannot_be_met_ends_and_leaves_the_paper_as_it_was(
    workshop: Workshop, kept: bool
) -> None:
    paper = workshop.kept() if kept else workshop.handed()
    now = _read_again(workshop, paper, _working(workshop, stop=EngineMissing(why="fra.traineddata"), at=1))
    assert (now.stage, now.error) == (paper.stage, "engine-missing")
    assert (_open(workshop, paper), now.description_n) == (0, paper.description_n)
    assert ("sohoa", "paper:fail", "refused") in workshop.events(paper)
    assert workshop.later(minutes=60) == 0
    again = _read_again(workshop, paper)
    assert (again.error, len(_rows(workshop, paper))) == (None, 2)


def test_no_reading_is_written_to_a_version_that_did_not_read_it(workshop: Workshop) -> None:
    class Newer(OtherReader):
        def __init__(self, engine: str, model: str) -> None:
            super().__init__(engine, model)
            self.engine = f"{engine} 10.0, tesseract 10"

    paper = workshop.handed()
    acts.read_again(_working(workshop), workshop.actor("officer"), paper.code)
    workshop.broken(open_reader=Newer)
    workshop.run()
    assert (workshop.paper(paper.id).error, len(_rows(workshop, paper))) == ("engine-missing", 1)


def test_a_passing_failure_is_tried_again_and_then_given_up(workshop: Workshop) -> None:
    paper = workshop.handed()
    killed = ReaderKilled(file="a", why="?")
    _read_again(workshop, paper, _working(workshop, stop=killed, at=1))
    assert workshop.paper(paper.id).stage == "reading"
    assert workshop.tries(paper) == [("read-again", "reader-killed")]
    for minutes in (1, 5, 20, 60):
        assert workshop.later(minutes=minutes) == 1
    assert workshop.later(minutes=600) == 0
    now = workshop.paper(paper.id)
    assert (now.stage, now.error) == ("needs_review", "reader-killed")


def test_a_paper_that_is_rejected_meanwhile_waits_for_no_reading(workshop: Workshop) -> None:
    paper, who = workshop.handed(), workshop.actor("officer")
    acts.read_again(_working(workshop), who, paper.code)
    acts.mark(workshop.house, who, paper.code, Mark.REJECTED, "nhầm tệp")
    workshop.run()
    assert (workshop.paper(paper.id).stage, _open(workshop, paper)) == ("rejected", 0)
    assert workshop.paper(paper.id).description_n == 1


def test_parties_that_an_officer_named_stay(workshop: Workshop) -> None:
    paper = workshop.handed()
    named = Party(Role.OWNER, "Ngô Thị Dừa", OWNER, Source.OFFICER)
    with workshop.house.database.transaction() as session:
        row = papers.at_work(session, paper.id)
        owners.replace_parties(session, workshop.house.clock, row, [named], confirmed_by=None)
    _read_again(workshop, paper)
    with workshop.house.database.reading() as session:
        assert owners.parties(session, papers.at_work(session, paper.id)) == [named]


def test_in_the_law_s_order_a_signed_paper_is_said_anew_until_an_officer_described_it(
    workshop: Workshop,
) -> None:
    paper = workshop.handed()
    house = workshop.broken(settings=dc.replace(workshop.house.settings, sign_first=True))
    said = Confirmation(Presented.ORIGINAL, owners=owner())
    for number, text in ((2, "18/2019"), (2, "17/2019")):
        confirm(house, workshop.actor("officer"), paper.code, said)
        workshop.run()
        now = _read_again(workshop, paper, _settled(workshop, house, text))
        assert (now.stage, now.number, now.description_n) == ("kept", "18/2019", number)
    assert now.standing == "available"
    assert len(_rows(workshop, paper)) == 3


def _settled(workshop: Workshop, house: House, number: str) -> House:
    """Let machines read that number from now on."""
    fields = {"number": Field("number", number, number, 0.9, 1)}
    return workshop.broken(
        settings=house.settings, open_reader=_opening(), describer=FakeDescriber(MARRIAGE, fields)
    )
