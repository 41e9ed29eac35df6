"""Who may do what, address by address: a new address without a row here fails."""

import dataclasses as dc
import re
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from archive.audit.models import Event, EventDetail
from tests.desk.web.routing import addresses
from tests.desk.web.support import DOSSIER, OWNER, PROCEDURE, ROLES, Office, csrf

EVERYBODY = frozenset(ROLES) | {f"{name}-elsewhere" for name in ROLES}
OPEN = EVERYBODY | {""}
READERS = frozenset({"officer", "handler", "auditor", "auditor-elsewhere"})
"""Of a paper that the home agency keeps."""
LOOKERS = EVERYBODY - {"administrator", "administrator-elsewhere"}
OFFICER = frozenset({"officer"})
OFFICERS = OFFICER | {"officer-elsewhere"}
DESKS = OFFICERS | {"handler", "handler-elsewhere"}
AUDITORS = frozenset({"auditor", "auditor-elsewhere"})
FIGURES = AUDITORS | {"administrator", "administrator-elsewhere"}
COMPONENT = "1.001193-TP04"
REUSE = {"procedure": PROCEDURE, "owner": OWNER.number, "dossier": "", "component": COMPONENT}


@dc.dataclass(frozen=True)
class Row:
    """An address, who may use it, under which word it is recorded, and a request; `{key}` is the paper."""

    method: str
    path: str
    may: frozenset[str]
    action: str = ""
    sent: dict[str, Any] = dc.field(default_factory=dict)
    ok: tuple[int, ...] = (200,)


FILE = {"files": {"files": ("a.exe", b"MZ"), "file": ("a.pdf", b"%PDF-1.4")}}
SAID = {"presented": "original"}
TAKE = {**REUSE, "paper": "{key}", "ground": "", "component": "not-asked-for"}
FETCH = {**REUSE, "key": "{key}", "ground": "", "component": "not-asked-for", "dossier": "H99-2"}
REFUSAL = {**REUSE, "paper": "{key}", "reason": ""}
PREVIEW = {**REUSE, "ground": "self"}
ACTED = (200, 303, 409, 422)
"""The right was there; whether the act fits the paper is another matter."""

