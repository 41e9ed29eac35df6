"""The check of the archive names what is not as it should be, and takes away what the dead left."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.values.ids import Sha256
from desk.checking import Finding, check_objects, summary
from tests.desk.web.support import Office, office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    """A desk of this test alone."""
    with office(tmp_path) as opened:
        yield opened


def _findings(desk: Office) -> list[Finding]:
    return [found for found in check_objects(desk.house) if isinstance(found, Finding)]


def test_an_object_without_a_row_is_an_orphan_and_stays(desk: Office) -> None:
    key = Sha256.of(b"nobody points here")
    desk.house.store.put_bytes(b"nobody points here", key, media_type="text/plain")
    found = _findings(desk)
    assert found == [Finding("orphan", str(key), "")]
    assert summary(found, 0)["orphans"] == [str(key)]
    assert desk.house.store.exists(key)


def test_a_temporary_file_of_a_dead_writer_is_no_finding_and_is_swept(desk: Office) -> None:
    incoming = desk.house.settings.home / "objects" / ".incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    left = incoming / "tmp-left"
    left.write_bytes(b"half")
    long_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).timestamp()
    os.utime(left, (long_ago, long_ago))
    assert _findings(desk) == []
    assert not left.exists()


def test_objects_that_are_altered_or_gone_are_named(desk: Office) -> None:
    client = desk.program("officer")
    desk.kept(client, colour=61)
    folder = desk.house.settings.home / "objects"
    objects = sorted(path for path in folder.rglob("*") if path.is_file() and ".retained" not in path.parts)
    altered, gone = objects[0], objects[1]
    altered.chmod(0o600)
    altered.write_bytes(b"x" * altered.stat().st_size)
    gone.unlink()
    assert {(found.kind, found.sha256) for found in _findings(desk)} == {
        ("damaged", altered.name),
        ("missing", gone.name),
    }
