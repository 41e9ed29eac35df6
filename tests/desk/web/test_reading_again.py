"""Reading again over the pages and the API: ordered, awaited, and compared word by word."""

import dataclasses as dc
from collections.abc import Iterator

import pytest

from desk.pipeline.legs import legs
from desk.web.app import create_app
from tests.desk.web.support import Office, csrf
from tests.fakes.other_reader import OtherReader


@pytest.fixture
def again(desk: Office) -> Iterator[Office]:
    """The same desk, whose other readers read other words."""
    house = dc.replace(desk.house, open_reader=OtherReader)
    desk.engine.start(legs(house))
    yield dc.replace(desk, house=house, app=create_app(house), known={})
    desk.engine.start(legs(desk.house))


def test_an_officer_has_a_paper_read_again_and_compares(again: Office) -> None:
    client = again.client("officer")
    paper = again.handed(again.program("officer"), colour=101)
    page = client.get(f"/papers/{paper}").text
    assert f"/papers/{paper}/read-again" in page
    assert f"/papers/{paper}/readings" not in page  # there is nothing to compare yet
    form = page.split(f'action="/papers/{paper}/read-again"')[1]
    version = form.split('name="version" value="')[1].split('"')[0]
    sent = {"csrf": csrf(page), "version": version, "engine": "pytesseract", "model": "vie+eng"}
    answer = client.post(f"/papers/{paper}/read-again", data=sent)
    assert answer.status_code == 303, answer.text
    waiting = client.get(answer.headers["location"]).text
    assert "Đã yêu cầu đọc lại" in waiting
    assert "Đang đọc lại" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "/read-again" not in waiting
    again.engine.run()
    shown = client.get(f"/papers/{paper}").text
    assert 'http-equiv="refresh"' not in shown
    assert f"/papers/{paper}/readings" in shown
    side = client.get(f"/papers/{paper}/readings").text
    assert "<mark>GIẤY CHỨNG NHẬN KẾT HÔN</mark>" in side
    assert "<mark>lần sau 1</mark>" in side
    same = client.get(f"/papers/{paper}/readings?before=1&after=1").text
    assert "<mark>" not in same
    assert "Hai bản đọc giống hệt nhau" in same
    assert client.get(f"/papers/{paper}/readings?no=2").status_code == 404


def test_a_kept_paper_shows_that_it_is_being_read_and_that_it_stays_signed(again: Office) -> None:
    client, program = again.client("officer"), again.program("officer")
    paper = again.kept(program, colour=102)
    signed = program.get(f"/api/v1/papers/{paper}/files/signed").content
    ordered = program.post(f"/api/v1/papers/{paper}/readings", json={"model": "eng"})
    assert (ordered.status_code, ordered.json()["state"]) == (200, "available")
    assert 'http-equiv="refresh"' in client.get(f"/papers/{paper}").text
    assert len(program.get(f"/api/v1/papers/{paper}/readings").json()["readings"]) == 1
    again.engine.run()
    first, second = program.get(f"/api/v1/papers/{paper}/readings").json()["readings"]
    assert (first["model"], second["model"], second["n"]) == ("vie", "eng", 1)
    assert (second["confidence"], second["failed"]) == (0.9, [])
    assert [page["text"] for page in second["pages"]] == ["lần sau 1"]
    assert program.get(f"/api/v1/papers/{paper}").json()["readings"] == [first, second]
    assert program.get(f"/api/v1/papers/{paper}/files/signed").content == signed


def test_a_language_that_is_none_is_refused_on_the_page_where_it_was_typed(again: Office) -> None:
    client = again.client("officer")
    paper = again.handed(again.program("officer"), colour=103)
    sent = {"csrf": csrf(client.get(f"/papers/{paper}").text), "model": "../../etc"}
    answer = client.post(f"/papers/{paper}/read-again", data=sent)
    assert answer.status_code == 422
    assert "“ngôn ngữ” không hợp lệ" in answer.text
    assert 'value="../../etc"' in answer.text


def test_an_engine_that_is_not_there_is_said_with_its_code(desk: Office) -> None:
    program = desk.program("officer")
    paper = desk.handed(program, colour=104)
    answer = program.post(f"/api/v1/papers/{paper}/readings", json={"model": "khongco"})
    assert (answer.status_code, answer.json()["code"]) == (503, "engine-missing")
    assert program.get(f"/api/v1/papers/{paper}").json()["state"] == "needs_review"
