"""The way of a paper over the pages and over the API."""

import html
import io
import re
import zipfile
import zlib

import pytest

from desk.pipeline.sweep import sweep
from tests.desk.web.support import DOSSIER, OWNER, PROCEDURE, Office, csrf, picture


def test_an_officer_takes_a_paper_from_scan_to_signature_by_pages_alone(desk: Office) -> None:
    client = desk.client("officer")
    form = client.get(f"/upload?procedure={PROCEDURE}")
    sent = {"csrf": csrf(form.text), "procedure": PROCEDURE, "dossier": "H99-1", "owner": OWNER.number}
    done = client.post("/upload", data=sent, files=[("files", ("quét 1.jpg", picture(11)))])
    assert done.status_code == 303
    watching = client.get(done.headers["location"])
    assert 'http-equiv="refresh"' in watching.text
    desk.engine.run()
    dossier = client.get(done.headers["location"]).text
    assert 'http-equiv="refresh"' not in dossier
    home = client.get("/").text
    paper = home.split('href="/papers/')[1].split('"')[0]
    page = client.get(f"/papers/{paper}")
    assert "Đỗ Văn Mận" in page.text
    version = page.text.split('name="version" value="')[1].split('"')[0]
    act = {"csrf": csrf(page.text), "version": version, "presented": "original", "complete": "1",
           "field_number": "18/2019", "was_number": "17/2019", "field_type": "giay-chung-nhan-ket-hon",
           "was_type": "giay-chung-nhan-ket-hon"}  # fmt: skip
    confirmed = client.post(f"/papers/{paper}/confirm", data=act)
    assert confirmed.status_code == 303, confirmed.text
    desk.engine.run()
    shown = client.get(f"/papers/{paper}").text
    assert "18/2019" in shown
    assert "đã lưu" in shown
    signed = client.get(f"/papers/{paper}/files/signed")
    assert signed.headers["content-disposition"].startswith("attachment;")
    assert signed.content.startswith(b"%PDF-")
    judged = client.get("/verify")
    verdict = client.post(
        "/verify", data={"csrf": csrf(judged.text)}, files=[("file", ("a.pdf", signed.content))]
    )
    assert "ĐẠT" in verdict.text
    assert "KHÔNG ĐẠT" not in verdict.text


def test_the_original_comes_back_bit_for_bit_and_the_evidence_in_one_archive(desk: Office) -> None:
    client = desk.program("officer")
    paper = desk.kept(client, colour=21)
    original = client.get(f"/api/v1/papers/{paper}/files/original")
    assert original.content == picture(21)
    evidence = client.get(f"/api/v1/papers/{paper}/files/evidence")
    names = zipfile.ZipFile(io.BytesIO(evidence.content)).namelist()
    assert any(name.endswith("SHA256SUMS") for name in names)
    assert len(names) == len(set(names))


