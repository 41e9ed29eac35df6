"""A program on the officer's machine signs over the API."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from fixtures.signing_tool import Tool
from signing.keys.soft import SoftSigner
from signing.keys.store import KeyStore
from tests.desk.web.support import OWNER, Office, csrf

PATH = "/api/v1/signing-sessions"


@pytest.fixture
def key(desk: Office) -> Iterator[SoftSigner]:
    """The officer's key, which the server has not while the test lasts."""
    home = desk.house.settings.home
    signer = KeyStore(home).signer_for("officer")
    assert signer is not None
    file = home / "officers" / "officer.p12"
    hidden = file.rename(file.with_suffix(".away"))
    yield signer
    hidden.rename(file)


def _pem(signer: SoftSigner) -> str:
    return x509.load_der_x509_certificate(signer.certificate).public_bytes(Encoding.PEM).decode()


def _waiting(desk: Office, program: Any, colour: int) -> str:
    paper = desk.kept(program, colour)
    assert program.get(f"/api/v1/papers/{paper}").json()["state"] == "confirmed"
    return paper


def _open(program: Any, signer: SoftSigner, *papers: str, **said: str) -> Any:
    return program.post(PATH, json={"papers": list(papers), "certificate": _pem(signer), **said})


def test_a_batch_is_opened_signed_and_kept(desk: Office, key: SoftSigner) -> None:
    program = desk.program("officer")
    papers = [_waiting(desk, program, colour) for colour in (11, 12)]
    answer = _open(program, key, *papers, "2099-000001")
    assert answer.status_code == 201, answer.text
    opened = answer.json()
    assert [item["paper"] for item in opened["items"]] == papers
    assert [(one["paper"], one["error"]["code"]) for one in opened["refused"]] == [
        ("2099-000001", "not-found")
    ]
    assert {(item["digest"], item["mechanism"]) for item in opened["items"]} == {("sha256", "ecdsa")}
    made = [
        {
            "paper": item["paper"],
            "signature": base64.b64encode(
                key.sign(base64.b64decode(item["to_sign"]), item["digest"])
            ).decode(),
        }
        for item in opened["items"]
    ]
    sent = {"token": opened["token"], "signatures": made}
    for _ in range(2):  # the same request again under its key is answered again, not done again
        answer = program.post(
            f"{PATH}/{opened['session']}/signatures", json=sent, headers={"Idempotency-Key": "batch-1"}
        )
        assert [(one["state"], one["error"]) for one in answer.json()["results"]] == [("available", None)] * 2
    answer = program.post(f"{PATH}/{opened['session']}/signatures", json=sent)
    assert {one["error"]["code"] for one in answer.json()["results"]} == {"signature-already-taken"}


def test_what_is_no_session_no_way_or_no_base64_is_told(desk: Office, key: SoftSigner) -> None:
    program = desk.program("officer")
    paper = _waiting(desk, program, 13)
    assert _open(program, key, paper, way="fax").json()["code"] == "bad-value"
    assert _open(program, key, paper, role="king").json()["code"] == "bad-value"
    assert _open(program, key).json()["code"] == "bad-value"
    opened = _open(program, key, paper).json()
    sent = {"token": opened["token"], "signatures": [{"paper": paper, "signature": "không"}]}
    assert program.post(f"{PATH}/{opened['session']}/signatures", json=sent).json()["code"] == "bad-value"
    assert program.post(f"{PATH}/{paper}/signatures", json=sent | {"signatures": []}).status_code == 404
    assert OWNER.number not in opened["items"][0]["to_sign"]


def test_the_api_says_what_a_session_takes(desk: Office) -> None:
    described = desk.program("officer").get("/api/openapi.json").json()["paths"]
    body = described[PATH]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"].endswith("/SessionBody")
    assert f"{PATH}/{{session}}/signatures" in described


def test_an_officer_ticks_papers_on_the_page_and_gets_one_time_links(desk: Office, key: SoftSigner) -> None:
    program, officer = desk.program("officer"), desk.client("officer")
    papers = [_waiting(desk, program, colour) for colour in (14, 15)]
    codes = [program.get(f"/api/v1/papers/{paper}").json()["code"] for paper in papers]
    page = officer.get("/signing").text
    assert all(code in page for code in codes)
    assert "/signing" in officer.get(f"/papers/{papers[0]}").text
    assert "/signing" in officer.get("/").text
    answer = officer.post("/signing", data={"csrf": csrf(page), "papers": codes})
    assert answer.status_code == 200, answer.text
    links = re.findall(r'href="http://desk.test(/api/v1/signing-files/[^"]+)"', answer.text)
    assert len(links) == 2
    assert links[0] not in officer.get("/signing").text
    nobody = desk.client()
    for link in links:
        tool = Tool(key, desk.house.clock.now())
        assert tool.run(nobody, link).status_code == 200
    assert {program.get(f"/api/v1/papers/{paper}").json()["verdict"] for paper in papers} == {"PASSED"}
    assert codes[0] not in officer.get("/signing").text


def test_without_a_tick_the_page_says_so_and_signs_nothing(desk: Office, key: SoftSigner) -> None:
    program, officer = desk.program("officer"), desk.client("officer")
    paper = _waiting(desk, program, 16)
    page = officer.get("/signing").text
    answer = officer.post("/signing", data={"csrf": csrf(page)})
    assert (answer.status_code, "giấy tờ" in answer.text) == (422, True)
    assert program.get(f"/api/v1/papers/{paper}").json()["state"] == "confirmed"
