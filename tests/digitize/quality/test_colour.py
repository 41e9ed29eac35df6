"""A page without colour is known as such, black print scanned in colour is not one."""

import numpy as np
import pytest

from digitize.quality.colour import is_gray
from fixtures.scans import defects
from tests.digitize.quality.scanned import saved, scan


def test_gray_is_gray_in_one_channel_or_three() -> None:
    gray = defects.gray(scan())
    assert is_gray(gray)
    assert is_gray(saved(np.repeat(gray[:, :, None], 3, axis=2)))


@pytest.mark.parametrize("kind", ["don-de-nghi/scan", "quyet-dinh/clean"])
def test_black_print_in_a_colour_scan_is_colour(kind: str) -> None:
    assert not is_gray(saved(scan(kind, 24)))
