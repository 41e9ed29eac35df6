"""The warm child: loads the model once, then forks for every job and relays what the fork says.

Must not open a job's file itself: only the fork does, under its limits.
Run as `python -m digitize.reader.child`; the pool talks to it over standard input and output.
"""

import dataclasses as dc
import gc
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Any, NoReturn

import cv2

from archive.settings import Settings
from digitize.errors import EngineMissing
from digitize.language.page import ready
from digitize.ocr.choose import choose_recogniser
from digitize.ocr.ports import Recogniser
from digitize.reader import jail
from digitize.reader.jobs import Bench, do
from digitize.reader.wire import (
    CANCEL,
    END,
    HELLO,
    JOB,
    RESULT,
    BadFrame,
    Frame,
    Inbox,
    error_message,
    frame,
    send,
)

OUT_OF_MEMORY = 12
CRASHED = 70
_SAID = 1 << 16
_MEMORY_WORDS = (b"bad_alloc", b"out of memory", b"Out of memory", b"Insufficient memory", b"MemoryError")

Load = Callable[[Settings], Recogniser]


def main() -> None:
    """Serve jobs until standard input ends."""
    serve(choose_recogniser)


def serve(load: Load) -> None:
    """Serve jobs with the recogniser that `load` gives.

    The first frame that comes holds the settings; the first that goes says engine and model.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool ends its children itself
    cv2.setNumThreads(0)
    inbox, out = Inbox(0), _own_stdout()
    first = inbox.receive()
    if first is None:
        return
    settings = dc.replace(Settings(), **first.message())
    recogniser, hello = _loaded(load, settings)
    gc.collect()
    gc.freeze()  # forks then share these pages for longer
    send(out, frame(HELLO, hello))
    while (job := inbox.receive()) is not None:
        if job.kind == JOB:
            _run(job, inbox, out, settings, recogniser)


def _loaded(load: Load, settings: Settings) -> tuple[Recogniser | None, dict[str, Any]]:
    """Load the recogniser; without one, files can still be looked at, drawn and copied."""
    try:
        recogniser = load(settings)
    except EngineMissing as error:
        return None, error_message(error)
    ready(recogniser.model)
    return recogniser, {"engine": recogniser.engine, "model": recogniser.model}


def _own_stdout() -> int:
    """Keep standard output for frames: whatever else writes there goes nowhere."""
    own = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return own


def _run(job: Frame, inbox: Inbox, out: int, settings: Settings, recogniser: Recogniser | None) -> None:
    """Fork for one job, relay its frames, and say how it ended."""
    results, results_end = os.pipe()
    said, said_end = os.pipe()
    os.set_blocking(said_end, False)  # a chatty library must not stop for want of a listener
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        _in_fork(job, parent, results_end, said_end, settings, recogniser)
    os.close(results_end)
    os.close(said_end)
    wanted = _relay(pid, Inbox(results), inbox, out)
    if not wanted:
        _kill(pid)
    # The dead fork keeps its number until it is waited for, so the group is surely its own.
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    _kill(pid)
    _, status = os.waitpid(pid, 0)
    why = _why(status, _said(said))
    os.close(results)
    os.close(said)
    send(out, frame(END, {"why": why}))


def _in_fork(
    job: Frame, parent: int, results: int, said: int, settings: Settings, recogniser: Recogniser | None
) -> NoReturn:
    """Do the job under limits and leave without running any of the parent's clean-up."""
    code = CRASHED
    try:
        os.setpgid(0, 0)  # so that programs it starts end with it
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        os.dup2(said, 2)
        jail.confine(parent, settings.child_memory)
        do(job.message(), Bench(settings, recogniser, lambda what: send(results, what)))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException as error:
        os.write(2, type(error).__name__.encode())
    finally:
        os._exit(code)


def _relay(pid: int, results: Inbox, jobs: Inbox, out: int) -> bool:
    """Hand whole frames on until the fork closes its pipe; False where it is no longer wanted."""
    poll = select.poll()
    poll.register(results.fd, select.POLLIN)
    poll.register(jobs.fd, select.POLLIN)
    while True:
        ready = {fd for fd, _ in poll.poll()}
        if jobs.fd in ready:
            if not jobs.fill():
                _kill(pid)
                os._exit(0)
            order = jobs.buffered()
            if order is not None and order.kind == CANCEL:
                return False
        if results.fd in ready:
            if not results.fill():
                return True
            try:
                while (whole := results.buffered()) is not None:
                    send(out, Frame(RESULT, whole.body, whole.blob))
            except BadFrame:
                return False


def _kill(pid: int) -> None:
    """Kill a fork and every program that it started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _said(fd: int) -> bytes:
    """Return what the fork wrote to its standard error, at most one pipe full."""
    os.set_blocking(fd, False)
    try:
        return os.read(fd, _SAID)
    except BlockingIOError:
        return b""


def _why(status: int, words: bytes) -> str:
    """Say how a fork ended: done, time, memory or crash."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGALRM, signal.SIGXCPU):
            return "time"
        if number == signal.SIGKILL:  # the kernel's memory killer; nobody else kills a fork before its end
            return "memory"
        return "memory" if any(word in words for word in _MEMORY_WORDS) else "crash"
    code = os.WEXITSTATUS(status)
    if code == OUT_OF_MEMORY or (code and any(word in words for word in _MEMORY_WORDS)):
        return "memory"
    return "crash" if code else "done"


if __name__ == "__main__":
    assert threading.active_count() == 1  # noqa: S101 - forking is only safe in a single thread
    main()
