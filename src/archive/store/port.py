"""The port of the object store: immutable bytes under their SHA-256.

Must not know any adapter, nor which object belongs to which paper: rows say that.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from archive.values.ids import Sha256


class Listed(NamedTuple):
    """One object as a listing shows it; `changed` is aware UTC, `size` counts bytes."""

    key: Sha256
    size: int
    changed: dt.datetime


@dc.dataclass(frozen=True, slots=True)
class Usage:
    """How full a store is.

    Attributes:
        objects: number of objects.
        size: their bytes together.
        free: bytes left on the disk, None where the store does not say.
    """

    objects: int
    size: int
    free: int | None


class ObjectStore(Protocol):
    """Keeps bytes under their hash; every method may raise StoreUnavailable."""

    def put(self, file: Path, key: Sha256, *, media_type: str) -> None:
        """Keep the content of `file`; it is durable when this returns, and again is nothing new.

        An object that is there and whole is left alone; one that is damaged is replaced.

        Raises:
            ObjectDamaged: the bytes of `file` do not hash to `key`; nothing was kept.
        """
        ...

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        """Keep `data`, like `put`."""
        ...

    def open(self, key: Sha256) -> AbstractContextManager[BinaryIO]:
        """Open an object for reading from its start; not seekable.

        Raises:
            ObjectMissing: there is none.
            ObjectDamaged: while reading, when the last byte has been read and the hash is another.
        """
        ...

    def read(self, key: Sha256) -> bytes:
        """Return the whole object, checked against its hash; errors as in `open`."""
        ...

    def fetch(self, key: Sha256, target: Path) -> None:
        """Write the object, checked against its hash, to the new file `target`; errors as in `open`."""
        ...

    def size(self, key: Sha256) -> int:
        """Return its length in bytes.

        Raises:
            ObjectMissing: there is none.
        """
        ...

    def exists(self, key: Sha256) -> bool:
        """Say whether there is such an object; its bytes are not checked."""
        ...

    def delete(self, key: Sha256) -> None:
        """Remove the object for good, every version of it; nothing happens where there is none.

        Raises:
            ObjectRetained: its retention is not over; it is untouched.
        """
        ...

    def keys(self) -> Iterator[Listed]:
        """Yield every object in the order of the keys."""
        ...

    def retain(self, key: Sha256, until: dt.datetime) -> bool:
        """Refuse deletion until the aware time `until`; an existing later one stays.

        Returns:
            False where the store cannot hold objects (a bucket without object lock).

        Raises:
            ObjectMissing: there is none.
        """
        ...

    def link(self, key: Sha256, seconds: int, filename: str) -> str | None:
        """Return an address that gives the object to anyone for `seconds`, None where there is no such."""
        ...

    def check(self) -> None:
        """Prove that objects can be written and listed now; makes the folder or bucket at first."""
        ...

    def sweep(self, older_than: dt.datetime) -> int:
        """Remove what writers that died before then left half done; return how many."""
        ...

    def usage(self) -> Usage:
        """Count what is kept; walks over all objects."""
        ...
