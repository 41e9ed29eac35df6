"""One child process as the pool sees it: started, given jobs, listened to, ended.

Must not decide what a broken job means; that is the pool's.
"""

import os
import subprocess
from collections.abc import Sequence
from typing import Any

from archive.settings import PREFIX, Settings
from digitize.errors import DigitizeError, ReaderKilled
from digitize.reader.values import error_of
from digitize.reader.wire import CANCEL, HELLO, JOB, BadFrame, Frame, Inbox, Stalled, frame, send

_START_SECONDS = 120
"""Loading the model takes half a second, and longer while a machine starts."""
_END_SECONDS = 5
_TOLD = (
    *("ocr_engine", "ocr_model", "tessdata", "max_bytes", "max_pages", "max_pixels"),
    *("page_seconds", "child_memory"),
)
"""The settings that a child needs; no secret is among them."""


class Lost(Exception):
    """The child ended, stalled or sent something that is no message."""


class Child:
    """A running child.

    Args:
        command: program and arguments that start it.
        settings: what it is told of them are limits and the engine.

    Raises:
        ReaderKilled: it does not start.
    """

    def __init__(self, command: Sequence[str], settings: Settings) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
        )
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._to = self._process.stdin.fileno()
        self._from = Inbox(self._process.stdout.fileno())
        self.engine, self.model = "", ""
        self.missing: DigitizeError | None = None
        self._greet(settings)

    def _greet(self, settings: Settings) -> None:
        """Tell the settings and hear engine and model."""
        try:
            self._send(frame("settings", {name: getattr(settings, name) for name in _TOLD}))
            hello = self.receive(_START_SECONDS)
            message = hello.message() if hello.kind == HELLO else {}
            if "error" in message:
                self.missing = error_of(message)
            else:
                self.engine, self.model = str(message["engine"]), str(message["model"])
        except (Lost, BadFrame, KeyError) as error:
            self.kill()
            raise ReaderKilled(file="-", why="không khởi động được / it does not start") from error

    def start(self, job: dict[str, Any]) -> None:
        """Give it a job.

        Raises:
            Lost: it is gone.
        """
        self._send(frame(JOB, job))

    def cancel(self) -> None:
        """Tell it that the rest of the job is not wanted.

        Raises:
            Lost: it is gone.
        """
        self._send(frame(CANCEL, {}))

    def receive(self, seconds: float) -> Frame:
        """Wait for its next frame.

        Raises:
            Lost: none came in `seconds`, or it is gone, or what came is no frame.
        """
        try:
            got = self._from.receive(seconds)
        except (BadFrame, Stalled, OSError) as error:
            raise Lost from error
        if got is None:
            raise Lost
        return got

    def _send(self, what: Frame) -> None:
        try:
            send(self._to, what)
        except OSError as error:
            raise Lost from error

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def close(self) -> None:
        """Let it end by itself; kill it where it does not."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._release()

    def kill(self) -> None:
        """End it at once; its fork dies with it."""
        self._process.kill()
        self._release()

    def _release(self) -> None:
        """Wait for its end and close the pipes."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _environment() -> dict[str, str]:
    """Return the child's environment: no secrets, one thread per library."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
