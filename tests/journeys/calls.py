"""Calls of the program through a zygote.

Must not answer for a call: where the zygote fails, so does the test.
"""

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.journeys.zygote import LONGEST

NAMES = (
    *("desk.cli", "desk.pipeline", "desk.engine"),
    *("pydantic.json_schema", "cryptography.hazmat.backends.openssl", "sqlite3"),
)
"""The program, and what nearly every call imports: the commands, what they do, and what typer loads late."""
_START = "import socket; from tests.journeys.zygote import main; main(socket.socket(fileno={}), {})"
"""By -c as the program itself: children of multiprocessing import a `__main__` that has a name."""
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""As `run` sets them before the libraries are loaded; so the zygote has no threads when it forks."""
_FIXED = ("PYTHON", "LANG", "LC_", "LD_", "TZ", "OMP_", "OPENBLAS_")
"""What a process reads once, as it starts or imports: a call may not differ in it."""


class Zygote:
    """One zygote; it ends with the process that made it, since their channel does."""

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LONGEST)
        self._born = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with theirs:
            self.process = subprocess.Popen(  # with pipes, as each call will have them
                [sys.executable, "-c", _START.format(theirs.fileno(), names)],
                env={**self._born, **_ONE_THREAD}, cwd=Path(__file__).parents[2], pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip

    def close(self) -> None:
        """End it."""
        self._channel.close()
        self.process.communicate(timeout=10)

    def call(
        self, words: Sequence[str], environ: Mapping[str, str], seconds: float
    ) -> "subprocess.CompletedProcess[str]":
        """Run the program in a process of its own, as `subprocess.run` does, with its TimeoutExpired."""
        odd = {name for name, _ in environ.items() ^ self._born.items() if name.startswith(_FIXED)}
        assert not odd, f"a call through the zygote may not change {odd}"
        message = json.dumps({"words": words, "environ": dict(environ), "folder": str(Path.cwd())})
        out, error, told = (bytearray() for _ in range(3))
        with contextlib.ExitStack() as reading:
            with contextlib.ExitStack() as writing:
                pipes = [_pipe(reading, writing) for _ in range(3)]
                socket.send_fds(self._channel, [message.encode()], [0, *(write for _, write in pipes)])
            streams = {read: kept for (read, _), kept in zip(pipes, (out, error, told), strict=True)}
            if not _read_all(streams, time.monotonic() + seconds):
                os.kill(int(told.split()[0]), signal.SIGKILL)
                raise subprocess.TimeoutExpired(words, seconds, bytes(out), bytes(error))
        assert len(told.split()) == 2, f"the zygote lost {words}: {bytes(error)!r} {self._last_words()!r}"
        return subprocess.CompletedProcess(words, int(told.split()[1]), out.decode(), error.decode())

    def _last_words(self) -> bytes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.communicate(timeout=1)[1]
        return b""


def _pipe(reading: contextlib.ExitStack, writing: contextlib.ExitStack) -> tuple[int, int]:
    read, write = os.pipe()
    reading.callback(os.close, read)
    writing.callback(os.close, write)
    return read, write


def _read_all(streams: Mapping[int, bytearray], end: float) -> bool:
    """Read each until its last writer is gone; say whether that was before `end`."""
    with selectors.DefaultSelector() as waiting:
        for number in streams:
            waiting.register(number, selectors.EVENT_READ)
        while waiting.get_map():
            ready = waiting.select(max(0.0, end - time.monotonic()))
            if not ready:
                return False
            for key, _ in ready:
                if data := os.read(key.fd, 1 << 16):
                    streams[key.fd] += data
                else:
                    waiting.unregister(key.fd)
    return True
