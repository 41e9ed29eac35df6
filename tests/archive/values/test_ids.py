"""Ids sort by time, and no other text passes for a hash."""

import hashlib
import io
import time
from pathlib import Path

import pytest

from archive.values.ids import Sha256, new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    key = new_id()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")


def test_an_id_begins_with_the_time_so_that_later_ones_sort_later() -> None:
    before = time.time_ns() // 1_000_000
    key = new_id()
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000
    time.sleep(0.002)
    assert new_id() > key


def test_no_two_ids_are_alike_and_they_sort_as_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [new_id() for _ in range(5_000)]
    assert len(set(made)) == 5_000
    assert made == sorted(made)
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)  # the clock was set back
    assert made[-1] < new_id() < new_id()


def test_a_hash_is_that_of_the_bytes_however_they_come(tmp_path: Path) -> None:
    data = b"giay to " * 200_000  # more than one chunk
    expected = hashlib.sha256(data).hexdigest()
    file = tmp_path / "a.bin"
    file.write_bytes(data)
    assert Sha256.of(data) == Sha256.of_file(file) == Sha256.of_stream(io.BytesIO(data)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "../" * 21 + "a", "a" * 63 + "\n", "٣" * 64],
)
def test_what_is_no_hash_does_not_become_one(text: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        Sha256(text)