ROWS = (
    Row("GET", "/api/docs", OPEN),
    Row("GET", "/api/openapi.json", OPEN),
    Row("GET", "/static/desk.css", OPEN),
    Row("GET", "/health/live", OPEN),
    Row("GET", "/health/ready", OPEN),
    Row("GET", "/api/v1/health/live", OPEN),
    Row("GET", "/api/v1/health/ready", OPEN),
    Row("GET", "/metrics", FIGURES, "metrics"),
    Row("GET", "/sign-in", OPEN),
    Row("POST", "/sign-in", OPEN, sent={"data": {}}, ok=(403,)),
    Row("POST", "/api/v1/sessions", OPEN, sent={"json": {"name": "nobody", "password": "?"}}, ok=(401, 429)),
    Row("GET", "/api/v1/sessions/current", EVERYBODY),
    Row("DELETE", "/api/v1/sessions/current", EVERYBODY, "session:close", ok=(204,)),
    Row("POST", "/sign-out", EVERYBODY, "session:close", {"data": {}}, (303,)),
    Row("GET", "/", EVERYBODY, "paper:list"),
    Row("GET", "/api/v1/papers", LOOKERS, "paper:list"),
    Row("GET", "/api/v1/queue", OFFICERS, "paper:list"),
    Row("GET", "/queue", OFFICERS, "paper:list"),
    Row("GET", "/signing", OFFICERS, "paper:list"),
    Row("POST", "/signing", OFFICER, "signing:open", {"data": {"papers": "{key}"}}, ACTED),
    Row("GET", "/api/v1/papers/{key}", READERS, "paper:show"),
    Row("GET", "/api/v1/papers/{key}/pages", READERS, "paper:show"),
    Row("GET", "/api/v1/papers/{key}/readings", READERS, "paper:show"),
    Row("GET", "/papers/{key}/readings", READERS, "paper:show"),
    Row("GET", "/api/v1/papers/{key}/pages/1/picture", READERS, "paper:picture"),
    Row("GET", "/api/v1/papers/{key}/files/signed", READERS, "paper:export"),
    Row("GET", "/api/v1/search", LOOKERS, "paper:find"),
    Row("GET", f"/api/v1/owners/{OWNER.number}/papers", DESKS, "owner:papers",
        {"params": {"ground": "self"}}),
    Row("POST", "/api/v1/owners/joins", OFFICERS, "owner:join",
        {"json": {"owner": OWNER.number, "old": "012345678", "reason": "thẻ căn cước"}}, ACTED),
    Row("POST", "/api/v1/owners/partings", OFFICERS, "owner:part",
        {"json": {"owner": OWNER.number, "old": "012345678", "reason": "nhầm"}}, ACTED),
    Row("GET", "/owners/join", OFFICERS, "owner:look",
        {"params": {"owner": OWNER.number, "old": "012345678"}}),
    Row("POST", "/owners/join", OFFICERS, "owner:join",
        {"data": {"owner": OWNER.number, "old": "012345678", "reason": "thẻ căn cước"}}, ACTED),
    Row("POST", "/owners/join/part", OFFICERS, "owner:part",
        {"data": {"owner": OWNER.number, "old": "012345678", "reason": "nhầm"}}, ACTED),
    Row("GET", "/api/v1/audit/events", AUDITORS, "audit:read"),
    Row("GET", "/api/v1/audit/chain", AUDITORS, "audit:verify"),
    Row("GET", "/papers/{key}", READERS, "paper:show"),
    Row("GET", "/papers/{key}/pages/1.jpg", READERS, "paper:picture"),
    Row("GET", "/papers/{key}/files/original", READERS, "paper:export"),
    Row("GET", "/dossiers", LOOKERS, "dossier:list"),
    Row("GET", f"/dossiers/{DOSSIER}", READERS, "dossier:show"),
    Row("POST", f"/dossiers/{DOSSIER}/close", OFFICER, "dossier:close", {"data": {}}, ACTED),
    Row("POST", f"/api/v1/dossiers/{DOSSIER}/closures", OFFICER, "dossier:close", {"json": {}}, ACTED),
    Row("GET", "/lookup", LOOKERS, "paper:find"),
    Row("GET", "/lookup.csv", LOOKERS, "paper:find"),
    Row("GET", "/reuse", DESKS, "reuse:check", {"params": {**REUSE, "ground": "self"}}),
    Row("GET", "/reuse/slip.pdf", DESKS, "reuse:check", {"params": PREVIEW}),
    Row("GET", "/reuse/previews/{key}", DESKS, "reuse:preview", {"params": PREVIEW}),
    Row("GET", "/reuse/previews/{key}/pages/1.jpg", DESKS, "reuse:preview", {"params": PREVIEW}),
    Row("GET", "/upload", OFFICERS, "paper:receive"),
    Row("GET", "/verify", EVERYBODY),
    Row("GET", "/audit", AUDITORS, "audit:read"),
    Row("POST", "/api/v1/uploads", OFFICERS, "paper:receive",
        {"data": {"owner": OWNER.number, "procedure": PROCEDURE, "dossier": "H99-1"}, **FILE}),
    Row("POST", "/api/v1/verifications", EVERYBODY, "signature:verify", FILE),
    Row("POST", "/api/v1/papers/{key}/verifications", READERS, "paper:verify"),
    Row("POST", "/api/v1/papers/{key}/confirmations", OFFICER, "paper:confirm", {"json": SAID}),
    Row("POST", "/api/v1/papers/{key}/signing-sessions", OFFICER, "paper:sign", {"json": {}}),
    Row("POST", "/api/v1/signing-sessions", OFFICER, "signing:open",
        {"json": {"papers": ["{key}"], "way": "hash"}}, ACTED),
    Row("POST", "/api/v1/signing-sessions/{key}/signatures", frozenset(), "signing:accept",
        {"json": {"token": "?", "signatures": []}}),
    Row("GET", "/api/v1/signing-files/no-link", OPEN, ok=(404,)),
    Row("POST", "/api/v1/signing-files/no-link/signed", OPEN, sent={"content": b"%PDF"}, ok=(404,)),
    Row("POST", "/api/v1/papers/{key}/marks", OFFICER, "paper:returned", {"json": {"mark": "returned"}}),
    Row("POST", "/api/v1/papers/{key}/revocations", OFFICER, "paper:revoke", {"json": {}}, ACTED),
    Row("POST", "/api/v1/papers/{key}/replacements", OFFICER, "paper:replace", {"json": {"by": ""}}, ACTED),
    Row("POST", "/api/v1/papers/{key}/reinstatements", OFFICER, "paper:reinstate", {"json": {}}, ACTED),
    Row("POST", "/api/v1/papers/{key}/correction-notices", OFFICER, "paper:note-correction", {"json": {}},
        ACTED),
    Row("POST", "/api/v1/papers/{key}/retries", OFFICER, "paper:retry", {"json": {}}, ACTED),
    Row("POST", "/api/v1/papers/{key}/readings", OFFICER, "paper:read-again", {"json": {}}, ACTED),
    Row("POST", "/papers/{key}/read-again", OFFICER, "paper:read-again", {"data": {}}, ACTED),
    Row("POST", "/api/v1/papers/{key}/splits", OFFICER, "paper:resplit", {"json": {"papers": [[1]]}}, ACTED),
    Row("POST", "/papers/{key}/split", OFFICER, "paper:resplit", {"data": {"pages": "1"}}, ACTED),
    Row("POST", "/api/v1/reuse/checks", DESKS, "reuse:check",
        {"json": {"owner": OWNER.number, "procedure": PROCEDURE}}),
    Row("GET", "/api/v1/reuse/uses", DESKS, "reuse:uses",
        {"params": {"owner": OWNER.number, "ground": "self"}}),
    Row("GET", "/reuse/uses", DESKS, "reuse:uses", {"params": {"owner": OWNER.number, "ground": "self"}}),
    Row("GET", "/api/v1/notices", LOOKERS, "dossier:notices"),
    Row("POST", "/api/v1/notices/{key}/acknowledgements", frozenset(), "dossier:acknowledge",
        {"json": {"dossier": "H99-9"}}),
    Row("POST", "/notices/{key}/acknowledge", frozenset(), "dossier:acknowledge",
        {"data": {"dossier": "H99-9"}}),
    Row("POST", "/api/v1/reuse/slips", DESKS, "reuse:check",
        {"json": {"owner": OWNER.number, "procedure": PROCEDURE}}),
    Row("POST", "/api/v1/reuse/previews", DESKS, "reuse:preview", {"json": {**PREVIEW, "paper": "{key}"}}),
    Row("GET", "/api/v1/reuse/figures", FIGURES, "reuse:figures"),
    Row("POST", "/api/v1/reuse/takes", DESKS, "reuse:take", {"json": {**TAKE, "dossier": "H99-2"}}, ACTED),
    Row("POST", "/api/v1/reuse/fetches", OFFICERS, "reuse:fetch", {"json": FETCH}, ACTED),
    Row("POST", "/api/v1/reuse/refusals", DESKS, "reuse:refuse", {"json": REFUSAL}, ACTED),
    Row("POST", "/api/v1/reuse/asks", DESKS, "reuse:ask", {"json": {**REUSE, "reason": ""}}, ACTED),
    Row("POST", "/papers/{key}/confirm", OFFICER, "paper:confirm",
        {"data": {"presented": "original", "complete": "1"}}, ACTED),
    Row("POST", "/papers/{key}/owners", OFFICER, "paper:confirm",
        {"data": {"presented": "original", "owners": OWNER.number}}, ACTED),
    Row("POST", "/papers/{key}/sign", OFFICER, "paper:sign", {"data": {}}, ACTED),
    Row("POST", "/papers/{key}/mark", OFFICER, "paper:returned", {"data": {"mark": "returned"}}, ACTED),
    Row("POST", "/papers/{key}/revoke", OFFICER, "paper:revoke", {"data": {}}, ACTED),
    Row("POST", "/papers/{key}/replace", OFFICER, "paper:replace", {"data": {"by": ""}}, ACTED),
    Row("POST", "/papers/{key}/reinstate", OFFICER, "paper:reinstate", {"data": {}}, ACTED),
    Row("POST", "/papers/{key}/note-correction", OFFICER, "paper:note-correction", {"data": {}}, ACTED),
    Row("POST", "/papers/{key}/retry", OFFICER, "paper:retry", {"data": {}}, ACTED),
    Row("POST", "/papers/{key}/verify", READERS, "paper:verify", {"data": {}}),
    Row("POST", "/reuse/take", DESKS, "reuse:take", {"data": {**TAKE, "dossier": "H99-2"}}, ACTED),
    Row("POST", "/reuse/fetch", OFFICERS, "reuse:fetch", {"data": FETCH}, ACTED),
    Row("POST", "/reuse/refuse", DESKS, "reuse:refuse", {"data": REFUSAL}, ACTED),
    Row("POST", "/reuse/ask", DESKS, "reuse:ask", {"data": REUSE}, ACTED),
    Row("POST", "/upload", OFFICERS, "paper:receive",
        {"data": {"owner": OWNER.number, "procedure": PROCEDURE, "dossier": "H99-1"}, **FILE}, ACTED),
    Row("POST", "/verify", EVERYBODY, "signature:verify", {"data": {}, **FILE}),
)  # fmt: skip


