"""A preview at the door: of the revision that a take holds to, under a mark that says whose look it was."""

import io
import json
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from PIL import Image

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.database.engine import Database
from archive.errors import Forbidden, NotFound
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.reading import Look
from desk.counter import previewing
from desk.counter.request import CounterRequest
from desk.house import House
from desk.spool import Spool
from digitize.ports import Mark
from reuse.errors import Changed, NoGround, NotAsked, NotReusable
from signing.models import SignedRevision
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, NOW, actor, citizen, paper, stored
from tests.fakes.store import MemoryStore

COMPONENT = f"{BIRTH}-TP04"
NEW = "H99.32.01-260302-0099"


class Drawing:
    """Draws an empty page and remembers what it was asked for."""

    def __init__(self) -> None:
        self.pages = 2
        self.drawn: list[tuple[bytes, int, Mark | None]] = []

    def look(self, file: Any) -> Look:
        return Look("application/pdf", self.pages, False, 1, False)

    def picture(self, file: Any, page: int, *, dpi: int, mark: Mark | None = None) -> bytes:
        self.drawn.append((file.read_bytes(), page, mark))
        data = io.BytesIO()
        Image.new("RGB", (91, 129), "white").save(data, "JPEG")
        return data.getvalue()


@pytest.fixture
def reader() -> Drawing:
    return Drawing()


@pytest.fixture
def house(database: Database, reader: Drawing, tmp_path: Any) -> House:
    """A house with a real database; only drawing is canned."""
    return bare_house(database, store=MemoryStore(CLOCK), reader=reader, spool=Spool(tmp_path / "spool"))


def _kept(
    house: House, data: bytes = b"signed", n: int = 1, row: Paper | None = None, **values: Any
) -> Paper:
    house.store.put_bytes(data, Sha256.of(data), media_type="application/pdf")
    with house.database.transaction() as session:
        made = row or paper(session, **values)
        session.add(
            SignedRevision(
                paper_id=made.id, n=n, sha256=stored(session, data, "signed"), parent_sha256="0" * 64,
                reason="signed", level_asked="B-LTA", level="B-LTA", verdict="PASSED", signer="Đặng Thị Lan",
                signed_by="lan", signed_at=NOW,
            )
        )  # fmt: skip
        session.get_one(Paper, made.id).revision_n = n
    return made


def _look(house: House, key: str, *, who: Any = None, owner: Any = None, **more: Any) -> previewing.Seen:
    opened = {name: more.pop(name) for name in ("shown", "page") if name in more}
    said = {"procedure": BIRTH, "component": COMPONENT, "dossier": NEW, **more}
    request = CounterRequest(owner or citizen(1), **said)
    return previewing.look(house, who or actor(), key, request, **opened)


def _events(house: House) -> list[tuple[Event, dict[str, Any]]]:
    with house.database.reading() as session:
        rows = session.execute(
            sa.select(Event, EventDetail.detail).join(EventDetail).order_by(Event.id)
        ).all()
    return [(event, json.loads(detail)) for event, detail in rows]


def test_the_proved_revision_is_drawn_and_told(house: House, reader: Drawing) -> None:
    row = _kept(house)
    seen = _look(house, row.code)
    made = previewing.document(house, seen)
    assert seen.revision == Sha256.of(b"signed")
    assert [(data, page) for data, page, _ in reader.drawn] == [(b"signed", 1), (b"signed", 2)]
    assert (made.drawn, made.pages) == (2, 2)
    ((event, detail),) = _events(house)
    assert (event.action, detail["revision"], detail["page"]) == ("reuse:preview", seen.revision, "all")


def test_every_picture_says_what_it_is_for_whom_when_and_for_which_dossier(
    house: House, reader: Drawing
) -> None:
    seen = _look(house, _kept(house).code)
    previewing.document(house, seen)
    previewing.picture(house, seen, 1)
    for _, _, mark in reader.drawn:
        assert mark is not None
        words = "\n".join(mark.lines)
        assert "BẢN XEM TRƯỚC – không có giá trị sử dụng" in words
        for told in ("Đặng Thị Lan (lan)", "Trung tâm", "02/03/2026 10:00:00", NEW):
            assert told in words


def test_a_preview_has_no_text_and_nothing_of_the_kept_file(house: House) -> None:
    data = previewing.document(house, _look(house, _kept(house).code)).data
    assert b"signed" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [list(page.Resources.keys()) for page in pdf.pages] == [["/XObject"]] * 2
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}


def test_a_long_paper_is_drawn_in_part_and_that_is_said(house: House, reader: Drawing) -> None:
    reader.pages = previewing.MOST + 5
    made = previewing.document(house, _look(house, _kept(house).code))
    assert (made.drawn, made.pages) == (previewing.MOST, previewing.MOST + 5)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_not_drawn(house: House, reader: Drawing, page: int) -> None:
    seen = _look(house, _kept(house).code, page=1)
    with pytest.raises(NotFound):
        previewing.picture(house, seen, page)
    assert reader.drawn == []


def test_a_page_of_another_revision_than_the_shown_one_is_refused_on_record(house: House) -> None:
    row = _kept(house)
    shown = str(_look(house, row.code).shown)
    _kept(house, b"renewed", 2, row)
    with pytest.raises(Changed):
        _look(house, row.code, shown=shown)
    assert [(event.outcome, detail.get("code")) for event, detail in _events(house)][1:] == [
        ("refused", "paper-changed")
    ]


def test_every_refusal_is_on_record_and_none_tells_whether_the_paper_is_there(house: House) -> None:
    row = _kept(house)
    for error, more in (
        (Forbidden, {"who": actor(AccountRight.AUDITOR)}),
        (NoGround, {"requester": str(citizen(2))}),
        (NoGround, {"requester": str(citizen(2)), "ground": "self"}),
        (NotAsked, {"component": "so-ho-khau"}),
        (NotFound, {"procedure": "9.999999"}),
        (NotFound, {"owner": citizen(9)}),
    ):
        said = set()
        for key in (row.code, "2026-999999"):
            with pytest.raises(error) as refused:
                _look(house, key, **more)
            said.add(refused.value.text_vi.replace(key, "?"))
        assert len(said) == 1
    assert [event.outcome for event, _ in _events(house)] == ["refused"] * 12


def test_a_paper_without_signed_bytes_is_not_there_to_look_at(house: House) -> None:
    with house.database.transaction() as session:
        row = paper(session)
    with pytest.raises(NotFound):
        _look(house, row.code)


def test_a_hidden_result_is_refused_and_not_drawn(house: House, reader: Drawing) -> None:
    row = _kept(house, standing="hidden")
    with pytest.raises(NotReusable, match="hidden"):
        _look(house, row.code)
    assert reader.drawn == []
