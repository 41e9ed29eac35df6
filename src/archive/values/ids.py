"""Identifiers and hashes as values of their own, so that no bare string passes for one.

Must not know any table: rooms that keep rows import these, never the other way round.
"""

import hashlib
import secrets
import time
import uuid
from pathlib import Path
from typing import BinaryIO, NewType

PaperId = NewType("PaperId", uuid.UUID)
IntakeId = NewType("IntakeId", uuid.UUID)

_CHUNK = 1 << 20


def new_id() -> uuid.UUID:
    """Return a UUIDv7: 48 bits of Unix milliseconds, then random bits.

    Source: RFC 9562 section 5.7. Python has it from 3.14 on.
    """
    stamp = time.time_ns() // 1_000_000
    bits = (stamp << 80) | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | (0x7 << 76)
    bits = bits & ~(0x3 << 62) | (0x2 << 62)
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
