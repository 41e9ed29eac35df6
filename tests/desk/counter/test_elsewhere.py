"""Papers elsewhere: told apart from our own, fetched only when proved, and on record throughout."""

import dataclasses as dc
import json
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.audit.models import Event, EventDetail
from archive.errors import Forbidden, NotFound, SohoaError
from archive.papers.models import Paper
from archive.settings import Settings
from archive.store.models import StoredObject
from archive.values.description import OwnerId, OwnerKind, Party, Presented, Role
from archive.values.ids import Sha256
from desk.cli import reusing as command
from desk.cli.doctor import _national_store as doctor_line
from desk.counter import elsewhere, reusing
from desk.counter.offers import answer_rows
from desk.counter.request import CounterRequest
from desk.house import House
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.view import whole
from fixtures.national_store import (
    CLIENT,
    SECRET,
    Fault,
    NationalStore,
    hang,
    national_store,
    slowly,
    trickle,
    with_body,
    with_members,
    with_status,
)
from reuse.errors import NoGround, NotProved, SourceSilent
from reuse.sources.configured import configured
from tests.desk.web.support import MARRIAGE, OWNER, PROCEDURE, Office, csrf, office

LACKING = "1.001193-TP04"
CODE = "KQ.H99.000004"
LIMIT = 0.4
STRANGER = OwnerId(OwnerKind.CITIZEN, "099184000024")


@dc.dataclass
class Desk:
    """A desk beside a store of others."""

    office: Office
    store: NationalStore
    house: House

    def actor(self, name: str = "officer") -> Actor:
        with self.house.database.reading() as session:
            return accounts.acting(session, name, channel="test")

    def rows(self, house: House | None = None, **asked: str) -> list[dict[str, Any]]:
        """Check, and look elsewhere, as the command line does."""
        at = house or self.house
        request = CounterRequest(OWNER, PROCEDURE, **asked)
        answers = reusing.check(at, self.actor(), request)
        told = elsewhere.look(at, self.actor(), request, answers)
        return answer_rows(at, answers, told)

    def told(self) -> dict[str, Any]:
        """What is said of the component that the archive lacks."""
        return next(row for row in self.rows() if row["component"] == LACKING)

    def fetch(self, key: str, *, by: str = "officer", owner: OwnerId = OWNER, **more: str) -> Paper:
        said = {"procedure": PROCEDURE, "dossier": f"H99.32.01-{uuid.uuid4().hex[:8]}", "component": LACKING}
        return elsewhere.fetch(self.house, self.actor(by), key, CounterRequest(owner, **{**said, **more}))

    def confirmed(self, paper: Paper, **described: Any) -> None:
        """Let a paper be read, with something else on it where that is said, and confirm what was read."""
        describer: Any = self.house.describer
        honest = {name: getattr(describer, name) for name in described}
        vars(describer).update(described)
        self.office.engine.run()
        vars(describer).update(honest)
        confirm(self.house, self.actor(), str(paper.id), Confirmation(Presented.E_CERTIFIED))
        self.office.engine.run()

    def events(self) -> list[tuple[str, str, dict[str, Any]]]:
        with self.house.database.reading() as session:
            rows = session.execute(
                sa.select(Event, EventDetail.detail).join(EventDetail, EventDetail.event_id == Event.id)
                .where(Event.action.like("reuse:%")).order_by(Event.id)
            ).all()  # fmt: skip
        return [(event.action, event.outcome, json.loads(detail)) for event, detail in rows]

    def count(self, table: type[Any]) -> int:
        with self.house.database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


_POSTGRES = pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.long])


@pytest.fixture(scope="module", params=["sqlite", _POSTGRES])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, bytes]]:
    """A desk on each engine, and a file that its anchors prove, as another agency would have made it."""
    on_server = request.param == "postgresql"
    open_desk = request.getfixturevalue("office_on_postgres") if on_server else office
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        key = opened.kept(opened.program("officer"))
        signed = opened.program("officer").get(f"/api/v1/papers/{key}/files/signed").content
        with opened.house.database.transaction() as session:
            session.get_one(Paper, uuid.UUID(key)).standing = "revoked"  # so that the archive lacks it
        yield opened, signed


