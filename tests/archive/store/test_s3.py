"""What the S3 store promises beside the port, against a real server and a line that is cut."""

import datetime as dt
import os
import time
import urllib.request
import uuid
from collections.abc import Callable
from urllib.error import HTTPError

import minio.error
import pytest
import urllib3.exceptions
from minio import Minio
from minio.error import S3Error

from archive.clock import FixedClock, SystemClock
from archive.errors import ObjectMissing, ObjectRetained, StoreUnavailable
from archive.settings import load
from archive.store import s3
from archive.store.choose import open_store
from archive.store.port import ObjectStore
from archive.store.s3_client import WORK, client
from archive.store.s3_errors import translated
from archive.values.ids import Sha256
from tests.servers.process import free_port
from tests.servers.proxy import cut_line
from tests.servers.s3 import S3Server

pytestmark = pytest.mark.s3

_PAPER = os.urandom(400_000)
_KEY = Sha256.of(_PAPER)
_NAME = f"{_KEY[:2]}/{_KEY[2:4]}/{_KEY}"


@pytest.fixture
def bucket() -> str:
    return f"papers-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def opened(s3_server: S3Server, bucket: str) -> Callable[..., ObjectStore]:
    """Open a store of the test's bucket, with settings of the test's."""

    def make(**settings: str) -> ObjectStore:
        environ = {**s3_server.environ, "SOHOA_STORE_URL": f"s3://{bucket}"}
        environ |= {f"SOHOA_{name.upper()}": value for name, value in settings.items()}
        return open_store(load(environ), SystemClock())

    return make


@pytest.fixture
def raw(s3_server: S3Server) -> Minio:
    environ = s3_server.environ
    account = (environ["SOHOA_S3_ACCESS_KEY"], environ["SOHOA_S3_SECRET_KEY"], "us-east-1")
    return client(f"127.0.0.1:{s3_server.port}", *account, secure=False, patience=WORK)


def _put(store: ObjectStore, data: bytes = _PAPER) -> Sha256:
    key = Sha256.of(data)
    store.put_bytes(data, key, media_type="application/pdf")
    return key


def test_the_server_itself_refuses_to_delete_what_is_retained(opened, raw: Minio, bucket: str) -> None:
    store = opened()
    _put(store)
    assert store.retain(_KEY, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    version = raw.stat_object(bucket, _NAME).version_id
    with pytest.raises(S3Error):
        raw.remove_object(bucket, _NAME, version_id=version)
    # A store whose clock is ahead asks the server, which still refuses.
    ahead = FixedClock(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    store._clock = ahead
    with pytest.raises(ObjectRetained):
        store.delete(_KEY)
    assert store.read(_KEY) == _PAPER


def test_a_whole_object_is_never_written_again(opened, raw: Minio, bucket: str) -> None:
    store = opened()
    _put(store)
    first = raw.stat_object(bucket, _NAME).version_id
    _put(opened())
    assert raw.stat_object(bucket, _NAME).version_id == first


def test_a_deleted_object_leaves_no_older_version(opened, raw: Minio, bucket: str) -> None:
    store = opened()
    _put(store)
    store.delete(_KEY)
    assert list(raw.list_objects(bucket, recursive=True, include_version=True)) == []


def test_a_bucket_without_lock_holds_nothing_and_says_so(opened, raw: Minio, bucket: str) -> None:
    raw.make_bucket(bucket)
    store = opened()
    _put(store)
    assert store.retain(_KEY, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)) is False
    store.delete(_KEY)
    assert not store.exists(_KEY)


def test_lock_can_be_left_out(opened) -> None:
    store = opened(s3_lock="no")
    _put(store)
    assert store.retain(_KEY, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)) is False


def test_encryption_by_the_server_can_be_asked_for(opened, raw: Minio, bucket: str) -> None:
    store = opened(s3_sse="yes")
    _put(store)
    assert store.read(_KEY) == _PAPER
    assert raw.stat_object(bucket, _NAME).metadata["x-amz-server-side-encryption"] == "AES256"


