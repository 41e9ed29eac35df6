"""A stream that proves, at its end, that it gave the bytes of its key.

Must not know where the bytes come from.
"""

import hashlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol

from archive.errors import ObjectDamaged
from archive.values.ids import Sha256

CHUNK = 1 << 20

Guard = Callable[[], AbstractContextManager[object]]


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class CheckedStream(io.RawIOBase):
    """Reads through to `source` and hashes what passes.

    Each read happens inside `guard()`, where an adapter translates its errors; what the caller does
    with the bytes does not.

    Raises:
        ObjectDamaged: on reaching the end, when the hash is not `key`.
    """

    def __init__(self, source: _Readable, key: Sha256, guard: Guard) -> None:
        super().__init__()
        self._source = source
        self._key = key
        self._guard = guard
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # Buffer is 3.12's
        """Fill `buffer`; 0 at the end."""
        view = memoryview(buffer).cast("B")
        if not len(view):
            return 0
        with self._guard():
            data = self._source.read(len(view))
        if not data:
            if self._digest.hexdigest() != self._key:
                raise ObjectDamaged(key=self._key)
            return 0
        self._digest.update(data)
        view[: len(data)] = data
        return len(data)


def checked(source: _Readable, key: Sha256, guard: Guard = nullcontext) -> BinaryIO:
    """Wrap `source` so that reading it to the end proves its hash."""
    return io.BufferedReader(CheckedStream(source, key, guard), CHUNK)


def copy_to(stream: BinaryIO, target: Path) -> None:
    """Write `stream` to the new file `target`; on any error the file is gone again."""
    with target.open("xb") as out:
        try:
            while chunk := stream.read(CHUNK):
                out.write(chunk)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def intact(source: _Readable, key: Sha256) -> bool:
    """Read `source` to its end and say whether it gave the bytes of `key`."""
    stream = checked(source, key)
    try:
        while stream.read(CHUNK):
            pass
    except ObjectDamaged:
        return False
    return True
