"""The settings choose the store, and say what is wrong with them."""

from pathlib import Path

import pytest

from archive.clock import SystemClock
from archive.errors import BadSetting
from archive.settings import load
from archive.store.choose import _endpoint, open_store
from archive.store.folder import FolderStore

_S3 = {
    "SOHOA_STORE_URL": "s3://papers",
    "SOHOA_S3_ENDPOINT": "https://s3.example:9000",
    "SOHOA_S3_ACCESS_KEY": "desk",
    "SOHOA_S3_SECRET_KEY": "canary-4711",
}


def test_by_default_objects_lie_in_the_home_folder(tmp_path: Path) -> None:
    store = open_store(load({"SOHOA_HOME": str(tmp_path / "kho dữ liệu")}), SystemClock())
    assert isinstance(store, FolderStore)
    store.check()
    assert (tmp_path / "kho dữ liệu" / "objects").is_dir()


def test_opening_touches_neither_disk_nor_server(tmp_path: Path) -> None:
    open_store(load({"SOHOA_HOME": str(tmp_path / "home")}), SystemClock())
    open_store(load(_S3), SystemClock())
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SOHOA_STORE_URL": "ftp://papers"}, "SOHOA_STORE_URL"),
        ({"SOHOA_STORE_URL": "papers"}, "SOHOA_STORE_URL"),
        ({"SOHOA_STORE_URL": "file://server/papers"}, "SOHOA_STORE_URL"),
        ({"SOHOA_STORE_URL": "s3:///papers"}, "SOHOA_STORE_URL"),
        ({"SOHOA_S3_ENDPOINT": ""}, "SOHOA_S3_ENDPOINT"),
        ({"SOHOA_S3_ENDPOINT": "ftp://s3"}, "SOHOA_S3_ENDPOINT"),
        ({"SOHOA_S3_ENDPOINT": "https://s3/path"}, "SOHOA_S3_ENDPOINT"),
        ({"SOHOA_S3_PUBLIC_ENDPOINT": "https://s3/path"}, "SOHOA_S3_PUBLIC_ENDPOINT"),
        ({"SOHOA_S3_ACCESS_KEY": ""}, "SOHOA_S3_ACCESS_KEY"),
        ({"SOHOA_S3_SECRET_KEY": ""}, "SOHOA_S3_SECRET_KEY"),
    ],
)
def test_a_wrong_setting_is_named(change: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=named) as caught:
        open_store(load(_S3 | change), SystemClock())
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "host", "secure"),
    [
        ("s3.example", "s3.example", True),
        ("127.0.0.1:9000", "127.0.0.1:9000", False),
        ("localhost:9000", "localhost:9000", False),
        ("http://minio:9000/", "minio:9000", False),
    ],
)
def test_an_endpoint_is_tls_unless_it_is_said_or_loopback(text: str, host: str, secure: bool) -> None:
    assert _endpoint("SOHOA_S3_ENDPOINT", text) == (host, secure)
