"""Officers' work in a real browser without JavaScript, at the size of an old office screen."""

import dataclasses as dc
import re
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.audit.seal import seal
from archive.values.description import Field
from desk.prepare import PASSWORD_FILE
from fixtures.dossier import FIRST, make
from tests.desk.web.browsing import SCREEN, at_the_desk, served
from tests.desk.web.support import OWNER, PROCEDURE, Office, describer, picture
from tests.servers.process import free_port, running

pytestmark = pytest.mark.browser
DOSSIER, NEXT_DOSSIER = "H99.32.01-261107-0001", "H99.32.01-261107-0002"


@pytest.fixture(scope="module")
def address(desk: Office) -> Iterator[str]:
    """Where the desk is served for real."""
    with served(desk) as address:
        yield address


def hand_in(page: Page, dossier: str, owner: str, procedure: str, files: list[Path]) -> None:
    page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    page.get_by_label("Thủ tục hành chính").select_option(procedure)
    page.get_by_role("button", name="Chọn thủ tục").click()
    page.get_by_label("Mã hồ sơ").fill(dossier)
    page.get_by_label("Người nộp (chủ hồ sơ)").fill(owner)
    page.get_by_label("Tệp quét").set_input_files(files)
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(page.get_by_role("heading", name=f"Hồ sơ {dossier}")).to_be_visible()


def confirm(page: Page) -> None:
    page.get_by_label("bản chính", exact=True).check()
    page.get_by_label("Bản quét đủ mọi trang").check()
    page.get_by_role("button", name="Xác nhận và ký số").click()


def press_access_key(page: Page, letter: str) -> None:
    """Press Alt and a letter; the driver's own `press` sends no letter beside Alt."""
    key = {"key": letter, "text": letter, "unmodifiedText": letter, "modifiers": 1}
    page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", {"type": "keyDown", **key})


def test_an_officer_digitises_a_dossier_reuses_it_and_an_auditor_sees_it_all(
    desk: Office, address: str, browser: Browser, tmp_path: Path
) -> None:
    scans = [tmp_path / "quét 1.jpg", tmp_path / "quét 2.jpg"]
    for number, scan in enumerate(scans):
        scan.write_bytes(picture(140 + 40 * number))
    with at_the_desk(browser, address, "officer") as page:
        hand_in(page, DOSSIER, OWNER.number, PROCEDURE, scans)
        expect(page.get_by_text("Máy đang làm việc")).to_be_visible()
        desk.engine.run()
        # Nobody presses anything: the page renews itself.
        expect(page.get_by_text("chờ kiểm tra")).to_have_count(2, timeout=10_000)
        page.get_by_role("link", name="Việc của tôi").click()
        page.get_by_role("link", name="Kiểm tra giấy tờ đầu tiên").click()
        code = _code(page)
        _check_picture_and_fields(page)
        page.get_by_label("Số, ký hiệu").fill("18/2019")
        confirm(page)
        expect(page.get_by_text("Đã xác nhận.")).to_be_visible()
        expect(page.get_by_role("link", name="Giấy tờ tiếp theo")).to_be_visible()
        desk.engine.run()
        expect(page.get_by_text("đã lưu", exact=True)).to_be_visible(timeout=15_000)
        expect(page.locator("dd").filter(has_text="18/2019")).to_be_visible()
        signed = _download(page, tmp_path)
        _judge(page, signed, "ĐẠT")
        forged = tmp_path / "forged.pdf"
        forged.write_bytes(signed.read_bytes().replace(b"/Count", b"/CounT", 1))
        _judge(page, forged, "KHÔNG ĐẠT")
        _find(page, code)
        _take_over(page, code)
    seal(desk.house.database)
    with at_the_desk(browser, address, "auditor") as page:
        _see_it_in_the_trail(page, code)