@pytest.fixture
def desk(shared: tuple[Office, bytes], tmp_path: Any) -> Iterator[Desk]:
    """That desk beside a store in which the owner has that file."""
    opened, signed = shared
    with national_store() as store:
        certificate = tmp_path / "store.pem"
        certificate.write_bytes(store.certificate)
        store.put(OWNER.number, CODE, "/kho/1", signed, TenGiayTo="Giấy chứng nhận kết hôn")
        settings = dc.replace(
            opened.house.settings, national_store_url=store.url, national_store_client=CLIENT,
            national_store_secret=SECRET, national_store_certificate=str(certificate), source_seconds=LIMIT,
        )  # fmt: skip
        house = dc.replace(opened.house, settings=settings, sources=configured(settings, opened.house.clock))
        yield Desk(opened, store, house)
        opened.engine.ordered.clear()


def test_what_others_have_stands_apart_with_its_source_and_its_proof(desk: Desk) -> None:
    row = desk.told()
    (found,) = row["elsewhere"]
    assert (found["source"], found["type"], found["proof"]) == ("national-store", MARRIAGE, "signed")
    assert "chưa kiểm tra tệp" in found["say"]
    assert row["sources"] == [{"source": "national-store", "state": "answered", "why": ""}]
    assert row["status"] == "ask"
    assert found["key"] not in json.dumps(row["papers"])


def test_a_store_is_asked_only_for_what_the_archive_lacks_and_could_serve(desk: Desk) -> None:
    desk.rows()
    (asked,) = desk.store.asked
    assert {row["MaKetQua"] for row in asked["DanhSachDanhMucKetQua"]} == {CODE, "GT.H99.000025"}
    others = [row for row in desk.rows() if row["status"] == "from_database"]
    assert others
    assert all(row["elsewhere"] == row["sources"] == [] for row in others)


