"""Errors have one shape, say what to do, and show nothing of the inside."""

import contextlib
import dataclasses as dc
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.engine import Database
from archive.errors import StoreUnavailable
from desk.web.app import create_app
from tests.desk.web.support import OWNER, PROCEDURE, Office, TestClient, pour
from tests.fakes.store import MemoryStore

MEMBERS = {"type", "title", "status", "detail", "code", "text_vi", "text_en", "retryable"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", {}, 404, "not-found"),
        ("GET", "/api/v1/papers/2026-999999", {}, 404, "not-found"),
        ("PATCH", "/api/v1/papers", {}, 405, "method-refused"),
        ("POST", "/api/v1/reuse/checks", {"content": b"{", "headers": {"Content-Type": "application/json"}},
         422, "bad-request"),
        ("POST", "/api/v1/reuse/checks", {"json": {"owner": 5}}, 422, "bad-request"),
        ("POST", "/api/v1/reuse/checks", {"json": {"owner": OWNER.number, "procedure": PROCEDURE, "more": 1}},
         422, "bad-request"),
        ("POST", "/api/v1/reuse/checks", {"json": {"owner": "x", "procedure": PROCEDURE}}, 422, "bad-value"),
        ("POST", "/api/v1/reuse/checks", {"json": {"owner": OWNER.number, "procedure": "9.9"}},
         404, "not-found"),
        ("POST", "/api/v1/reuse/checks", {"json": {"owner": "\0", "procedure": "1"}}, 422, "bad-request"),
        ("POST", "/api/v1/reuse/checks", {"content": b'{"owner": "\\ud800", "procedure": "1"}',
         "headers": {"Content-Type": "application/json"}}, 422, "bad-request"),
        ("POST", "/api/v1/uploads", {"content": b"x", "headers": {"Content-Type": "text/plain"}},
         422, "bad-request"),
        ("POST", "/api/v1/uploads", {"data": {}}, 422, "bad-value"),
        ("POST", "/api/v1/verifications",
         {"content": b"--x", "headers": {"Content-Type": "multipart/form-data"}}, 422, "bad-request"),
        ("GET", "/api/v1/papers?limit=0", {}, 422, "bad-request"),
        ("GET", "/api/v1/papers?stage=lost", {}, 422, "bad-value"),
        ("GET", "/api/v1/papers?cursor=!!", {}, 422, "bad-request"),
        ("GET", "/api/v1/search?cursor=AAAA", {}, 422, "bad-request"),
        ("GET", "/api/v1/search?text=%00", {}, 422, "bad-request"),
        ("GET", "/api/v1/papers/%00", {}, 422, "bad-request"),
        ("GET", "/api/v1/papers/2026-999999/pages/one/picture", {}, 422, "bad-request"),
    ],
)  # fmt: skip
def test_every_error_of_the_api_is_a_problem_document(
    desk: Office, method: str, path: str, sent: dict[str, object], status: int, code: str
) -> None:
    answer = desk.visitor("officer", program=True).request(method, path, **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) - {"errors"} == MEMBERS
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["type"] == f"urn:sohoa:error:{code}"
    assert problem["detail"] == problem["text_vi"]


def test_a_refused_value_is_not_sent_back_where_it_may_be_a_password(desk: Office) -> None:
    answer = desk.client().post("/api/v1/sessions", json={"name": "officer", "password": ["hai-ba-bon"]})
    assert answer.status_code == 422
    assert "hai-ba-bon" not in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/papers/2026-999999", "/dossiers/none", "/papers/x/files/y"])
def test_a_person_gets_a_page_that_says_what_to_do(desk: Office, path: str) -> None:
    answer = desk.visitor("officer", program=False).get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Hãy kiểm tra lại mã" in answer.text
    assert "Về trang đầu" in answer.text


