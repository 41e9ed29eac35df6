"""The limits of a fork that opens an untrusted file: memory, time, file size, and its parent's life.

Must not be called in a process that shall live on: none of this can be taken back.
Source: setrlimit(2), setitimer(2), prctl(2) PR_SET_PDEATHSIG.
"""

import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
"""Loaded before any fork: a fork with little memory left could not load it."""
_MOST_WRITTEN = 2 << 30
"""A copy is at most a little larger than the largest file; temporary pictures are smaller."""


def confine(parent: int, memory: int) -> None:
    """Put this process under its limits.

    Args:
        parent: process id of the one that forked it; when that ends, this one is killed.
        memory: bytes of address space that it may add to what it has.
    """
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, _MOST_WRITTEN)
    _lower(resource.RLIMIT_AS, _address_space() + memory)


def allow(seconds: int) -> None:
    """Give this process `seconds` from now, of the clock and of the processor; then it is killed.

    The signals keep their default action, so no library and no hostile code path can swallow them
    by a Python handler.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 2, hard))


def rest() -> None:
    """Stop the clock while this process waits for its reader to take a result."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def _lower(limit: int, value: int) -> None:
    """Lower a limit, never above what the system allows."""
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _address_space() -> int:
    """Return the bytes of address space that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
