"""Reads a form with files as it arrives: each file into the spool, hashed, cut off at the byte limit.

Must not hold a file in memory, nor let one bad file spoil the others of the same form.
"""

import dataclasses as dc
import hashlib
import shutil
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from archive.errors import SohoaError
from archive.values.ids import Sha256
from desk.errors import DiskFull
from desk.house import House
from desk.pipeline.receive import Spooled
from desk.web.errors import BadRequest, BodyTooLarge
from digitize.errors import EmptyFile, TooManyBytes

MOST_FILES = 200
"""Files of one form: a desk's whole morning is about a hundred."""
MOST_FIELDS = 400
FIELD_BYTES = 100_000
"""Bytes of one value that is no file: the longest abstract has under 4,000 letters."""


@dc.dataclass(slots=True)
class Uploaded:
    """A file of a form: on disk, or refused with the reason."""

    name: str
    path: Path
    size: int = 0
    sha256: str = ""
    error: SohoaError | None = None

    def spooled(self) -> Spooled:
        """Return the file as the pipeline takes it.

        Raises:
            TooManyBytes, EmptyFile, DiskFull: it was refused while it arrived.
        """
        if self.error is not None:
            raise self.error
        if not self.size:
            raise EmptyFile(file=self.name)
        return Spooled(self.path, self.name, Sha256(self.sha256), self.size)


class MultipartForm:
    """Takes the parser's calls; after `read` holds the values and files.

    Attributes:
        values: by name, in the order of the form.
        files: those that carry a name: a file field left empty is none.
    """

    def __init__(self, house: House, stack: ExitStack) -> None:
        self.values: dict[str, list[str]] = {}
        self.files: list[Uploaded] = []
        self._house = house
        self._stack = stack
        self._parts = 0
        self._header = b""
        self._headers: dict[bytes, bytes] = {}
        self._begin()

    def _begin(self) -> None:
        self._name, self._text = "", bytearray()
        self._file: Uploaded | None = None
        self._out: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._header, self._value, self._headers = b"", b"", {}

    async def read(self, content_type: str, chunks: AsyncIterator[bytes]) -> None:
        """Read the whole form.

        Raises:
            BadRequest: it is no well-formed form, or has too many parts.
        """
        _, options = parse_options_header(content_type)
        if b"boundary" not in options:
            raise BadRequest(where="Content-Type", why="boundary")
        try:
            parser = MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers,
                    "on_part_data": self._on_data,
                    "on_part_end": self._on_end,
                },
            )
            async for chunk in chunks:
                # Files are written here: not on the loop that serves everybody else.
                await run_in_threadpool(parser.write, chunk)
            parser.finalize()
        except FormParserError as error:
            raise BadRequest(where="form", why="multipart/form-data") from error

    async def read_bare(self, chunks: AsyncIterator[bytes]) -> None:
        """Read a body that is one file by itself."""
        self._open("")
        async for chunk in chunks:
            await run_in_threadpool(self._on_data, chunk, 0, len(chunk))
        self._on_end()

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header, self._value = b"", b""

    def _on_headers(self) -> None:
        self._parts += 1
        if self._parts > MOST_FILES + MOST_FIELDS:
            raise BadRequest(where="form", why=f"> {MOST_FILES + MOST_FIELDS}")
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            self._open(_bare(options[b"filename"].decode("utf-8", "replace")))

    def _open(self, name: str) -> None:
        if len(self.files) >= MOST_FILES:
            raise BadRequest(where="files", why=f"> {MOST_FILES}")
        path = self._stack.enter_context(self._house.spool.file())
        self._file = Uploaded(name, path)
        free = shutil.disk_usage(path.parent).free
        if free < self._house.settings.disk_free:
            self._file.error = DiskFull(free=free, needed=self._house.settings.disk_free)
            return
        self._out = path.open("wb")
        self._stack.callback(self._out.close)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._file is None:
            self._text += piece
            if len(self._text) > FIELD_BYTES:
                raise BodyTooLarge(limit=FIELD_BYTES)
            return
        self._file.size += len(piece)
        limit = self._house.settings.max_bytes
        if self._file.error is None and self._file.size > limit:
            self._file.error = TooManyBytes(file=self._file.name, limit=limit)
        if self._file.error is None and self._out is not None:
            self._digest.update(piece)
            self._out.write(piece)

    def _on_end(self) -> None:
        if self._file is None:
            self.values.setdefault(self._name, []).append(self._text.decode("utf-8", "replace"))
            return
        if self._out is not None:
            self._out.close()
        self._file.sha256 = self._digest.hexdigest()
        if self._file.name or self._file.size:
            self.files.append(self._file)


def _bare(name: str) -> str:
    """Return the name without folders and control characters, as a person knows the file."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-255:]
