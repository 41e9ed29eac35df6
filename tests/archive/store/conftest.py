"""Stores to hold against the port: every adapter, and the fake that stands in for them elsewhere."""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.clock import FixedClock
from archive.settings import load
from archive.store.choose import open_store
from archive.store.port import ObjectStore
from archive.values.ids import Sha256
from tests.fakes.store import MemoryStore

_NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


@dc.dataclass(frozen=True, slots=True)
class Case:
    """A store, its clock, and the way to alter its bytes behind its back."""

    store: ObjectStore
    clock: FixedClock
    alter: Callable[[Sha256, bytes], None]


@pytest.fixture(params=["memory", "folder", pytest.param("s3", marks=pytest.mark.s3)])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    # S3 servers go by their own clock: near now, so that both agree on what is over.
    clock = FixedClock(dt.datetime.now(dt.UTC) if request.param == "s3" else _NOW)
    if request.param == "memory":
        store = MemoryStore(clock)
        return Case(store, clock, store.objects.__setitem__)
    if request.param == "folder":
        return _folder(tmp_path / "objects", clock)
    return _s3(request.getfixturevalue("s3_server").environ, clock)


@pytest.fixture
def store(case: Case) -> ObjectStore:
    return case.store


def _folder(root: Path, clock: FixedClock) -> Case:
    def alter(key: Sha256, data: bytes) -> None:
        path = root / key[:2] / key[2:4] / key
        path.chmod(0o600)
        path.write_bytes(data)

    return Case(open_store(load({"SOHOA_STORE_URL": root.as_uri()}), clock), clock, alter)


def _s3(environ: dict[str, str], clock: FixedClock) -> Case:
    import io

    from archive.store.s3_client import WORK, client

    bucket = f"papers-{uuid.uuid4().hex[:12]}"
    settings = load({**environ, "SOHOA_STORE_URL": f"s3://{bucket}/kho"})

    def alter(key: Sha256, data: bytes) -> None:
        host = settings.s3_endpoint.removeprefix("http://")
        account = (settings.s3_access_key, settings.s3_secret_key, settings.s3_region)
        raw = client(host, *account, secure=False, patience=WORK)
        raw.put_object(bucket, f"kho/{key[:2]}/{key[2:4]}/{key}", io.BytesIO(data), len(data))

    return Case(open_store(settings, clock), clock, alter)