@pytest.fixture(scope="module")
def paper(desk: Office) -> str:
    """A signed paper of the home agency."""
    return desk.kept(desk.program("officer"))


def test_every_address_of_the_desk_has_a_row(desk: Office) -> None:
    shapes = {(row.method, _shape(row.path)) for row in ROWS}
    there = {(method, _shape(path)) for method, path in addresses(desk.app)}
    assert there == shapes


def _shape(path: str) -> str:
    """Return the path without what differs from paper to paper."""
    filled = {
        "/desk.css": "",
        DOSSIER: "*",
        OWNER.number: "*",
        "files/signed": "files/*",
        "signing-files/no-link": "signing-files/*",
        "files/original": "files/*",
    }
    path = re.sub(r"/pages/1\b", "/pages/*", path)
    for text, shape in filled.items():
        path = path.replace(text, shape)
    return re.sub(r"\{[^}]+\}", "*", path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.path}")
def test_only_who_may_gets_an_answer_and_the_others_learn_nothing(desk: Office, paper: str, row: Row) -> None:
    for visitor in sorted(row.may):
        answer = _ask(desk, visitor, row, paper)
        assert answer.status_code in row.ok, (visitor, answer.status_code, answer.text)
    for visitor in sorted(EVERYBODY - row.may):
        _refused_alike(desk, visitor, row, paper)
    if "" not in row.may:
        _sent_to_the_sign_in(desk, row, paper)


