"""Identifiers and hashes as values of their own, so that no bare string passes for one.

Must not know any table: rooms that keep rows import these, never the other way round.
"""

import hashlib
import secrets
import threading
import time
import uuid
from pathlib import Path
from typing import BinaryIO, NewType

PaperId = NewType("PaperId", uuid.UUID)
IntakeId = NewType("IntakeId", uuid.UUID)

_CHUNK = 1 << 20


_lock = threading.Lock()
_last = 0
"""The latest tick that this process gave out."""


def new_id() -> uuid.UUID:
    """Return a UUIDv7: Unix milliseconds and their 4096th parts, then 62 random bits.

    Those of one process sort as they were made, also within a millisecond: the trail lists acts by them.

    Source: RFC 9562 sections 5.7 and 6.2, method 3. Python has UUIDv7 from 3.14 on.
    """
    global _last
    millis, rest = divmod(time.time_ns(), 1_000_000)
    with _lock:
        _last = tick = max(millis << 12 | rest * 4096 // 1_000_000, _last + 1)
    bits = (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0x2 << 62 | secrets.randbits(62)
    return uuid.UUID(int=bits)


class Sha256(str):
    """A SHA-256 as 64 lower-case hexadecimal digits; the key of an object in the store."""

    __slots__ = ()

    def __new__(cls, value: str) -> "Sha256":
        """Check the form of `value`.

        Raises:
            ValueError: it is not 64 lower-case hexadecimal digits.
        """
        if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {value[:80]!r}")
        return super().__new__(cls, value)

    @classmethod
    def of(cls, data: bytes) -> "Sha256":
        """Hash `data`."""
        return cls(hashlib.sha256(data).hexdigest())

    @classmethod
    def of_file(cls, file: Path) -> "Sha256":
        """Hash the content of `file` without holding it in memory."""
        with file.open("rb") as stream:
            return cls.of_stream(stream)

    @classmethod
    def of_stream(cls, stream: BinaryIO) -> "Sha256":
        """Hash what is left in `stream`."""
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
        return cls(digest.hexdigest())