def test_a_signed_paper_is_offered_and_taken_over_by_pages(desk: Office) -> None:
    program = desk.program("officer")
    paper = desk.kept(program, colour=31)
    client = desk.client("officer")
    new = "H99.32.01-261106-0009"
    asked = {
        "dossier": new,
        "procedure": PROCEDURE,
        "owner": OWNER.number,
        "ground": "self",
        "identity": "id-original",
    }
    page = client.get("/reuse", params=asked)
    assert page.status_code == 200, page.text
    assert 'action="/reuse/take"' not in page.text  # nothing is taken unseen
    (address,) = set(re.findall(rf'href="(/reuse/previews/{paper}[^"]+)"', page.text))
    preview = client.get(html.unescape(address)).text
    picture_at = html.unescape(re.search(r'<img src="([^"]+)"', preview)[1])
    assert client.get(picture_at).headers["content-type"] == "image/jpeg"
    form = preview.partition('action="/reuse/take"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    signed = program.get(f"/api/v1/papers/{paper}").json()["revisions"][-1]["sha256"]
    assert sent["shown"].startswith(f"{signed}.")
    note = {"reason": "số 45, không phải 54", "agency": "UBND xã Hòa Sơn"}
    assert program.post(f"/api/v1/papers/{paper}/correction-notices", json=note).status_code == 200
    stale = client.post("/reuse/take", data=sent)
    assert stale.status_code == 409
    assert "đã thay đổi" in stale.text
    preview = client.get(html.unescape(address)).text
    assert note["reason"] in preview
    form = preview.partition('action="/reuse/take"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    taken = client.post("/reuse/take", data=sent)
    assert taken.status_code == 303, taken.text
    (used,) = program.get(f"/api/v1/papers/{paper}").json()["reused"]
    assert (used["assisted"], used["identity_check"], used["requester"]) == (True, "id-original", str(OWNER))
    assert "cán bộ giúp nộp, đã đối chiếu bản chính giấy tờ tùy thân" in client.get(f"/papers/{paper}").text
    assert "đã lấy vào hồ sơ" in client.get(taken.headers["location"]).text
    assert "dùng lại" in client.get(f"/dossiers/{new}").text


def test_a_file_that_is_refused_stops_no_other_of_the_same_form(desk: Office) -> None:
    client = desk.program("officer")
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": DOSSIER}
    sent_files = {"a.jpg": picture(41), "b.exe": b"MZ nothing", "c.jpg": b""}
    files = [("files", one) for one in sent_files.items()]
    lines = client.post("/api/v1/uploads", data=sent, files=files).json()["results"]
    codes = [line["error"] and line["error"]["code"] for line in lines]
    assert codes == [None, "unknown-format", "empty-file"]
    assert lines[0]["papers"][0]["new"]
    again = client.post("/api/v1/uploads", data=sent, files=files[:1]).json()["results"]
    assert again[0]["papers"][0]["paper"] == lines[0]["papers"][0]["paper"]
    assert not again[0]["papers"][0]["new"]
    desk.engine.run()
    assert sweep(desk.house) == 0


def test_typed_corrections_survive_a_refused_confirmation(desk: Office) -> None:
    client = desk.client("officer")
    paper = desk.handed(desk.program("officer"), colour=51)
    page = client.get(f"/papers/{paper}").text
    act = {"csrf": csrf(page), "presented": "original", "complete": "1",
           "field_issued_on": "hôm qua", "was_issued_on": "2019-05-06",
           "owners": "099084000017:spouse"}  # fmt: skip
    refused = client.post(f"/papers/{paper}/confirm", data=act)
    assert refused.status_code == 422
    assert "hôm qua" in refused.text
    assert "099084000017:spouse" in refused.text


def test_a_kept_paper_whose_owner_nobody_confirmed_gets_one_from_its_page(desk: Office) -> None:
    """The describer finds OWNER on it; the dossier is of somebody else, so that nobody is the owner yet."""
    program, client = desk.program("officer"), desk.client("officer")
    sent = {"owner": "001190000077", "procedure": PROCEDURE, "dossier": "H99-other"}
    answer = program.post("/api/v1/uploads", data=sent, files={"files": ("a.jpg", picture(61))})
    paper = answer.json()["results"][0]["papers"][0]["paper"]
    desk.engine.run()
    program.post(f"/api/v1/papers/{paper}/confirmations", json={"presented": "original"})
    desk.engine.run()
    page = client.get(f"/papers/{paper}").text
    assert "chưa xác nhận chủ giấy tờ" in page
    version = page.split('name="version" value="')[1].split('"')[0]
    act = {"csrf": csrf(page), "version": version, "presented": "original", "owners": ""}
    refused = client.post(f"/papers/{paper}/owners", data=act)
    assert refused.status_code == 422
    assert "“chủ giấy tờ” không hợp lệ" in refused.text
    act["owners"] = f"{OWNER.number}:spouse"
    assert client.post(f"/papers/{paper}/owners", data=act).status_code == 303
    shown = program.get(f"/api/v1/papers/{paper}").json()
    assert (shown["reusable"], shown["why_not"]) == (True, None)
    assert [party["confirmed_by"] for party in shown["parties"]] == ["officer"]
    assert client.post(f"/papers/{paper}/owners", data=act).status_code == 409  # the page is stale now


def test_an_owner_whose_number_the_paper_does_not_print_is_told_and_put_right(desk: Office) -> None:
    program, client = desk.program("officer"), desk.client("officer")
    paper = desk.kept(program, colour=62)
    mistyped = {"presented": "original", "owners": ["001190000078:owner"]}
    answer = program.post(f"/api/v1/papers/{paper}/confirmations", json=mistyped)
    assert answer.json()["unlike_print"] == [str(OWNER)]
    page = client.get(f"/papers/{paper}").text
    assert "Chủ giấy tờ khác số in trên giấy" in page
    version = page.split('name="version" value="')[1].split('"')[0]
    act = {"csrf": csrf(page), "version": version, "presented": "original", "owners": f"{OWNER.number}:owner"}
    assert client.post(f"/papers/{paper}/owners", data=act).status_code == 303
    assert "Chủ giấy tờ khác số in trên giấy" not in client.get(f"/papers/{paper}").text
    assert program.get(f"/api/v1/papers/{paper}").json()["unlike_print"] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7/6/2020", "2020-06-07"), ("07-06-2020", "2020-06-07"), ("2020-06-07", "2020-06-07"),
     ("không thời hạn", "no-expiry")],
)  # fmt: skip
def test_a_day_is_typed_as_people_write_it(desk: Office, typed: str, kept: str) -> None:
    program, client = desk.program("officer"), desk.client("officer")
    paper = desk.handed(program, colour=100, dossier=f"H99-{zlib.crc32(typed.encode())}")
    page = client.get(f"/papers/{paper}").text
    assert 'value="06/05/2019"' in page
    act = {"csrf": csrf(page), "presented": "original", "complete": "1",
           "field_issued_on": "06/05/2019", "was_issued_on": "06/05/2019",
           "field_valid_until": typed, "was_valid_until": ""}  # fmt: skip
    assert client.post(f"/papers/{paper}/confirm", data=act).status_code == 303
    shown = program.get(f"/api/v1/papers/{paper}").json()
    assert (shown["issued_on"], shown["valid_until"]) == ("2019-05-06", kept)
    assert shown["fields"]["issued_on"]["source"] == "read"