def _refused_alike(desk: Office, visitor: str, row: Row, paper: str) -> None:
    nowhere = str(uuid.uuid4())
    answer, missing = _ask(desk, visitor, row, paper), _ask(desk, visitor, row, nowhere)
    assert answer.status_code == 404, (visitor, answer.status_code, answer.text)
    assert missing.status_code == 404
    assert _same(answer.text, paper) == _same(missing.text, nowhere)
    assert set(answer.headers) == set(missing.headers)
    account, action, outcome, code = _last_event(desk)
    assert (account, action, outcome) == (visitor, row.action, "refused"), visitor
    assert code in ("not-found", "forbidden", "signing-session-unknown")


SEEKING = [
    row
    for row in ROWS
    if row.action.startswith("owner:")
    or row.action
    in ("reuse:check", "reuse:preview", "reuse:take", "reuse:fetch", "reuse:refuse", "reuse:ask")
    or (row.action == "reuse:uses" and row.may == DESKS)
]


@pytest.mark.parametrize("row", SEEKING, ids=lambda row: f"{row.method} {row.path}")
def test_a_refusal_tells_whose_papers_were_sought(desk: Office, paper: str, row: Row) -> None:
    assert _ask(desk, "auditor", row, paper).status_code == 404
    event, detail = _events(desk)[-1]
    assert (event.action, event.outcome) == (row.action, "refused")
    assert f'"owner": "{OWNER}"' in detail


def _same(text: str, key: str) -> str:
    """Return an answer without the asked key and without what is another at each sign-in."""
    return re.sub(r'name="csrf" value="[^"]+"', "", text.replace(key, "KEY"))


def _sent_to_the_sign_in(desk: Office, row: Row, paper: str) -> None:
    answer = _ask(desk, "", row, paper)
    if row.path.startswith("/api/") or row.path == "/metrics":
        assert answer.status_code == 401
        assert answer.json()["code"] == "not-signed-in"
        assert answer.headers["www-authenticate"] == "Bearer"
        return
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def _ask(desk: Office, visitor: str, row: Row, key: str) -> Any:
    once = row.action == "session:close"
    program = row.path.startswith("/api/") or row.path == "/metrics"
    client = desk.visitor(visitor, program=program, fresh=once)
    sent = {kind: _filled(value, key) for kind, value in row.sent.items()}
    if "data" in sent and not program and visitor and row.path != "/sign-in":
        sent["data"]["csrf"] = csrf(client.get("/verify").text)
    return client.request(row.method, row.path.replace("{key}", key), **sent)