def _code(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().split()[0]


def _check_picture_and_fields(page: Page) -> None:
    """The picture stands beside the fields, in view without scrolling; what is doubtful is marked."""
    sheet = page.get_by_role("img", name="Trang 1").bounding_box()
    field = page.get_by_label("Số, ký hiệu").bounding_box()
    assert sheet
    assert field
    assert sheet["x"] + sheet["width"] <= field["x"]
    assert max(sheet["y"], field["y"]) < SCREEN["height"] / 2 + 200
    assert field["x"] + field["width"] <= SCREEN["width"]
    doubtful = page.get_by_label("Chủ giấy tờ", exact=True)
    expect(doubtful).to_have_class("doubt")
    expect(page.get_by_text("độ tin 55 %")).to_be_visible()


def _download(page: Page, folder: Path) -> Path:
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải bản đã ký (PDF)").click()
    path = folder / "signed.pdf"
    got.value.save_as(path)
    return path


def _judge(page: Page, file: Path, verdict: str) -> None:
    page.get_by_role("link", name="Kiểm tra chữ ký").click()
    page.get_by_label("Tệp PDF đã ký").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator(".big .verdict")).to_have_text(verdict)


def _find(page: Page, code: str) -> None:
    page.get_by_role("link", name="Tra cứu").click()
    page.get_by_label("Từ khóa").fill("ket hon")
    page.get_by_label("Mã hồ sơ").fill(DOSSIER)
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("row").filter(has_text=code)).to_contain_text("18/2019")


def _take_over(page: Page, code: str) -> None:
    page.get_by_role("link", name="Dùng lại", exact=True).click()
    page.get_by_label("Mã hồ sơ mới").fill(NEXT_DOSSIER)
    page.get_by_label("Thủ tục").select_option(PROCEDURE)
    page.get_by_label("Chủ hồ sơ").fill(OWNER.number)
    page.get_by_label("Căn cứ tra cứu").select_option("self")
    page.get_by_role("button", name="Kiểm tra").click()
    offer = page.locator(".offer").filter(has_text=code)
    offer.get_by_role("link", name="Xem trước để lấy dùng lại").first.click()
    shown = page.get_by_role("img", name="Trang 1")
    expect(shown).to_be_visible()
    assert shown.evaluate("e => e.decode().then(() => e.naturalWidth)") > 100
    page.get_by_role("button", name="Lấy dùng lại").click()
    expect(page.get_by_text("Đã lấy dùng lại vào hồ sơ.")).to_be_visible()
    page.get_by_role("link", name=f"Mở hồ sơ {NEXT_DOSSIER}").click()
    expect(page.get_by_role("row").filter(has_text=code)).to_contain_text("dùng lại")


def _see_it_in_the_trail(page: Page, code: str) -> None:
    page.get_by_role("link", name="Nhật ký").click()
    page.get_by_label("Giấy tờ (mã)").fill(code)
    page.get_by_role("button", name="Lọc và kiểm tra toàn chuỗi").click()
    expect(page.get_by_text("Chuỗi nguyên vẹn")).to_be_visible()
    for done in ("tiếp nhận", "máy đọc và mô tả", "xác nhận nội dung", "ký số", "tải tệp", "lấy dùng lại"):
        expect(page.get_by_role("row").filter(has_text=done).first).to_be_visible()


def test_an_officer_without_a_key_is_told_so_and_the_page_stays_still(
    desk: Office, address: str, browser: Browser, tmp_path: Path
) -> None:
    scan = tmp_path / "a.jpg"
    scan.write_bytes(picture(33))
    with at_the_desk(browser, address, "officer-elsewhere") as page:
        hand_in(page, "H99.32.02-261107-0001", OWNER.number, PROCEDURE, [scan])
        desk.engine.run()
        page.get_by_role("link", name="Việc của tôi").click()
        page.get_by_role("link", name="Kiểm tra giấy tờ đầu tiên").click()
        confirm(page)
        expect(page.get_by_text("Đã xác nhận, chờ ký số.")).to_be_visible()
        assert page.locator("meta[http-equiv=refresh]").count() == 0
        page.get_by_role("button", name="Ký số").click()
        expect(page.get_by_role("alert")).to_contain_text("chưa có khóa ký số")
        page.get_by_role("link", name="Việc của tôi").click()
        expect(page.get_by_role("heading", name="Chờ ký số")).to_be_visible()


