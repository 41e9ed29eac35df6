"""What supervisors and programmers read: figures and the description, nothing about people."""

import re

from tests.desk.web.support import OWNER, Office, TestClient


def test_figures_are_for_this_machine_and_for_who_may_know(desk: Office) -> None:
    desk.handed(desk.visitor("officer", program=True), colour=81)
    local = TestClient(desk.app, base_url="http://desk.test", client=("127.0.0.1", 5))
    text = local.get("/metrics").text
    assert re.search(r'^sohoa_papers\{stage="needs_review"\} [1-9]', text, re.MULTILINE)
    assert "sohoa_workers " in text
    assert 'sohoa_proofs{state="lost"} 0' in text
    assert "sohoa_oldest_unfinished_seconds " in text
    assert OWNER.number not in text
    for header in ({"X-Forwarded-For": "198.51.100.7"}, {"Forwarded": "for=198.51.100.7"}):
        assert local.get("/metrics", headers=header).status_code == 401
    assert desk.client().get("/metrics").status_code == 401
    assert desk.visitor("auditor", program=True).get("/metrics").status_code == 200


def test_live_and_ready_answer_strangers_without_a_word_about_papers(desk: Office) -> None:
    stranger = desk.client()
    for prefix in ("", "/api/v1"):
        assert stranger.get(f"{prefix}/health/live").json() == {"live": True}
        ready = stranger.get(f"{prefix}/health/ready")
        assert ready.status_code == 200
        assert set(ready.json()) == {"ready", "database", "store", "working"}


def test_the_description_covers_every_address_of_the_api_and_is_a_page_too(desk: Office) -> None:
    from tests.desk.web.routing import addresses

    described = desk.client().get("/api/openapi.json").json()["paths"]
    # A number of a dossier may hold a slash; the description has no word for that.
    there = {
        (method, path.replace(":path}", "}"))
        for method, path in addresses(desk.app)
        if path.startswith("/api/v1")
    }
    assert {(method.upper(), path) for path, methods in described.items() for method in methods} >= there
    page = desk.client().get("/api/docs").text
    for method, path in there:
        assert f"{method} {path}" in page


def test_no_page_asks_anything_of_another_host(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    paper = desk.handed(desk.visitor("officer", program=True), colour=82)
    for path in ("/sign-in", "/", "/upload", "/lookup", "/reuse", "/verify", f"/papers/{paper}", "/api/docs",
                 "/static/desk.css", "/nowhere"):  # fmt: skip
        text = client.get(path).text
        assert not re.search(r"""(src|href|action)=["']?(https?:)?//|url\(|@import""", text), path
