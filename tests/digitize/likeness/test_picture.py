"""A scan has one hash however it is saved and turned; another scan has another."""

import io

import numpy as np
import pytest
from PIL import Image

from digitize.likeness.picture import picture_hash
from digitize.likeness.same import pictures_alike
from digitize.prepare.gray import to_gray
from fixtures.papers.catalogue import paper
from fixtures.scans.conditions import scan


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return scan(paper("giay-khai-sinh", 4), "tilt", 1, pages=1)[0]


def hashed(pixels: np.ndarray, rotation: int = 0) -> tuple[str]:
    return (picture_hash(to_gray(pixels), rotation),)


def saved(pixels: np.ndarray, quality: int, share: float = 1) -> np.ndarray:
    image = Image.fromarray(pixels)
    image = image.resize((round(image.width * share), round(image.height * share)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return np.asarray(Image.open(data))


def test_a_scan_is_known_again_compressed_smaller_in_gray_and_turned(page: np.ndarray) -> None:
    mine = hashed(page)
    assert len(mine[0]) == 64
    for other in (
        hashed(saved(page, 40)),
        hashed(saved(page, 85, 0.5)),
        hashed(np.asarray(Image.fromarray(page).convert("L"))),
        hashed(np.rot90(page, -1), 90),
        hashed(np.rot90(page, 2), 180),
    ):
        assert pictures_alike(mine, other)


def test_the_paper_scanned_otherwise_is_another_scan(page: np.ndarray) -> None:
    photo = scan(paper("giay-khai-sinh", 4), "photo", 2, pages=1)[0]
    assert not pictures_alike(hashed(page), hashed(photo))
    assert not pictures_alike(hashed(page), hashed(np.rot90(page, 2)))
