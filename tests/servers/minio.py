"""MinIO, the other S3 server that the same promises are held against where its program is named."""

import base64
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, missing, running
from tests.servers.s3 import ACCESS_KEY, SECRET_KEY, S3Server, lists

PROGRAM = "TEST_MINIO"
"""Environment variable with the path of the program; unset: SeaweedFS is used."""


@contextlib.contextmanager
def minio() -> Iterator[S3Server]:
    """Start a server."""
    program = Path(os.environ[PROGRAM])
    if not program.exists():
        missing(f"MinIO at {program} (`make peers` builds it)")
    folder = Path(tempfile.mkdtemp(prefix="sohoa-minio-"))
    port = free_port()
    try:
        with running(
            [program, "server", "--quiet", "--address", f"127.0.0.1:{port}", folder / "data"],
            log=folder / "log",
            ready=lists(port),
            seconds=30,
            env={
                "MINIO_ROOT_USER": ACCESS_KEY,
                "MINIO_ROOT_PASSWORD": SECRET_KEY,
                "MINIO_KMS_SECRET_KEY": "test:" + base64.b64encode(bytes(range(32))).decode(),
                "MINIO_BROWSER": "off",
                "MINIO_UPDATE": "off",
            },
        ):
            yield S3Server(port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
