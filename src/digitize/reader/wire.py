r"""Messages between the pool and its children: a kind, JSON and raw bytes, over pipes.

Must not use pickle: the sender may have been taken over by the file it opened.
A frame is one line `KIND JSON-LENGTH BLOB-LENGTH\n`, then that much JSON, then that many bytes.
"""

import dataclasses as dc
import json
import os
import select
import time
from typing import Any

from digitize.errors import DigitizeError

HELLO, JOB, RESULT, END, CANCEL = "hello", "job", "result", "end", "cancel"

_MOST_JSON = 64 << 20
_MOST_BLOB = 256 << 20
_MOST_HEADER = 64
_CHUNK = 1 << 16


class BadFrame(Exception):
    """The other side sent something that is no message."""


class Stalled(Exception):
    """The other side sent nothing for too long."""


@dc.dataclass(frozen=True, slots=True)
class Frame:
    """One message as bytes; `json` is decoded by whoever needs it."""

    kind: str
    body: bytes
    blob: bytes = b""

    def message(self) -> dict[str, Any]:
        """Decode the JSON object.

        Raises:
            BadFrame: it is not UTF-8, no JSON or no object.
        """
        try:
            value = json.loads(self.body.decode("utf-8"))
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            raise BadFrame("no JSON") from error
        if not isinstance(value, dict):
            raise BadFrame("no object")
        return value

    def encoded(self) -> bytes:
        """Return the frame as it goes over the pipe."""
        return f"{self.kind} {len(self.body)} {len(self.blob)}\n".encode() + self.body + self.blob


def frame(kind: str, message: dict[str, Any], blob: bytes = b"") -> Frame:
    """Make a frame of a message; ASCII, so that names of files that are no UTF-8 come through."""
    return Frame(kind, json.dumps(message).encode("ascii"), blob)


def send(fd: int, what: Frame) -> None:
    """Write a frame whole.

    Raises:
        BrokenPipeError: nobody reads any more.
    """
    rest = memoryview(what.encoded())
    while rest:
        rest = rest[os.write(fd, rest) :]


class Inbox:
    """Frames that come over a pipe."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._bytes = bytearray()

    def receive(self, seconds: float | None = None) -> Frame | None:
        """Wait for a frame.

        Args:
            seconds: longest wait; None for ever.

        Returns:
            The frame, or None at the end of the stream (a half frame before it is dropped).

        Raises:
            Stalled: nothing whole came in time.
            BadFrame: what came is no frame.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            whole = self.buffered()
            if whole is not None:
                return whole
            if until is not None:
                self._wait(until)
            if not self.fill():
                return None

    def fill(self) -> bool:
        """Read what is there; False at the end of the stream."""
        chunk = os.read(self.fd, _CHUNK)
        self._bytes += chunk
        return bool(chunk)

    def buffered(self) -> Frame | None:
        """Take a whole frame from what was read, if there is one."""
        end = self._bytes.find(b"\n", 0, _MOST_HEADER)
        if end < 0:
            if len(self._bytes) >= _MOST_HEADER:
                raise BadFrame("no header")
            return None
        kind, json_size, blob_size = _header(bytes(self._bytes[:end]))
        start, middle = end + 1, end + 1 + json_size
        if len(self._bytes) < middle + blob_size:
            return None
        whole = Frame(kind, bytes(self._bytes[start:middle]), bytes(self._bytes[middle : middle + blob_size]))
        del self._bytes[: middle + blob_size]
        return whole

    def _wait(self, until: float) -> None:
        """Wait until something can be read."""
        poll = select.poll()
        poll.register(self.fd, select.POLLIN)
        if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
            raise Stalled


def _header(line: bytes) -> tuple[str, int, int]:
    """Take a header apart and hold its lengths against the limits."""
    parts = line.decode("ascii", "replace").split(" ")
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        raise BadFrame("no header")
    json_size, blob_size = int(parts[1]), int(parts[2])
    if json_size > _MOST_JSON or blob_size > _MOST_BLOB:
        raise BadFrame("too long")
    return parts[0], json_size, blob_size


def error_message(error: DigitizeError) -> dict[str, Any]:
    """Return an error as a message: its class and its facts as plain text and numbers."""
    facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in error.facts.items()}
    return {"error": type(error).__name__, "facts": facts}
