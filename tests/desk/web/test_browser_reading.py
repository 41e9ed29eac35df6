"""What an officer sees of a reading in a browser: warnings, turned pages, what is kept when read anew."""

import dataclasses as dc
import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from archive.values.description import Field
from archive.values.reading import Box
from tests.desk.web.browsing import SCREEN, at_the_desk, served
from tests.desk.web.support import DOSSIER, OWNER, PROCEDURE, Office, describer
from tests.fakes.turned_reader import TurnedReader
from tests.fakes.warning_reader import WarningReader

pytestmark = pytest.mark.browser
UPRIGHT = (600, 800)
MARK = Box(60, 90, 240, 150)
"""Where the only ink of the paper is, when it stands upright."""
REFRESHED = 60_000
"""Milliseconds in which a page that waits for a reading has surely asked again by itself."""


@pytest.fixture(scope="module")
def address(desk: Office) -> Iterator[str]:
    """Where the desk is served for real."""
    with served(desk) as address:
        yield address


def test_what_was_corrected_before_reading_again_is_kept(
    desk: Office, address: str, browser: Browser
) -> None:
    paper = desk.handed(desk.visitor("officer", program=True), colour=81)
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/papers/{paper}")
        page.get_by_label("Số, ký hiệu").fill("18/2020")
        page.get_by_label("Ngày cấp").fill("7/8/2021")
        _read_again(page, "vie+eng")
        expect(page.get_by_text("Đã yêu cầu đọc lại")).to_be_visible()
        desk.engine.run()
        expect(page.get_by_label("Số, ký hiệu")).to_have_value("18/2020", timeout=REFRESHED)
        expect(page.get_by_label("Ngày cấp")).to_have_value("07/08/2021")
        expect(page.locator("#field-number small")).to_contain_text("cán bộ")
        expect(page.get_by_role("link", name="So 2 bản đọc cạnh nhau")).to_be_visible()


def test_what_reading_again_cannot_keep_is_said_before_it_is_lost(
    desk: Office, address: str, browser: Browser
) -> None:
    paper = desk.handed(desk.visitor("officer", program=True), colour=82)
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/papers/{paper}")
        page.get_by_label("Số, ký hiệu").fill("18/2020")
        page.get_by_label("Chủ giấy tờ, nếu khác với trên").fill("099190000001:spouse")
        _read_again(page, "vie+eng")
        expect(page.get_by_role("alert")).to_contain_text("chủ giấy tờ đã gõ sẽ mất")
        expect(page.get_by_label("Chủ giấy tờ, nếu khác với trên")).to_have_value("099190000001:spouse")
        expect(page.get_by_label("Số, ký hiệu")).to_have_value("18/2020")
        expect(page.get_by_label("Ngôn ngữ")).to_have_value("vie+eng")
        assert desk.engine.ordered == []
        page.get_by_role("button", name="Vẫn đọc lại").click()
        expect(page.get_by_text("Đã yêu cầu đọc lại")).to_be_visible()
        desk.engine.run()
        expect(page.get_by_label("Số, ký hiệu")).to_have_value("18/2020", timeout=REFRESHED)


def _read_again(page: Page, model: str) -> None:
    page.get_by_text("Đọc lại bằng bộ nhận dạng").click()
    page.get_by_label("Ngôn ngữ").select_option(model)
    page.get_by_role("button", name="Đọc lại", exact=True).click()


def test_enter_in_a_field_never_orders_another_reading(desk: Office, address: str, browser: Browser) -> None:
    paper = desk.handed(desk.visitor("officer", program=True), colour=83)
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/papers/{paper}")
        page.get_by_label("bản chính", exact=True).check()
        page.get_by_label("Bản quét đủ mọi trang").check()
        page.get_by_label("Số, ký hiệu").press("Enter")
        expect(page.get_by_text("Đã xác nhận.")).to_be_visible()
    desk.engine.run()


