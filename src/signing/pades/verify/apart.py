"""Judges a stranger's file in a child with limits: a hostile file costs its share of time and memory.

Must not be needed for what we signed ourselves a moment ago.
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
    said = _apart(judge, (pdf, policy), seconds, memory)
    return said if isinstance(said, FileVerdict) else given_up()


def evidence_apart(pdf: bytes | Path, *, seconds: int, memory: int) -> Evidence:
    """List what a file carries as `evidence_of` does, within limits; nothing where they were reached."""
    said = _apart(evidence_of, (pdf,), seconds, memory)
    return said if isinstance(said, Evidence) else Evidence()


def _apart(work: Callable[..., object], given: tuple[object, ...], seconds: int, memory: int) -> object:
    """Return what `work` answers in a child; None where a limit ended it."""
    ours, theirs = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=_work, args=(theirs, work, given, seconds, memory), daemon=True)
    with ours:
        child.start()
        theirs.close()
        try:
            return ours.recv() if ours.poll(seconds) else None
        except EOFError:  # killed by a limit
            return None
        finally:
            child.kill()
            child.join()
            child.close()


def _work(
    theirs: Connection, work: Callable[..., object], given: tuple[object, ...], seconds: int, memory: int
) -> None:
    """Work in the child; what runs into a limit ends it without an answer."""
    logging.disable(logging.CRITICAL)  # a verdict says it, without names on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # Its heap and private pages: libraries that are mapped do not count.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    theirs.send(work(*given))
