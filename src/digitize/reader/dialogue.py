"""One job with one child: the answers of its fork until it ended, and how it ended.

Must not interpret answers, except that a refusal of the file is raised.
"""

import contextlib
from collections.abc import Generator
from typing import Any

from digitize.reader.process import Child, Lost
from digitize.reader.values import error_of
from digitize.reader.wire import END, BadFrame

TIME, MEMORY, CRASH, DONE = "time", "memory", "crash", "done"

_CANCEL_SECONDS = 10


class Ended(Exception):
    """The fork ended before its work was done: `why` is time, memory or crash."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def answers(child: Child, job: dict[str, Any], seconds: float) -> Generator[tuple[dict[str, Any], bytes]]:
    """Give `child` a job and yield each answer; leaving early cancels the rest of the job.

    Args:
        child: borrowed.
        job: what it is told.
        seconds: longest wait for one answer. A fork ends itself before; this is for one that does not.

    Raises:
        Ended: it did not finish.
        DigitizeError: the file is refused.
    """
    over = False
    try:
        child.start(job)
        while True:
            got = child.receive(seconds)
            if got.kind == END:
                over = True
                why = got.message().get("why", CRASH)
                if why != DONE:
                    raise Ended(str(why))
                return
            message = got.message()
            if "error" in message:
                raise error_of(message)
            yield message, got.blob
    except Lost as error:
        child.kill()
        over = True
        raise Ended(CRASH) from error
    except BadFrame as error:
        raise Ended(CRASH) from error
    finally:
        if not over:
            _cancel(child)


def _cancel(child: Child) -> None:
    """Have the fork killed, and drop what it still said; a child that does not obey is killed too."""
    try:
        child.cancel()
        while child.receive(_CANCEL_SECONDS).kind != END:
            continue
    except Lost:
        with contextlib.suppress(OSError):
            child.kill()
