"""An object store in memory, that a test can break; it keeps the promises of the real ones."""

import contextlib
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.clock import Clock, SystemClock
from archive.errors import ObjectDamaged, ObjectMissing, ObjectRetained
from archive.store.checked import checked, copy_to
from archive.store.port import Listed, Usage
from archive.values.ids import Sha256


class MemoryStore:
    """Holds objects in dictionaries.

    Attributes:
        objects: bytes by key; a test may alter them.
        retained: by key.
        broken: raised by every method while it is set.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.objects: dict[Sha256, bytes] = {}
        self.changed: dict[Sha256, dt.datetime] = {}
        self.retained: dict[Sha256, dt.datetime] = {}
        self.broken: Exception | None = None
        self._clock = clock or SystemClock()

    def put(self, file: Path, key: Sha256, *, media_type: str) -> None:
        self.put_bytes(file.read_bytes(), key, media_type=media_type)

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        self.check()
        if Sha256.of(data) != key:
            raise ObjectDamaged(key=key)
        self.objects[key] = data
        self.changed[key] = self._clock.now()

    @contextlib.contextmanager
    def open(self, key: Sha256) -> Iterator[BinaryIO]:
        yield checked(io.BytesIO(self._there(key)), key)

    def read(self, key: Sha256) -> bytes:
        with self.open(key) as stream:
            return stream.read()

    def fetch(self, key: Sha256, target: Path) -> None:
        with self.open(key) as stream:
            copy_to(stream, target)

    def size(self, key: Sha256) -> int:
        return len(self._there(key))

    def exists(self, key: Sha256) -> bool:
        self.check()
        return key in self.objects

    def delete(self, key: Sha256) -> None:
        self.check()
        until = self.retained.get(key)
        if until is not None and until > self._clock.now():
            raise ObjectRetained(key=key, until=until.isoformat())
        self.objects.pop(key, None)

    def keys(self) -> Iterator[Listed]:
        self.check()
        for key in sorted(self.objects):
            yield Listed(key, len(self.objects[key]), self.changed[key])

    def retain(self, key: Sha256, until: dt.datetime) -> bool:
        self._there(key)
        self.retained[key] = max(until, self.retained.get(key, until))
        return True

    def link(self, key: Sha256, seconds: int, filename: str) -> str | None:
        return None

    def check(self) -> None:
        if self.broken is not None:
            raise self.broken

    def sweep(self, older_than: dt.datetime) -> int:
        return 0

    def usage(self) -> Usage:
        self.check()
        return Usage(len(self.objects), sum(map(len, self.objects.values())), None)

    def _there(self, key: Sha256) -> bytes:
        self.check()
        if key not in self.objects:
            raise ObjectMissing(key=key)
        return self.objects[key]
