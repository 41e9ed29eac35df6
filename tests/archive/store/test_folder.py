"""What the folder store promises beside the port: durability, and nothing half-done."""

import datetime as dt
import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.clock import FixedClock, SystemClock
from archive.errors import StoreUnavailable
from archive.store.folder import FolderStore
from archive.values.ids import Sha256

_PAPER = os.urandom(300_000)
_KEY = Sha256.of(_PAPER)
_LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def store(root: Path) -> FolderStore:
    return FolderStore(root, SystemClock())


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow over 64 KiB, which fails as a full disk does: in the middle of a write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_only_its_own_account_may_look_in(store: FolderStore, root: Path) -> None:
    store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    assert root.stat().st_mode & 0o777 == 0o700
    assert (root / _KEY[:2] / _KEY[2:4] / _KEY).stat().st_mode & 0o777 == 0o400


def test_a_full_disk_leaves_nothing_behind(store: FolderStore, root: Path, small_disk: None) -> None:
    with pytest.raises(StoreUnavailable):
        store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    assert _files(root) == []
    assert not store.exists(_KEY)


def test_a_disk_that_cannot_make_it_durable_keeps_nothing(
    store: FolderStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    store.check()
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreUnavailable, match="Input/output error"):
        store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    assert _files(root) == []


def test_bytes_and_names_are_durable_before_it_returns(
    store: FolderStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, link = os.fsync, os.link

    def watched_sync(descriptor: int) -> None:
        done.append(str(Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(root.parent)))
        sync(descriptor)

    def watched_link(source: Path, target: Path) -> None:
        done.append("link")
        link(source, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(os, "link", watched_link)
    store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    assert done.index("link") > [n for n, name in enumerate(done) if name.startswith("objects/.inc")][-1]
    assert done[-1] == f"objects/{_KEY[:2]}/{_KEY[2:4]}"
    assert {"objects", f"objects/{_KEY[:2]}"} <= set(done)


def test_many_writers_of_the_same_bytes_make_one_object(root: Path) -> None:
    def put(_: int) -> None:
        FolderStore(root, SystemClock()).put_bytes(_PAPER, _KEY, media_type="application/pdf")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(24)))
    assert _files(root) == [root / _KEY[:2] / _KEY[2:4] / _KEY]


def test_a_killed_writer_leaves_only_what_sweep_takes_away(store: FolderStore, root: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from archive.clock import SystemClock\n"
        "from archive.store.folder import FolderStore\n"
        "from archive.values.ids import Sha256\n"
        "os.link = lambda *_: (print('here', flush=True), os.read(0, 1))\n"
        "data = b'x' * 100_000\n"
        "store = FolderStore(pathlib.Path(sys.argv[1]), SystemClock())\n"
        "store.put_bytes(data, Sha256.of(data), media_type='')\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"here\n"
        assert store.sweep(_LATER) == 0, "its writer lives"
        writer.send_signal(signal.SIGKILL)
    assert list(store.keys()) == []
    assert len(_files(root)) == 1
    assert store.sweep(dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) == 0, "too young"
    assert store.sweep(_LATER) == 1
    assert _files(root) == []


def test_putting_again_says_that_it_is_wanted_again(store: FolderStore, root: Path) -> None:
    store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    os.utime(root / _KEY[:2] / _KEY[2:4] / _KEY, (0, 0))
    before = time.time()
    store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    assert next(store.keys()).changed.timestamp() >= before - 1


def test_files_of_others_in_the_folder_are_no_objects(store: FolderStore, root: Path) -> None:
    store.put_bytes(_PAPER, _KEY, media_type="application/pdf")
    (root / "lost+found").mkdir()
    (root / _KEY[:2] / _KEY[2:4] / "README").write_text("not an object")
    (root / "note.txt").write_text("not an object")
    assert [listed.key for listed in list(store.keys())] == [_KEY]


def test_a_retention_outlives_the_process(root: Path) -> None:
    clock = FixedClock(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    FolderStore(root, clock).put_bytes(_PAPER, _KEY, media_type="application/pdf")
    FolderStore(root, clock).retain(_KEY, clock.at + dt.timedelta(days=1))
    with pytest.raises(Exception, match="object-retained"):
        FolderStore(root, clock).delete(_KEY)


def test_check_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path / "objects", SystemClock()).check()


def test_usage_tells_the_free_disk(store: FolderStore) -> None:
    assert (store.usage().free or 0) > 0


def test_temporary_files_are_locked_while_they_are_written(store: FolderStore, root: Path) -> None:
    with store._incoming() as (_, name), name.open("rb") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
