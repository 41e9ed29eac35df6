"""Forms are taken only from our own pages, and a sign-in leads nowhere else."""

import re

import pytest

from desk.web.doors import CSRF_HEADER
from desk.web.pages.sign_in import inside
from tests.desk.web.routing import addresses
from tests.desk.web.support import OWNER, PASSWORD, PROCEDURE, Office, csrf

PAGES = ("/", "/upload?procedure=" + PROCEDURE, "/dossiers", "/lookup", "/verify",
         f"/reuse?procedure={PROCEDURE}&owner={OWNER.number}&ground=self&dossier=H99-7")  # fmt: skip


def test_no_form_of_a_page_is_taken_without_the_token_of_this_very_session(desk: Office) -> None:
    client, other = desk.visitor("officer", program=False), desk.client("officer")
    forms = [path for method, path in addresses(desk.app) if method == "POST" and "/api/" not in path]
    assert len(forms) > 8
    stale = csrf(other.get("/verify").text)
    for path in forms:
        address = path.replace("{key}", "2026-000001")
        for sent in ({}, {"csrf": "x"}, {"csrf": stale}, {"csrf": ""}):
            answer = client.post(address, data=sent)
            assert answer.status_code == 403, (path, sent)
            assert "Biểu mẫu đã cũ" in answer.text


def test_a_form_sent_from_elsewhere_is_refused_even_with_the_token(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    sent = {"csrf": csrf(client.get("/verify").text)}
    for origin in ("http://evil.test", "null", "http://desk.test.evil.test", "https://[", "desk.test"):
        answer = client.post("/reuse/ask", data=sent, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    assert client.post("/reuse/ask", data=sent, headers={"Origin": "http://desk.test"}).status_code != 403


def test_every_form_that_writes_carries_the_token(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    paper = desk.handed(desk.visitor("officer", program=True), colour=91)
    kept = desk.kept(desk.visitor("officer", program=True), colour=92)
    for page in (*PAGES, f"/papers/{paper}", f"/papers/{kept}"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', client.get(page).text, re.DOTALL):
            assert 'name="csrf" value="' in form, (page, form)
        assert "<script" not in client.get(page).text


def test_a_program_with_a_cookie_needs_the_token_for_writes_and_none_for_reads(desk: Office) -> None:
    client = desk.client("officer")
    token = csrf(client.get("/verify").text)
    body = {"owner": OWNER.number, "procedure": PROCEDURE}
    assert client.get("/api/v1/papers").status_code == 200
    assert client.post("/api/v1/reuse/checks", json=body).json()["code"] == "form-stale"
    sent = {CSRF_HEADER: token}
    assert client.post("/api/v1/reuse/checks", json=body, headers=sent).status_code == 200
    away = {**sent, "Origin": "http://evil.test"}
    assert client.post("/api/v1/reuse/checks", json=body, headers=away).status_code == 403
    assert client.delete("/api/v1/sessions/current").status_code == 403


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(desk: Office) -> None:
    client = desk.client()
    page = client.get("/sign-in")
    form = page.headers["set-cookie"].lower()
    assert "httponly" in form
    assert "samesite=strict" in form
    sent = {"csrf": csrf(page.text), "name": "officer", "password": PASSWORD}
    cookie = client.post("/sign-in", data=sent).headers["set-cookie"].lower()
    assert cookie.startswith("sohoa=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "domain=" not in cookie


def test_a_sign_in_form_of_another_browser_is_not_taken(desk: Office) -> None:
    """Else somebody could sign an officer in as himself and see what the officer types."""
    mine, theirs = desk.client(), desk.client()
    token = csrf(theirs.get("/sign-in").text)
    mine.get("/sign-in")
    answer = mine.post("/sign-in", data={"csrf": token, "name": "officer", "password": PASSWORD})
    assert answer.status_code == 403
    assert "sohoa" not in mine.cookies


@pytest.mark.parametrize(
    "address",
    ["http://evil.test/", "//evil.test", "///evil.test", "/\\evil.test", "\\\\evil.test",
     "javascript:alert(1)", "/\t/evil.test", "/\r\nSet-Cookie: x=1", "evil.test", "//[", ""],
)  # fmt: skip
def test_no_sign_in_leads_to_another_site(desk: Office, address: str) -> None:
    assert inside(address) == "/"
    client = desk.client()
    page = client.get("/sign-in", params={"next": address})
    assert page.status_code == 200
    sent = {"csrf": csrf(page.text), "name": "officer", "password": PASSWORD, "next": address}
    assert client.post("/sign-in", data=sent).headers["location"] == "/"


def test_a_sign_in_leads_back_to_the_page_that_was_asked_for(desk: Office) -> None:
    client = desk.client()
    asked = client.get("/lookup?text=k%E1%BA%BFt")
    assert asked.status_code == 303
    page = client.get(asked.headers["location"])
    following = re.search(r'name="next" value="([^"]+)"', page.text)
    assert following
    sent = {"csrf": csrf(page.text), "name": "officer", "password": PASSWORD, "next": following[1]}
    assert client.post("/sign-in", data=sent).headers["location"] == "/lookup?text=k%E1%BA%BFt"


def test_a_closed_session_is_good_for_nothing(desk: Office) -> None:
    client = desk.client("officer")
    token = client.cookies["sohoa"]
    client.post("/sign-out", data={"csrf": csrf(client.get("/verify").text)})
    stolen = desk.client()
    stolen.cookies.set("sohoa", token)
    assert stolen.get("/").status_code == 303
    assert stolen.get("/api/v1/papers").status_code == 401


def test_nothing_of_a_paper_stays_in_the_browser_nor_shows_in_a_frame(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    for path in ("/", "/lookup", "/api/v1/papers", "/sign-in", "/nowhere"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'self'" in headers["content-security-policy"]