def test_warnings_are_seen_without_scrolling(desk: Office, address: str, browser: Browser) -> None:
    with desk.built_with(reader=WarningReader(desk.house.reader)):
        paper = desk.handed(desk.visitor("officer", program=True), colour=84)
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/papers/{paper}")
        told = page.get_by_role("region", name="Cảnh báo về bản quét")
        for line, code, todo in ((0, "shadow", "Hãy quét lại"), (1, "page-missing", "quét bổ sung")):
            item = told.get_by_role("listitem").nth(line)
            place = item.bounding_box()
            assert place
            assert place["y"] + place["height"] <= SCREEN["height"]
            expect(item).to_contain_text(code)
            expect(item).to_contain_text(todo)
            expect(item.get_by_role("link", name="Trang 1")).to_be_visible()
        expect(told).to_contain_text("góc trên bên trái")
        assert page.evaluate("window.scrollY") == 0
        sheet = page.get_by_role("img", name="Trang 1").bounding_box()
        assert sheet
        assert sheet["y"] < SCREEN["height"] * 0.6, "the picture begins on the same screen"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_was_read_turned_is_shown_upright_with_its_boxes_on_the_print(
    desk: Office, address: str, browser: Browser, rotation: int
) -> None:
    upright = np.full((*reversed(UPRIGHT), 3), 255, np.uint8)
    upright[MARK.top : MARK.bottom, MARK.left : MARK.right] = 0
    scanned = np.rot90(upright, -rotation // 90)  # turned clockwise, as it lay on the glass
    rows, columns = np.nonzero(scanned[..., 0] == 0)
    box = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    size = scanned.shape[1], scanned.shape[0]
    said = dc.replace(describer(), fields={"number": Field("number", "17/2019", "17/2019", 0.95, 1, box)})
    reader = TurnedReader(desk.house.reader, size, rotation, box)
    with desk.built_with(reader=reader, describer=said):
        paper = _handed(desk, np.ascontiguousarray(scanned), rotation)
    with at_the_desk(browser, address, "officer") as page:
        page.goto(f"{address}/papers/{paper}")
        sheet = page.locator(".sheet")
        shown = np.asarray(Image.open(io.BytesIO(sheet.screenshot())).convert("L"), float)
        assert shown.shape[0] / shown.shape[1] == pytest.approx(UPRIGHT[1] / UPRIGHT[0], abs=0.02)
        scale = shown.shape[1] / UPRIGHT[0]
        inside = shown[_within(MARK, scale, -4)]
        assert inside.max() < 90, "the print stands where it is on the upright paper"
        assert page.get_by_text("góc trên bên trái").is_visible()
        around = sheet.bounding_box()
        for outline, room in ((page.locator("rect.sure"), 6), (page.locator("rect.warned"), 0)):
            lit = outline.bounding_box()
            assert lit
            assert around
            left, top = (lit["x"] - around["x"]) / scale, (lit["y"] - around["y"]) / scale
            # a stroke is drawn on both sides of the line
            assert (left, top) == pytest.approx((MARK.left - room, MARK.top - room), abs=4)
            assert lit["width"] / scale == pytest.approx(MARK.right - MARK.left + 2 * room, abs=6)


def _handed(desk: Office, pixels: np.ndarray, mark: int) -> str:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG", dpi=(100, 100))
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": f"{DOSSIER}-{mark}"}
    files = {"files": (f"{mark}.png", data.getvalue())}
    program = desk.visitor("officer", program=True)
    answer = program.post("/api/v1/uploads", data=sent, files=files)
    desk.engine.run()
    return str(answer.json()["results"][0]["papers"][0]["paper"])


def _within(box: Box, scale: float, room: int) -> tuple[slice, slice]:
    top, bottom = round(box.top * scale) - room, round(box.bottom * scale) + room
    left, right = round(box.left * scale) - room, round(box.right * scale) + room
    return slice(top, bottom), slice(left, right)
