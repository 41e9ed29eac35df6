"""The connection to an S3 server: whom to speak to, how long to wait, how often to try.

Must not know what is kept there.
"""

from typing import NamedTuple

import urllib3
from minio import Minio


class Patience(NamedTuple):
    """How long a server may stay silent: seconds to connect, seconds between bytes, tries of a request."""

    connect: float
    read: float
    tries: int


WORK = Patience(3, 60, 3)
"""A busy server may need long for a large object; a restart of one node passes in three tries."""

PROBE = Patience(2, 2, 1)
"""A check should say soon that nobody answers."""


def client(
    host: str, access_key: str, secret_key: str, region: str, *, secure: bool, patience: Patience
) -> Minio:
    """Make a client.

    Args:
        host: name and port.
        access_key: of the account.
        secret_key: of the account.
        region: that requests are signed for; given, so that none is asked for.
        secure: whether to speak TLS, with the system's anchors.
        patience: how long to wait and how often to try.
    """
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=patience.connect, read=patience.read),
        retries=urllib3.Retry(
            total=patience.tries - 1,
            backoff_factor=0.2,
            status_forcelist=[500, 502, 503, 504],
            # A put is under the hash of its bytes: again is the same.
            allowed_methods=None,
            raise_on_status=False,
        ),
    )
    return Minio(host, access_key, secret_key, secure=secure, region=region, http_client=pool)
