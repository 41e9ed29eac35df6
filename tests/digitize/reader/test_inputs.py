"""Every kind of file in which a paper comes is read and copied, or refused with its name."""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageText, TextSource
from digitize.errors import DigitizeError
from digitize.ports import CopyPage
from digitize.reader.pool import ReaderPool
from fixtures.inputs import inputs
from tests.digitize.reader.test_copying import METADATA

LEAST_RECALL = 0.9
READ = [name for name, one in inputs().items() if not one.code]
REFUSED = [name for name, one in inputs().items() if one.code]


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=1))
    yield pool
    pool.close()


def written(folder: Path, name: str) -> Path:
    """Write an input under a name that says nothing about its type."""
    file = folder / "giấy tờ"
    file.write_bytes(inputs()[name].data)
    return file


def recall(truth: str, text: str) -> float:
    """Return the share of the words of `truth` that `text` has, in any order."""
    wanted = Counter(truth.split())
    return (wanted & Counter(text.split())).total() / wanted.total()


@pytest.mark.parametrize("name", READ)
def test_it_is_read_and_copied(reader: ReaderPool, tmp_path: Path, name: str) -> None:
    wanted, file = inputs()[name], written(tmp_path, name)
    pages = [page for page in reader.read(file) if isinstance(page, PageText)]
    assert len(pages) == len(wanted.pages)
    for page, truth in zip(pages, wanted.pages, strict=True):
        assert recall(truth, page.text) >= LEAST_RECALL, page.text
        layer = page.number in wanted.layers
        assert page.source is (TextSource.TEXT_LAYER if layer else TextSource.OCR)
        shown = Image.open(io.BytesIO(reader.picture(file, page.number)))
        assert np.asarray(shown).mean() > 200, "paper is light"
    out = tmp_path / "copy.pdf"
    copied = [CopyPage(file, page.number, page.words, page.dpi, page.rotation) for page in pages]
    assert reader.copy(copied, out, METADATA).pages == len(pages)
    for page, again in zip(pages, reader.read(out), strict=True):
        assert isinstance(again, PageText)
        assert recall(page.text, again.text) >= LEAST_RECALL, "the copy shows the same"
        assert again.rotation == page.rotation


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_name_and_what_to_send(reader: ReaderPool, tmp_path: Path, name: str) -> None:
    with pytest.raises(DigitizeError) as refused:
        list(reader.read(written(tmp_path, name)))
    assert refused.value.code == inputs()[name].code
    assert name.upper() in refused.value.text_vi.upper()
    assert "JPEG" in refused.value.text_vi
    assert "JPEG" in refused.value.text_en
