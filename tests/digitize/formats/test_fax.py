"""Fax data that were damaged do not come out as they went in, and that is noticed."""

import random

import numpy as np
import pytest
from PIL import Image, ImageChops

from digitize.formats.fax import group4_is_whole
from fixtures.inputs.drawn import bilevel
from fixtures.inputs.pdf_pictures import group4

LEAST_NOTICED = 0.75
"""Of single wrong bits; the others lead to pixels that a coder codes just so."""


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return bilevel()


def damaged(data: bytes, seed: int, length: int) -> bytes:
    at = random.Random(seed).randrange(len(data) // 10, len(data) * 8 // 10 - length)
    return data[:at] + bytes(length) + data[at + length :]


def test_whole_data_are_whole_whatever_they_show(page: Image.Image) -> None:
    noise = np.random.default_rng(2).random((300, 211)) < 0.2
    for image in (page, ImageChops.invert(page), Image.new("1", (64, 64)), Image.fromarray(noise)):
        assert group4_is_whole(group4(image), *image.size)


def test_bytes_that_fill_up_do_no_harm(page: Image.Image) -> None:
    assert group4_is_whole(group4(page) + bytes(16), *page.size)


def test_mirrored_bits_are_whole_in_their_own_order_only(page: Image.Image) -> None:
    mirrored = bytes(int(f"{byte:08b}"[::-1], 2) for byte in group4(page))
    assert group4_is_whole(mirrored, *page.size, fill_order=2)
    assert not group4_is_whole(mirrored, *page.size)


@pytest.mark.parametrize("length", [64, 512])
def test_a_block_of_zeros_is_noticed_but_at_the_end(page: Image.Image, length: int) -> None:
    data = group4(page)
    assert not any(group4_is_whole(damaged(data, seed, length), *page.size) for seed in range(20))


def test_most_single_bits_are_noticed(page: Image.Image) -> None:
    data, noticed = group4(page), 0
    for seed in range(40):
        chance = random.Random(seed)
        worse = bytearray(data)
        worse[chance.randrange(len(data) // 10, len(data) * 8 // 10)] ^= 1 << chance.randrange(8)
        noticed += not group4_is_whole(bytes(worse), *page.size)
    assert noticed >= LEAST_NOTICED * 40
