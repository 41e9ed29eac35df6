"""Writes: once under one key, never over somebody else's change; lists go on where they stopped."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from reuse.models import AskedInstead
from tests.desk.web.support import OWNER, PROCEDURE, Office, csrf

ASK = {"owner": OWNER.number, "procedure": PROCEDURE, "component": "1.001193-TP01", "reason": "bản mờ"}


def _asked(desk: Office, reason: str) -> int:
    with desk.house.database.reading() as session:
        rows = sa.select(sa.func.count()).where(AskedInstead.reason == reason)
        return session.scalar(rows) or 0


def test_the_same_key_gives_the_same_answer_and_acts_once(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    body, key = {**ASK, "reason": "một lần"}, {"Idempotency-Key": "k-1"}
    first = program.post("/api/v1/reuse/asks", json=body, headers=key)
    again = program.post("/api/v1/reuse/asks", json=body, headers=key)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert _asked(desk, "một lần") == 1


def test_the_same_key_with_another_request_is_refused_and_not_done(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    key = {"Idempotency-Key": "k-2"}
    assert program.post("/api/v1/reuse/asks", json={**ASK, "reason": "hai"}, headers=key).status_code == 200
    other = program.post("/api/v1/reuse/asks", json={**ASK, "reason": "ba"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    paper = desk.handed(program, colour=61)
    elsewhere = program.post(f"/api/v1/papers/{paper}/marks", json={"mark": "released"}, headers=key)
    assert elsewhere.json()["code"] == "key-reused"
    assert _asked(desk, "ba") == 0


def test_a_key_is_of_one_account(desk: Office) -> None:
    key = {"Idempotency-Key": "k-3"}
    for name in ("officer", "handler"):
        program = desk.visitor(name, program=True)
        assert (
            program.post("/api/v1/reuse/asks", json={**ASK, "reason": name}, headers=key).status_code == 200
        )
    assert _asked(desk, "handler") == 1


def test_a_refusal_is_not_kept_under_its_key(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    key = {"Idempotency-Key": "k-4"}
    paper = desk.handed(program, colour=62)
    body: dict[str, Any] = {"mark": "held", "reason": ""}
    assert program.post(f"/api/v1/papers/{paper}/marks", json=body, headers=key).status_code == 422
    body["reason"] = "chờ xác minh"
    assert program.post(f"/api/v1/papers/{paper}/marks", json=body, headers=key).status_code == 200


def test_the_same_request_twice_at_once_acts_once(desk: Office) -> None:
    programs = [desk.program("officer") for _ in range(4)]
    answers: list[dict[str, Any]] = []

    def send(program: Any) -> None:
        sent = {"json": {**ASK, "reason": "cùng lúc"}, "headers": {"Idempotency-Key": "k-5"}}
        answers.append(program.post("/api/v1/reuse/asks", **sent).json())

    threads = [threading.Thread(target=send, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
    assert _asked(desk, "cùng lúc") == 1


def test_an_upload_under_a_key_is_taken_in_once_and_its_answer_kept(desk: Office) -> None:
    from tests.desk.web.support import picture

    program = desk.visitor("officer", program=True)
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": "H99-key"}
    key = {"Idempotency-Key": "k-6"}
    answers = [
        program.post(
            "/api/v1/uploads", data=sent, files={"files": ("a.jpg", picture(63))}, headers=key
        ).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["results"][0]["papers"][0]["new"]
    other = program.post("/api/v1/uploads", data=sent, files={"files": ("a.jpg", picture(64))}, headers=key)
    assert other.json()["code"] == "key-reused"


def test_no_write_goes_over_a_change_that_its_writer_has_not_seen(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    paper = desk.kept(program, colour=65)
    seen = program.get(f"/api/v1/papers/{paper}").json()["version"]
    held = program.post(
        f"/api/v1/papers/{paper}/marks", json={"mark": "held", "reason": "x", "version": seen}
    )
    assert held.json()["version"] > seen
    for address, body in (
        ("confirmations", {"presented": "original"}),
        ("marks", {"mark": "released"}),
        ("revocations", {"reason": "sai"}),
        ("retries", {}),
        ("readings", {}),
        ("signing-sessions", {}),
    ):
        answer = program.post(f"/api/v1/papers/{paper}/{address}", json={**body, "version": seen})
        assert (answer.status_code, answer.json()["code"]) == (409, "lost-update"), address
    assert program.get(f"/api/v1/papers/{paper}").json()["held"]


def test_a_page_does_not_go_over_a_change_either_and_keeps_what_was_typed(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    paper = desk.handed(desk.visitor("officer", program=True), colour=66)
    page = client.get(f"/papers/{paper}").text
    version = page.split('name="version" value="')[1].split('"')[0]
    program = desk.visitor("officer", program=True)
    program.post(f"/api/v1/papers/{paper}/marks", json={"mark": "held", "reason": "x"})
    act = {"csrf": csrf(page), "version": version, "presented": "original", "complete": "1",
           "field_number": "88/2020", "was_number": "17/2019"}  # fmt: skip
    answer = client.post(f"/papers/{paper}/confirm", data=act)
    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.text
    assert "88/2020" in answer.text


def test_lists_give_everything_once_page_by_page(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    made = {desk.handed(program, colour=colour, dossier="H99-list") for colour in (10, 50, 90, 130, 170)}
    for address in ("/api/v1/papers?dossier=H99-list", "/api/v1/search?dossier=H99-list"):
        found, cursor = [], ""
        for _ in range(10):
            page = program.get(f"{address}&limit=2&cursor={cursor}").json()
            found += [row["paper"] for row in page["papers"]]
            cursor = page["next"]
            if not cursor:
                break
        assert len(found) == len(made) == 5
        assert set(found) == made


def test_the_trail_is_given_page_by_page_though_it_grows_meanwhile(desk: Office) -> None:
    auditor = desk.visitor("auditor", program=True)
    found, cursor = [], ""
    for _ in range(3):
        page = auditor.get(f"/api/v1/audit/events?limit=5&cursor={cursor}").json()
        found += [row["event"] for row in page["events"]]
        cursor = page["next"]
    assert len(found) == len(set(found)) == 15
    assert found == sorted(found, reverse=True)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def each(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, desk: Office
) -> Iterator[Office]:
    """A desk on each database."""
    if request.param == "sqlite":
        yield desk
        return
    with request.getfixturevalue("office_on_postgres")(tmp_path_factory.mktemp("server")) as opened:
        yield opened


def test_no_odd_value_breaks_a_list(each: Office) -> None:
    """Each parameter of each read that the API describes, with what people and attackers send."""
    odd = ("", " ", "'", '"', "%", "\\", "*", "AND OR NOT", "(", "🙂", "-1", "9" * 30, "0001-01-01",
           "9999-12-31", "x" * 5000, "authority:", "citizen:", "‮")  # fmt: skip
    auditor, officer = each.visitor("auditor", program=True), each.visitor("officer", program=True)
    each.handed(officer, colour=68)
    described = auditor.get("/api/openapi.json").json()["paths"]
    tried = 0
    for path, methods in described.items():
        for parameter in methods.get("get", {}).get("parameters", []):
            for value in odd:
                program = auditor if "audit" in path else officer
                address = path.replace("{owner}", OWNER.number).replace("{key}", "2026-000001")
                address = address.replace("{no}", "1").replace("{what}", "signed")
                if parameter["in"] != "query":
                    continue
                answer = program.get(address, params={parameter["name"]: value})
                assert answer.status_code < 500, (path, parameter["name"], value, answer.text)
                tried += 1
    assert tried > 200


def test_a_misspelt_field_is_refused_instead_of_lost(desk: Office) -> None:
    """Else a paper whose end was typed under a wrong name would be reused past it."""
    program = desk.visitor("officer", program=True)
    paper = desk.handed(program, colour=67)
    said = {"presented": "original", "changes": {"valid_untill": "2020-01-01"}}
    answer = program.post(f"/api/v1/papers/{paper}/confirmations", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-value")
    assert program.get(f"/api/v1/papers/{paper}").json()["state"] == "needs_review"
