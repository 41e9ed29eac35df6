"""Files come in without being trusted, without filling memory or disk, and no refusal is forgotten."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.audit.models import Event, EventDetail
from archive.papers.models import Intake, Paper
from archive.store.models import StoredObject
from tests.desk.web.support import OWNER, PROCEDURE, Office, csrf, office, picture, pour

SENT = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": "H99-small"}
LIMIT = 200_000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk that takes small files only."""
    with office(tmp_path_factory.mktemp("small"), max_bytes=LIMIT) as opened:
        yield opened


def _multipart(name: str, chunks: int) -> Iterator[bytes]:
    for field, value in SENT.items():
        yield f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
    yield f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    for _ in range(chunks):
        yield b"a" * 50_000
    yield b"\r\n--x--\r\n"


def test_a_file_over_the_limit_is_cut_off_while_it_arrives(small: Office) -> None:
    program = small.visitor("officer", program=True)
    spool = small.house.settings.home / "spool"
    most = 0

    def watched() -> Iterator[bytes]:
        nonlocal most
        for chunk in _multipart("lớn.jpg", 100):
            held = [file.stat().st_size for file in spool.rglob("*") if file.is_file()]
            most = max([most, *held])
            yield chunk

    headers = {
        "content-type": "multipart/form-data; boundary=x",
        "authorization": program.headers["Authorization"],
    }
    status, _ = pour(small.app, "/api/v1/uploads", headers, watched())
    assert status == 200
    assert 0 < most <= LIMIT
    event, detail = _last_refusal(small)
    assert (event.actor, event.action, event.subject) == ("officer", "paper:receive", "H99-small")
    assert detail["code"] == "too-many-bytes"
    assert detail["file"] == "lớn.jpg"


def _last_refusal(desk: Office) -> tuple[Event, dict[str, object]]:
    with desk.house.database.reading() as session:
        event, detail = session.execute(
            sa.select(Event, EventDetail.detail)
            .join(EventDetail, EventDetail.event_id == Event.id)
            .where(Event.outcome == "refused")
            .order_by(Event.id.desc())
            .limit(1)
        ).one()
        return event, json.loads(detail)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.exe", b"MZ\x90\x00", "unknown-format"), ("b.jpg", b"", "empty-file"),
     ("c.pdf", b"%PDF-1.7 nothing more", "damaged-file")],
)  # fmt: skip
def test_a_refused_file_leaves_its_name_and_reason_in_the_trail_and_nothing_else(
    small: Office, name: str, data: bytes, code: str
) -> None:
    before = _rows(small)
    client = small.visitor("officer", program=False)
    token = csrf(client.get("/verify").text)
    answer = client.post("/upload", data={**SENT, "csrf": token}, files={"files": (name, data)})
    assert answer.status_code == 422
    assert "không nhận" in answer.text
    assert name in answer.text
    event, detail = _last_refusal(small)
    assert event.action == "paper:receive"
    assert detail["code"] == code
    assert detail["file"] == name
    assert _rows(small) == before


def _rows(desk: Office) -> list[int]:
    with desk.house.database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (Paper, Intake, StoredObject)
        ]


def test_a_refused_file_can_be_found_again_by_its_hash(small: Office) -> None:
    import hashlib

    small.visitor("officer", program=True).post("/api/v1/uploads", data=SENT, files={"files": ("x", b"MZ!")})
    assert hashlib.sha256(b"MZ!").hexdigest() in json.dumps(_last_refusal(small)[1])


def test_no_more_files_and_values_are_read_than_a_form_may_have(small: Office) -> None:
    program = small.visitor("officer", program=True)
    many = [("files", (f"{n}.jpg", b"x")) for n in range(201)]
    answer = program.post("/api/v1/uploads", data=SENT, files=many)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="owner"\r\n\r\n1\r\n' for _ in range(700))
    sent = {"content": parts + b"--x--\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}
    assert program.post("/api/v1/uploads", **sent).json()["code"] == "bad-request"
    long = {"files": {"files": ("a.jpg", b"x")}, "data": {**SENT, "component": "x" * 200_000}}
    assert program.post("/api/v1/uploads", **long).json()["code"] == "body-too-large"


def test_nothing_stays_in_the_spool_after_a_request(small: Office) -> None:
    program = small.visitor("officer", program=True)
    program.post("/api/v1/uploads", data=SENT, files={"files": ("a.jpg", picture(9))})
    program.post("/api/v1/uploads", data=SENT, files={"files": ("b.exe", b"MZ")})
    program.post(
        "/api/v1/uploads", content=b"--x", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    program.post("/api/v1/verifications", files={"file": ("c.pdf", b"%PDF-1.4")})
    left = [file for file in (small.house.settings.home / "spool").rglob("*") if file.is_file()]
    assert [file.name for file in left] == [".lock"]


def test_a_full_disk_refuses_before_anything_is_written(
    small: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 0

    monkeypatch.setattr("desk.web.multipart.shutil.disk_usage", lambda _: Usage)
    program = small.visitor("officer", program=True)
    answer = program.post("/api/v1/uploads", data=SENT, files={"files": ("a.jpg", picture(10))})
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert answer.json()["retryable"]
    assert _last_refusal(small)[1]["code"] == "disk-full"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\scans\\a.jpg", "a.jpg"),
        ("quét số 1.jpg", "quét số 1.jpg"),
    ],
)
def test_a_file_is_known_by_its_bare_name(small: Office, sent: str, kept: str) -> None:
    program = small.visitor("officer", program=True)
    colour = 100 + len(kept)
    handed = {**SENT, "dossier": f"H99-{colour}"}
    line = program.post("/api/v1/uploads", data=handed, files={"files": (sent, picture(colour))}).json()[
        "results"
    ][0]
    assert line["file"] == kept
    shown = program.get(f"/api/v1/papers/{line['papers'][0]['paper']}").json()
    assert shown["files"][0]["file"] == kept
    assert not Path("/etc/passwd.jpg").exists()


def test_several_files_are_one_paper_in_the_order_given(small: Office) -> None:
    client = small.visitor("officer", program=False)
    token = csrf(client.get("/verify").text)
    files = [("files", ("2.jpg", picture(121))), ("files", ("1.jpg", picture(122)))]
    sent = {**SENT, "csrf": token, "dossier": "H99-one", "as_one": "1"}
    assert client.post("/upload", data=sent, files=files).status_code == 303
    program = small.visitor("officer", program=True)
    (row,) = program.get("/api/v1/papers?dossier=H99-one").json()["papers"]
    paper = program.get(f"/api/v1/papers/{row['paper']}").json()
    assert [file["file"] for file in paper["files"]] == ["2.jpg", "1.jpg"]
    assert len(paper["pages"]) == 2


def test_a_double_of_a_paper_that_one_may_not_read_is_not_mentioned(small: Office) -> None:
    here, there = (small.visitor(name, program=True) for name in ("officer", "officer-elsewhere"))
    first = small.handed(here, colour=131, dossier="H99-here")
    second = small.handed(there, colour=131, dossier="H99-there")
    shown = there.get(f"/api/v1/papers/{second}").json()
    assert shown["duplicate_of"] is None
    assert first not in small.visitor("officer-elsewhere", program=False).get(f"/papers/{second}").text
    third = small.handed(here, colour=131, dossier="H99-here-2")
    assert here.get(f"/api/v1/papers/{third}").json()["duplicate_of"] == first
