"""Deflated data are sound where their checksum says so, and whole where their last block is there."""

import random
import zlib

import pytest

from digitize.formats.deflate import inflated

SIZES = [0, 1, 70_000, 3_000_000]


def letters(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("level", [0, 6])
def test_whole_data_are_sound_to_their_end(size: int, level: int) -> None:
    for data in (letters(size), bytes(size)):
        found = inflated(zlib.compress(data, level) + b"\r\n")
        assert (found.size, found.ended, found.sound) == (size, True, True)


def test_data_without_a_checksum_are_not_called_damaged() -> None:
    found = inflated(zlib.compress(letters(5_000))[:-4])
    assert (found.size, found.ended, found.sound) == (5_000, True, True)


@pytest.mark.parametrize("size", [1, *range(65_515, 65_535)])
def test_one_wrong_bit_shows_wherever_the_checksum_lies(size: int) -> None:
    data = bytearray(zlib.compress(letters(size), 0))
    data[-5] ^= 1  # the last byte that is stored
    assert not inflated(bytes(data)).sound


def test_data_that_are_cut_off_have_no_end() -> None:
    data = zlib.compress(letters(90_000), 0)
    found = inflated(data[:50_000])
    assert not found.ended
    assert 49_000 < found.size < 50_000


@pytest.mark.parametrize("data", [b"", b"x", b"\x00\x00\x00", b"rubbish, and no more than that"])
def test_what_is_not_deflated_is_not_sound(data: bytes) -> None:
    assert not inflated(data).sound
