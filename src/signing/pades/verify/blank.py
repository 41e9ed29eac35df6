"""Says what is printed in places of a page, by letting a program of its own draw them.

A hostile page takes for ever to draw, so that program has its limits; where it reaches one, nobody knows.
Must not decide which places must be blank; beneath.py does.
"""

import dataclasses as dc
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.settings import PREFIX

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in a page's own coordinates."""

FINE = 2
"""Dots a point, each way: a minus sign of 10 points is two dots thick."""
CONTRAST = 32
"""A dot that differs from most of its place by more, of 255, is print: also light grey on white, or white on
black. Paper that was scanned differs by a dozen at one dot a point."""
CLEAN = 16
"""The same where most dots have one colour, as on paper that nobody scanned: fainter print nobody reads."""
MOST_DOTS = 8
"""Specks of a scan at one dot a point, in all places of a page together; one letter of 10 points has more."""
WINDOW = 4
"""Fine dots each way that are looked at together."""
MOST_TOGETHER = 5.0
"""Fine dots of full black that a speck of a scan is worth; a minus sign of 10 points has seven together."""
MOST_PIXELS = 8_000_000
"""Dots of all places together: a quarter of A0."""
SECONDS = 5
"""Of the processor, for all places of a file: a scan of 600 dots an inch takes one."""
PATIENCE = 30
"""Seconds of the clock for the same, on a machine that has other work."""
MEMORY = 2 * 1024**3
"""Bytes: a colour scan of A0 at 300 dots an inch takes half a gigabyte."""
_PROGRAM = Path(__file__).with_name("drawn.py")


class CannotDraw(Exception):
    """A place is outside its page or larger than any signature, or to draw it takes too long."""


@dc.dataclass(frozen=True, slots=True)
class Place:
    """A place on a page.

    Attributes:
        number: of the page, from 1.
        corners: where.
        unit: points a unit of the page's coordinates (/UserUnit).
    """

    number: int
    corners: Rectangle
    unit: float = 1.0


@dc.dataclass(frozen=True, slots=True)
class Print:
    """What is printed in a place.

    Attributes:
        dots: at one a point, that differ from most of the place.
        together: what the fine dots of one window are worth at most, a black one on white one.
    """

    dots: int
    together: float


def is_blank(found: Iterable[Print]) -> bool:
    """Whether all places of a page together show no more than specks."""
    known = list(found)
    return sum(one.dots for one in known) <= MOST_DOTS and all(one.together <= MOST_TOGETHER for one in known)


def prints(data: bytes, places: Sequence[Place]) -> list[Print]:
    """Return what is printed in each place.

    Args:
        data: a whole PDF.
        places: in any order.

    Raises:
        CannotDraw: nobody knows.
    """
    asked = [(place.number, place.corners, FINE * place.unit) for place in places]
    if sum(_pixels(corners, scale) for _, corners, scale in asked) > MOST_PIXELS:
        raise CannotDraw("too large")
    order = {"places": asked, "seconds": SECONDS, "memory": MEMORY}
    drawn = memoryview(_drawn(json.dumps(order).encode() + b"\n" + data))
    found = []
    for _ in places:
        width, height = int.from_bytes(drawn[:4], "big"), int.from_bytes(drawn[4:8], "big")
        size = 3 * width * height
        found.append(_print(drawn[8 : 8 + size], width))
        drawn = drawn[8 + size :]
    return found


def _pixels(corners: Rectangle, scale: float) -> float:
    return (corners[2] - corners[0]) * (corners[3] - corners[1]) * scale**2


def _drawn(order: bytes) -> bytes:
    """Return what the program writes.

    Raises:
        CannotDraw: it met a limit or a fault.
    """
    kept = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    command = [sys.executable, "-I", str(_PROGRAM)]
    try:
        ended = subprocess.run(
            command,
            input=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotDraw(type(error).__name__) from error
    return ended.stdout


def _print(dots: memoryview, width: int) -> Print:
    # Loaded when a file needs it: most do not, and every command would wait for it.
    import numpy as np

    shown = np.frombuffer(dots, np.uint8).reshape(-1, width, 3).astype(np.float32)
    # The colour that differs most: red on green and yellow on white are as bright as what is around them.
    apart = abs(shown - np.median(shown, (0, 1))).max(2)
    contrast = CONTRAST if np.median(apart) else CLEAN
    fine = np.pad(apart, WINDOW)
    high, wide = fine.shape[0] // FINE, fine.shape[1] // FINE
    coarse = fine[: high * FINE, : wide * FINE].reshape(high, FINE, wide, FINE).mean((1, 3))
    fine[fine <= contrast] = 0
    windows = np.lib.stride_tricks.sliding_window_view(fine, (WINDOW, WINDOW))
    return Print(int((coarse > contrast).sum()), float(windows.sum((2, 3)).max() / 255))
