"""Calls of the program through a zygote, which this process starts when it is first asked.

Must not answer for a call: where the zygote fails, so does the test.
"""

import contextlib
import functools
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

from tests.journeys.zygote import ONE_THREAD

_LONGEST = 1 << 18
"""Bytes of words and environment; more is refused by the kernel."""
_START = "import socket, sys; from tests.journeys.zygote import main; main(socket.socket(fileno={}))"
"""By -c as the program itself: children of multiprocessing import a `__main__` that has a name."""


@functools.cache
def _zygote() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    """Return the channel to the zygote, and it; it ends when the channel does, with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LONGEST)
    outer = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with theirs:
        number = theirs.fileno()
        command = [sys.executable, "-c", _START.format(number)]
        process = subprocess.Popen(  # with pipes, as each call will have them
            command, env={**outer, **ONE_THREAD}, pass_fds=[number],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    return ours, process


def call(
    words: Sequence[str], environ: Mapping[str, str], seconds: float
) -> "subprocess.CompletedProcess[str]":
    """Run the program with these words in a process of its own, as `subprocess.run` does.

    Raises:
        TimeoutExpired: it took longer, and was killed.
    """
    channel, process = _zygote()
    assert process.poll() is None, process.communicate()
    message = json.dumps({"words": words, "environ": dict(environ), "folder": str(Path.cwd())})
    pipes = [os.pipe() for _ in range(3)]
    socket.send_fds(channel, [message.encode()], [0, *(write for _, write in pipes)])
    for _, write in pipes:
        os.close(write)
    out, error, told = (bytearray() for _ in pipes)
    streams = {read: kept for (read, _), kept in zip(pipes, (out, error, told), strict=True)}
    try:
        _read(streams, time.monotonic() + seconds)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(int(told.split()[0]), signal.SIGKILL)
        raise subprocess.TimeoutExpired(words, seconds, bytes(out), bytes(error)) from None
    finally:
        for number in streams:
            os.close(number)
    assert len(told.split()) == 2, f"the zygote lost {words}: {bytes(error)!r}"
    return subprocess.CompletedProcess(words, int(told.split()[1]), out.decode(), error.decode())


def _read(streams: Mapping[int, bytearray], end: float) -> None:
    """Read each until its last writer is gone.

    Raises:
        TimeoutError: that was not before `end`.
    """
    with selectors.DefaultSelector() as waiting:
        for number in streams:
            waiting.register(number, selectors.EVENT_READ)
        while waiting.get_map():
            ready = waiting.select(max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if data := os.read(key.fd, 1 << 16):
                    streams[key.fd] += data
                else:
                    waiting.unregister(key.fd)