def test_a_fault_of_the_product_shows_a_number_and_nothing_of_the_inside(
    desk: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paper = desk.handed(desk.visitor("officer", program=True), colour=71)

    def broken(*_: object) -> bytes:
        raise RuntimeError("inside /srv/secret")

    monkeypatch.setattr("desk.web.pictures.Pictures.draw", broken)
    for program, path in (
        (True, f"/api/v1/papers/{paper}/pages/1/picture"),
        (False, f"/papers/{paper}/pages/1.jpg"),
    ):
        answer = desk.visitor("officer", program=program).get(path)
        assert answer.status_code == 500
        assert answer.headers["x-request-id"] in answer.text
        for inside in ("secret", "Traceback", "RuntimeError", ".py"):
            assert inside not in answer.text
    assert "inside /srv/secret" in caplog.text
    assert paper not in caplog.records[-1].getMessage()


@pytest.mark.parametrize("path", ["/api/v1/sessions", "/api/v1/reuse/checks", "/sign-in"])
@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_is_cut_off_while_it_arrives_whatever_it_calls_itself(
    desk: Office, path: str, kind: str
) -> None:
    """Before anybody signed in: else a stranger fills the memory of the machine."""
    status, taken = pour(desk.app, path, {"content-type": kind}, (b"a" * 100_000 for _ in range(400)))
    assert status in (413, 422)
    assert taken < 2_000_000


def test_a_body_that_is_too_large_is_called_so(desk: Office) -> None:
    sent = {"content": b"a" * 2_000_000, "headers": {"Content-Type": "application/json"}}
    answer = desk.client().post("/api/v1/sessions", **sent)
    assert answer.status_code == 413
    assert answer.json()["code"] == "body-too-large"


@contextlib.contextmanager
def without(desk: Office, **parts: object) -> Iterator[TestClient]:
    """Give a client of the same desk with some parts changed."""
    app = create_app(dc.replace(desk.house, **parts))  # type: ignore[arg-type]
    client = TestClient(app, base_url="http://desk.test", follow_redirects=False)
    client.cookies = desk.visitor("officer", program=False).cookies
    yield client


def test_a_desk_without_its_store_says_so_and_is_not_ready(desk: Office) -> None:
    paper = desk.handed(desk.visitor("officer", program=True), colour=72)
    store = MemoryStore()
    store.broken = StoreUnavailable(where="s3", why="away")
    with without(desk, store=store) as client:
        ready = client.get("/health/ready")
        assert ready.status_code == 503
        assert ready.json() == {"ready": False, "database": True, "store": False, "working": False}
        assert client.get("/health/live").status_code == 200
        answer = client.get(f"/api/v1/papers/{paper}/pages/1/picture")
        assert (answer.status_code, answer.json()["code"]) == (503, "store-unavailable")
        assert answer.json()["retryable"]
        assert client.get("/").status_code == 200


def test_a_desk_without_its_database_says_so_and_lives(desk: Office, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/none/archive.db")
    with without(desk, database=database) as client:
        ready = client.get("/api/v1/health/ready")
        assert ready.status_code == 503
        assert ready.json() == {"ready": False, "database": False, "store": True, "working": False}
        assert client.get("/health/live").json() == {"live": True}
        answer = client.get("/api/v1/papers")
        assert (answer.status_code, answer.json()["code"]) == (503, "database-unavailable")
        page = client.get("/")
        assert page.status_code == 503
        assert "Cơ sở dữ liệu không trả lời" in page.text
    database.close()


@pytest.mark.parametrize("act", ["correction-notices", "revocations"])
def test_programs_and_pages_are_told_no_option_of_the_command_line(desk: Office, act: str) -> None:
    officer = desk.visitor("officer", program=True)
    kept = desk.kept(officer, colour=31)
    problem = officer.post(f"/api/v1/papers/{kept}/{act}", json={}).json()
    assert problem["code"] == "reason-needed"
    assert problem["text_vi"].endswith(" cần ghi lý do.")
    assert problem["text_en"].endswith(" a written reason is needed.")
    asked = {"owner": OWNER.number, "procedure": PROCEDURE, "requester": "001190000002"}
    groundless = officer.post("/api/v1/reuse/checks", json=asked).json()
    assert (groundless["code"], "--" in str(groundless)) == ("no-ground", False)
