"""What an S3 server and the way to it can say, in the words of the archive.

Must not decide anything: the store does. A test holds the list of the SDK's errors against this.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from urllib3.exceptions import HTTPError, MaxRetryError

from archive.errors import ObjectMissing, StoreUnavailable
from archive.values.ids import Sha256

MISSING = frozenset({"NoSuchKey", "NoSuchVersion"})
"""Codes that say there is no such object."""

REFUSED = frozenset({"AccessDenied", "InvalidRequest", "MethodNotAllowed", "ObjectLocked"})
"""Codes by which servers refuse to delete what is held: MinIO says InvalidRequest, SeaweedFS AccessDenied."""


@contextmanager
def translated(where: str, key: Sha256 | None = None) -> Iterator[None]:
    """Translate errors of the SDK and of its HTTP library raised inside.

    Raises:
        ObjectMissing: the server has no object `key`.
        StoreUnavailable: anything else that it, or the way to it, says.
    """
    try:
        yield
    except S3Error as error:
        if key is not None and error.code in MISSING:
            raise ObjectMissing(key=key) from error
        raise StoreUnavailable(where=where, why=_s3_reason(error)) from error
    except (MinioException, HTTPError, OSError) as error:
        raise StoreUnavailable(where=where, why=_reason(error)) from error


def _s3_reason(error: S3Error) -> str:
    """Name the server's code and, where one helps, what to look at."""
    looks = {
        "AccessDenied": "the account has no right to it",
        "InvalidAccessKeyId": "SOHOA_S3_ACCESS_KEY is not known there",
        "SignatureDoesNotMatch": "SOHOA_S3_SECRET_KEY is wrong, or a proxy changes requests",
        "RequestTimeTooSkewed": "the clocks of both machines differ",
        "NoSuchBucket": "the bucket is gone",
        "XMinioStorageFull": "its disks are full",
    }
    look = looks.get(error.code or "", error.message or "")
    return f"{error.code} ({look})" if look else str(error.code)


def _reason(error: Exception) -> str:
    """Say in a few words what failed; the SDK's own texts carry addresses and whole answers."""
    if isinstance(error, ServerError):
        return f"HTTP {error.status_code}"
    if isinstance(error, InvalidResponseError):
        return "what answers there is no S3 server"
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    return type(error).__name__