@pytest.mark.parametrize("typed", ["31/02/2020", "7/6/20", "32.13.2020", "mai"])
def test_a_day_that_does_not_exist_is_refused_by_the_name_of_its_field(desk: Office, typed: str) -> None:
    client = desk.client("officer")
    paper = desk.handed(desk.program("officer"), colour=240, dossier="H99-days")
    act = {"csrf": csrf(client.get(f"/papers/{paper}").text), "presented": "original", "complete": "1",
           "field_issued_on": typed, "was_issued_on": "06/05/2019"}  # fmt: skip
    refused = client.post(f"/papers/{paper}/confirm", data=act)
    assert refused.status_code == 422
    assert "“Ngày ban hành / ngày cấp” không hợp lệ: cần một ngày có thật" in refused.text
    assert typed in refused.text


def test_a_kept_paper_that_cannot_be_reused_says_why_and_what_helps(desk: Office) -> None:
    program = desk.visitor("officer", program=True)
    paper = desk.kept(program, colour=71, dossier="H99.32.01-261105-0071")
    page = desk.visitor("officer", program=False)
    assert "Hồ sơ khác lấy được giấy tờ này" in page.get(f"/papers/{paper}").text
    held = program.post(f"/api/v1/papers/{paper}/marks", json={"mark": "held", "reason": "nghi ngờ"})
    assert held.status_code == 200, held.text
    shown = page.get(f"/papers/{paper}").text
    assert '<span class="state available">đã lưu</span>' in shown
    assert "dùng được" not in shown
    assert "hồ sơ khác chưa lấy dùng lại được" in shown
    assert "đang tạm giữ để kiểm tra" in shown
    assert "bấm “Thôi tạm giữ”" in shown
