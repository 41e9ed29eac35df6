"""A real browser for the pages: Debian's Chromium, driven by Playwright."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.servers.process import missing

# Root cannot have Chromium's sandbox; the others keep it from talking to anyone but the desk.
_ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def chromium_program() -> str:
    """Find Chromium; skip where the distribution is not Debian, whose package is promised."""
    program = shutil.which("chromium")
    if program and not Path(program).resolve().is_relative_to("/snap"):
        return program
    release = Path("/etc/os-release")
    if not release.exists() or "ID=debian" not in release.read_text("utf-8").splitlines():
        pytest.skip("browser tests are promised on Debian only: elsewhere Chromium is a snap")
    missing("Chromium (Debian package chromium)")
    raise AssertionError


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; a test opens its own context in it."""
    program = chromium_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
