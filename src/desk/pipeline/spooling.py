"""Takes streams onto this machine's disk within the limits, hashed on the way, and receives them.

Must not look into them: `receive` has that done in a child.
"""

import errno
import hashlib
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from archive.accounts.actor import Actor
from archive.errors import SohoaError
from archive.papers.models import Paper
from archive.values.ids import Sha256
from desk.errors import DiskFull, NoSuchFile
from desk.house import House
from desk.pipeline.dossier_receipt import Counter
from desk.pipeline.receive import ACTION, Handed, Spooled, receive
from digitize.errors import EmptyFile, TooManyBytes

_CHUNK = 1 << 20


def take_in(
    house: House,
    actor: Actor,
    sources: Sequence[tuple[str, Callable[[], BinaryIO]]],
    handed: Handed,
    counter: Counter | None = None,
) -> list[Paper]:
    """Spool and receive files; what cannot even be spooled is refused and recorded as well.

    Args:
        house: where they go.
        actor: who takes them in.
        sources: name and opener of each file; several are one paper in this order.
        handed: what they are handed in with.
        counter: of a call with several papers, where a receipt says what `handed` leaves open.
    """
    # Names in another alphabet's bytes, of old systems, are no text that a database takes.
    sources = [(name.encode("utf-8", "replace").decode(), opener) for name, opener in sources]
    names = ", ".join(name for name, _ in sources)
    with ExitStack() as stack:
        try:
            spooled = [_spool(house, stack, name, opener) for name, opener in sources]
        except SohoaError as error:
            house.refused(actor, ACTION, handed.dossier, error, file=names)
            raise
        whole = (counter or Counter(house, handed)).handed(actor, spooled)
        return receive(house, actor, spooled, whole)


def _spool(house: House, stack: ExitStack, name: str, opener: Callable[[], BinaryIO]) -> Spooled:
    target = stack.enter_context(house.spool.file())
    try:
        with opener() as source:
            return spool_file(house, source, target, name)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(free=0, needed=house.settings.disk_free) from error
        raise NoSuchFile(file=name, why=error.strerror or "?") from error


def spool_file(house: House, source: BinaryIO, target: Path, name: str) -> Spooled:
    """Write a stream to `target` within the byte limit, hashing it on the way.

    Raises:
        DiskFull: less free disk than the limit.
        TooManyBytes: over SOHOA_MAX_BYTES; reading stops there.
        EmptyFile: no bytes.
    """
    free = shutil.disk_usage(target.parent).free
    if free < house.settings.disk_free:
        raise DiskFull(free=free, needed=house.settings.disk_free)
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > house.settings.max_bytes:
                raise TooManyBytes(file=name, limit=house.settings.max_bytes)
            digest.update(chunk)
            out.write(chunk)
    if size == 0:
        raise EmptyFile(file=name)
    return Spooled(target, name, Sha256(digest.hexdigest()), size)
