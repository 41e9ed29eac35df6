"""A running S3 server as the tests see it, whichever program it is."""

import dataclasses as dc
from collections.abc import Callable

import urllib3
from minio import Minio
from minio.error import MinioException
from urllib3.exceptions import HTTPError

ACCESS_KEY = "sohoa-test"
SECRET_KEY = "sohoa-test-secret"


@dc.dataclass(frozen=True, slots=True)
class S3Server:
    """A running server; object lock and SSE-S3 work."""

    port: int

    @property
    def endpoint(self) -> str:
        """Address with scheme, as SOHOA_S3_ENDPOINT wants it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """The settings that point here, all but SOHOA_STORE_URL."""
        return {
            "SOHOA_S3_ENDPOINT": self.endpoint,
            "SOHOA_S3_ACCESS_KEY": ACCESS_KEY,
            "SOHOA_S3_SECRET_KEY": SECRET_KEY,
        }


def lists(port: int) -> Callable[[], bool]:
    """Say whether a listing answers, which is later than that the port opens."""
    impatient = urllib3.PoolManager(timeout=2, retries=False)
    client = Minio(f"127.0.0.1:{port}", ACCESS_KEY, SECRET_KEY, secure=False, http_client=impatient)

    def ready() -> bool:
        try:
            client.list_buckets()
        except (MinioException, HTTPError):
            return False
        return True

    return ready
