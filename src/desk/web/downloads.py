"""Files on their way out: checked against their hash before the first byte leaves, always as attachments.

Must not give a file without checking the right to read its paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from archive.accounts.actor import READERS, Actor
from archive.papers import repository as papers
from archive.values.ids import Sha256
from desk.bundle.make import ACTION
from desk.choice import one_of
from desk.exporting import Exported, What
from desk.giving import given, pack
from desk.house import House

_CHUNK = 1 << 20
_TYPES = {
    ".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}  # fmt: skip
"""Types that are told; anything else is bytes: nothing of a citizen's file is ever shown as a page."""


def download(house: House, actor: Actor, key: str, what: str) -> Response:
    """Return a paper's files after the right to read it was checked; recorded with their hashes.

    Raises:
        NotFound: no such paper that the actor may read, or it has no such file yet.
        BadValue: no such kind of file.
    """
    if what not in list(What):
        with house.act(actor, ACTION, key) as session:
            actor.require(ACTION, *READERS)
            papers.get(session, actor, key)  # whoever may not read it is not told more than that
    kind = one_of(What, what, "what")
    _, stem, files = given(house, actor, key, kind)
    return attachment(house, files, f"{stem}-{kind.value}")


def attachment(house: House, files: Sequence[Exported], name: str) -> Response:
    """Return one file as it is, several in an archive called `name`.zip.

    Raises:
        ObjectMissing, ObjectDamaged: the store does not have the bytes that the row names.
    """
    if len(files) == 1:
        return _one(house, files[0])
    with house.spool.file(".zip") as path:
        pack(house, files, path)
        return _streamed(path, f"{name}.zip")


def sent(name: str, data: bytes, told: Mapping[str, str] | None = None) -> Response:
    """Return a file that was made for this answer, with further headers where `told` has them."""
    return Response(data, headers={**_headers(name, len(data)), **(told or {})})


def _one(house: House, file: Exported) -> Response:
    if file.data is not None:
        return sent(file.name, file.data)
    with house.spool.fetched(house.store, Sha256(file.sha256)) as path:
        return _streamed(path, file.name)


def _streamed(path: Path, name: str) -> Response:
    # The spool takes the file's name away when we return; the open handle keeps its bytes till the end.
    stream = path.open("rb")
    return StreamingResponse(_chunks(stream), headers=_headers(name, path.stat().st_size))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _headers(name: str, size: int) -> dict[str, str]:
    kind = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return {
        "Content-Type": kind,
        "Content-Length": str(size),
        # Source: RFC 6266 section 5: the plain name first, for what does not read the other.
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
    }