def test_media_type_and_hash_lie_beside_the_object(opened, raw: Minio, bucket: str) -> None:
    _put(opened())
    found = raw.stat_object(bucket, _NAME)
    assert found.content_type == "application/pdf"
    assert found.metadata["x-amz-meta-sha256"] == _KEY


def test_what_takes_several_requests_is_read_back(opened, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    # The least part that S3 allows, so that the test need not move 64 MiB.
    monkeypatch.setattr(s3, "_SINGLE", 5 << 20)
    scan = tmp_path / "scan.tif"
    scan.write_bytes(os.urandom(1 << 20) * 12)
    key = Sha256.of_file(scan)
    store = opened()
    store.put(scan, key, media_type="image/tiff")
    store.fetch(key, tmp_path / "back.tif")
    assert Sha256.of_file(tmp_path / "back.tif") == key


def test_a_link_gives_the_file_under_its_name_for_a_while(opened, s3_server: S3Server) -> None:
    with cut_line(s3_server.port) as public:
        store = opened(s3_public_endpoint=f"http://127.0.0.1:{public.port}")
        _put(store)
        link = store.link(_KEY, 60, "Giấy khai sinh.pdf")
        assert link is not None
        assert link.startswith(f"http://127.0.0.1:{public.port}/")
        with urllib.request.urlopen(link, timeout=10) as answer:
            assert answer.read() == _PAPER
            assert "Gi%E1%BA%A5y%20khai%20sinh.pdf" in answer.headers["content-disposition"]
        with pytest.raises(HTTPError):
            urllib.request.urlopen(link.replace(_KEY, Sha256.of(b"another")), timeout=10)


def test_a_line_cut_while_reading_is_an_error_and_never_a_short_file(opened, s3_server, tmp_path) -> None:
    _put(opened())
    with cut_line(s3_server.port) as line:
        store = opened(s3_endpoint=f"http://127.0.0.1:{line.port}")
        line.cut_after = 150_000
        with pytest.raises(StoreUnavailable):
            store.fetch(_KEY, tmp_path / "half.pdf")
    assert not (tmp_path / "half.pdf").exists()


def test_a_line_cut_while_writing_is_an_error_and_mends_when_tried_again(opened, s3_server: S3Server) -> None:
    opened().check()
    with cut_line(s3_server.port) as line:
        store = opened(s3_endpoint=f"http://127.0.0.1:{line.port}")
        line.cut_after = 0
        with pytest.raises(StoreUnavailable):
            _put(store)
        line.cut_after = None
        _put(store)
    assert opened().read(_KEY) == _PAPER


def test_nobody_there_is_said_soon_and_without_secrets(opened) -> None:
    store = opened(s3_endpoint=f"http://127.0.0.1:{free_port()}", s3_secret_key="canary-4711")
    started = time.monotonic()
    with pytest.raises(StoreUnavailable) as caught:
        store.check()
    assert time.monotonic() - started < 3
    assert "canary" not in str(caught.value) + repr(store)


def test_a_wrong_secret_is_named(opened) -> None:
    with pytest.raises(StoreUnavailable, match=r"SOHOA_S3_SECRET_KEY|no right"):
        opened(s3_secret_key="wrong").check()


def test_every_error_of_the_sdk_and_its_http_library_is_translated() -> None:
    # Of the admin client, of warnings, and of proxies: the store uses none of them.
    not_ours = {"MinioAdminException", "HTTPWarning", "ProxySchemeUnsupported"}
    for module in (minio.error, urllib3.exceptions):
        for name, kind in vars(module).items():
            is_own = isinstance(kind, type) and kind.__module__ == module.__name__
            if not is_own or not issubclass(kind, Exception) or issubclass(kind, Warning):
                continue
            families = (minio.error.MinioException, urllib3.exceptions.HTTPError)
            assert issubclass(kind, families) or name in not_ours


def test_an_answer_that_is_no_s3_is_called_so() -> None:
    with pytest.raises(StoreUnavailable, match="no S3 server"), translated("here"):
        raise minio.error.InvalidResponseError(200, "text/html", "<html>")


def test_a_missing_object_is_not_a_broken_store(opened) -> None:
    store = opened()
    store.check()
    with pytest.raises(ObjectMissing):
        store.read(_KEY)
