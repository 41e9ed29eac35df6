"""Poppler takes the words out of the copy of a read scan as they were stored, on bent and poor pages too."""

import collections
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.reading import PageText
from digitize.copy.build import build_copy
from digitize.reader.pool import ReaderPool
from fixtures.scenes import scene
from tests.digitize.copy import papers

PAGES = (
    ("phone", 31000),  # bent lines, whose words touch and whose boxes are higher than the lines are apart
    ("phone", 31002),  # the same, and words that were read twice
    ("recopied", 31003),  # a word within the box of another one
    ("photocopy", 31002),  # dots that were read as letters
    ("tilt", 31001),
    ("sideways", 31001),
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """A running reader."""
    pool = ReaderPool(Settings(readers=1))
    yield pool
    pool.close()


def test_poppler_finds_the_stored_words(pool: ReaderPool, tmp_path: Path) -> None:
    stored: collections.Counter[str] = collections.Counter()
    found: collections.Counter[str] = collections.Counter()
    for condition, seed in PAGES:
        data, suffix, _ = scene(condition, seed)
        file, out = tmp_path / f"{condition}-{seed}{suffix}", tmp_path / f"{condition}-{seed}.copy.pdf"
        file.write_bytes(data)
        (page,) = pool.read(file)
        assert isinstance(page, PageText)
        given = papers.page(file, 1, page.words, dpi=page.dpi, rotation=page.rotation)
        build_copy([given], out, papers.metadata())
        said = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True, timeout=60)
        # words of different pages must not make up for each other
        stored.update(f"{condition}-{seed} {word.text}" for word in page.words)
        found.update(f"{condition}-{seed} {word}" for word in said.stdout.decode().split())
    missing, added = (stored - found).total(), (found - stored).total()
    assert stored.total() > 900
    assert max(missing, added) <= 0.005 * stored.total(), (stored - found, found - stored)
