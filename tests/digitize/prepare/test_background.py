"""Shadow and tint go, ink stays."""

import numpy as np

from digitize.prepare.background import even_light
from tests.fakes.pages import DPI, LINES, page


def test_shadow_goes_and_ink_stays_dark() -> None:
    clean = np.asarray(page(LINES * 4).convert("L")).astype(float)
    light = np.linspace(1.0, 0.45, clean.shape[1])[None, :]
    even = even_light((clean * light).astype(np.uint8), DPI)
    paper, ink = even[clean == 255], even[clean < 40]
    assert np.percentile(paper, 2) > 240
    assert np.percentile(ink, 98) < 90


def test_a_dark_edge_is_not_blown_up() -> None:
    gray = np.full((1200, 900), 245, np.uint8)
    gray[:, :60] = np.random.default_rng(1).integers(0, 20, (1200, 60))
    assert even_light(gray, DPI)[:, :30].mean() < 200
