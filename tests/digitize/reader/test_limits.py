"""Every limit holds where a file is read, not only where it is looked at; a password opens what it locks."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.reading import PageText
from digitize.errors import DigitizeError, PasswordRequired
from digitize.reader.pool import ReaderPool
from fixtures import hostile
from fixtures.papers.catalogue import paper
from fixtures.pdfs import odd
from tests.fakes.pages import page


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=1, page_seconds=20, max_pages=3, max_pixels=20_000_000))
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, hostile.HostileFile]:
    return {one.path.name: one for one in hostile.make(tmp_path_factory.mktemp("hostile"))}


@pytest.mark.parametrize(
    "name", ["khong-lo.png", "khong-lo.jpg", "khong-lo.tif", "anh-khong-lo.pdf", "trang-khong-lo.pdf",
             "no-tung-lop.pdf", "nhieu-trang.pdf", "nen.pdf", "vong-lap.pdf", "mat-khau.pdf"]
)  # fmt: skip
def test_a_bomb_is_refused_when_it_is_read_and_the_next_file_is_read(
    reader: ReaderPool, files: dict[str, hostile.HostileFile], name: str, tmp_path: Path
) -> None:
    bomb = files[name]
    with contextlib.suppress(DigitizeError):
        assert not any(isinstance(one, PageText) for one in reader.read(bomb.path))
    good = tmp_path / "good.png"
    page().save(good, dpi=(200, 200))
    (after,) = reader.read(good)
    assert isinstance(after, PageText)


def test_as_many_pages_as_allowed_are_read_and_one_more_is_refused(
    reader: ReaderPool, tmp_path: Path
) -> None:
    for count, fits in ((3, True), (4, False)):
        file = tmp_path / f"{count}.tif"
        blank = page(("một",), size=(600, 800))
        blank.save(file, save_all=True, append_images=[blank] * (count - 1), dpi=(200, 200))
        if fits:
            assert reader.look(file).pages == count
        else:
            with pytest.raises(DigitizeError) as refused:
                list(reader.read(file))
            assert refused.value.code == "too-many-pages"


def test_a_locked_file_is_read_with_its_password_only(reader: ReaderPool, tmp_path: Path) -> None:
    file = tmp_path / "khoa.pdf"
    file.write_bytes(odd.encrypted(paper("don-de-nghi", 3), password=odd.PASSWORD))
    for wrong in (None, "", "sai", odd.PASSWORD + "x"):
        with pytest.raises(PasswordRequired):
            reader.look(file, password=wrong)
        with pytest.raises(PasswordRequired):
            list(reader.read(file, password=wrong))
    read = list(reader.read(file, password=odd.PASSWORD))
    assert all(isinstance(one, PageText) for one in read)
    assert isinstance(read[0], PageText)
    assert "ĐƠN" in read[0].text
