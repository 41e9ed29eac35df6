"""A process that has imported every command and forks for each call, since importing costs a second each.

Must not read the surroundings of a call before the fork: each call is a process of its own, with its own
environment, folder and words, and ends as the program does.
"""

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LONGEST = 1 << 18
"""Bytes of words and environment of a call; more is refused by the kernel."""


def main(channel: socket.socket, names: Sequence[str]) -> None:
    """Fork for each call that comes through the channel, until its other end is closed.

    Args:
        channel: a message is a call: its words and surroundings, its streams and where to tell how it ends.
        names: what is imported beforehand, with all that lies in it; the first has the program, `run`.
    """
    for name in names:
        for inner in pkgutil.iter_modules(getattr(importlib.import_module(name), "__path__", ()), f"{name}."):
            importlib.import_module(inner.name)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a thread would not be there after the fork"
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever attends a call is waited for by nobody
    while True:
        call, descriptors, _, _ = socket.recv_fds(channel, LONGEST, 4)
        if not call:
            return
        if not os.fork():
            channel.close()
            _attend(json.loads(call), descriptors, names[0])
            return
        for number in descriptors:
            os.close(number)


def _attend(call: dict[str, Any], descriptors: Sequence[int], program: str) -> None:
    """Run the call in a child, tell its process and at last its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, answer = descriptors
    child = os.fork()
    if not child:
        os.close(answer)
        _become(call, streams)
        sys.modules[program].run()
        return
    for number in streams:
        os.close(number)
    os.write(answer, b"%d\n" % child)
    _, status = os.waitpid(child, 0)
    os.write(answer, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(call: dict[str, Any], streams: Sequence[int]) -> None:
    """Be a process that was started with these words in these surroundings."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(call["environ"])
    os.chdir(call["folder"])
    sys.argv = ["-c", *call["words"]]