def _filled(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(part, key) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, key) for part in value]
    return value.replace("{key}", key) if isinstance(value, str) else value


def _last_event(desk: Office) -> tuple[str, str, str, str]:
    with desk.house.database.reading() as session:
        event, detail = session.execute(
            sa.select(Event, EventDetail.detail)
            .outerjoin(EventDetail, EventDetail.event_id == Event.id)
            .order_by(Event.id.desc())
            .limit(1)
        ).one()
        code = re.search(r'"code": ?"([^"]+)"', detail or "")
        return event.actor, event.action, event.outcome, code[1] if code else ""


SHOWING = [
    row
    for row in ROWS
    if row.method == "GET"
    and row.action
    and row.path not in ("/upload", "/metrics")
    # The paper is signed and waits for nothing; tests of these lists look at their events.
    and not row.path.endswith(("/queue", "/signing"))
]


@pytest.mark.parametrize("row", SHOWING, ids=lambda row: row.path)
def test_every_look_is_one_event_that_names_what_was_shown(desk: Office, paper: str, row: Row) -> None:
    visitor = "officer" if "officer" in row.may else "auditor"
    _ask(desk, visitor, row, paper)  # signing in, where nobody did before, is an event too
    before = _events(desk)
    answer = _ask(desk, visitor, row, paper)
    assert answer.status_code == 200
    (event, detail) = _events(desk)[-1]
    assert len(_events(desk)) == len(before) + 1
    assert (event.actor, event.action, event.outcome) == (visitor, row.action, "done")
    # Nothing was taken or ended here: what those name is looked at in tests of their own.
    if not row.action.startswith(("audit:", "reuse:figures", "reuse:uses", "dossier:notices")):
        wanted = DOSSIER if row.action.startswith("dossier:") else paper
        assert wanted in f"{event.subject} {detail}"


def _events(desk: Office) -> list[tuple[Event, str]]:
    with desk.house.database.reading() as session:
        rows = session.execute(
            sa.select(Event, EventDetail.detail)
            .outerjoin(EventDetail, EventDetail.event_id == Event.id)
            .order_by(Event.id)
        )
        return [(event, detail or "") for event, detail in rows]


def test_a_paper_of_another_agency_is_in_no_list_and_no_search(desk: Office, paper: str) -> None:
    with desk.house.database.reading() as session:
        from archive.papers.models import Paper

        code = session.get_one(Paper, uuid.UUID(paper)).code
    for visitor in ("officer-elsewhere", "handler-elsewhere"):
        program, pages = desk.visitor(visitor, program=True), desk.visitor(visitor, program=False)
        for path in (f"/api/v1/search?text={code}", "/api/v1/papers", f"/api/v1/papers?dossier={DOSSIER}",
                     f"/api/v1/search?owner={OWNER.number}"):  # fmt: skip
            assert program.get(path).json()["papers"] == []
        for path in ("/", "/dossiers", f"/lookup?dossier={DOSSIER}", f"/lookup?owner={OWNER.number}"):
            assert code not in pages.get(path).text
            assert paper not in pages.get(path).text


def test_without_a_ground_it_is_not_said_whether_somebody_has_papers(desk: Office, paper: str) -> None:
    program = desk.visitor("officer", program=True)
    stranger = "001190000001"
    answers = []
    for owner in (OWNER.number, stranger):
        for asked in (
            {},
            {"ground": "parent"},
            {"ground": "authority:2026-999999", "requester": "001190000002"},
        ):
            answer = program.get(f"/api/v1/owners/{owner}/papers", params=asked)
            answers.append((owner, asked.get("ground"), answer.status_code, answer.json()["code"]))
    assert [one[1:] for one in answers[:3]] == [one[1:] for one in answers[3:]]
    assert {one[2] for one in answers} <= {403, 404}


def test_a_take_on_a_false_authority_does_not_tell_whether_the_paper_is_there(
    desk: Office, paper: str
) -> None:
    program = desk.visitor("officer-elsewhere", program=True)
    body = {**TAKE, "dossier": "H99-3", "component": COMPONENT, "requester": "001190000001",
            "ground": "authority:2026-999999"}  # fmt: skip
    answers = [
        program.post("/api/v1/reuse/takes", json={**body, "paper": key}) for key in (paper, str(uuid.uuid4()))
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[0].status_code == 404
