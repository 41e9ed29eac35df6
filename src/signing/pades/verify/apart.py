"""Judges a stranger's file in a child with limits: a hostile file costs its share of time and memory.

Must not be needed for what we signed ourselves a moment ago, nor take an object from the child, only bytes.
Source: pyHanko reads leniently, so an update that announces 10¹² objects is looped over (measured:
a file of 1.2 kB took 7 GB).
"""

import logging
import multiprocessing as mp
import os
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from archive.values.verdict import FileVerdict
from signing.pades.verify.answer import (
    NoAnswer,
    evidence_as_bytes,
    evidence_from,
    verdict_as_bytes,
    verdict_of,
)
from signing.pades.verify.carried import Evidence, evidence_of
from signing.pades.verify.judge import given_up, judge
from signing.pades.verify.policy import Policy

_CHILDREN = mp.get_context("forkserver")
"""Forked from a process without threads or connections, in which the libraries are loaded once."""
_CHILDREN.set_forkserver_preload([__name__])
_CHUNK = 65_536


def judge_apart(pdf: bytes | Path, policy: Policy, *, seconds: int, memory: int) -> FileVerdict:
    """Judge a file as `judge` does, within limits.

    Args:
        pdf: the file's bytes, or where it lies.
        policy: as for `judge`.
        seconds: longest judgement, of the clock and of the processor.
        memory: bytes that the child may take.

    Returns:
        The verdict; INDETERMINATE / GENERIC where the limits were reached.
    """
    try:
        return verdict_of(_apart(_judged, (pdf, policy), seconds, memory))
    except NoAnswer:
        return given_up()


def evidence_apart(pdf: bytes | Path, *, seconds: int, memory: int) -> Evidence:
    """List what a file carries as `evidence_of` does, within limits; nothing where they were reached."""
    try:
        return evidence_from(_apart(_carried, (pdf,), seconds, memory))
    except NoAnswer:
        return Evidence()


def _judged(pdf: bytes | Path, policy: Policy) -> bytes:
    return verdict_as_bytes(judge(pdf, policy))


def _carried(pdf: bytes | Path) -> bytes:
    return evidence_as_bytes(evidence_of(pdf))


def _apart(work: Callable[..., bytes], given: tuple[object, ...], seconds: int, memory: int) -> bytes:
    """Return what `work` answers in a child.

    Raises:
        NoAnswer: a limit ended it, it stopped half-way, or it said more than it may hold.
    """
    end = time.monotonic() + seconds
    ours, theirs = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=_work, args=(theirs, work, given, seconds, memory), daemon=True)
    with ours:
        child.start()
        theirs.close()
        try:
            return _heard(ours, end, memory)
        except OSError as error:
            raise NoAnswer("ended") from error
        finally:
            child.kill()
            child.join()
            child.close()


def _heard(ours: Connection, end: float, most: int) -> bytes:
    """Return what comes until the child closes its end; half of an answer is none, which its reader finds.

    Not `recv_bytes`: that waits for ever for the second half of a message.
    """
    found = bytearray()
    while (left := end - time.monotonic()) > 0 and ours.poll(left):
        piece = os.read(ours.fileno(), _CHUNK)
        if not piece:
            return bytes(found)
        found += piece
        if len(found) > most:
            raise NoAnswer("too much")
    raise NoAnswer("too slow")


def _work(
    theirs: Connection, work: Callable[..., bytes], given: tuple[object, ...], seconds: int, memory: int
) -> None:
    """Work in the child; what runs into a limit ends it without an answer."""
    logging.disable(logging.CRITICAL)  # a verdict says it, without names on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # Its heap and private pages: libraries that are mapped do not count.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    left = memoryview(work(*given))
    while left:
        left = left[os.write(theirs.fileno(), left) :]
    theirs.close()
