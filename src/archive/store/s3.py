"""Objects in a bucket of an S3 server: MinIO, SeaweedFS, Ceph.

Must not let an error of the SDK or of its HTTP library pass untranslated. Names are those of the folder
store, so that a folder can be copied into a bucket as it is.
"""

import base64
import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from minio import Minio
from minio.commonconfig import GOVERNANCE
from minio.error import S3Error
from minio.retention import Retention
from minio.sse import SseS3

from archive.clock import Clock
from archive.errors import ObjectDamaged, ObjectMissing, ObjectRetained
from archive.store.checked import checked, copy_to, intact
from archive.store.port import Listed, Usage
from archive.store.s3_client import PROBE, WORK, Patience
from archive.store.s3_errors import MISSING, REFUSED, translated
from archive.values.ids import Sha256

if TYPE_CHECKING:
    from minio.datatypes import Object

_SINGLE = 64 << 20
"""Up to this many bytes go in one request, whose checksum the server verifies before it keeps them.
The SDK holds a request in memory, so that more would cost as much of it."""

_BUCKET_IS_THERE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


_NO_RETENTION = frozenset({"NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"})
"""What MinIO and SeaweedFS say of an object without retention."""


class S3Store:
    """The object store past one machine."""

    def __init__(
        self,
        connect: Callable[[Patience], Minio],
        public: Callable[[], Minio],
        *,
        bucket: str,
        prefix: str,
        where: str,
        clock: Clock,
        lock: bool,
        sse: bool,
    ) -> None:
        """Keep what is needed; nothing is asked of the server yet.

        Args:
            connect: makes the client for the server as this machine reaches it.
            public: makes the client whose address links carry.
            bucket: made at first, when it is not there.
            prefix: of all names, empty or ending in a slash.
            where: names the store in messages, without secrets.
            clock: decides whether a retention is over.
            lock: make the bucket with object lock and hold objects by it.
            sse: ask the server to encrypt.
        """
        self._connect = connect
        self._public = public
        self._bucket = bucket
        self._prefix = prefix
        self._where = where
        self._clock = clock
        self._lock = lock
        self._sse = SseS3() if sse else None
        self._made: Minio | None = None
        self._bucket_seen = False

    def put(self, file: Path, key: Sha256, *, media_type: str) -> None:
        """Keep the content of `file`."""
        with file.open("rb") as source:
            if Sha256.of_stream(source) != key:
                raise ObjectDamaged(key=key)
            source.seek(0)
            self._keep(source, file.stat().st_size, key, media_type)

    def put_bytes(self, data: bytes, key: Sha256, *, media_type: str) -> None:
        """Keep `data`."""
        if Sha256.of(data) != key:
            raise ObjectDamaged(key=key)
        self._keep(io.BytesIO(data), len(data), key, media_type)

    @contextmanager
    def open(self, key: Sha256) -> Iterator[BinaryIO]:
        """Open an object; its hash is proved at the end."""
        with translated(self._where, key):
            response = self._client.get_object(self._bucket, self._name(key))
        try:
            yield checked(response, key, lambda: translated(self._where, key))
        finally:
            response.close()
            response.release_conn()

    def read(self, key: Sha256) -> bytes:
        """Return a whole object."""
        with self.open(key) as stream:
            return stream.read()

    def fetch(self, key: Sha256, target: Path) -> None:
        """Write an object to a new file."""
        with self.open(key) as stream:
            copy_to(stream, target)

    def size(self, key: Sha256) -> int:
        """Return its bytes."""
        with translated(self._where, key):
            return int(self._client.stat_object(self._bucket, self._name(key)).size or 0)

    def exists(self, key: Sha256) -> bool:
        """Say whether it is there."""
        try:
            self.size(key)
        except ObjectMissing:
            return False
        return True

    def delete(self, key: Sha256) -> None:
        """Remove every version of an object that nothing retains any more."""
        with translated(self._where, key):
            until = self._retained_until(key)
            if until is not None and until > self._clock.now():
                raise ObjectRetained(key=key, until=until.isoformat(timespec="seconds"))
            for version in list(_versions(self._client, self._bucket, self._name(key))):
                self._remove(key, version)

    def keys(self) -> Iterator[Listed]:
        """Yield every object in the order of the keys."""
        with translated(self._where):
            self._ensure_bucket()
            for entry in self._client.list_objects(self._bucket, prefix=self._prefix, recursive=True):
                listed = _listed(entry)
                if listed is not None:
                    yield listed

    def retain(self, key: Sha256, until: dt.datetime) -> bool:
        """Set a GOVERNANCE retention; only ever later. False where the bucket has no lock."""
        if not self._lock:
            return False
        # Servers keep retention to the second; cut off, it would end before the time asked for.
        until = (until + dt.timedelta(microseconds=999_999)).replace(microsecond=0)
        with translated(self._where, key):
            version = self._client.stat_object(self._bucket, self._name(key)).version_id
            if not self._locks():
                return False
            before = self._retained_until(key)
            if before is None or before < until:
                self._client.set_object_retention(
                    self._bucket, self._name(key), Retention(GOVERNANCE, until), version_id=version
                )
        return True

    def link(self, key: Sha256, seconds: int, filename: str) -> str | None:
        """Return a presigned address at the public endpoint."""
        headers = {"response-content-disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}"}
        with translated(self._where, key):
            return self._public().presigned_get_object(
                self._bucket,
                self._name(key),
                expires=dt.timedelta(seconds=seconds),
                response_headers=dict(headers),
            )

    def check(self) -> None:
        """Prove that the bucket can be written and listed; makes it at first."""
        name = self._prefix + ".check"
        probe = self._connect(PROBE)
        with translated(self._where):
            self._make_bucket(probe)
            probe.put_object(self._bucket, name, io.BytesIO(b"check"), 5, sse=self._sse)
            for version in list(_versions(probe, self._bucket, name)):
                probe.remove_object(self._bucket, name, version_id=version)

    def sweep(self, older_than: dt.datetime) -> int:
        """Return 0: a put that did not end leaves no object."""
        return 0

    def usage(self) -> Usage:
        """Count objects and bytes."""
        objects = size = 0
        for listed in self.keys():
            objects, size = objects + 1, size + listed.size
        return Usage(objects, size, None)

    def _keep(self, source: BinaryIO, size: int, key: Sha256, media_type: str) -> None:
        with translated(self._where, key):
            self._ensure_bucket()
            if self._whole(key, size):
                return
            metadata: dict[str, str | list[str] | tuple[str]] = {"x-amz-meta-sha256": key}
            if size <= _SINGLE:
                # The SDK has no argument for it, and passes x-amz- names through as headers.
                metadata["x-amz-checksum-sha256"] = base64.b64encode(bytes.fromhex(key)).decode("ascii")
            self._client.put_object(
                self._bucket,
                self._name(key),
                source,
                size,
                content_type=media_type,
                metadata=metadata,
                sse=self._sse,
                part_size=_SINGLE,
                num_parallel_uploads=1,
            )
            # The checksum of an upload in parts is not that of the whole: read it back instead.
            if size > _SINGLE and not self._whole(key, size):
                raise ObjectDamaged(key=key)

    def _whole(self, key: Sha256, size: int) -> bool:
        """Say whether the object is there and its bytes are right."""
        try:
            if self.size(key) != size:
                return False
            response = self._client.get_object(self._bucket, self._name(key))
        except ObjectMissing:
            return False
        try:
            return intact(response, key)
        finally:
            response.close()
            response.release_conn()

    def _retained_until(self, key: Sha256) -> dt.datetime | None:
        """Return the retention of the newest version, None where there is none."""
        try:
            kept = self._client.get_object_retention(self._bucket, self._name(key))
        except S3Error as error:
            if error.code in MISSING | REFUSED | _NO_RETENTION:
                return None
            raise
        return None if kept is None else kept.retain_until_date.astimezone(dt.UTC)

    def _locks(self) -> bool:
        """Say whether the bucket has object lock."""
        try:
            self._client.get_object_lock_config(self._bucket)
        except S3Error as error:
            if error.code == "ObjectLockConfigurationNotFoundError":
                return False
            raise
        return True

    def _remove(self, key: Sha256, version: str | None) -> None:
        """Remove one version; MinIO and SeaweedFS refuse a held one by different codes."""
        try:
            self._client.remove_object(self._bucket, self._name(key), version_id=version)
        except S3Error as error:
            if error.code in REFUSED:
                raise ObjectRetained(key=key, until="?") from error
            raise

    def _ensure_bucket(self) -> None:
        if not self._bucket_seen:
            self._make_bucket(self._client)
            self._bucket_seen = True

    def _make_bucket(self, client: Minio) -> None:
        """Make the bucket unless it is there; another process may do the same at the same time."""
        if client.bucket_exists(self._bucket):
            return
        try:
            client.make_bucket(self._bucket, object_lock=self._lock)
        except S3Error as error:
            if error.code not in _BUCKET_IS_THERE:
                raise

    def _name(self, key: Sha256) -> str:
        return f"{self._prefix}{key[:2]}/{key[2:4]}/{key}"

    @property
    def _client(self) -> Minio:
        if self._made is None:
            self._made = self._connect(WORK)
        return self._made


def _versions(client: Minio, bucket: str, name: str) -> Iterator[str | None]:
    """Yield the version ids of exactly `name`, None where the bucket keeps no versions."""
    for entry in client.list_objects(bucket, prefix=name, include_version=True):
        if entry.object_name == name:
            yield entry.version_id


def _listed(entry: "Object") -> Listed | None:
    """Turn an entry into ours; names of others are none."""
    try:
        key = Sha256((entry.object_name or "").rpartition("/")[2])
    except ValueError:
        return None
    changed = entry.last_modified or dt.datetime.fromtimestamp(0, dt.UTC)
    return Listed(key, int(entry.size or 0), changed.astimezone(dt.UTC))
