"""The desk served for real, and a browser without JavaScript at the size of an old office screen."""

import contextlib
import threading
import time
from collections.abc import Iterator

import uvicorn
from playwright.sync_api import Browser, Page, Request, expect

from tests.desk.web.support import PASSWORD, Office
from tests.servers.process import free_port

SCREEN = {"width": 1366, "height": 768}


@contextlib.contextmanager
def served(desk: Office) -> Iterator[str]:
    """Serve the desk on loopback; give its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(desk.app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@contextlib.contextmanager
def at_the_desk(browser: Browser, address: str, name: str, password: str = PASSWORD) -> Iterator[Page]:
    """Give a page of somebody who has signed in; fail where anything was asked of another host."""
    context = browser.new_context(viewport=SCREEN, java_script_enabled=False, locale="vi-VN")  # type: ignore[arg-type]
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    try:
        page = context.new_page()
        page.goto(address)
        page.get_by_label("Tên tài khoản").fill(name)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
        yield page
        assert asked
        assert [url for url in asked if not url.startswith(f"{address}/")] == []
    finally:
        context.close()
