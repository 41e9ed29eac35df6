"""Starting and stopping a server program: free ports, waiting, and no process left behind."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest


def free_port() -> int:
    """Return a loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Say whether a server could listen on `port`."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def missing(what: str) -> None:
    """Fail for want of an outside program, saying how to get it."""
    pytest.fail(f"{what} is missing; `make test` installs it", pytrace=False)


@contextlib.contextmanager
def running(
    command: Sequence[str | Path],
    *,
    log: Path,
    ready: Callable[[], bool],
    seconds: float,
    user: str | None = None,
    stop: signal.Signals = signal.SIGKILL,
    env: dict[str, str] | None = None,
) -> Iterator[None]:
    """Run `command` until the block ends.

    Args:
        command: program and arguments.
        log: file that takes its output; its end is shown when the server does not come up.
        ready: says whether it answers.
        seconds: longest wait for that.
        user: account to run as, None for our own.
        stop: the signal that ends it, also when this process dies before it could send it.
        env: environment beside our own.
    """
    account = ["--reuid", user, "--regid", user, "--clear-groups"] if user else []
    # setpriv rather than preexec_fn: forking a process with threads is a warning from Python 3.12 on.
    guard = ["setpriv", *account, "--pdeathsig", stop.name.removeprefix("SIG"), "--"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*guard, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=log.parent,
            env={**os.environ, **(env or {})},
        )
        try:
            _wait(server, ready, seconds, log)
            yield
        finally:
            _stop(server, stop)


def _wait(server: "subprocess.Popen[bytes]", ready: Callable[[], bool], seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if server.poll() is not None or time.monotonic() > end:
            tail = log.read_text("utf-8", "replace")[-2000:]
            pytest.fail(f"{server.args[-1]!r} did not come up in {seconds} s:\n{tail}", pytrace=False)
        time.sleep(0.05)


def _stop(server: "subprocess.Popen[bytes]", stop: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, stop)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
