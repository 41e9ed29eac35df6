"""Judges a stranger's file in a child with limits: a hostile file costs its share of time and memory.

Must not be needed for what we signed ourselves a moment ago, nor take an object from the child, only bytes.
Source: pyHanko reads leniently, so an update that announces 10¹² objects is looped over (measured:
a file of 1.2 kB took 7 GB).
"""

import logging
import multiprocessing as mp
import resource
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
        NoAnswer: a limit ended it, or it said more than it may hold.
    """
    ours, theirs = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=_work, args=(theirs, work, given, seconds, memory), daemon=True)
    with ours:
        child.start()
        theirs.close()
        try:
            if not ours.poll(seconds):
                raise NoAnswer("too slow")
            return ours.recv_bytes(memory)
        except (EOFError, OSError) as error:  # killed by a limit
            raise NoAnswer("ended") from error
        finally:
            child.kill()
            child.join()
            child.close()


def _work(
    theirs: Connection, work: Callable[..., bytes], given: tuple[object, ...], seconds: int, memory: int
) -> None:
    """Work in the child; what runs into a limit ends it without an answer."""
    logging.disable(logging.CRITICAL)  # a verdict says it, without names on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # Its heap and private pages: libraries that are mapped do not count.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    theirs.send_bytes(work(*given))
