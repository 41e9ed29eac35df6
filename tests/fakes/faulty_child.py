"""A reading child whose recogniser misbehaves as the width of the page says.

Run as a program in place of `digitize.reader.child`. Width modulo 10: 0 reads, 1 hangs, 2 eats
memory, 3 crashes, 4 sends what is no UTF-8, 5 kills the warm child, 6 reads broken text.
"""

import os
import signal
import stat
import time
from pathlib import Path

import numpy as np

from archive.settings import Settings
from archive.values.reading import Box
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.reader.child import serve

WIDTH = 1000
HANGS, EATS_MEMORY, CRASHES, TALKS_RUBBISH, KILLS_CHILD, BREAKS_TEXT = range(1, 7)


class Faulty:
    """Implements `digitize.ocr.ports.Recogniser`."""

    engine = "faulty 1"
    model = "none"

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        del dpi
        text = _misbehave(gray.shape[1] % 10)
        return (Mark(text, Box(10, 10, 200, 40), 0.9, 0, 0),)

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        return self.recognise(gray, dpi)

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        del gray, dpi
        return 0


def _misbehave(how: int) -> str:
    if how == HANGS:
        while True:
            time.sleep(1)
    if how == EATS_MEMORY:
        kept = []
        while True:
            kept.append(np.zeros(10_000_000, np.uint8))  # untouched: the limit is on what is asked for
    if how == CRASHES:
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == TALKS_RUBBISH:
        _write_everywhere(b"result 3 0\n\xff\xfe\xfd")
    if how == KILLS_CHILD:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(5)
    return "một\ud800\x00từ" if how == BREAKS_TEXT else "một-từ-đọc-được"


def _write_everywhere(data: bytes) -> None:
    """Write to every pipe that this process holds."""
    for link in list(Path("/proc/self/fd").iterdir()):
        try:
            if stat.S_ISFIFO(os.fstat(int(link.name)).st_mode):
                os.write(int(link.name), data)
        except OSError:
            continue


def _load(settings: Settings) -> Recogniser:
    del settings
    return Faulty()


if __name__ == "__main__":
    serve(_load)