def test_a_sure_paper_goes_through_with_one_keystroke_and_the_next_with_another(
    desk: Office, address: str, browser: Browser
) -> None:
    usual = describer()
    fields = {name: dc.replace(field, confidence=0.99) for name, field in usual.fields.items()}
    fields["owner_id"] = Field("owner_id", OWNER.number, OWNER.number, 0.99)
    sure = dc.replace(usual, fields=fields, sure=0.99)
    program = desk.visitor("officer", program=True)
    with desk.built_with(describer=sure):
        papers = [desk.handed(program, colour=70 + n, dossier="H99.32.01-261107-0070") for n in range(2)]
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/queue?dossier=H99.32.01-261107-0070")
        expect(page.get_by_text("chắc chắn, chỉ cần đối chiếu")).to_have_count(2)
        press_access_key(page, "n")
        expect(page).to_have_url(f"{address}/papers/{papers[0]}")
        press_access_key(page, "x")
        expect(page.get_by_text("Đã xác nhận.")).to_be_visible()
        press_access_key(page, "n")
        expect(page).to_have_url(f"{address}/papers/{papers[1]}")
        # Enter in a field presses no such button: what was presented must then be chosen.
        page.get_by_label("Số, ký hiệu").press("Enter")
        expect(page.get_by_role("button", name="Xác nhận và ký số")).to_be_visible()
    assert program.get(f"/api/v1/papers/{papers[0]}").json()["presented"] == "original"
    assert program.get(f"/api/v1/papers/{papers[1]}").json()["stage"] == "needs_review"


def test_every_control_has_its_name_and_no_page_is_wider_than_the_screen(
    desk: Office, address: str, browser: Browser
) -> None:
    program = desk.visitor("officer", program=True)
    papers = [desk.handed(program, colour=41), desk.kept(program, colour=42)]
    about = f"procedure={PROCEDURE}&owner={OWNER.number}&ground=self&dossier=H99-9"
    asked = f"/reuse?{about}"
    preview = f"/reuse/previews/{papers[1]}?{about}&component={PROCEDURE}-TP04"
    join = f"/owners/join?owner={OWNER.number}"
    more = (join, f"{join}&old=012345678", "/dossiers/H99.32.01-261105-0001")
    for name, paths in (
        ("officer", ("/", "/queue", f"/upload?procedure={PROCEDURE}", "/dossiers", "/lookup", asked, preview,
                     "/verify", "/nowhere", *more, *(f"/papers/{paper}" for paper in papers))),
        ("auditor", ("/audit", "/lookup")),
    ):  # fmt: skip
        with at_the_desk(browser, address, name) as page:
            for path in paths:
                page.goto(address + path)
                _check_controls(page, path)


def _check_controls(page: Page, path: str) -> None:
    for control in page.locator("input:not([type=hidden]), select, textarea").all():
        assert control.evaluate("e => e.labels.length") == 1, (path, control.get_attribute("name"))
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids)), path
    assert page.locator("html").evaluate("e => e.scrollWidth") <= SCREEN["width"], path
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.get_by_role("heading", level=1).count() == 1, path


def test_the_program_itself_reads_a_scan_and_signs_it(browser: Browser, tmp_path: Path) -> None:
    scan = make(tmp_path / "papers")[1].path
    port, home = free_port(), tmp_path / "home"
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-c",
        "from desk.cli import run; run()",
        "serve",
        "--listen",
        f"127.0.0.1:{port}",
    ]
    with running(
        command, log=tmp_path / "serve.log", ready=_answers(address), seconds=60,
        env={"SOHOA_HOME": str(home), "OMP_THREAD_LIMIT": "1"},
    ):  # fmt: skip
        name, password = (home / PASSWORD_FILE).read_text("utf-8").split()
        with at_the_desk(browser, address, name, password) as page:
            hand_in(page, FIRST.number, FIRST.owner.number, FIRST.procedure, [scan])
            expect(page.get_by_text("chờ kiểm tra")).to_be_visible(timeout=90_000)
            page.get_by_role("table").get_by_role("link", name=re.compile(r"^\d{4}-\d{6}$")).click()
            expect(page.get_by_label("Loại giấy tờ")).to_have_value("giay-chung-nhan-ket-hon")
            confirm(page)
            expect(page.get_by_text("đã lưu", exact=True)).to_be_visible(timeout=90_000)
            _judge(page, _download(page, tmp_path), "ĐẠT")


def _answers(address: str) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    return answers
