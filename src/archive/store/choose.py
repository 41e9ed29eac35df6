"""The object store that the settings name.

Must not reach for it: opening asks nothing of a disk or a server, so that help and errors stay quick.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive.clock import Clock
from archive.errors import BadSetting
from archive.settings import Settings
from archive.store.folder import FolderStore
from archive.store.port import ObjectStore

_LOOPBACK = ("127.", "localhost", "[::1]")


def open_store(settings: Settings, clock: Clock) -> ObjectStore:
    """Make the adapter for `settings.store`.

    Args:
        settings: store address and, for S3, endpoint and account.
        clock: decides whether a retention is over.

    Raises:
        BadSetting: the address or something that it needs has the wrong form.
    """
    address = urlsplit(settings.store)
    if address.scheme == "file" and address.netloc in ("", "localhost") and address.path:
        return FolderStore(Path(unquote(address.path)), clock)
    if address.scheme == "s3" and address.netloc:
        return _s3(settings, address.netloc, address.path.strip("/"), clock)
    raise BadSetting(name="SOHOA_STORE_URL", why="neither file:///path nor s3://bucket")


def _s3(settings: Settings, bucket: str, prefix: str, clock: Clock) -> ObjectStore:
    # The SDK takes 0.1 s to import, which the embedded default need not pay.
    from archive.store.s3 import S3Store
    from archive.store.s3_client import WORK, client

    for name in ("s3_endpoint", "s3_access_key", "s3_secret_key"):
        if not getattr(settings, name):
            raise BadSetting(name=f"SOHOA_{name.upper()}", why=f"needed for {settings.store}")
    host, secure = _endpoint("SOHOA_S3_ENDPOINT", settings.s3_endpoint)
    public = settings.s3_public_endpoint or settings.s3_endpoint
    public_host, public_secure = _endpoint("SOHOA_S3_PUBLIC_ENDPOINT", public)
    account = (settings.s3_access_key, settings.s3_secret_key, settings.s3_region)
    return S3Store(
        lambda patience: client(host, *account, secure=secure, patience=patience),
        lambda: client(public_host, *account, secure=public_secure, patience=WORK),
        bucket=bucket,
        prefix=f"{prefix}/" if prefix else "",
        where=f"{bucket} ({host})",
        clock=clock,
        lock=settings.s3_lock,
        sse=settings.s3_sse,
    )


def _endpoint(name: str, text: str) -> tuple[str, bool]:
    """Divide an endpoint into host with port, and whether it is TLS: so by default, except on loopback."""
    if "://" not in text:
        text = ("http://" if text.startswith(_LOOPBACK) else "https://") + text
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or not address.netloc or address.path.strip("/"):
        raise BadSetting(name=name, why="not of the form https://host or https://host:port")
    return address.netloc, address.scheme == "https"
