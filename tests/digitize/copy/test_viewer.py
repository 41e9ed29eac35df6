"""By pdf.js, as Firefox and many web desks show PDFs, the invisible text selects and searches right."""

import base64
import collections
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from digitize.copy.build import build_copy
from tests.digitize.copy import papers
from tests.servers.process import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIBRARY = Path("/usr/share/javascript/pdf/build")
_SHOW = """async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const shown = await (await pdfjsLib.getDocument({data: bytes}).promise).getPage(1);
    const layer = document.createElement("div");
    document.body.replaceChildren(layer);
    await pdfjsLib.renderTextLayer({
        textContent: await shown.getTextContent(), container: layer,
        viewport: shown.getViewport({scale: 1}), textDivs: [],
    }).promise;
    getSelection().selectAllChildren(layer);
    return getSelection().toString();
}"""

_FIND = "(text) => { getSelection().removeAllRanges(); return window.find(text, true); }"


@pytest.fixture(scope="module")
def viewer(browser: "Browser") -> "Iterator[Page]":
    """A page with pdf.js loaded; its worker runs in the page itself."""
    if not LIBRARY.is_dir():
        missing("pdf.js (Debian package libjs-pdf)")
    page = browser.new_page()
    page.set_content("<!doctype html><title>viewer</title>")
    for script in ("pdf.worker.js", "pdf.js"):
        page.add_script_tag(path=LIBRARY / script)
    yield page
    page.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_selecting_all_gives_the_lines_in_order(viewer: "Page", tmp_path: Path, rotation: int) -> None:
    size = (1654, 2339) if rotation in (0, 180) else (2339, 1654)
    file, out = tmp_path / "page.png", tmp_path / "copy.pdf"
    Image.new("L", (1654, 2339), 255).save(file, dpi=(200, 200))
    given = papers.turned(papers.words(), rotation, *size)
    build_copy([papers.page(file, 1, given, rotation=rotation)], out, papers.metadata())
    selected = viewer.evaluate(_SHOW, base64.b64encode(out.read_bytes()).decode())
    assert selected.split() == " ".join(papers.LINES).split()
    assert collections.Counter(selected.split()) == collections.Counter(word.text for word in given)
    assert viewer.evaluate(_FIND, "được ủy quyền: Trương Quỳnh Như")
    assert not viewer.evaluate(_FIND, "Trương Quỳnh Hoa")


def test_a_hyphen_that_ends_a_line_is_selected_and_found(viewer: "Page", tmp_path: Path) -> None:
    lines = ("Căn cứ Quyết định số 1523/QĐ-", "UBND của Ủy ban nhân dân tỉnh")
    file, out = tmp_path / "page.png", tmp_path / "copy.pdf"
    Image.new("L", (1654, 2339), 255).save(file, dpi=(200, 200))
    build_copy([papers.page(file, 1, papers.words(lines))], out, papers.metadata())
    selected = viewer.evaluate(_SHOW, base64.b64encode(out.read_bytes()).decode())
    assert selected.split() == " ".join(lines).split()
    assert viewer.evaluate(_FIND, "số 1523/QĐ-")
