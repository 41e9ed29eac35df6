"""A look at an offered paper by API and page: pictures under a mark, never the signed file, kept nowhere."""

import io
from typing import Any

import numpy as np
import pikepdf
import pytest
import sqlalchemy as sa
from PIL import Image

from archive.audit.models import Event
from tests.desk.web.support import OWNER, PROCEDURE, Office

COMPONENT = f"{PROCEDURE}-TP04"
ASKED = {"owner": OWNER.number, "procedure": PROCEDURE, "ground": "self", "component": COMPONENT}


@pytest.fixture(scope="module")
def paper(desk: Office) -> str:
    return desk.kept(desk.visitor("officer", program=True), colour=71)


def _preview(desk: Office, paper: str, **more: str) -> Any:
    program = desk.visitor("handler", program=True)
    return program.post("/api/v1/reuse/previews", json={**ASKED, "paper": paper, **more})


def test_a_program_gets_a_file_of_pictures_and_the_hash_that_a_take_holds_to(
    desk: Office, paper: str
) -> None:
    answer = _preview(desk, paper)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["sohoa-pages"] == "1/1"
    program = desk.visitor("officer", program=True)
    signed = program.get(f"/api/v1/papers/{paper}").json()["revisions"][-1]["sha256"]
    assert answer.headers["sohoa-revision"] == signed
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}
        assert list(pdf.pages[0].Resources.keys()) == ["/XObject"]


def test_the_picture_of_a_page_carries_the_mark_and_is_kept_nowhere(desk: Office, paper: str) -> None:
    client = desk.visitor("handler", program=False)
    answer = client.get(f"/reuse/previews/{paper}/pages/1.jpg", params=ASKED)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/jpeg", "no-store")
    with Image.open(io.BytesIO(answer.content)) as image:
        pixels = np.asarray(image.convert("RGB"), np.int16)
    plain = np.median(pixels, axis=(0, 1))  # the page of the test has one colour
    for rows in np.array_split(np.abs(pixels - plain).max(axis=2) > 30, 3):
        for part in np.array_split(rows, 2, axis=1):
            assert part.mean() > 0.01
    assert client.get(f"/reuse/previews/{paper}/pages/2.jpg", params=ASKED).status_code == 404


@pytest.mark.parametrize("shown", ["b" * 64, "none"])
def test_what_changed_since_it_was_shown_is_not_shown_further(desk: Office, paper: str, shown: str) -> None:
    assert _preview(desk, paper, shown=shown).json()["code"] == "paper-changed"
    client = desk.visitor("handler", program=False)
    assert (
        client.get(f"/reuse/previews/{paper}/pages/1.jpg", params={**ASKED, "shown": shown}).status_code
        == 409
    )


def test_only_what_may_be_looked_at_has_a_link_and_only_what_may_serve_is_taken(
    desk: Office, paper: str
) -> None:
    program, client = desk.visitor("officer", program=True), desk.visitor("officer", program=False)
    held = desk.kept(program, colour=72)
    address = f"/reuse/previews/{held}"
    asked = {**ASKED, "dossier": "H99-8"}
    assert f'href="{address}?' in client.get("/reuse", params=asked).text
    assert 'action="/reuse/take"' in client.get(address, params=asked).text
    program.post(f"/api/v1/papers/{held}/marks", json={"mark": "held", "reason": "xem lại"})
    page = client.get("/reuse", params=asked).text
    assert f'href="{address}?' not in page
    refused = client.get(address, params=asked)
    assert refused.status_code == 409
    assert 'action="/reuse/take"' not in refused.text


def test_a_preview_reveals_no_paper_to_who_asks_for_somebody_without_a_ground(
    desk: Office, paper: str
) -> None:
    other = {"requester": "001190000001", "ground": "self"}
    nowhere = "2026-999999"
    answers = [_preview(desk, key, **other) for key in (paper, nowhere)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()
    with desk.house.database.reading() as session:
        last = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (last.action, last.outcome) == ("reuse:preview", "refused")
