"""Reading again over the pages and the API: ordered, awaited, and compared word by word."""

import dataclasses as dc
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.pipeline.view import history
from desk.web.app import create_app
from tests.desk.web.support import Office, csrf, office
from tests.fakes.other_reader import OtherReader


@pytest.fixture
def again(desk: Office) -> Iterator[Office]:
    """The same desk, whose other readers read other words."""
    with desk.built_with(open_reader=OtherReader) as other:
        yield other


def test_an_officer_has_a_paper_read_again_and_compares(again: Office) -> None:
    client = again.client("officer")
    paper = again.handed(again.program("officer"), colour=101)
    page = client.get(f"/papers/{paper}").text
    assert f"/papers/{paper}/read-again" in page
    assert f"/papers/{paper}/readings" not in page  # there is nothing to compare yet
    version = page.split('name="version" value="')[1].split('"')[0]
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
    assert "../../etc" in answer.text


def test_only_what_is_installed_is_offered(
    again: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("vie", "lao", "osd"):
        (tmp_path / f"{name}.traineddata").write_bytes(b"")
    house = dc.replace(again.house, settings=dc.replace(again.house.settings, tessdata=str(tmp_path)))
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else found(name)
    )
    desk = dc.replace(again, house=house, app=create_app(house), known={})
    paper = desk.handed(desk.program("officer"), colour=105)
    page = desk.client("officer").get(f"/papers/{paper}").text
    form = page.split("Đọc lại bằng bộ nhận dạng hoặc ngôn ngữ khác")[1].split("</details>")[0]
    assert re.findall(r'<option value="([^"]*)"', form) == [
        "", "tesserocr", "pytesseract", "vie", "lao", "vie+lao",
    ]  # fmt: skip


def test_a_form_of_corrections_is_never_renewed_by_itself(tmp_path: Path) -> None:
    with office(tmp_path, sign_first=True) as desk:
        program = desk.program("officer")
        paper = desk.kept(program, colour=106)
        assert program.post(f"/api/v1/papers/{paper}/readings", json={"model": "eng"}).status_code == 200
        page = desk.client("officer").get(f"/papers/{paper}").text
    assert 'id="describe"' in page
    assert "Đang đọc lại" in page
    assert 'http-equiv="refresh"' not in page


def test_a_language_that_is_not_there_is_said_with_what_is(desk: Office) -> None:
    program = desk.program("officer")
    paper = desk.handed(program, colour=104)
    answer = program.post(f"/api/v1/papers/{paper}/readings", json={"model": "khongco"})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "language-missing")
    for text in (said["text_vi"], said["text_en"]):
        assert "khongco" in text
        assert "vie" in text
        assert "/" not in text
    client = desk.client("officer")
    sent = {"csrf": csrf(client.get(f"/papers/{paper}").text), "model": "khongco", "field_number": "1/2020"}
    shown = client.post(f"/papers/{paper}/read-again", data=sent)
    assert shown.status_code == 422
    assert said["text_vi"] in shown.text
    assert 'value="1/2020"' in shown.text
    with desk.house.database.reading() as session:
        refused = [row for row in history(session, paper) if row["outcome"] == "refused"]
    assert [(row["action"], row["detail"]["code"]) for row in refused] == [
        ("paper:read-again", "language-missing")
    ] * 2
    assert program.get(f"/api/v1/papers/{paper}").json()["state"] == "needs_review"
