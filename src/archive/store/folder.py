"""Objects as files of one folder: `ab/cd/abcd…`, written once and never changed.

Must not be shared by machines: durability and locks are those of a local file system. A crash at any
moment leaves only files in `.incoming`, which `sweep` takes away.
"""

import datetime as dt
import fcntl
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archive.clock import Clock
from archive.errors import ObjectDamaged, ObjectMissing, ObjectRetained, StoreUnavailable
from archive.store.checked import CHUNK, checked, copy_to, intact
from archive.store.port import Listed, Usage
from archive.values.ids import Sha256

_INCOMING = ".incoming"
_RETAINED = ".retained"


class FolderStore:
    """The embedded object store."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root = root
        self._clock = clock

    def put(self, file: Path, key: Sha256, *, media_type: str) -> None:
        """Keep the content of `file`."""
        with file.open("rb") as source:
            self._keep(source, key)

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        """Keep `data`."""
        self._keep(io.BytesIO(data), key)

    @contextmanager
    def open(self, key: Sha256) -> Iterator[BinaryIO]:
        """Open an object; its hash is proved at the end."""
        with self._disk(key):
            source = self._path(key).open("rb")
        with source:
            yield checked(source, key, self._disk)

    def read(self, key: Sha256) -> bytes:
        """Return a whole object."""
        with self.open(key) as stream:
            return stream.read()

    def fetch(self, key: Sha256, target: Path) -> None:
        """Write an object to a new file."""
        with self.open(key) as stream:
            copy_to(stream, target)

    def size(self, key: Sha256) -> int:
        """Return its bytes."""
        with self._disk(key):
            return self._path(key).stat().st_size

    def exists(self, key: Sha256) -> bool:
        """Say whether it is there."""
        return self._path(key).is_file()

    def delete(self, key: Sha256) -> None:
        """Remove an object that nothing retains any more."""
        until = self._retained_until(key)
        if until is not None and until > self._clock.now():
            raise ObjectRetained(key=key, until=until.isoformat(timespec="seconds"))
        with self._disk(key), suppress(FileNotFoundError):
            self._path(key).unlink()
            _sync_folder(self._path(key).parent)
            self._note(key).unlink()

    def keys(self) -> Iterator[Listed]:
        """Yield every object in the order of the keys."""
        # Sorted names two levels deep are the order of the keys, without holding all of them.
        for first in _sorted(self._root):
            for second in _sorted(first):
                for path in _sorted(second):
                    yield from _listed(path)

    def retain(self, key: Sha256, until: dt.datetime) -> bool:
        """Note until when `delete` refuses; only ever later."""
        if not self.exists(key):
            raise ObjectMissing(key=key)
        before = self._retained_until(key)
        if before is None or before < until:
            with self._disk(key):
                self._write_note(key, until)
        return True

    def link(self, key: Sha256, seconds: int, filename: str) -> str | None:
        """Return None: files are served by the desk."""
        return None

    def check(self) -> None:
        """Prove that a file can be written, made durable and linked."""
        with self._disk(), self._incoming() as (temp, name):
            temp.write(b"check")
            _sync(temp)
            other = name.with_suffix(".link")
            os.link(name, other)
            other.unlink()

    def sweep(self, older_than: dt.datetime) -> int:
        """Remove temporary files whose writer is dead."""
        swept = 0
        with self._disk():
            for path in _sorted(self._root / _INCOMING):
                swept += _remove_if_dead(path, older_than)
        return swept

    def usage(self) -> Usage:
        """Count objects, bytes and the free disk."""
        with self._disk():
            self._make(self._root)
            free = shutil.disk_usage(self._root).free
        objects = size = 0
        for listed in self.keys():
            objects, size = objects + 1, size + listed.size
        return Usage(objects, size, free)

    def _keep(self, source: BinaryIO, key: Sha256) -> None:
        path = self._path(key)
        with self._disk(key):
            if self._whole(path, key):
                # Its writer may have died before the names were durable; and whoever looks for
                # orphans by age must see that it is wanted again.
                os.utime(path)
                for folder in (path.parent, path.parent.parent, self._root):
                    _sync_folder(folder)
                return
            self._make(path.parent)
            with self._incoming() as (temp, name):
                if _copy(source, temp) != key:
                    raise ObjectDamaged(key=key)
                os.fchmod(temp.fileno(), 0o400)
                _sync(temp)
                self._place(name, path, key)
            _sync_folder(path.parent)

    def _place(self, name: Path, path: Path, key: Sha256) -> None:
        """Give the temporary file its name; a whole object of that name stays, a damaged one goes."""
        try:
            os.link(name, path)
        except FileExistsError:
            if not self._whole(path, key):
                name.replace(path)

    def _whole(self, path: Path, key: Sha256) -> bool:
        try:
            with path.open("rb") as stream:
                return intact(stream, key)
        except FileNotFoundError:
            return False

    @contextmanager
    def _incoming(self) -> Iterator[tuple[BinaryIO, Path]]:
        """Give a temporary file of the same file system, locked as long as its writer lives."""
        folder = self._root / _INCOMING
        self._make(folder)
        descriptor, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "wb") as temp:
            fcntl.flock(temp, fcntl.LOCK_EX)
            try:
                yield temp, Path(name)
            finally:
                Path(name).unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        """Make `folder` for this account only, durably."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _sync_folder(folder.parent)

    def _path(self, key: Sha256) -> Path:
        return self._root / key[:2] / key[2:4] / key

    def _note(self, key: Sha256) -> Path:
        return self._root / _RETAINED / key[:2] / key

    def _retained_until(self, key: Sha256) -> dt.datetime | None:
        with self._disk(), suppress(FileNotFoundError):
            return dt.datetime.fromisoformat(self._note(key).read_text("ascii"))
        return None

    def _write_note(self, key: Sha256, until: dt.datetime) -> None:
        note = self._note(key)
        self._make(note.parent)
        with self._incoming() as (temp, name):
            temp.write(until.astimezone(dt.UTC).isoformat().encode("ascii"))
            _sync(temp)
            name.replace(note)
        _sync_folder(note.parent)

    @contextmanager
    def _disk(self, key: Sha256 | None = None) -> Iterator[None]:
        """Translate what the file system says."""
        try:
            yield
        except FileNotFoundError as error:
            if key is not None and not self._path(key).exists():
                raise ObjectMissing(key=key) from error
            raise StoreUnavailable(where=self._root, why=error.strerror) from error
        except OSError as error:
            raise StoreUnavailable(where=self._root, why=error.strerror or str(error)) from error


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    """Copy and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; a file's own fsync does not."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sorted(folder: Path) -> list[Path]:
    """List what does not begin with a dot; the folder of temporary files itself may be asked for."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _listed(path: Path) -> Iterator[Listed]:
    """Yield the entry of an object; other files and such as vanish meanwhile are none."""
    with suppress(FileNotFoundError, ValueError):
        state = path.stat()
        yield Listed(Sha256(path.name), state.st_size, dt.datetime.fromtimestamp(state.st_mtime, dt.UTC))


def _remove_if_dead(path: Path, older_than: dt.datetime) -> int:
    """Remove a temporary file that no living writer holds locked; return 1 when it did."""
    with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as temp:
        if os.fstat(temp.fileno()).st_mtime >= older_than.timestamp():
            return 0
        fcntl.flock(temp, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
        return 1
    return 0
