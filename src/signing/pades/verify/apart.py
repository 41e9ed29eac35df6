"""Judges a stranger's file in a child with limits: a hostile file costs its share of time and memory.

Must not be needed for what we signed ourselves a moment ago.
Source: pyHanko reads leniently, so an update that announces 10¹² objects is looped over (measured:
a file of 1.2 kB took 7 GB).
"""

import logging
import multiprocessing as mp
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from archive.values.verdict import FileVerdict
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
    ours, theirs = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=_judge, args=(theirs, pdf, policy, seconds, memory), daemon=True)
    with ours:
        child.start()
        theirs.close()
        try:
            return _answer(ours) if ours.poll(seconds) else given_up()
        except EOFError:  # killed by a limit
            return given_up()
        finally:
            child.kill()
            child.join()
            child.close()


def _answer(ours: Connection) -> FileVerdict:
    verdict = ours.recv()
    assert isinstance(verdict, FileVerdict)  # noqa: S101 - our own child says nothing else
    return verdict


def _judge(theirs: Connection, pdf: bytes | Path, policy: Policy, seconds: int, memory: int) -> None:
    """Judge in the child; what runs into a limit ends it without an answer."""
    logging.disable(logging.CRITICAL)  # a verdict says it, without names on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # Its heap and private pages: libraries that are mapped do not count.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    theirs.send(judge(pdf, policy))
