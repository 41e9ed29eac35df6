"""Judging children that fall ill while they answer, in place of signing.pades.verify.apart's own.

Must not be called in the test's process.
"""

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

Work = Callable[..., bytes]


def _half(theirs: Connection, work: Work, given: tuple[object, ...]) -> None:
    answer = work(*given)
    os.write(theirs.fileno(), answer[: len(answer) // 2])


def stops(theirs: Connection, work: Work, given: tuple[object, ...], seconds: int, memory: int) -> None:
    """Say half of the answer and wait for ever, leaving the own process number beside the file."""
    del seconds, memory
    Path(f"{given[0]}.pid").write_text(str(os.getpid()), "ascii")
    _half(theirs, work, given)
    time.sleep(600)


def dies(theirs: Connection, work: Work, given: tuple[object, ...], seconds: int, memory: int) -> None:
    """Say half of the answer and end."""
    del seconds, memory
    _half(theirs, work, given)
    os._exit(1)


def trickles(theirs: Connection, work: Work, given: tuple[object, ...], seconds: int, memory: int) -> None:
    """Say a letter at a time, each soon after the one before."""
    del seconds, memory
    for letter in work(*given):
        os.write(theirs.fileno(), bytes([letter]))
        time.sleep(0.05)


def floods(theirs: Connection, work: Work, given: tuple[object, ...], seconds: int, memory: int) -> None:
    """Say more than anybody may keep."""
    del work, given, seconds, memory
    while True:
        os.write(theirs.fileno(), b" " * 65_536)
