"""A process that has imported every command and forks for each call, since importing costs a second each.

Must not read the surroundings of a call before the fork: each call is a process of its own, with its own
environment, folder and words, and ends as the program does.
"""

import array
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

MODULES = ("desk.cli", "desk.pipeline", "desk.engine")
"""Packages whose modules are imported beforehand, and with them all that they need."""
FIXED = ("PYTHON", "LANG", "LC_", "LD_", "TZ", "OMP_", "OPENBLAS_")
"""What a process reads once, as it starts or imports: a call may not differ in it."""
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""As `run` sets them before the libraries are loaded; so the zygote has no threads when it forks."""
_BORN = dict(os.environ)
"""The zygote's own; OpenCV changes it when it is imported."""


def main(channel: socket.socket) -> None:
    """Fork for each call that comes through the channel, until its other end is closed."""
    for package in MODULES:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever attends a call is waited for by nobody
    while (call := _receive(channel)) is not None:
        words, descriptors = call
        if not os.fork():
            channel.close()
            _attend(words, descriptors)
            return
        for number in descriptors:
            os.close(number)


def _receive(channel: socket.socket) -> tuple[dict[str, Any], Sequence[int]] | None:
    numbers = array.array("i")
    data, ancillary, _, _ = channel.recvmsg(1 << 18, socket.CMSG_SPACE(4 * numbers.itemsize))
    for _, _, sent in ancillary:
        numbers.frombytes(sent)
    return (json.loads(data), list(numbers)) if data else None


def _attend(call: dict[str, Any], descriptors: Sequence[int]) -> None:
    """Run the call in a child, tell its process and at last its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, answer = descriptors
    child = os.fork()
    if not child:
        os.close(answer)
        _become(call, streams)
        return
    for number in streams:
        os.close(number)
    os.write(answer, b"%d\n" % child)
    _, status = os.waitpid(child, 0)
    os.write(answer, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(call: dict[str, Any], streams: Sequence[int]) -> None:
    """Be the program, as if it were started with these words in these surroundings."""
    asked = {**ONE_THREAD, **call["environ"]}
    if odd := [
        name for name in {*asked, *_BORN} if name.startswith(FIXED) and asked.get(name) != _BORN.get(name)
    ]:
        sys.exit(f"a call through the zygote may not change {odd}")
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(call["environ"])
    os.chdir(call["folder"])
    sys.argv = ["-c", *call["words"]]
    from desk.cli import run

    run()
