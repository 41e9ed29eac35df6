"""Whatever a citizen, a scan or a stranger writes stays text on every page."""

import dataclasses as dc
from collections.abc import Iterator

import pytest

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.values.description import Field, Party, Role
from desk.pipeline.legs import legs
from desk.web.app import create_app
from tests.desk.web.support import (
    HOME_AGENCY,
    OWNER,
    PASSWORD,
    PROCEDURE,
    Office,
    csrf,
    describer,
    office,
    picture,
)

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
DOSSIER = "H99-260302-0666"
RAW = ("<script", "<img src=x", "\"'>", "alert(2)>49")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk where every name is an attack."""
    with office(tmp_path_factory.mktemp("evil")) as desk:
        reading = describer()
        reading.fields = {
            name: Field(name, EVIL, EVIL, 0.5, 1)
            for name in ("number", "owner_name", "title", "signer", EVIL)
        }
        reading.parties = (Party(Role.SPOUSE, EVIL, OWNER),)
        house = dc.replace(desk.house, describer=reading)
        desk.engine.start(legs(house))
        with house.database.transaction() as session:
            accounts.add(
                session, name="evil", full_name=EVIL, agency=HOME_AGENCY, password=PASSWORD,
                roles=frozenset(AccountRight), settings=house.settings, clock=house.clock,
            )  # fmt: skip
        yield dc.replace(desk, house=house, app=create_app(house), known={})


@pytest.fixture(scope="module")
def paper(evil: Office) -> str:
    """A paper that was handed in, held and described with an attack everywhere."""
    program = evil.visitor("evil", program=True)
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": DOSSIER}
    files = {"files": (f"{EVIL}.jpg", picture(5))}
    answer = program.post("/api/v1/uploads", data=sent, files=files)
    evil.engine.run()
    paper = str(answer.json()["results"][0]["papers"][0]["paper"])
    marked = program.post(f"/api/v1/papers/{paper}/marks", json={"mark": "held", "reason": EVIL})
    assert marked.status_code == 200
    return paper


@pytest.mark.parametrize(
    "path",
    [
        "/", "/dossiers", f"/dossiers/{DOSSIER}", "/papers/PAPER", "/lookup", "/lookup?text=EVIL",
        "/lookup?owner=EVIL&dossier=EVIL&type=EVIL", "/upload?procedure=EVIL", "/upload?dossier=EVIL",
        f"/upload?procedure={PROCEDURE}&dossier=EVIL&owner=EVIL",
        "/reuse?owner=EVIL&procedure=EVIL&ground=EVIL",
        f"/reuse?owner={OWNER.number}&procedure={PROCEDURE}&ground=self&dossier=EVIL&requester={OWNER.number}",
        "/audit", "/audit?paper=EVIL&actor=EVIL&outcome=EVIL", "/audit?day=EVIL", "/sign-in?next=/EVIL",
        "/papers/EVIL", "/EVIL", "/?done=EVIL", "/papers/PAPER?done=EVIL", "/api/docs", "/verify",
    ],
)  # fmt: skip
def test_no_page_runs_what_somebody_wrote(evil: Office, paper: str, path: str) -> None:
    client = evil.visitor("evil", program=False)
    answer = client.get(_address(path, paper))
    assert answer.status_code < 500
    assert answer.headers["content-type"].startswith("text/html")
    for raw in RAW:
        assert raw not in answer.text, (path, raw)


def _address(path: str, paper: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("EVIL", quote(EVIL)).replace("PAPER", paper), safe="/?&=%")


def test_the_attack_is_shown_as_what_it_is(evil: Office, paper: str) -> None:
    page = evil.visitor("evil", program=False).get(f"/papers/{paper}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("&lt;script&gt;") > 6


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/papers/PAPER/confirm", {"presented": EVIL, "complete": "1"}),
        ("/papers/PAPER/confirm", {"presented": "original", "complete": "1", "owners": EVIL, "reason": EVIL}),
        ("/papers/PAPER/confirm", {"presented": "original", "complete": "1", f"field_{EVIL}!": "x"}),
        ("/papers/PAPER/revoke", {"reason": EVIL, "superseded_by": EVIL}),
        ("/papers/PAPER/revoke", {"reason": EVIL, "since": EVIL, "authority": EVIL, "decision": EVIL}),
        ("/papers/PAPER/replace", {"reason": EVIL, "by": EVIL}),
        ("/papers/PAPER/note-correction", {"reason": EVIL, "notice": EVIL, "issued_on": EVIL}),
        ("/notices/PAPER/acknowledge", {"dossier": EVIL}),
        ("/papers/PAPER/mark", {"mark": EVIL}),
        ("/reuse/take", {"owner": EVIL, "procedure": EVIL, "paper": EVIL, "component": EVIL}),
        ("/reuse/ask", {"owner": OWNER.number, "procedure": PROCEDURE, "component": EVIL, "reason": EVIL}),
        ("/sign-in", {"name": EVIL, "password": EVIL, "next": EVIL}),
    ],
)  # fmt: skip
def test_no_refused_form_runs_what_somebody_wrote(
    evil: Office, paper: str, path: str, data: dict[str, str]
) -> None:
    client = evil.client("evil")
    token = csrf(client.get("/sign-in" if path == "/sign-in" else "/verify").text)
    answer = client.post(path.replace("PAPER", paper), data={**data, "csrf": token})
    assert answer.status_code in (401, 404, 409, 422), answer.text
    for raw in RAW:
        assert raw not in answer.text


def test_a_file_name_stays_text_where_it_is_refused_and_where_it_is_judged(evil: Office) -> None:
    client = evil.visitor("evil", program=False)
    token = csrf(client.get("/verify").text)
    sent = {"csrf": token, "owner": OWNER.number, "procedure": PROCEDURE, "dossier": "H99-2"}
    name = EVIL.replace("/", "").replace('"', "")
    refused = client.post("/upload", data=sent, files={"files": (name, b"MZ")})
    judged = client.post("/verify", data={"csrf": token}, files={"file": (name, b"%PDF-1.4 nothing")})
    for answer, status in ((refused, 422), (judged, 200)):
        assert answer.status_code == status
        assert "&lt;script&gt;" in answer.text
        for raw in RAW:
            assert raw not in answer.text


def test_a_file_goes_out_as_an_attachment_under_a_harmless_name(evil: Office, paper: str) -> None:
    answer = evil.visitor("evil", program=True).get(f"/api/v1/papers/{paper}/files/original")
    told = answer.headers["content-disposition"]
    assert told.startswith('attachment; filename="')
    assert told.count('"') == 2
    assert "\n" not in told
    assert "<" not in told
    assert answer.headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("name", ["a.html", "b.svg", "c.jpg.html", "d"])
def test_nothing_of_a_citizen_is_served_as_a_page(evil: Office, name: str) -> None:
    program = evil.visitor("evil", program=True)
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": f"H99-{name}"}
    answer = program.post("/api/v1/uploads", data=sent, files={"files": (name, picture(6), "text/html")})
    paper = answer.json()["results"][0]["papers"][0]["paper"]
    got = program.get(f"/api/v1/papers/{paper}/files/original")
    assert got.content == picture(6)
    assert got.headers["content-type"] in ("application/octet-stream", "image/jpeg")
    assert got.headers["content-disposition"].startswith("attachment;")
