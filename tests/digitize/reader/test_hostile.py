"""Whatever a file holds, it ends within the limits, as read or as a clear error, and the next one is read."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from archive.settings import Settings
from archive.values.reading import PageFailed, PageText
from digitize.errors import DigitizeError
from digitize.ports import CopyPage
from digitize.reader.pool import ReaderPool
from fixtures import hostile
from fixtures.hostile.actions import jpeg_and_pdf
from fixtures.inputs.drawn import LINES, sheet
from tests.digitize.reader.test_copying import METADATA

SECONDS = 8
LONGEST = 3 * SECONDS + 5 + 12
"""A look, a page and a copy, which has five seconds more, each take their time; forks cost some beside."""
LEAST_RECALL = 0.8
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA", b"/OpenAction", b"/AA")

Odd = Callable[[str], hostile.OddFile]


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=1, page_seconds=SECONDS))
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Odd:
    made = {one.path.name: one for one in hostile.make_odd(tmp_path_factory.mktemp("odd"))}
    return made.__getitem__


def names() -> list[str]:
    """Return the names of the odd files, without making those."""
    return sorted(name for kind in hostile.KINDS for name in kind.files())


def sheet_words() -> list[str]:
    """Return the words of the drawn paper."""
    return [word for line in LINES for word in line.split()]


def looked(reader: ReaderPool, file: Path) -> str:
    """Return how the first look ended."""
    try:
        reader.look(file)
    except DigitizeError as error:
        return error.code
    return hostile.READ


def read(reader: ReaderPool, file: Path) -> tuple[str, list[PageText]]:
    """Return how reading ended, and the pages that were read."""
    pages: list[PageText] = []
    try:
        for page in reader.read(file):
            if isinstance(page, PageFailed):
                return page.notice.code, pages
            pages.append(page)
    except DigitizeError as error:
        return error.code, pages
    return hostile.READ, pages


def copied(reader: ReaderPool, file: Path, pages: list[PageText], out: Path) -> bool:
    """Say whether a copy was made; a refusal is as good."""
    wanted = [CopyPage(file, page.number, page.words, page.dpi, page.rotation) for page in pages]
    try:
        reader.copy(wanted or [CopyPage(file, 1, (), 200, 0)], out, METADATA)
    except DigitizeError:
        return False
    return True


@pytest.mark.parametrize("name", names())
def test_it_ends_as_it_may_and_in_time(reader: ReaderPool, odd: Odd, tmp_path: Path, name: str) -> None:
    file = odd(name)
    began = time.monotonic()
    assert looked(reader, file.path) in file.odd.ends
    end, pages = read(reader, file.path)
    assert end in file.odd.ends
    out = tmp_path / "copy.pdf"
    made = copied(reader, file.path, pages, out)
    assert time.monotonic() - began < LONGEST
    if end == hostile.READ and file.odd.shows_paper:
        words = pages[0].text.split()
        printed = sheet_words()
        assert sum(word in words for word in printed) >= LEAST_RECALL * len(printed)
        assert made
    if made:
        assert not [mark for mark in ACTIVE if mark in out.read_bytes()]
        with pikepdf.open(out) as copy:
            assert not copy.attachments


def test_a_good_file_is_read_after_all_of_them(reader: ReaderPool, tmp_path: Path) -> None:
    sheet().save(tmp_path / "good.png", dpi=(200, 200))
    (page,) = reader.read(tmp_path / "good.png")
    assert isinstance(page, PageText)
    assert set(sheet_words()) - set(page.text.split()) <= {"CƯ"}


def test_the_copy_of_a_file_that_is_two_things_shows_what_was_read(
    reader: ReaderPool, tmp_path: Path
) -> None:
    file, out = tmp_path / "hai.jpg", tmp_path / "copy.pdf"
    file.write_bytes(jpeg_and_pdf())
    (page,) = reader.read(file)
    assert isinstance(page, PageText)
    assert copied(reader, file, [], out)
    (again,) = reader.read(out)
    assert isinstance(again, PageText)
    assert again.text == page.text


def test_a_file_of_too_many_bytes_is_refused_when_it_is_read(reader: ReaderPool, tmp_path: Path) -> None:
    file = hostile.over_bytes(tmp_path, Settings().max_bytes)
    assert read(reader, file.path) == (file.code, [])
