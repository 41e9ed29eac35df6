"""A folder of this process's own for files in work; what dead processes left is swept.

Must not be the only place of anything: what counts is in the store before a row says so.
"""

import fcntl
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.store.port import ObjectStore
from archive.values.ids import Sha256

_LOCK = ".lock"
_GRACE_SECONDS = 60


class Spool:
    """Temp files of one live process, in a folder that it holds locked."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._mine: Path | None = None
        self._handle = -1
        self._making = threading.Lock()  # the desk's requests come in threads

    @contextmanager
    def file(self, suffix: str = "") -> Iterator[Path]:
        """Give a path for a new file, which is removed at the end."""
        path = self._folder() / (secrets.token_hex(8) + suffix)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def fetched(self, store: ObjectStore, key: Sha256) -> Iterator[Path]:
        """Give an object as a file; the store has held its bytes against the key."""
        with self.file() as path:
            store.fetch(key, path)
            yield path

    def sweep(self) -> int:
        """Remove the folders of processes that are gone; return how many there were."""
        if not self._root.is_dir():
            return 0
        return sum(_remove_if_dead(folder) for folder in self._root.iterdir() if folder != self._mine)

    def close(self) -> None:
        """Remove this process's folder."""
        if self._mine is not None:
            shutil.rmtree(self._mine, ignore_errors=True)
            os.close(self._handle)
            self._mine = None

    def _folder(self) -> Path:
        with self._making:
            return self._made()

    def _made(self) -> Path:
        if self._mine is None:
            folder = self._root / secrets.token_hex(8)
            folder.mkdir(parents=True, mode=0o700)
            self._handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            self._mine = folder
        return self._mine


def _remove_if_dead(folder: Path) -> bool:
    # A folder this young may belong to a process that has not locked it yet.
    try:
        if time.time() - folder.stat().st_mtime < _GRACE_SECONDS:
            return False
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # another process swept it meanwhile, or it is no folder
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        shutil.rmtree(folder, ignore_errors=True)
        return True
    finally:
        os.close(handle)