FAULTS: dict[str, Fault] = {
    "hangs": hang,
    "slow": slowly(LIMIT + 0.3),
    "trickles": trickle,
    "half": lambda store, answer: dc.replace(answer, body=answer.body[:50]),
    "5xx": with_status(503),
    "redirects": with_status(307, Location="http://127.0.0.1:1/"),
    "html": lambda store, answer: dc.replace(answer, kind="text/html"),
    "endless": with_body(b" " * 2_000_000),
    "unsigned": with_members(signature=""),
    "wrong signature": with_members(signature="AAAA"),
    "refuses": with_members(errorCode="-1"),
    "lies": with_members(result={"DanhSachGiayToKetQua": [{"MaKetQua": 1}]}),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_no_fault_of_a_source_changes_what_the_archive_says_nor_delays_it_beyond_the_limit(
    desk: Desk, fault: Fault
) -> None:
    alone = dc.replace(desk.house, sources=type(desk.house.sources)())
    started = time.monotonic()
    own = desk.rows(alone)
    alone_took = time.monotonic() - started
    desk.store.fault = fault
    started = time.monotonic()
    beside = desk.rows()
    # Asking leaves two events more; where a machine is busy they take as much longer as the check itself.
    assert time.monotonic() - started < LIMIT + 0.2 + 3 * alone_took
    assert _own(beside) == _own(own)
    assert not any(found["fetchable"] for row in beside for found in row["elsewhere"])
    (told,) = next(row for row in beside if row["component"] == LACKING)["sources"]
    assert told["state"] != "answered"
    assert told["why"]


def _own(rows: list[dict[str, Any]]) -> str:
    """Return what is said without what others told, letter by letter."""
    return json.dumps([{k: v for k, v in row.items() if k not in ("elsewhere", "sources")} for row in rows])


def test_each_asking_is_on_record_before_and_after_with_what_came(desk: Desk) -> None:
    before = len(desk.events())
    (found,) = desk.told()["elsewhere"]
    check, ask, told = desk.events()[before:]
    assert [event[0] for event in (check, ask, told)] == [
        "reuse:check", "reuse:ask-elsewhere", "reuse:told-elsewhere",
    ]  # fmt: skip
    assert ask[2]["owner"] == str(OWNER)
    assert ask[2]["sources"] == ["national-store"]
    assert CODE in ask[2]["types"]
    assert told[2]["told"] == [
        {"source": "national-store", "state": "answered", "why": "", "shown": [found["key"]]}
    ]


def test_without_a_ground_nobody_is_asked(desk: Desk) -> None:
    asked = CounterRequest(OWNER, PROCEDURE)
    answers = reusing.check(desk.house, desk.actor(), asked)
    desk.store.asked.clear()
    groundless = CounterRequest(OWNER, PROCEDURE, str(STRANGER))
    with pytest.raises(NoGround):
        elsewhere.look(desk.house, desk.actor(), groundless, answers)
    with pytest.raises(NoGround):
        desk.fetch("0" * 20, requester=str(STRANGER))
    with pytest.raises(Forbidden):
        elsewhere.look(desk.house, desk.actor("auditor"), asked, answers)
    with pytest.raises(Forbidden):
        desk.fetch("0" * 20, by="handler")
    assert desk.store.asked == []
    assert [event[:2] for event in desk.events()[-4:]] == [
        ("reuse:ask-elsewhere", "refused"), ("reuse:fetch", "refused"),
        ("reuse:ask-elsewhere", "refused"), ("reuse:fetch", "refused"),
    ]  # fmt: skip


def test_a_dossier_of_somebody_else_leads_to_nobodys_papers(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    paper = desk.fetch(found["key"])
    desk.store.asked.clear()
    with pytest.raises(SohoaError):
        desk.fetch(found["key"], owner=STRANGER, dossier=paper.dossier_number)
    assert desk.store.asked == []


def test_a_proved_paper_comes_in_as_one_that_came_signed_and_serves_nobody_yet(
    desk: Desk, shared: tuple[Office, bytes]
) -> None:
    (found,) = desk.told()["elsewhere"]
    paper = desk.fetch(found["key"])
    assert paper.came_signed
    assert paper.original_sha256 == Sha256.of(shared[1])
    assert (paper.stage, paper.standing, paper.owner_confirmed) == ("received", "pending", False)
    action, outcome, detail = desk.events()[-1]
    assert (action, outcome) == ("reuse:fetch", "done")
    assert (detail["source"], detail["agency"], detail["place"]) == ("national-store", "H99.77", "/kho/1")
    assert desk.told()["status"] == "ask"


def test_the_same_again_in_the_same_dossier_is_the_same_paper(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    first = desk.fetch(found["key"], dossier="H99.32.01-260302-0007")
    assert desk.fetch(found["key"], dossier="H99.32.01-260302-0007").id == first.id


def test_it_serves_once_an_officer_confirmed_it_and_its_owner(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    paper = desk.fetch(found["key"])
    desk.confirmed(paper)
    row = desk.told()
    assert row["status"] == "reusable"
    assert [one["paper"] for one in row["papers"] if one["reusable"]] == [str(paper.id)]
    assert row["elsewhere"] == []
    with desk.house.database.transaction() as session:
        session.get_one(Paper, paper.id).standing = "revoked"


def test_a_fetched_paper_without_a_number_is_nobodys_until_an_officer_names_the_owner(desk: Desk) -> None:
    paper = desk.fetch(desk.told()["elsewhere"][0]["key"])
    desk.confirmed(paper, parties=(Party(Role.SPOUSE, "Đỗ Văn Mận", None),))
    assert desk.told()["status"] == "ask"
    confirm(
        desk.house, desk.actor(), str(paper.id),
        Confirmation(Presented.E_CERTIFIED, owners=((OWNER, Role.APPLICANT),)),
    )  # fmt: skip
    assert desk.told()["status"] == "reusable"
    with desk.house.database.transaction() as session:
        assert (
            whole(session, desk.house, desk.actor(), session.get_one(Paper, paper.id))["fetched_from"]
            == "national-store"
        )
        session.get_one(Paper, paper.id).standing = "revoked"


def test_a_paper_of_another_type_than_the_store_says_does_not_serve(desk: Desk) -> None:
    paper = desk.fetch(desk.told()["elsewhere"][0]["key"])
    desk.confirmed(paper, type="giay-khai-sinh")
    assert desk.told()["status"] == "ask"


def test_another_persons_paper_is_nobodys_whatever_the_store_says(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    paper = desk.fetch(found["key"])
    desk.confirmed(paper, parties=(Party(Role.SPOUSE, "Ngô Thị Khác", STRANGER),))
    assert desk.told()["status"] == "ask"
    with desk.house.database.reading() as session:
        assert not session.get_one(Paper, paper.id).owner_confirmed


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda signed: b"%PDF-1.4 khong ky", "FORMAT_FAILURE"),
        (lambda signed: signed + b"\n% them", "TRAILING_DATA"),
        (lambda signed: signed[:-2000], "FAILED"),
    ],
)
def test_a_file_that_is_not_proved_is_kept_out(
    desk: Desk, shared: tuple[Office, bytes], change: Callable[[bytes], bytes], why: str
) -> None:
    (found,) = desk.told()["elsewhere"]
    desk.store.files["/kho/1"] = change(shared[1])
    papers, objects = desk.count(Paper), desk.count(StoredObject)
    with pytest.raises(NotProved, match=why):
        desk.fetch(found["key"])
    assert (desk.count(Paper), desk.count(StoredObject)) == (papers, objects)
    action, outcome, detail = desk.events()[-1]
    assert (action, outcome, detail["code"]) == ("reuse:fetch", "refused", "not-proved")


def test_what_the_store_does_not_stand_by_is_not_fetched(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    desk.store.fault = with_members(signature="AAAA")
    with pytest.raises(NotProved, match="chữ ký sai"):
        desk.fetch(found["key"])
    assert all("DuongDan" not in asked for asked in desk.store.asked)


def test_a_key_that_no_store_told_leads_nowhere(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.fetch("0" * 20)


def test_a_store_that_dies_in_between_is_said_so(desk: Desk) -> None:
    (found,) = desk.told()["elsewhere"]
    desk.store.fault = with_status(500)
    with pytest.raises(SourceSilent):
        desk.fetch(found["key"])
    assert desk.events()[-1][2]["code"] == "source-silent"


def test_the_page_shows_it_apart_and_fetches_it(desk: Desk) -> None:
    with desk.office.built_with(settings=desk.house.settings, sources=desk.house.sources) as built:
        client = built.client("officer")
        asked = {"procedure": PROCEDURE, "owner": OWNER.number, "ground": "self", "dossier": "H99-51"}
        page = client.get("/reuse", params=asked).text
        assert "Ở kho khác" in page
        assert "Kho dữ liệu điện tử quốc gia" in page
        key = page.partition('name="key" value="')[2][:20]
        sent = {**asked, "key": key, "component": LACKING, "csrf": csrf(page)}
        answer = client.post("/reuse/fetch", data=sent)
        assert answer.status_code == 303
        assert "done=fetched" in answer.headers["location"]
        with built.house.database.reading() as session:
            (paper,) = session.scalars(sa.select(Paper).where(Paper.dossier_number == "H99-51"))
        assert "không phải bản do công dân nộp" in client.get(f"/papers/{paper.id}").text


def test_the_command_line_says_both_and_fetches(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = desk.house.settings
    for name in ("home", "database_url", *(name for name in Settings.__slots__ if "national" in name)):
        if getattr(told, name):
            monkeypatch.setenv(f"SOHOA_{name.upper()}", str(getattr(told, name)))
    monkeypatch.setenv("SOHOA_USER", "officer")
    monkeypatch.setenv("SOHOA_DISK_FREE", "1")
    assert command.check(CounterRequest(OWNER, PROCEDURE), None, as_json=True) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (found,) = next(line for line in lines if line["component"] == LACKING)["elsewhere"]
    code = command.fetch(
        found["key"], CounterRequest(OWNER, PROCEDURE, dossier="H99-53", component=LACKING), as_json=True
    )
    assert code == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["dossier"], line["component"], line["state"]) == ("H99-53", LACKING, "received")


def test_programs_get_both_lists_and_fetch(desk: Desk) -> None:
    with desk.office.built_with(settings=desk.house.settings, sources=desk.house.sources) as built:
        client = built.program("officer")
        asked = {"procedure": PROCEDURE, "owner": OWNER.number}
        components = client.post("/api/v1/reuse/checks", json=asked).json()["components"]
        (found,) = next(row for row in components if row["component"] == LACKING)["elsewhere"]
        sent = {**asked, "key": found["key"], "component": LACKING, "dossier": "H99-52"}
        answer = client.post("/api/v1/reuse/fetches", json=sent)
        assert (answer.status_code, answer.json()["state"]) == (200, "received")


@pytest.mark.parametrize(
    ("fault", "ok", "word"),
    [
        (None, True, "answered"),
        (with_members(errorCode="-1"), True, "refused"),
        (with_members(signature=""), False, "unsigned"),
        (with_status(500), False, "down"),
    ],
)
def test_doctor_says_how_the_store_is(desk: Desk, fault: Fault | None, ok: bool, word: str) -> None:
    desk.store.fault = fault
    found, detail, _ = doctor_line(desk.house.settings)
    assert (found, word in detail) == (ok, True)
    assert SECRET not in detail
    assert OWNER.number not in json.dumps(desk.store.asked)
