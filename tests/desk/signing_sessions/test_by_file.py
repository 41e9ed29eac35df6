"""A whole file goes to the signing tool by a one-time link, and only it comes back signed."""

import asyncio
import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from archive.clock import FixedClock
from archive.errors import BadValue
from archive.papers.models import Paper
from desk.signing_sessions.links import hand_out, take_back
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.values import Asked, Opened, Role, Way
from fixtures.signing_tool import BAD, GOOD, Tool
from signing.authority.timestamp import EmbeddedTimestamp
from signing.keys.store import PKI
from signing.pades.sign.bridge import PortTimeStamper
from tests.desk.pipeline.workshop import RESULT, Crash, CrashingStore, Workshop
from tests.desk.signing_sessions.machine import Machine
from tests.desk.web.support import Office, TestClient, pour

BASE = "/api/v1/signing-files/"


def _tool(workshop: Workshop, machine: Machine, key: str = "officer") -> Tool:
    clock = FixedClock(workshop.house.clock.now())
    stamper = PortTimeStamper(EmbeddedTimestamp(workshop.house.settings.home / PKI, clock))
    return Tool(machine.keys[key], clock.now(), stamper)


def _open(workshop: Workshop, *papers: Paper, by: str = "officer", **asked: Any) -> Opened:
    keys = [str(paper.id) for paper in papers]
    return open_session(workshop.house, workshop.actor(by), keys, Asked(way=Way.FILE, **asked))


def _links(opened: Opened) -> list[str]:
    return [BASE + one.link for one in opened.items]


@pytest.fixture
def nobody(workshop: Workshop) -> Iterator[TestClient]:
    """A client without a session, as a tool has it."""
    with TestClient(workshop.office.app, base_url="http://desk.test") as client:
        yield client


def _still_waits(workshop: Workshop, paper: Paper) -> None:
    now = workshop.paper(paper.id)
    assert (now.stage, now.revision_n, workshop.revisions(paper)) == ("confirmed", 0, [])


def _code(answer: Any) -> str:
    return str(answer.json()["code"])


def test_the_tool_takes_the_file_signs_it_and_it_is_kept_at_its_level(
    workshop: Workshop, machine: Machine, nobody: TestClient
) -> None:
    papers = [machine.waiting(), machine.waiting()]
    for link in _links(_open(workshop, *papers)):
        answer = _tool(workshop, machine).run(nobody, link)
        assert answer.status_code == 200, answer.content
    for one in papers:
        paper = workshop.paper(one.id)
        (row,) = workshop.revisions(paper)
        assert (row.reason, row.level, row.verdict, row.signed_by) == ("signed", "B-LTA", "PASSED", "officer")
        assert workshop.why_not(paper) is None
        workshop.chain(paper)
        assert ("officer", "signing:hand-out", "done") in workshop.events(paper)
        assert ("officer", "signing:accept", "done") in workshop.events(paper)


def test_the_link_gives_exactly_the_bytes_and_once(
    workshop: Workshop, machine: Machine, nobody: TestClient
) -> None:
    paper = machine.waiting()
    (link,) = _links(_open(workshop, paper))
    first, again = nobody.get(link), nobody.get(link)
    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(workshop.bytes_of(workshop.paper(paper.id).copy_sha256))
    assert (again.status_code, _code(again)) == (409, "signing-link-used")
    assert "set-cookie" not in first.headers
    tool = _tool(workshop, machine)
    assert tool.post(nobody, link, GOOD["approval"](tool, first.content)).status_code == 200
    assert workshop.paper(paper.id).verdict == "PASSED"


@pytest.mark.parametrize("way", ["resaved", "signed-twice", "unsigned", "turned-page", "no-pdf", "pkcs7"])
def test_what_came_back_wrong_is_refused_and_the_right_file_is_taken_afterwards(
    workshop: Workshop, machine: Machine, nobody: TestClient, way: str
) -> None:
    paper = machine.waiting()
    (link,) = _links(_open(workshop, paper))
    tool = _tool(workshop, machine)
    code, act = BAD[way]
    handed = nobody.get(link).content
    answer = tool.post(nobody, link, act(tool, handed))
    assert (_code(answer), answer.status_code) == (code, 422)
    _still_waits(workshop, paper)
    assert ("officer", "signing:accept", "refused") in workshop.events(paper)
    form = {"file": ("da-ky.pdf", tool.signed(handed), "application/pdf")}
    assert nobody.post(f"{link}/signed", files=form).status_code == 200
    assert workshop.paper(paper.id).verdict == "PASSED"


def test_another_officer_or_another_paper_s_file_is_refused(
    workshop: Workshop, machine: Machine, nobody: TestClient
) -> None:
    papers = [machine.waiting(), machine.waiting()]
    one, other = _links(_open(workshop, *papers))
    tool = _tool(workshop, machine)
    handed, foreign = nobody.get(one).content, nobody.get(other).content
    answer = tool.post(nobody, one, _tool(workshop, machine, "chief").signed(handed))
    assert (_code(answer), answer.status_code) == ("certificate-of-another", 403)
    assert _code(tool.post(nobody, one, tool.signed(foreign))) == "returned-altered"
    for paper in papers:
        _still_waits(workshop, paper)


