"""What the pool promises: no file can take the desk down, and no page takes the others along."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageFailed, PageText
from digitize.errors import DamagedFile, DigitizeError, EmptyFile, EngineMissing, PasswordRequired
from digitize.ports import Reader
from digitize.reader.pool import ReaderPool
from tests.fakes import faulty_child as faulty
from tests.fakes.pages import LINES, page, word_errors

ROOT = Path(__file__).parents[3]
FAULTY = (sys.executable, str(ROOT / "tests/fakes/faulty_child.py"))
LIMITS = Settings(readers=1, page_seconds=2, child_memory=300_000_000)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=2))
    yield pool
    pool.close()


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'src'}")


@pytest.fixture
def unruly() -> Iterator[ReaderPool]:
    pool = ReaderPool(LIMITS, FAULTY)
    yield pool
    pool.close()


def pages_that(folder: Path, *faults: int) -> Path:
    """Write a TIFF, one page a fault, its width saying which."""
    drawn = [page(size=(faulty.WIDTH + fault, 700), left=60, top=60).convert("L") for fault in faults]
    file = folder / "pages.tif"
    drawn[0].save(file, save_all=True, append_images=drawn[1:], dpi=(200, 200))
    return file


def test_it_is_a_reader(reader: ReaderPool) -> None:
    port: Reader = reader
    assert "tesseract" in port.engine
    assert port.model == "vie"


def test_every_page_is_read_in_order(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "two.tif"
    second = page(LINES[3:])
    page(LINES[:3]).save(file, save_all=True, append_images=[second, Image.new("RGB", second.size, "white")],
                         dpi=(200, 200))  # fmt: skip
    read = list(reader.read(file))
    assert [one.number for one in read] == [1, 2, 3]
    assert all(isinstance(one, PageText) for one in read)
    texts = [one.text for one in read if isinstance(one, PageText)]
    assert word_errors("\n".join(LINES[:3]), texts[0]) < 0.05
    assert word_errors("\n".join(LINES[3:]), texts[1]) < 0.05
    assert read[2] == PageText(3, *second.size, 200, 0, True, "", 0.0, source=read[2].source)


def test_only_the_pages_asked_for_are_read(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "two.tif"
    page(LINES[:2]).save(file, save_all=True, append_images=[page(LINES[2:])], dpi=(200, 200))
    assert [one.number for one in reader.read(file, pages=[2])] == [2]
    assert list(reader.read(file, pages=[])) == []


def test_a_page_that_is_not_there_fails_alone(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "one.png"
    page().save(file)
    read = list(reader.read(file, pages=[7, 1]))
    assert isinstance(read[0], PageFailed)
    assert isinstance(read[1], PageText)


def test_the_codes_of_a_page_are_found_without_reading_it(reader: ReaderPool, tmp_path: Path) -> None:
    code = zxingcpp.create_barcode("hồ sơ|1", zxingcpp.BarcodeFormat.QRCode)
    sheet = page()
    sheet.paste(Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=6))), (200, 900))
    file = tmp_path / "two.tif"
    page().save(file, save_all=True, append_images=[sheet], dpi=(200, 200))
    assert reader.codes(file, 1) == ()
    (found,) = reader.codes(file, 2)
    assert (found.payload, found.page, found.format) == ("hồ sơ|1", 2, "QRCode")
    with pytest.raises(DigitizeError):
        reader.codes(file, 3)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (faulty.HANGS, "page-time-out"),
        (faulty.EATS_MEMORY, "page-out-of-memory"),
        (faulty.CRASHES, "page-crashed"),
        (faulty.TALKS_RUBBISH, "page-crashed"),
        (faulty.KILLS_CHILD, "page-crashed"),
    ],
)
def test_a_page_that_kills_its_reader_is_reported_and_the_others_are_read(
    unruly: ReaderPool, tmp_path: Path, fault: int, code: str
) -> None:
    first, bad, last = unruly.read(pages_that(tmp_path, 0, fault, 0))
    assert isinstance(first, PageText)
    assert isinstance(bad, PageFailed)
    assert (bad.number, bad.notice.code) == (2, code)
    assert bad.notice.vi != bad.notice.en
    assert isinstance(last, PageText)
    assert last.text == "một-từ-đọc-được"


def test_text_that_cannot_be_stored_is_cleaned(unruly: ReaderPool, tmp_path: Path) -> None:
    (read,) = unruly.read(pages_that(tmp_path, faulty.BREAKS_TEXT))
    assert isinstance(read, PageText)
    assert read.text.encode("utf-8")
    assert "\x00" not in read.text


def test_a_reading_that_is_dropped_gives_its_child_back_at_once(unruly: ReaderPool, tmp_path: Path) -> None:
    reading = unruly.read(pages_that(tmp_path, 0, faulty.HANGS))
    assert isinstance(next(reading), PageText)
    started = time.monotonic()
    reading.close()  # type: ignore[attr-defined]
    assert unruly.look(pages_that(tmp_path, 0)).pages == 1
    assert time.monotonic() - started < 1.5


def test_many_threads_share_few_children(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "one.png"
    page().save(file)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(reader.look(file).pages)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [1] * 12


def test_refusals_come_as_the_errors_of_the_room(reader: ReaderPool, tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.pdf"
    empty.touch()
    with pytest.raises(EmptyFile, match=r"rỗng\.pdf"):
        reader.look(empty)
    with pytest.raises(EmptyFile):
        list(reader.read(empty))
    with pytest.raises(DamagedFile):
        reader.look(tmp_path / "missing.pdf")
    odd = tmp_path / os.fsdecode(b"\xff\xfe.png")
    page().save(odd, "PNG")
    assert reader.look(odd).media_type == "image/png"
    assert PasswordRequired.code == "password-required"


def test_without_an_engine_files_are_still_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "one.png"
    page().save(file)
    pool = ReaderPool(Settings(readers=1, tessdata=str(tmp_path)))
    try:
        assert pool.look(file).pages == 1
        with pytest.raises(EngineMissing, match=r"vie\.traineddata"):
            list(pool.read(file))
        with pytest.raises(EngineMissing):
            _ = pool.engine
    finally:
        pool.close()


def test_a_picture_of_a_page_is_a_jpeg_of_the_asked_size(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "one.png"
    page().save(file, dpi=(200, 200))
    data = reader.picture(file, 1, dpi=100)
    (tmp_path / "shown.jpg").write_bytes(data)
    with Image.open(tmp_path / "shown.jpg") as shown:
        assert shown.format == "JPEG"
        assert shown.size == pytest.approx((827, 1170), abs=2)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_picture_is_turned_back_by_as_much_as_the_page_is_turned(
    reader: ReaderPool, tmp_path: Path, rotation: int
) -> None:
    upright = np.full((300, 200), 255, np.uint8)
    upright[20:60, 30:150] = 0
    Image.fromarray(np.rot90(upright, -rotation // 90)).save(tmp_path / "turned.png", dpi=(100, 100))
    data = reader.picture(tmp_path / "turned.png", 1, dpi=100, rotation=rotation)
    shown = np.asarray(Image.open(io.BytesIO(data)).convert("L"), int)
    assert np.abs(shown - upright).max() < 64


_HOLDER = """
import sys, pathlib
from archive.settings import Settings
from digitize.reader.pool import ReaderPool
pool = ReaderPool(Settings(readers=1, page_seconds=60), sys.argv[2:])
pool.engine
reading = pool.read(pathlib.Path(sys.argv[1]))
next(reading)
sys.stdout.write("reading\\n")
sys.stdout.flush()
next(reading)
"""


def test_children_and_their_forks_die_with_a_killed_parent(tmp_path: Path) -> None:
    file = pages_that(tmp_path, 0, faulty.HANGS)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(file), *FAULTY], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"reading\n"
        time.sleep(0.2)
        family = _descendants(holder.pid)
        assert len(family) == 2, "a warm child and its fork"
        os.kill(holder.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(_alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in family if _alive(pid)] == []


def test_a_closed_pool_has_no_children(tmp_path: Path) -> None:
    before = set(_descendants(os.getpid()))
    pool = ReaderPool(LIMITS, FAULTY)
    assert pool.look(pages_that(tmp_path, 0)).pages == 1
    own = set(_descendants(os.getpid())) - before
    pool.close()
    assert own
    assert [pid for pid in own if _alive(pid)] == []


def _descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [below for child in children for below in _descendants(child)]


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