def test_twice_or_late_is_told(workshop: Workshop, machine: Machine, nobody: TestClient) -> None:
    paper, other = machine.waiting(), machine.waiting()
    one, late = _open(workshop, paper), _open(workshop, other)
    tool = _tool(workshop, machine)
    link = _links(one)[0]
    signed = tool.signed(nobody.get(link).content)
    assert tool.post(nobody, link, signed).status_code == 200
    assert _code(tool.post(nobody, link, signed)) == "signature-already-taken"
    assert len(workshop.revisions(paper)) == 1
    clock = FixedClock(workshop.house.clock.now() + dt.timedelta(minutes=16))
    with workshop.office.built_with(clock=clock) as later, TestClient(later.app) as client:
        answer = client.get(_links(late)[0])
        assert (answer.status_code, _code(answer)) == (410, "signing-session-expired")
        assert _code(tool.post(client, _links(late)[0], signed)) == "signing-session-expired"
    workshop.mended()
    _still_waits(workshop, other)


def test_an_unknown_link_is_not_read(workshop: Workshop, machine: Machine, nobody: TestClient) -> None:
    for link in ("x", "y" * 300):
        assert _code(nobody.get(BASE + link)) == "signing-link-unknown"

    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield bytes(100_000)

    status, taken = pour(workshop.office.app, f"{BASE}x/signed", {}, endless())
    assert (status, taken) == (404, 0)


def test_a_huge_body_is_cut_off(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    (link,) = _links(_open(workshop, paper))
    settings = dc.replace(workshop.house.settings, max_bytes=200_000)
    with workshop.office.built_with(settings=settings) as small:
        answer = _posted(small, link, bytes(300_000))
    workshop.mended()
    assert answer.json()["code"] == "too-many-bytes"
    assert ("officer", "signing:accept", "refused") in workshop.events(paper)
    _still_waits(workshop, paper)


def _posted(office: Office, link: str, data: bytes) -> httpx.Response:
    with TestClient(office.app, base_url="http://desk.test") as client:
        return client.post(f"{link}/signed", content=data)


def test_a_tool_that_hangs_is_let_go_when_the_time_is_over(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting()
    settings = dc.replace(workshop.house.settings, signing_minutes=0)
    end = workshop.house.clock.now()
    short = dc.replace(workshop.house, settings=settings, clock=FixedClock(end))
    opened = open_session(short, workshop.actor("officer"), [paper.code], Asked(way=Way.FILE))
    with workshop.office.built_with(clock=FixedClock(end - dt.timedelta(seconds=0.3))) as almost_over:
        assert asyncio.run(_hang(almost_over, f"{_links(opened)[0]}/signed")) == 404
    workshop.mended()
    _still_waits(workshop, paper)


async def _hang(office: Office, path: str) -> int:
    """Begin to post and never go on; return what was answered."""
    sent: list[dict[str, Any]] = []
    pieces = iter([{"type": "http.request", "body": b"%PDF-", "more_body": True}])

    async def receive() -> dict[str, Any]:
        for piece in pieces:
            return piece
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("192.0.2.1", 5),
        "server": ("desk.test", 80), "headers": [(b"host", b"desk.test")],
    }  # fmt: skip
    await office.app(scope, receive, send)
    return int(sent[0]["status"])


def test_a_seal_is_put_by_hash_only(workshop: Workshop, machine: Machine) -> None:
    paper = machine.waiting("chief", profile=RESULT)
    with pytest.raises(BadValue):
        _open(workshop, paper, by="chief", role=Role.SEAL)


def test_after_the_tool_the_agency_seals_and_the_paper_passes(
    workshop: Workshop, machine: Machine, nobody: TestClient
) -> None:
    paper = machine.waiting("chief", profile=RESULT)
    (link,) = _links(_open(workshop, paper, by="chief"))
    assert _tool(workshop, machine, "chief").run(nobody, link).status_code == 200
    machine.seal(workshop.paper(paper.id))
    paper = workshop.paper(paper.id)
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "sealed"]
    assert (paper.verdict, paper.level, workshop.why_not(paper)) == ("PASSED", "B-LTA", None)
    workshop.chain(paper)


@pytest.mark.parametrize("whole", [True, False])
def test_a_kill_while_it_is_recorded_ends_with_one_signature(
    workshop: Workshop, machine: Machine, whole: bool
) -> None:
    paper = machine.waiting()
    link = _open(workshop, paper).items[0].link
    signed = _tool(workshop, machine).signed(hand_out(workshop.house, link)[1])
    dying = dc.replace(workshop.house, store=CrashingStore(workshop.house.store, whole=whole))
    with pytest.raises(Crash):
        take_back(dying, link, signed)
    assert take_back(workshop.house, link, signed).stage == "kept"
    assert workshop.states(paper) == ["kept"]
    workshop.chain(workshop.paper(paper.id))


def test_no_link_is_kept_or_logged(
    workshop: Workshop, machine: Machine, nobody: TestClient, caplog: pytest.LogCaptureFixture,
    everything: Callable[[], str],
) -> None:  # fmt: skip
    caplog.set_level("INFO", logger="sohoa")
    paper = machine.waiting()
    opened = _open(workshop, paper)
    (link,) = _links(opened)
    nobody.get(link)
    nobody.post(f"{link}/signed", content=b"%PDF")
    secret = link.removeprefix(BASE)
    assert secret not in everything()
    assert opened.token not in everything()
    assert secret not in caplog.text
    assert secret not in repr(opened)
